package nethttp_test

import (
	"context"
	"io"
	"maps"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/problemkit/problemkit/internal/wiretest"
	"github.com/problemkit/problemkit/nethttp"
	"github.com/problemkit/problemkit/problem"
)

const (
	soon = 30 * time.Millisecond // a time that is up in a test
	long = time.Minute           // and one that is not
)

// timed is a function behind Timeout inside Handler, and alone.
func timed(d time.Duration, f handle) map[string]func(nethttp.Adapter) http.Handler {
	return map[string]func(nethttp.Adapter) http.Handler{
		"joined": func(api nethttp.Adapter) http.Handler { return api.Handler(besideOK(api.Timeout(d)(api.Handle(f)))) },
		"alone":  func(api nethttp.Adapter) http.Handler { return besideOK(api.Timeout(d)(api.Handle(f))) },
		"nested": func(api nethttp.Adapter) http.Handler {
			return besideOK(api.Timeout(long)(api.Timeout(d)(api.Timeout(long)(api.Handle(f)))))
		},
	}
}

// eachTimed runs a test for all of them, both protocols and both methods.
func eachTimed(t *testing.T, d time.Duration, f func() handle, test func(t *testing.T, h *house, method string)) {
	t.Helper()
	for _, name := range []string{"joined", "alone", "nested"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			each(t, func(t *testing.T, proto wiretest.Proto, method string) {
				test(t, serve(t, proto, problem.Config{}, timed(d, f())[name]), method)
			})
		})
	}
}

func TestTimeoutInTime(t *testing.T) {
	t.Parallel()
	answers := func() handle {
		return func(w http.ResponseWriter, r *http.Request) error {
			_, ok := r.Context().Deadline()
			assert.True(t, ok)
			w.Header().Set("X-A", "1")
			w.WriteHeader(http.StatusEarlyHints)
			w.WriteHeader(http.StatusCreated)
			_, err := io.WriteString(w, "made")
			return err
		}
	}
	eachTimed(t, long, answers, func(t *testing.T, h *house, method string) {
		answer := h.Do(t, method, "/")
		require.NoError(t, answer.Err)
		assert.Equal(t, http.StatusCreated, answer.Status)
		assert.Equal(t, "1", answer.Header.Get("X-A"))
		if method == "GET" {
			assert.Equal(t, "made", string(answer.Body))
		}
		h.uncut(t)
		h.none(t)
		usable(t, h)
	})
}

func TestTimeoutErrorInTime(t *testing.T) {
	t.Parallel()
	fails := func() handle {
		return func(w http.ResponseWriter, _ *http.Request) error {
			w.Header().Set("X-A", "1")
			w.Header().Set("ETag", `"x"`)
			return problem.Gone
		}
	}
	eachTimed(t, long, fails, func(t *testing.T, h *house, method string) {
		answer := h.Do(t, method, "/")
		assertProblem(t, method, 410, answer)
		assert.Equal(t, "1", answer.Header.Get("X-A"), "as without Timeout")
		assert.Empty(t, answer.Header["Etag"])
		rec := h.one(t)
		assert.Equal(t, problem.Answered, rec.Outcome)
		usable(t, h)
	})
}

func TestTimeoutUp(t *testing.T) {
	t.Parallel()
	seen := make(chan error, 64)
	waits := func() handle {
		return func(w http.ResponseWriter, r *http.Request) error {
			w.Header().Set("X-A", "1")
			w.Header().Set("Content-Encoding", "br")
			<-r.Context().Done()
			seen <- r.Context().Err()
			return problem.Conflict
		}
	}
	eachTimed(t, soon, waits, func(t *testing.T, h *house, method string) {
		answer := h.Do(t, method, "/")
		doc := assertProblem(t, method, 503, answer)
		assert.Empty(t, answer.Header["X-A"])
		assert.Empty(t, answer.Header["Content-Encoding"])
		assert.Empty(t, doc.Detail)
		assert.ErrorIs(t, <-seen, context.DeadlineExceeded)
		rec := h.one(t)
		assert.Equal(t, problem.Answered, rec.Outcome)
		assert.ErrorContains(t, rec.Problem.Unwrap(), "did not return within 30ms")
		usable(t, h)
		h.uncut(t)
	})
}

// What a handler does after the time reaches nobody, and its error, which mostly
// is one of its cancelled context, is not recorded besides.
func TestTimeoutLate(t *testing.T) {
	t.Parallel()
	for name, late := range map[string]handle{
		"error":  func(_ http.ResponseWriter, r *http.Request) error { return r.Context().Err() },
		"status": func(w http.ResponseWriter, _ *http.Request) error { w.WriteHeader(404); return nil },
		"text":   func(w http.ResponseWriter, _ *http.Request) error { http.Error(w, "x", 400); return nil },
		"abort":  func(http.ResponseWriter, *http.Request) error { panic(http.ErrAbortHandler) },
		"write": func(w http.ResponseWriter, _ *http.Request) error {
			_, err := io.WriteString(w, "late")
			assert.ErrorIs(t, err, problem.ErrSuperseded)
			return err
		},
		"deadline": func(w http.ResponseWriter, _ *http.Request) error {
			c := http.NewResponseController(w)
			assert.ErrorIs(t, c.SetReadDeadline(time.Now()), problem.ErrSuperseded)
			assert.ErrorIs(t, c.SetWriteDeadline(time.Now()), problem.ErrSuperseded)
			return nil
		},
	} {
		for _, begin := range []bool{false, true} {
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				each(t, func(t *testing.T, proto wiretest.Proto, method string) {
					go503, ended := make(chan struct{}), make(chan struct{})
					h := serve(t, proto, problem.Config{}, timed(soon, func(w http.ResponseWriter, r *http.Request) error {
						defer close(ended)
						if begin {
							_, _ = io.WriteString(w, "half")
						}
						<-go503
						return late(w, r)
					})["joined"])
					assertProblem(t, method, 503, h.Do(t, method, "/"))
					close(go503)
					<-ended
					usable(t, h)
					h.uncut(t)
					time.Sleep(10 * time.Millisecond)
					h.one(t)
				})
			})
		}
	}
}

// handlerThatPanics is looked for in stacks.
func handlerThatPanics() { panic("late " + secret) }

func TestTimeoutPanic(t *testing.T) {
	t.Parallel()
	panics := func() handle {
		return func(http.ResponseWriter, *http.Request) error { handlerThatPanics(); return nil }
	}
	eachTimed(t, long, panics, func(t *testing.T, h *house, method string) {
		assertProblem(t, method, 500, h.Do(t, method, "/"))
		rec := h.one(t)
		assert.Equal(t, problem.Answered, rec.Outcome)
		require.NotNil(t, rec.Panic)
		assert.Contains(t, rec.Panic.Stack()[0], "handlerThatPanics")
		usable(t, h)
		h.uncut(t)
	})
}

// A late panic is told to the log, once, with the stack and the trace id.
func TestTimeoutLatePanic(t *testing.T) {
	t.Parallel()
	for begin, outcome := range map[bool]problem.Outcome{false: problem.WriteFailed, true: problem.Begun} {
		t.Run(string(outcome), func(t *testing.T) {
			t.Parallel()
			each(t, func(t *testing.T, proto wiretest.Proto, method string) {
				answered := make(chan struct{})
				h := serve(t, proto, problem.Config{}, timed(soon, func(w http.ResponseWriter, _ *http.Request) error {
					if begin {
						_, _ = io.WriteString(w, "half")
					}
					<-answered
					handlerThatPanics()
					return nil
				})["joined"])
				doc := assertProblem(t, method, 503, h.Do(t, method, "/"))
				h.one(t)
				close(answered)
				require.Eventually(t, func() bool { return len(h.All()) == 2 }, 5*time.Second, time.Millisecond)
				rec := h.All()[1]
				assert.Equal(t, outcome, rec.Outcome)
				require.NotNil(t, rec.Panic)
				assert.Contains(t, rec.Panic.Stack()[0], "handlerThatPanics")
				assert.Equal(t, h.All()[0].TraceID, rec.TraceID)
				if method == "GET" {
					assert.Equal(t, doc.TraceID, rec.TraceID)
				}
				usable(t, h)
				h.uncut(t)
			})
		})
	}
}

func TestTimeoutTraceID(t *testing.T) {
	t.Parallel()
	ids := make(chan string, 64)
	tells := func() handle {
		return func(w http.ResponseWriter, _ *http.Request) error { ids <- problem.TraceIDOf(w); return problem.Gone }
	}
	eachTimed(t, long, tells, func(t *testing.T, h *house, _ string) {
		doc := assertProblem(t, "GET", 410, h.Do(t, "GET", "/"))
		assert.Equal(t, doc.TraceID, h.one(t).TraceID)
	})
	both(t, func(t *testing.T, proto wiretest.Proto) {
		outer, inner := "", ""
		h := serve(t, proto, problem.Config{}, func(api nethttp.Adapter) http.Handler {
			inside := api.Timeout(long)(api.Handle(func(w http.ResponseWriter, _ *http.Request) error {
				inner = problem.TraceIDOf(w)
				return nil
			}))
			return api.Handler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				inside.ServeHTTP(w, r)
				outer = problem.TraceIDOf(w)
			}))
		})
		_ = h.Do(t, "GET", "/")
		h.none(t)
		assert.NotEmpty(t, inner)
		assert.Equal(t, inner, outer)
	})
}

func TestTimeoutAbort(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"abort", "aborted", "begun"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			both(t, func(t *testing.T, proto wiretest.Proto) {
				for _, build := range timed(long, endings[name]) {
					h := serve(t, proto, problem.Config{}, build)
					answer := h.Do(t, "GET", "/")
					if name != "begun" {
						assert.Error(t, answer.Err)
						assert.NotEmpty(t, h.quiet(t))
						assert.Empty(t, h.All())
						continue
					}
					assert.Error(t, answer.Err, "nothing of it was sent")
					assert.Equal(t, problem.Begun, h.one(t).Outcome)
				}
			})
		})
	}
}

// The end of the goroutine is noticed at once.
func TestTimeoutGoexit(t *testing.T) {
	t.Parallel()
	eachTimed(t, long, func() handle { return endings["goexit"] }, func(t *testing.T, h *house, method string) {
		assertProblem(t, method, 500, h.Do(t, method, "/"))
		rec := h.one(t)
		assert.Equal(t, problem.Answered, rec.Outcome)
		require.NotNil(t, rec.Panic)
		usable(t, h)
	})
}

// Requests that are skipped keep what they would have without a door.
func TestTimeoutSkipped(t *testing.T) {
	t.Parallel()
	skipped := func(*http.Request) bool { return true }
	both(t, func(t *testing.T, proto wiretest.Proto) {
		for name, status := range map[string]int{"return": 200, "error": 404, "goexit": 500, "panic": 0} {
			api := nethttp.Adapter{Responder: problem.NewResponder(problem.Config{Skip: skipped, Recorder: problem.NoRecorder})}
			server := wiretest.Start(t, proto, api.Timeout(long)(api.Handle(endings[name])))
			answer := server.Do(t, "GET", "/")
			assert.Equal(t, status, answer.Status, name)
			assert.Equal(t, status == 0, answer.Err != nil, name)
		}
	})
}

// A slow recorder delays no answer, and its time is not the handler's.
func TestTimeoutSlowRecorder(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, proto wiretest.Proto) {
		slow := &slowRecorder{}
		api := nethttp.Adapter{Responder: problem.NewResponder(problem.Config{Recorder: slow})}
		server := wiretest.Start(t, proto, api.Handler(api.Timeout(4*soon)(api.Handle(endings["error"]))))
		assertProblem(t, "GET", 404, server.Do(t, "GET", "/"))
		if proto == wiretest.HTTP1 { // in HTTP/2 the stream ends with the handler
			assert.Empty(t, slow.All())
		}
		require.Eventually(t, func() bool { return len(slow.All()) == 1 }, 5*time.Second, time.Millisecond)
	})
}

type slowRecorder struct{ wiretest.Records }

func (s *slowRecorder) Record(ctx context.Context, r problem.Record) {
	time.Sleep(10 * soon)
	s.Records.Record(ctx, r)
}

// A context that somebody else has cancelled says nothing of the client.
func TestTimeoutCancelledByMiddleware(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, proto wiretest.Proto, method string) {
		h := serve(t, proto, problem.Config{}, func(api nethttp.Adapter) http.Handler {
			inside := api.Timeout(soon)(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { time.Sleep(3 * soon) }))
			return api.Handler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				ctx, cancel := context.WithCancel(r.Context())
				cancel()
				inside.ServeHTTP(w, r.WithContext(ctx))
			}))
		})
		assertProblem(t, method, 503, h.Do(t, method, "/"))
		assert.Equal(t, problem.Answered, h.one(t).Outcome)
	})
}

func TestTimeoutClientGone(t *testing.T) {
	t.Parallel()
	for name, wait := range map[string]func(r *http.Request) error{
		"looks":   func(r *http.Request) error { <-r.Context().Done(); return r.Context().Err() },
		"ignores": func(r *http.Request) error { <-r.Context().Done(); time.Sleep(20 * soon); return problem.NotFound },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			both(t, func(t *testing.T, proto wiretest.Proto) {
				ctx, cancel := context.WithCancel(t.Context())
				defer cancel()
				var ended sync.WaitGroup
				ended.Add(1)
				h := serve(t, proto, problem.Config{}, timed(10*soon, func(_ http.ResponseWriter, r *http.Request) error {
					defer ended.Done()
					cancel()
					return wait(r)
				})["joined"])
				_ = h.Do(t, "GET", "/", wiretest.Context(ctx))
				ended.Wait()
				rec := h.one(t)
				assert.Equal(t, problem.ClientGone, rec.Outcome)
				assert.Equal(t, 499, rec.Status)
			})
		})
	}
}

// What a streaming handler asks for is refused and spoils nothing.
func TestTimeoutIsNotForStreams(t *testing.T) {
	t.Parallel()
	tries := func() handle {
		return func(w http.ResponseWriter, _ *http.Request) error {
			_, flushes := w.(http.Flusher)
			assert.False(t, flushes)
			c := http.NewResponseController(w)
			assert.ErrorIs(t, c.Flush(), http.ErrNotSupported)
			_, _, err := c.Hijack()
			assert.ErrorIs(t, err, http.ErrNotSupported)
			assert.NoError(t, c.SetWriteDeadline(time.Now().Add(long)))
			return problem.Gone
		}
	}
	eachTimed(t, long, tries, func(t *testing.T, h *house, method string) {
		assertProblem(t, method, 410, h.Do(t, method, "/"))
		h.one(t)
		usable(t, h)
	})
}

// A client that dawdles with its content gets the answer all the same, and the
// handler that waits for the content is freed.
func TestTimeoutAndSlowContent(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, proto wiretest.Proto) {
		release, freed := make(chan struct{}), make(chan error, 1)
		h := serve(t, proto, problem.Config{}, timed(soon, func(_ http.ResponseWriter, r *http.Request) error {
			_, err := io.ReadAll(r.Body)
			freed <- err
			return err
		})["joined"])
		answered := make(chan *wiretest.Answer, 1)
		go func() {
			answered <- h.Do(t, "POST", "/", wiretest.Stream(io.MultiReader(strings.NewReader("{"), slowly{release})))
		}()
		select {
		case err := <-freed:
			assert.Error(t, err)
		case <-time.After(5 * time.Second):
			close(release)
			t.Fatal("the handler still waits for content")
		}
		h.one(t)
		if proto == wiretest.HTTP2 { // whose client waits for its own content
			close(release)
		}
		assertProblem(t, "POST", 503, <-answered)
		if proto == wiretest.HTTP1 {
			close(release)
		}
	})
}

// Content that was read does not cost the connection.
func TestTimeoutAfterContent(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, proto wiretest.Proto) {
		h := serve(t, proto, problem.Config{}, timed(soon, func(_ http.ResponseWriter, r *http.Request) error {
			_, err := io.Copy(io.Discard, r.Body)
			<-r.Context().Done()
			return err
		})["joined"])
		assertProblem(t, "POST", 503, h.Do(t, "POST", "/", wiretest.Body(strings.Repeat("x", 1<<12))))
		h.one(t)
		usable(t, h)
	})
}

// The race between the end of the handler and that of the time has one winner.
func TestTimeoutRace(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, proto wiretest.Proto) {
		const d, requests = 5 * time.Millisecond, 60
		h := serve(t, proto, problem.Config{}, timed(d, func(http.ResponseWriter, *http.Request) error {
			time.Sleep(d - 200*time.Microsecond)
			return problem.Gone
		})["joined"])
		answers := map[int]int{}
		for range requests {
			answers[h.Do(t, "GET", "/").Status]++
		}
		h.uncut(t)
		assert.Eventually(t, func() bool { return maps.Equal(answers, statuses(h.All())) }, 5*time.Second, time.Millisecond)
		h.Close()
		assert.Equal(t, answers, statuses(h.All()), "no record comes later")
		assert.Equal(t, requests, answers[410]+answers[503])
	})
}

func statuses(records []problem.Record) map[int]int {
	counts := map[int]int{}
	for _, rec := range records {
		counts[rec.Status]++
	}
	return counts
}

func TestTimeoutMistake(t *testing.T) {
	t.Parallel()
	for _, d := range []time.Duration{0, -1} {
		assert.Panics(t, func() { nethttp.Adapter{}.Timeout(d) })
	}
}
