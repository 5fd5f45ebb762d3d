package param

import (
	"errors"
	"net/url"
	"strings"
)

// MaxParameters bounds how many parameters are read. No struct has as many
// fields, and each costs memory and time.
const MaxParameters = 1000

// ErrTooMany says that there are more than MaxParameters.
var ErrTooMany = errors.New("too many parameters")

// ErrMalformed says that a text is not application/x-www-form-urlencoded.
var ErrMalformed = errors.New("not in the form of a query")

// Query reads the form of a query. It refuses what net/url leaves out without a
// word when it is asked by URL.Query: pairs with semicolons or bad escapes.
func Query(text string) (map[string][]string, error) {
	count := strings.Count(text, "&") + 1
	if count > MaxParameters && pairs(text) > MaxParameters {
		return nil, ErrTooMany
	}
	r := reader{values: make(map[string][]string, min(count, 8)), room: make([]string, 0, min(count, MaxParameters))}
	for text != "" {
		var pair string
		pair, text, _ = strings.Cut(text, "&")
		if err := r.add(pair); err != nil {
			return nil, err
		}
	}
	return r.values, nil
}

// reader keeps the first values of all names in one piece of memory.
type reader struct {
	values map[string][]string
	room   []string
}

func pairs(text string) int {
	n := 0
	for pair := range strings.SplitSeq(text, "&") {
		if pair != "" {
			n++
		}
	}
	return n
}

func (r *reader) add(pair string) error {
	if pair == "" {
		return nil
	}
	name, value, _ := strings.Cut(pair, "=")
	name, err := url.QueryUnescape(name)
	if err != nil || strings.Contains(pair, ";") {
		return ErrMalformed
	}
	if value, err = url.QueryUnescape(value); err != nil {
		return ErrMalformed
	}
	if list, again := r.values[name]; again {
		r.values[name] = append(list, value)
		return nil
	}
	r.room = append(r.room, value)
	r.values[name] = r.room[len(r.room)-1 : len(r.room) : len(r.room)]
	return nil
}
