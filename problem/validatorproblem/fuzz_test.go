package validatorproblem_test

import (
	"encoding/json"
	"net/url"
	"reflect"
	"strings"
	"testing"

	"github.com/go-playground/validator/v10"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/problemkit/problemkit/problem"
	"github.com/problemkit/problemkit/problem/validatorproblem"
)

// numbers are shapes whose numbers may all fail. Each value is there once, so
// that it tells its place.
type (
	numbers struct {
		N      int  `json:"n" validate:"odd"`
		Plain  int  `validate:"odd"`
		Slash  int  `json:"a/b" validate:"odd"`
		P      *int `json:"p,omitempty" validate:"omitempty,odd"`
		Hidden int  `json:"-" validate:"odd"`
	}
	Inherited struct {
		N     int `json:"n" validate:"odd"`
		Other int `json:"other" validate:"odd"`
	}
	wide struct {
		Inherited
		*Tail
		N      int                  `json:"n" validate:"odd"`
		List   []numbers            `json:"list" validate:"dive"`
		Refs   []*numbers           `json:"refs" validate:"dive"`
		Matrix [][]int              `json:"matrix" validate:"dive,dive,odd"`
		Map    map[string]int       `json:"map" validate:"dive,odd"`
		Deep   map[string][]numbers `json:"deep" validate:"dive,dive"`
		ByInt  map[int16]*numbers   `json:"by_int" validate:"dive"`
		Box    box[numbers]         `json:"box"`
		Fixed  [2]numbers           `json:"x[1]" validate:"dive"`
	}
	Tail struct {
		Last int `json:"last" validate:"odd"`
	}
)

// filler makes values out of bytes.
type filler struct {
	data []byte
	next int
}

func (f *filler) byte() byte {
	if len(f.data) == 0 {
		return 0
	}
	b := f.data[0]
	f.data = f.data[1:]
	return b
}

func (f *filler) fill(v reflect.Value) {
	switch v.Kind() {
	case reflect.Int:
		f.next += 2
		v.SetInt(int64(f.next) + int64(f.byte()&1))
	case reflect.Int16:
		v.SetInt(int64(int8(f.byte())))
	case reflect.String:
		n := min(int(f.byte()%6), len(f.data))
		v.SetString(strings.ToValidUTF8(string(f.data[:n]), "?"))
		f.data = f.data[n:]
	case reflect.Pointer:
		if f.byte()%3 > 0 {
			v.Set(reflect.New(v.Type().Elem()))
			f.fill(v.Elem())
		}
	default:
		f.fillMany(v)
	}
}

func (f *filler) fillMany(v reflect.Value) {
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			f.fill(v.Field(i))
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), int(f.byte()%4), 4))
		fallthrough
	case reflect.Array:
		for i := range v.Len() {
			f.fill(v.Index(i))
		}
	case reflect.Map:
		v.Set(reflect.MakeMap(v.Type()))
		for range f.byte() % 4 {
			key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
			f.fill(key)
			f.fill(value)
			v.SetMapIndex(key, value)
		}
	}
}

// FuzzLocate: the value at the pointer is one that has failed, and no two
// pointers lead to the same.
func FuzzLocate(f *testing.F) {
	f.Add([]byte{})
	f.Add([]byte("\x01\x01\x00\x02\x01\x01]\x01[.a"))
	f.Add([]byte(strings.Repeat("\x02\x03a[0]\x01.N\x02", 30)))
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, target := range []any{&wide{}, &[]wide{}, &map[string]numbers{}, &box[[]wide]{}} {
			(&filler{data: data}).fill(reflect.ValueOf(target).Elem())
			checkPlaces(t, target)
		}
	})
}

func checkPlaces(t *testing.T, target any) {
	t.Helper()
	failed := map[float64]bool{}
	v := validator.New()
	require.NoError(t, v.RegisterValidation("odd", func(field validator.FieldLevel) bool {
		n := field.Field().Int()
		failed[float64(n)] = failed[float64(n)] || n%2 == 0
		return n%2 != 0
	}))
	var in *problem.InputError
	if err := validatorproblem.Check(v.Struct, target, nil); err == nil {
		return
	} else {
		require.ErrorAs(t, err, &in)
	}
	text, err := json.Marshal(target)
	require.NoError(t, err)
	for _, violation := range in.Violations {
		if violation.Pointer == "" || violation.Code != "odd" {
			continue
		}
		n, ok := evaluate(t, text, violation.Pointer).(float64)
		require.True(t, ok, "%s: no number in %s", violation.Pointer, text)
		assert.True(t, failed[n], "%s: %v has not failed in %s", violation.Pointer, n, text)
		delete(failed, n)
	}
}

func tokens(t *testing.T, pointer string) []string {
	t.Helper()
	require.NotEmpty(t, pointer)
	require.Equal(t, byte('#'), pointer[0])
	plain, err := url.PathUnescape(pointer[1:])
	require.NoError(t, err)
	if plain == "" {
		return nil
	}
	list := strings.Split(plain[1:], "/")
	for i := range list {
		list[i] = strings.NewReplacer("~1", "/", "~0", "~").Replace(list[i])
	}
	return list
}
