package problem_test

import (
	"bufio"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/problemkit/problemkit/problem"
)

// innerWriter is a writer that can do nothing special and notes what is asked.
type innerWriter struct {
	header http.Header
	calls  []string
	body   strings.Builder
}

func newInnerWriter() *innerWriter { return &innerWriter{header: http.Header{}} }

func (w *innerWriter) note(call string)            { w.calls = append(w.calls, call) }
func (w *innerWriter) Header() http.Header         { return w.header }
func (w *innerWriter) WriteHeader(status int)      { w.note("status " + strconv.Itoa(status)) }
func (w *innerWriter) Write(p []byte) (int, error) { return w.body.Write(p) }

type (
	canFlush  struct{ *innerWriter }
	canHijack struct{ *innerWriter }
	canRead   struct{ *innerWriter }
	canPush   struct{ *innerWriter }
)

func (w canFlush) Flush() { w.note("flush") }
func (w canHijack) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	w.note("hijack")
	return nil, nil, nil
}
func (w canRead) ReadFrom(r io.Reader) (int64, error) {
	w.note("read")
	return io.Copy(&w.body, r)
}
func (w canPush) Push(string, *http.PushOptions) error { w.note("push"); return nil }

// mixture makes a writer that can do what the bits say.
func mixture(bits int) (http.ResponseWriter, *innerWriter) {
	w := newInnerWriter()
	f, h, r, p := canFlush{w}, canHijack{w}, canRead{w}, canPush{w}
	return []http.ResponseWriter{
		w,
		f,
		h,
		struct {
			http.ResponseWriter
			http.Flusher
			http.Hijacker
		}{w, f, h},
		r,
		struct {
			http.ResponseWriter
			http.Flusher
			io.ReaderFrom
		}{w, f, r},
		struct {
			http.ResponseWriter
			http.Hijacker
			io.ReaderFrom
		}{w, h, r},
		struct {
			http.ResponseWriter
			http.Flusher
			http.Hijacker
			io.ReaderFrom
		}{w, f, h, r},
		p,
		struct {
			http.ResponseWriter
			http.Flusher
			http.Pusher
		}{w, f, p},
		struct {
			http.ResponseWriter
			http.Hijacker
			http.Pusher
		}{w, h, p},
		struct {
			http.ResponseWriter
			http.Flusher
			http.Hijacker
			http.Pusher
		}{w, f, h, p},
		struct {
			http.ResponseWriter
			io.ReaderFrom
			http.Pusher
		}{w, r, p},
		struct {
			http.ResponseWriter
			http.Flusher
			io.ReaderFrom
			http.Pusher
		}{w, f, r, p},
		struct {
			http.ResponseWriter
			http.Hijacker
			io.ReaderFrom
			http.Pusher
		}{w, h, r, p},
		struct {
			http.ResponseWriter
			http.Flusher
			http.Hijacker
			io.ReaderFrom
			http.Pusher
		}{w, f, h, r, p},
	}[bits], w
}

const (
	flushBit = 1 << iota
	hijackBit
	readBit
	pushBit
	mixtures
)

// promises tells by type assertion what a writer can do.
func promises(w http.ResponseWriter) (bits int) {
	if _, ok := w.(http.Flusher); ok {
		bits |= flushBit
	}
	if _, ok := w.(http.Hijacker); ok {
		bits |= hijackBit
	}
	if _, ok := w.(io.ReaderFrom); ok {
		bits |= readBit
	}
	if _, ok := w.(http.Pusher); ok {
		bits |= pushBit
	}
	return bits
}

// openDoor runs f in an exchange around w.
func openDoor(w http.ResponseWriter, f func(w http.ResponseWriter)) {
	var x problem.Exchange
	defer x.Close()
	x.Open(problem.NewResponder(problem.Config{Recorder: problem.NoRecorder}), w, httptest.NewRequest("GET", "/", nil))
	f(x.Writer())
	x.Done(nil)
}

// The combinations that servers have are kept as they are; of the others, as
// much as can be.
func TestPromises(t *testing.T) {
	t.Parallel()
	kept := map[int]int{
		0: 0, flushBit: flushBit, pushBit: pushBit, flushBit | pushBit: flushBit | pushBit, flushBit | readBit: flushBit | readBit,
		flushBit | hijackBit: flushBit | hijackBit, flushBit | hijackBit | readBit: flushBit | hijackBit | readBit,
		hijackBit: 0, readBit: 0, hijackBit | readBit: 0, hijackBit | pushBit: pushBit, readBit | pushBit: pushBit,
		hijackBit | readBit | pushBit: pushBit, flushBit | hijackBit | pushBit: flushBit | hijackBit,
		flushBit | readBit | pushBit: flushBit | readBit, mixtures - 1: flushBit | hijackBit | readBit,
	}
	require.Len(t, kept, mixtures)
	for bits := range mixtures {
		inner, _ := mixture(bits)
		require.Equal(t, bits, promises(inner))
		openDoor(inner, func(w http.ResponseWriter) {
			assert.Equal(t, kept[bits], promises(w), "%04b", bits)
			assert.Zero(t, promises(w)&^bits)
		})
	}
}

// Whatever is promised, or found by http.ResponseController, works.
func TestCapabilitiesWork(t *testing.T) {
	t.Parallel()
	for bits := range mixtures {
		inner, log := mixture(bits)
		openDoor(inner, func(w http.ResponseWriter) {
			if p, ok := w.(http.Pusher); ok {
				assert.NoError(t, p.Push("/a", nil))
				assert.Equal(t, []string{"push"}, log.calls)
			}
			log.calls = nil
			err := http.NewResponseController(w).Flush()
			assert.Equal(t, bits&flushBit == 0, errors.Is(err, http.ErrNotSupported))
			if f, ok := w.(http.Flusher); ok {
				f.Flush()
				assert.Equal(t, []string{"status 200", "flush", "flush"}, log.calls)
			} else {
				assert.Empty(t, log.calls, "a flush that is not possible sends no status")
			}
			_, _, err = http.NewResponseController(w).Hijack()
			assert.Equal(t, bits&hijackBit == 0, errors.Is(err, http.ErrNotSupported))
		})
	}
}

func TestHijackByType(t *testing.T) {
	t.Parallel()
	for _, bits := range []int{flushBit | hijackBit, flushBit | hijackBit | readBit} {
		inner, log := mixture(bits)
		openDoor(inner, func(w http.ResponseWriter) {
			_, _, err := w.(http.Hijacker).Hijack()
			assert.NoError(t, err)
		})
		assert.Equal(t, []string{"hijack"}, log.calls, "nothing is sent after a hijack")
	}
}

// A file is left to the inner writer; any other source goes through the door.
func TestReadFrom(t *testing.T) {
	t.Parallel()
	name := filepath.Join(t.TempDir(), "file")
	require.NoError(t, os.WriteFile(name, []byte("content"), 0o600))
	sources := map[string]struct {
		open  func(file *os.File) io.Reader
		body  string
		calls []string
	}{
		"file":         {func(file *os.File) io.Reader { return file }, "content", []string{"status 200", "read"}},
		"part of file": {func(file *os.File) io.Reader { return io.LimitReader(file, 3) }, "con", []string{"status 200", "read"}},
		"reader":       {func(file *os.File) io.Reader { return bufio.NewReader(struct{ io.Reader }{file}) }, "content", []string{"status 200"}},
		"nothing":      {func(*os.File) io.Reader { return http.NoBody }, "", nil},
	}
	for source, c := range sources {
		for _, bits := range []int{flushBit | readBit, flushBit | hijackBit | readBit} {
			file, err := os.Open(name)
			require.NoError(t, err)
			inner, log := mixture(bits)
			openDoor(inner, func(w http.ResponseWriter) {
				n, err := io.Copy(w, c.open(file))
				assert.NoError(t, err)
				assert.EqualValues(t, len(c.body), n)
				assert.Equal(t, c.body, log.body.String())
				assert.Equal(t, c.calls, log.calls, source)
			})
			assert.NoError(t, file.Close())
		}
	}
}

// A pipe looks like a file, but nobody knows how long it will take.
func TestReadFromPipe(t *testing.T) {
	t.Parallel()
	r, w, err := os.Pipe()
	require.NoError(t, err)
	_, err = io.WriteString(w, "piped")
	require.NoError(t, err)
	require.NoError(t, w.Close())
	inner, log := mixture(flushBit | readBit)
	openDoor(inner, func(w http.ResponseWriter) {
		_, err := w.(io.ReaderFrom).ReadFrom(r)
		assert.NoError(t, err)
	})
	assert.NoError(t, r.Close())
	assert.Equal(t, []string{"status 200"}, log.calls)
	assert.Equal(t, "piped", log.body.String())
}

// flushesWithError can be found by http.ResponseController alone.
type flushesWithError struct{ *innerWriter }

func (w flushesWithError) FlushError() error                { w.note("flush"); return io.ErrClosedPipe }
func (w flushesWithError) SetReadDeadline(time.Time) error  { w.note("read deadline"); return nil }
func (w flushesWithError) SetWriteDeadline(time.Time) error { w.note("write deadline"); return nil }
func (w flushesWithError) EnableFullDuplex() error          { w.note("full duplex"); return nil }

type unwrapping struct{ http.ResponseWriter }

func (w unwrapping) Unwrap() http.ResponseWriter { return w.ResponseWriter }

func TestResponseController(t *testing.T) {
	t.Parallel()
	direct := flushesWithError{newInnerWriter()}
	for _, inner := range []http.ResponseWriter{direct, unwrapping{direct}} {
		direct.calls = nil
		openDoor(inner, func(w http.ResponseWriter) {
			c := http.NewResponseController(w)
			assert.NoError(t, c.SetReadDeadline(time.Time{}))
			assert.NoError(t, c.SetWriteDeadline(time.Time{}))
			assert.NoError(t, c.EnableFullDuplex())
			assert.ErrorIs(t, c.Flush(), io.ErrClosedPipe)
			assert.Equal(t, []string{"read deadline", "write deadline", "full duplex", "status 200", "flush"}, direct.calls)
		})
	}
}

// A door inside a door knows that the outermost writer can't flush.
func TestFlushThroughTwoDoors(t *testing.T) {
	t.Parallel()
	inner := newInnerWriter()
	openDoor(inner, func(outer http.ResponseWriter) {
		openDoor(outer, func(w http.ResponseWriter) {
			assert.ErrorIs(t, http.NewResponseController(w).Flush(), http.ErrNotSupported)
			assert.Empty(t, inner.calls)
		})
	})
}

// A status that was chosen before a hijack goes out first, as net/http does it.
func TestHijackSendsTheStatus(t *testing.T) {
	t.Parallel()
	inner, log := mixture(flushBit | hijackBit)
	openDoor(inner, func(w http.ResponseWriter) {
		w.WriteHeader(http.StatusAccepted)
		_, _, err := w.(http.Hijacker).Hijack()
		assert.NoError(t, err)
	})
	assert.Equal(t, []string{"status 202", "hijack"}, log.calls)
}

// What nobody may write to any more, nobody may take over either.
func TestHijackTooLate(t *testing.T) {
	t.Parallel()
	inner, log := mixture(flushBit | hijackBit)
	var x problem.Exchange
	x.Open(problem.NewResponder(problem.Config{Recorder: problem.NoRecorder}), inner, httptest.NewRequest("GET", "/", nil))
	w := x.Writer()
	x.Done(problem.Gone)
	_, _, err := w.(http.Hijacker).Hijack()
	assert.Error(t, err, "it was answered")
	x.Close()
	_, _, err = w.(http.Hijacker).Hijack()
	assert.Error(t, err, "it is over")
	assert.NotContains(t, log.calls, "hijack")
}
