package faults_test

import (
	"bufio"
	"io"
	"net/http"
	"testing"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/problemkit/problemkit/problem"
)

// each runs a test in every setting, or in those of one door.
func each(t *testing.T, test func(t *testing.T, s setting), doors ...door) {
	t.Helper()
	for _, s := range settings() {
		if len(doors) > 0 && s.door != doors[0] {
			continue
		}
		t.Run(s.String(), func(t *testing.T) {
			t.Parallel()
			test(t, s)
		})
	}
}

// TestFirstEventIsNotDelayed: the handler ends when the client has the first
// event, so a writer that holds it back lets both wait.
func TestFirstEventIsNotDelayed(t *testing.T) {
	t.Parallel()
	for name, flush := range map[string]func(http.ResponseWriter){
		"type assertion":     func(w http.ResponseWriter) { w.(http.Flusher).Flush() },
		"ResponseController": func(w http.ResponseWriter) { _ = http.NewResponseController(w).Flush() },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			each(t, func(t *testing.T, s setting) {
				seen := make(chan struct{})
				b := start(t, s, problem.Config{}, site{plain: func(w http.ResponseWriter, r *http.Request) {
					w.Header().Set("Content-Type", "text/event-stream")
					write(w, "data: 1\n\n")
					flush(w)
					<-either(seen, r)
					write(w, "data: 2\n\n")
				}})
				readEvents(t, b, seen)
				assert.Empty(t, b.logs.all())
			})
		})
	}
}

// either ends when the client has seen something, or gives up.
func either(seen <-chan struct{}, r *http.Request) <-chan struct{} {
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		select {
		case <-seen:
		case <-r.Context().Done():
		}
	}()
	return ended
}

// readEvents reads the first event before it lets the handler write the second.
func readEvents(t *testing.T, b *bench, seen chan<- struct{}) {
	t.Helper()
	client := *b.Client()
	client.Timeout = 5 * time.Second
	response, err := client.Get(b.URL() + "/x")
	require.NoError(t, err)
	defer func() { _ = response.Body.Close() }()
	lines := bufio.NewScanner(response.Body)
	require.True(t, lines.Scan(), "%v", lines.Err())
	assert.Equal(t, "data: 1", lines.Text())
	close(seen)
	var rest []string
	for lines.Scan() {
		rest = append(rest, lines.Text())
	}
	require.NoError(t, lines.Err())
	assert.Equal(t, []string{"", "data: 2", ""}, rest)
}

// TestGinStream: c.Stream asks the writer for more than net/http promises.
func TestGinStream(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, s setting) {
		seen := make(chan struct{})
		b := start(t, s, problem.Config{}, onGin(func(c *gin.Context) {
			events := []string{"1", "2"}
			c.Stream(func(w io.Writer) bool {
				write(w, "data: "+events[0]+"\n\n")
				events = events[1:]
				if len(events) == 1 {
					c.Writer.Flush()
					<-either(seen, c.Request)
				}
				return len(events) > 0
			})
		}))
		readEvents(t, b, seen)
		assert.Empty(t, b.logs.all())
	}, viaGin)
}

// TestGinEvents: c.SSEvent writes through a renderer of Gin.
func TestGinEvents(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, s setting) {
		b := start(t, s, problem.Config{}, onGin(func(c *gin.Context) {
			c.SSEvent("tick", "1")
			c.Writer.Flush()
			c.SSEvent("tick", "2")
		}))
		answer := b.Do(t, http.MethodGet, "/x")
		require.NoError(t, answer.Err)
		assert.False(t, answer.Cut)
		assert.Equal(t, "text/event-stream;charset=utf-8", answer.Header.Get("Content-Type"))
		assert.Equal(t, "event:tick\ndata:1\n\nevent:tick\ndata:2\n\n", string(answer.Body))
		assert.Empty(t, b.logs.all())
	}, viaGin)
}
