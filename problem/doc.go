// Package problem answers HTTP requests that fail with problem documents, the
// application/problem+json of RFC 9457, and records each failure once.
//
// # Using it
//
// Handlers return errors; a door, package nethttp or ginproblem, catches them:
//
//	func getOrder(w http.ResponseWriter, r *http.Request) error {
//		order, err := load(r.PathValue("id"))
//		if err != nil {
//			return fmt.Errorf("load: %w", problem.NotFound)
//		}
//		return json.NewEncoder(w).Encode(order)
//	}
//
// The documented types, [BadRequest] to [NetworkAuthenticationRequired], are
// errors to return as they are. [Type.New] makes an occurrence with a detail,
// members and header fields. [NewType] and [NewTypeOf] declare types of your
// own, the latter with members of a struct.
//
// Errors of your domain stay free of HTTP: [Match], [MatchAs] and [RuleFunc] in
// [Config] say what they become. An error that nobody declared is a 500 that
// says no word about it; its text is in the record alone.
//
// A [Responder] made of a Config does all of it. The zero Config is a safe
// default. Without a door, [Error] stands in the place of http.Error.
//
// # What is promised
//
// The status of the document is that of the response. A 401 has a challenge, a
// 405 Allow, a 415 Accept, and so on: one table holds those duties. Nothing of
// an undeclared error, of a panic, of a rejected value or of the request's
// header reaches a client. A response that has begun is never continued with a
// document; it is cut, so that the client can see it. Everything that comes
// from outside has a bound.
//
// # Extending it
//
// [Format] adds a media type, [Recorder] a log, [Rule] a way to read errors,
// [Exchange] a door for another framework.
package problem
