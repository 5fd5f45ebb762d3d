// Package ginproblem is the door for Gin: handlers return errors, clients get
// problem documents (RFC 9457), the log gets one record for each.
//
//	api := ginproblem.Adapter{Responder: problem.NewResponder(problem.Config{})}
//	r := gin.New()
//	api.Install(r)
//	r.GET("/orders/:id", api.Handle(getOrder))
//
// [Adapter.Install] before the routes is the one line that covers everything:
// panics, returned errors, c.Errors, Gin's own 404 and 405, and the empty or
// http.Error-shaped error answers of other code, such as c.AbortWithStatus,
// a failing c.BindJSON, c.AbortWithError and gin.BasicAuth.
//
// Existing handlers need no change. Those that return errors go through
// [Adapter.Handle]; [Adapter.Check] makes guards; [Bind] reads a body: JSON, and
// forms, XML, YAML and TOML for structs with their tags.
package ginproblem
