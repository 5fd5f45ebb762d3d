package problem

import (
	"iter"
	"net/http"
)

// chain yields a writer and those that it leads to by Unwrap, as
// http.ResponseController goes.
func chain(w http.ResponseWriter) iter.Seq[http.ResponseWriter] {
	return func(yield func(http.ResponseWriter) bool) {
		for range maxWriters {
			if w == nil || !yield(w) {
				return
			}
			outer, ok := w.(interface{ Unwrap() http.ResponseWriter })
			if !ok {
				return
			}
			w = outer.Unwrap()
		}
	}
}
