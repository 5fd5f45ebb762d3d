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
	end := plainEnd(w)
	if k, ok := end.(keeper); ok {
		outer, err := k.Release()
		if err != nil {
			return err
		}
		return flushPlain(outer)
	}
	if end == nil {
		return http.ErrNotSupported
	}
	return http.NewResponseController(pastGin(w)).Flush()
}

// pastGin leaves out Gin's own writers, whose Flush keeps the error to itself.
// They have sent the status with the first write.
func pastGin(w http.ResponseWriter) http.ResponseWriter {
	for inner := range chain(w) {
		if w = inner; packageOf(w) != ginPackage {
			break
		}
	}
	return w
}

// plainEnd returns the server's writer or a keeper, if only writers that are
// known stand before it, and otherwise nil.
func plainEnd(w http.ResponseWriter) http.ResponseWriter {
	for w := range chain(w) {
		if _, ok := w.(keeper); ok {
			return w
		}
		switch packageOf(w) {
		case "net/http", "net/http/httptest":
			return w
		case ginPackage:
		default:
			if doorOf(w) == nil {
				return nil
			}
		}
	}
	return nil
}

const ginPackage = "github.com/gin-gonic/gin"

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
