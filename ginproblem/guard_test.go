package ginproblem_test

import (
	"net/http"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/problemkit/problemkit/ginproblem"
	"github.com/problemkit/problemkit/internal/wiretest"
	"github.com/problemkit/problemkit/problem"
)

func fine(c *gin.Context) { c.String(http.StatusOK, "fine") }

func TestUnavailable(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, proto wiretest.Proto, method string) {
		var m problem.Maintenance
		s := serve(t, proto, func(engine *gin.Engine, api ginproblem.Adapter) {
			engine.Group("/guarded", api.Unavailable(&m)).GET("", fine)
			engine.GET("/free", fine)
		})
		assert.Equal(t, 200, s.Do(t, method, "/guarded").Status)
		m.For(time.Hour)
		f := s.fails(t, 503, method, "/guarded")
		assert.Equal(t, "3600", f.Header.Get("Retry-After"))
		assert.Equal(t, "/guarded", f.record.Route)
		m.Begin()
		assert.Empty(t, s.fails(t, 503, method, "/guarded").Header["Retry-After"])
		assert.Equal(t, 200, s.Do(t, method, "/free").Status)
		m.End()
		assert.Equal(t, 200, s.Do(t, method, "/guarded").Status)
	})
}

// Guards before Install, and without it, answer by themselves.
func TestGuardsWithoutInstall(t *testing.T) {
	t.Parallel()
	for _, install := range []bool{false, true} {
		each(t, func(t *testing.T, proto wiretest.Proto, method string) {
			var m problem.Maintenance
			l := problem.NewLimiter(1, 1500*time.Millisecond)
			s := start(t, proto, problem.Config{}, func(engine *gin.Engine, api ginproblem.Adapter) {
				engine.Use(api.Unavailable(&m), api.Limit(l), api.Unavailable(nil), api.Limit(nil))
				if install {
					api.Install(engine)
				}
				engine.GET("/", fine)
			})
			assert.Equal(t, 200, s.Do(t, "GET", "/").Status)
			require.NoError(t, l.Enter(), "the place is free")
			if method == "GET" || install {
				assert.Equal(t, "2", s.fails(t, 503, method, "/").Header.Get("Retry-After"))
				m.Begin()
				assert.Empty(t, s.fails(t, 503, method, "/").Header["Retry-After"])
			}
		})
	}
}

// However the handlers end, the place is free again.
func TestLimitGivesPlacesBack(t *testing.T) {
	t.Parallel()
	for name, end := range map[string]gin.HandlerFunc{
		"return": func(*gin.Context) {},
		"status": func(c *gin.Context) { c.AbortWithStatus(http.StatusConflict) },
		"panic":  func(*gin.Context) { panic("x") },
		"abort":  func(*gin.Context) { panic(http.ErrAbortHandler) },
		"goexit": func(*gin.Context) { runtime.Goexit() },
		"begun":  func(c *gin.Context) { begin(c); panic("x") },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			eachProto(t, func(t *testing.T, proto wiretest.Proto) {
				l := problem.NewLimiter(1, time.Second)
				s := start(t, proto, problem.Config{Recorder: problem.NoRecorder}, func(engine *gin.Engine, api ginproblem.Adapter) {
					engine.GET("/bare", api.Limit(l), end)
					other := gin.New()
					api.Install(other)
					other.GET("/installed", api.Limit(l), end)
					engine.NoRoute(func(c *gin.Context) { other.ServeHTTP(c.Writer, c.Request) })
				})
				for _, path := range []string{"/bare", "/installed"} {
					_ = s.Do(t, "GET", path)
					require.Eventually(t, func() bool { return l.Enter() == nil }, eventually, tick, path)
					assert.Error(t, l.Enter(), "one place, no more")
					l.Leave()
				}
				s.failures = uncounted
			})
		})
	}
}

func TestLimitUnderLoad(t *testing.T) {
	t.Parallel()
	eachProto(t, func(t *testing.T, proto wiretest.Proto) {
		const limit = 3
		l := problem.NewLimiter(limit, time.Second)
		var inside, tooMany, served, refused atomic.Int64
		s := serve(t, proto, func(engine *gin.Engine, api ginproblem.Adapter) {
			engine.GET("/", api.Limit(l), func(*gin.Context) {
				defer inside.Add(-1)
				if inside.Add(1) > limit {
					tooMany.Add(1)
				}
				if served.Add(1)%3 == 0 {
					panic("x")
				}
			})
		})
		var clients sync.WaitGroup
		for range 12 {
			clients.Go(func() {
				for range 20 {
					if s.Do(t, "GET", "/").Status == 503 {
						refused.Add(1)
					}
				}
			})
		}
		clients.Wait()
		assert.Zero(t, tooMany.Load())
		assert.EqualValues(t, 12*20, served.Load()+refused.Load())
		for range limit {
			require.Eventually(t, func() bool { return l.Enter() == nil }, eventually, tick, "no place was lost")
		}
		assert.Error(t, l.Enter())
		s.failures = int(refused.Load() + served.Load()/3)
		require.Eventually(t, func() bool { return len(s.recorder.All()) == s.failures }, eventually, tick)
	})
}

// A request that is routed anew is one request, and gives its place back once.
func TestLimitCountsOnce(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, proto wiretest.Proto, method string) {
		l := problem.NewLimiter(1, 0)
		s := start(t, proto, problem.Config{}, func(engine *gin.Engine, api ginproblem.Adapter) {
			api.Install(engine)
			engine.Use(api.Limit(l))
			engine.GET("/fine", fine)
			engine.GET("/old", func(c *gin.Context) { c.Request.URL.Path = "/fine"; engine.HandleContext(c) })
			engine.GET("/full", func(c *gin.Context) {
				assert.Error(t, l.Enter(), "the place is still taken")
				c.Request.URL.Path = "/old"
				engine.HandleContext(c)
				assert.Error(t, l.Enter(), "the place is still taken")
			})
		})
		for range 2 {
			for _, path := range []string{"/old", "/full", "/fine"} {
				assert.Equal(t, 200, s.Do(t, method, path).Status, path)
			}
		}
		require.NoError(t, l.Enter(), "the place is free")
	})
}
