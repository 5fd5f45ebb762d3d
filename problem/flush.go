package problem

import (
	"net/http"
	"reflect"
)

// flushPlain flushes a writer whose Flush does nothing but send what was
// written. Those of middleware may do more: a compressing one appends its own
// bytes to an answer that it has let through as it is. The others send when the
// handler has returned.
func flushPlain(w http.ResponseWriter) error {
	if !plainWriter(w) {
		return http.ErrNotSupported
	}
	return http.NewResponseController(w).Flush()
}

// plainWriter reports whether only writers that are known stand between here
// and the connection.
func plainWriter(w http.ResponseWriter) bool {
	for range maxWriters {
		switch packageOf(w) {
		case "net/http", "net/http/httptest":
			return true
		case "github.com/gin-gonic/gin":
		default:
			if doorOf(w) == nil {
				return false
			}
		}
		outer, ok := w.(interface{ Unwrap() http.ResponseWriter })
		if !ok {
			return false
		}
		w = outer.Unwrap()
	}
	return false
}

// packageOf returns the package of a writer's type.
func packageOf(w http.ResponseWriter) string {
	t := reflect.TypeOf(w)
	if t == nil {
		return ""
	}
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	return t.PkgPath()
}

// maxWriters bounds how many writers stand inside one another: an Unwrap may
// lead back to itself.
const maxWriters = 64
