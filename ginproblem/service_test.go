package ginproblem_test

import (
	"encoding/json"
	"net/http"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/problemkit/problemkit/ginproblem"
	"github.com/problemkit/problemkit/internal/wiretest"
	"github.com/problemkit/problemkit/problem"
)

// recorder keeps records and notices.
type recorder struct {
	wiretest.Records
	notices []string
}

// Notice keeps a notice.
func (r *recorder) Notice(text string) { r.notices = append(r.notices, text) }

// Records are made after the answer, which the test sees first.
const (
	eventually = 5 * time.Second
	tick       = time.Millisecond
)

// service is an engine behind a real server. When the test ends it has recorded
// each failure that the test saw, and nothing else.
type service struct {
	*wiretest.Server
	recorder *recorder
	failures int
}

// uncounted is for tests whose records may still be on their way at the end.
const uncounted = -1

// serve starts an engine with Install.
func serve(t *testing.T, proto wiretest.Proto, routes func(*gin.Engine, ginproblem.Adapter)) *service {
	t.Helper()
	return start(t, proto, problem.Config{}, func(engine *gin.Engine, api ginproblem.Adapter) {
		api.Install(engine)
		routes(engine, api)
	})
}

// start starts an engine as it was built.
func start(t *testing.T, proto wiretest.Proto, config problem.Config, build func(*gin.Engine, ginproblem.Adapter)) *service {
	t.Helper()
	s := &service{recorder: &recorder{}}
	t.Cleanup(func() {
		if s.failures != uncounted {
			assert.Len(t, s.recorder.All(), s.failures, "records")
		}
	})
	config.Recorder = s.recorder
	engine := gin.New()
	build(engine, ginproblem.Adapter{Responder: problem.NewResponder(config)})
	s.Server = wiretest.Start(t, proto, engine)
	return s
}

// failure is what came of a request that failed.
type failure struct {
	*wiretest.Answer
	record   problem.Record
	document map[string]any
}

// fails sends a request and expects the problem of that status and one record.
func (s *service) fails(t *testing.T, status int, method, path string, options ...wiretest.Option) failure {
	t.Helper()
	answer := s.Do(t, method, path, options...)
	require.NoError(t, answer.Err)
	f := failure{Answer: answer, record: s.recorded(t)}
	assert.Equal(t, status, answer.Status, "status on the wire")
	assert.Equal(t, status, f.record.Status, "status in the record")
	assert.Equal(t, problem.Answered, f.record.Outcome)
	assert.Equal(t, method, f.record.Method)
	assert.Equal(t, []string{"application/problem+json"}, answer.Header["Content-Type"])
	assert.Equal(t, []string{"no-store"}, answer.Header["Cache-Control"])
	assert.Equal(t, "nosniff", answer.Header.Get("X-Content-Type-Options"))
	assert.False(t, answer.Cut)
	f.read(t, status)
	return f
}

func (f *failure) read(t *testing.T, status int) {
	t.Helper()
	if f.record.Method == http.MethodHead {
		assert.Empty(t, f.Body)
		assert.NotEmpty(t, f.Header.Get("Content-Length"))
		return
	}
	assert.Equal(t, strconv.Itoa(len(f.Body)), f.Header.Get("Content-Length"))
	require.NoError(t, json.Unmarshal(f.Body, &f.document), string(f.Body))
	assert.EqualValues(t, status, f.document["status"], "status in the document")
	assert.Equal(t, f.record.TraceID, f.document["trace_id"])
}

// recorded waits for the next record, which is made after the answer.
func (s *service) recorded(t *testing.T) problem.Record {
	t.Helper()
	s.failures++
	require.Eventually(t, func() bool { return len(s.recorder.All()) >= s.failures }, eventually, tick)
	return s.recorder.All()[s.failures-1]
}

// each runs a test for all protocols and safe methods.
func each(t *testing.T, test func(t *testing.T, proto wiretest.Proto, method string)) {
	t.Helper()
	for _, proto := range wiretest.Protos() {
		for _, method := range []string{http.MethodGet, http.MethodHead} {
			t.Run(proto.String()+" "+method, func(t *testing.T) { test(t, proto, method) })
		}
	}
}

// eachProto runs a test for all protocols.
func eachProto(t *testing.T, test func(t *testing.T, proto wiretest.Proto)) {
	t.Helper()
	for _, proto := range wiretest.Protos() {
		t.Run(proto.String(), func(t *testing.T) { test(t, proto) })
	}
}

// notes are what handlers have to say. A handler may go on after the client has
// its answer.
type notes struct {
	mu   sync.Mutex
	list []string
}

func (n *notes) add(text string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.list = append(n.list, text)
}

// take waits for what is expected, and forgets it.
func (n *notes) take(t *testing.T, want ...string) {
	t.Helper()
	assert.Eventually(t, func() bool {
		n.mu.Lock()
		defer n.mu.Unlock()
		return len(n.list) >= len(want)
	}, eventually, tick)
	n.mu.Lock()
	defer n.mu.Unlock()
	assert.Equal(t, want, n.list)
	n.list = nil
}
