package soak_test

import (
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"os"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/problemkit/problemkit/ginproblem"
	"github.com/problemkit/problemkit/internal/wiretest"
	"github.com/problemkit/problemkit/nethttp"
	"github.com/problemkit/problemkit/problem"
)

const (
	workers   = 4         // clients of one server
	maxRounds = 1_000_000 // requests of one client, should time not end

	// pause between two requests of a client: each connection that is cut keeps
	// its port for a minute.
	pause = 3 * time.Millisecond

	// room is how much more memory may be in use at the end than at a third of
	// the time, besides half as much again: answers under way, and connections.
	room = 8 << 20
)

// soakTime is short unless SOAK says otherwise.
func soakTime(t *testing.T) time.Duration {
	t.Helper()
	said := os.Getenv("SOAK")
	if said == "" {
		return 3 * time.Second
	}
	d, err := time.ParseDuration(said)
	require.NoError(t, err, "SOAK")
	return d
}

// TestSoak: every answer belongs to its own request, has an id that no other has, every request is answered
// or visibly cut, and nothing stays.
func TestSoak(t *testing.T) { //nolint:paralleltest // it measures the memory of the process
	duration := soakTime(t)
	left := &stragglers{other: newResponder()}
	sorts := kinds(left)
	var servers []*wiretest.Server
	for _, proto := range wiretest.Protos() {
		servers = append(servers, serve(t, proto, viaNetHTTP(sorts)), serve(t, proto, viaGin(sorts)))
	}
	count := &tally{made: ids{seen: make(map[string]string, maxIDs)}}
	var clients sync.WaitGroup
	for _, server := range servers {
		for range workers {
			clients.Go(func() { count.work(t, server, sorts, time.Now().Add(duration)) })
		}
	}
	time.Sleep(duration / 3)
	early := heap()
	clients.Wait()
	left.Wait()
	late := heap()
	t.Logf("%d requests, %d KiB in use at a third, %d KiB at the end", count.next.Load(), early>>10, late>>10)
	assert.Less(t, late, early+early/2+room)
	for _, server := range servers {
		assert.Empty(t, server.Log(), "the server's own log")
	}
	if !t.Failed() {
		count.check(t, sorts)
	}
}

// heap is what is in use after two collections: the first one only moves pools
// to where the second one finds them.
func heap() uint64 {
	runtime.GC()
	runtime.GC()
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	return stats.HeapAlloc
}

func serve(t *testing.T, proto wiretest.Proto, h http.Handler) *wiretest.Server {
	t.Helper()
	server := wiretest.Start(t, proto, h)
	transport, ok := server.Client().Transport.(*http.Transport)
	require.True(t, ok)
	transport.MaxIdleConnsPerHost = workers
	return server
}

func newResponder() *problem.Responder {
	log := slog.New(slog.NewTextHandler(io.Discard, &slog.HandlerOptions{Level: slog.LevelDebug}))
	return problem.NewResponder(problem.Config{Recorder: problem.NewSlogRecorder(log)})
}

// Few places and little time, so that both run out now and then.
const (
	places = 2
	limit  = 20 * time.Millisecond
)

func viaNetHTTP(sorts []kind) http.Handler {
	api := nethttp.Adapter{Responder: newResponder()}
	guards := map[string]func(http.Handler) http.Handler{
		"timeout": api.Timeout(limit), "limit": api.Limit(problem.NewLimiter(places, time.Second)),
	}
	mux := http.NewServeMux()
	for i, k := range sorts {
		h := api.Handle(k.run)
		if guard := guards[k.guard]; guard != nil {
			h = guard(h)
		}
		mux.Handle(path(i), h)
	}
	return api.Handler(mux)
}

func viaGin(sorts []kind) http.Handler {
	api := ginproblem.Adapter{Responder: newResponder()}
	engine := gin.New()
	api.Install(engine)
	places := api.Limit(problem.NewLimiter(places, time.Second))
	inTime := nethttp.Adapter(api).Timeout(limit)
	for i, k := range sorts {
		handlers := []gin.HandlerFunc{api.Handle(func(c *gin.Context) error { return k.run(c.Writer, c.Request) })}
		switch k.guard {
		case "limit":
			handlers = append([]gin.HandlerFunc{places}, handlers...)
		case "timeout":
			handlers[0] = gin.WrapH(inTime(nethttp.Adapter(api).Handle(k.run)))
		}
		engine.POST(path(i), handlers...)
	}
	return engine
}

func path(i int) string { return fmt.Sprintf("/%d", i) }

// tally numbers requests, and counts those of each kind.
type tally struct {
	next  atomic.Int64
	kinds sync.Map // name → *atomic.Int64
	made  ids
}

// work is one client.
func (c *tally) work(t *testing.T, server *wiretest.Server, sorts []kind, end time.Time) {
	for range maxRounds {
		if time.Now().After(end) || t.Failed() {
			return
		}
		i := rand.IntN(len(sorts))
		if err := c.ask(t, server, sorts[i], path(i)); err != nil {
			t.Errorf("%s %s: %v", server.URL(), sorts[i].name, err)
		}
		time.Sleep(pause)
	}
}

func (c *tally) ask(t *testing.T, server *wiretest.Server, k kind, target string) error {
	number := c.next.Add(1)
	who := identity{id: fmt.Sprintf("request-%d-end", number), made: &c.made}
	if number%2 == 0 {
		who.trace = fmt.Sprintf("%032x", number)
	}
	options := who.options()
	if k.send != nil {
		more, done := k.send(who)
		defer done()
		options = append(options, more...)
	}
	answer := server.Do(t, http.MethodPost, target, options...)
	counter, _ := c.kinds.LoadOrStore(k.name, &atomic.Int64{})
	counter.(*atomic.Int64).Add(1)
	if straggled(answer) {
		return mismatch("nothing of a straggler", answer)
	}
	return k.want(who, answer)
}

func straggled(a *wiretest.Answer) bool {
	return a.Header.Get("X-Straggler") != "" || strings.Contains(string(a.Body), "straggler")
}

// check: a kind that never came would prove nothing.
func (c *tally) check(t *testing.T, sorts []kind) {
	t.Helper()
	for _, k := range sorts {
		_, seen := c.kinds.Load(k.name)
		assert.True(t, seen, "%s was never asked for", k.name)
	}
	assert.NotEmpty(t, c.made.seen)
}
