package param_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"reflect"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/gin-gonic/gin/binding"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/problemkit/problemkit/problem/internal/param"
)

// own reads itself as Gin has it.
type own struct{ text string }

func (o *own) UnmarshalParam(text string) error {
	o.text = text
	if strings.HasPrefix(text, "x") {
		return strconv.ErrSyntax
	}
	return nil
}

type pair struct {
	A int    `json:"a" form:"a"`
	B string `json:"b" form:"b"`
}

func types() []reflect.Type {
	return []reflect.Type{
		reflect.TypeFor[int](), reflect.TypeFor[int8](), reflect.TypeFor[int64](), reflect.TypeFor[uint](), reflect.TypeFor[uint8](),
		reflect.TypeFor[float32](), reflect.TypeFor[float64](), reflect.TypeFor[bool](), reflect.TypeFor[string](),
		reflect.TypeFor[time.Duration](), reflect.TypeFor[time.Time](), reflect.TypeFor[pair](), reflect.TypeFor[map[string]int](),
		reflect.TypeFor[own](), reflect.TypeFor[*int](), reflect.TypeFor[**string](), reflect.TypeFor[*pair](), reflect.TypeFor[*own](),
		reflect.TypeFor[[]int](), reflect.TypeFor[[]string](), reflect.TypeFor[[2]uint8](), reflect.TypeFor[[]*int](), reflect.TypeFor[[]own](),
		reflect.TypeFor[[]time.Time](), reflect.TypeFor[*[]bool](), reflect.TypeFor[[]time.Duration](), reflect.TypeFor[[]pair](),
	}
}

func tags() []string {
	return []string{
		"", "", "", ` collection_format:"csv"`, ` collection_format:"ssv"`, ` collection_format:"tsv"`, ` collection_format:"pipes"`, ` collection_format:"multi"`,
		` time_format:"2006-01-02"`, ` time_format:"unix"`, ` time_format:"UnixMilli"`, ` time_format:"unixmicro" time_utc:"1"`, ` time_format:"unixNano"`,
		` time_format:"15:04" time_utc:"true"`, ` time_format:"15:04" time_location:"Europe/Paris"`,
	}
}

func texts() []string {
	return []string{
		"", "0", "1", "-1", "+7", " 7 ", "300", "99999999999999999999", "1.5", "1e999", "NaN", "-Inf", "0x10", "1_0", "true", "T", "yes",
		"a", "x", "1,2", "1 2", "1|2", "1\t2", ",", "5s", "1h30m", "5", "2024-02-03", "2024-02-03T04:05:06Z", "10:30", `{"a":1,"b":"c"}`, `{"a":"x"}`, `{`, "null",
		"\xff", "a\x00b", "a\nb",
	}
}

// shape is a random struct and a random form for it.
func shape(r *rand.Rand, extra string) (reflect.Type, map[string][]string) {
	fields := make([]reflect.StructField, 1+r.IntN(6))
	form := map[string][]string{}
	for i := range fields {
		name := fmt.Sprint("F", i)
		tag := `form:"` + strings.ToLower(name) + `"`
		t := pick(r, types())
		switch r.IntN(6) {
		case 0:
			tag = ""
		case 1:
			tag = `form:"` + strings.ToLower(name) + `,default=1"`
			t = pick(r, types()[:9]) // that can be read as anything else
			if t.Kind() == reflect.Bool {
				tag = `form:",default=true"`
			}
		}
		fields[i] = reflect.StructField{Name: name, Type: t, Tag: reflect.StructTag(tag + pick(r, tags()))}
		for _, sent := range []string{strings.ToLower(name), name, "a", "b"} {
			for range r.IntN(4) - 1 {
				form[sent] = append(form[sent], pick(r, append(texts(), extra)))
			}
		}
	}
	return reflect.StructOf(fields), form
}

func pick[T any](r *rand.Rand, list []T) T { return list[r.IntN(len(list))] }

func rules() param.Rules {
	return param.Rules{Tags: param.TagsOf("form"), JSON: func(text []byte, target any) (error, error) { return json.Unmarshal(text, target), nil }}
}

// FuzzGin compares with Gin: what is read is what Gin reads, and what is refused is
// refused by Gin too or for a reason of our own.
func FuzzGin(f *testing.F) {
	for seed := range uint64(300) {
		f.Add(seed, "")
	}
	f.Fuzz(func(t *testing.T, seed uint64, extra string) {
		typ, form := shape(rand.New(rand.NewPCG(seed, 1)), extra)
		got := reflect.New(typ)
		faults, err := param.Decode(got.Interface(), param.Source{Values: form}, rules())
		require.NoError(t, err, "%v %q", typ, form)
		rest := maps.Clone(form)
		for _, fault := range faults {
			compareFault(t, typ, form, fault)
			delete(rest, fault.Name)
			if fault.Item == 0 && fault.Type == reflect.TypeFor[pair]() { // or it would be read by its fields
				rest[fault.Name] = []string{"{}"}
			}
		}
		want := reflect.New(typ)
		require.NoError(t, binding.MapFormWithTag(want.Interface(), rest, "form"), "%v %q: %v", typ, form, faults)
		if !defaulted(typ, faults) {
			compareRead(t, got, want, faults)
		}
	})
}

// defaulted: a value that is left out has its default, one that is wrong has none.
func defaulted(t reflect.Type, faults []param.Fault) bool {
	return len(faults) > 0 && strings.Contains(fmt.Sprint(t), "default=")
}

// compareRead leaves aside structs of which a part was wrong: it is known only
// here that something was sent.
func compareRead(t *testing.T, got, want reflect.Value, faults []param.Fault) {
	t.Helper()
	for i := range got.Elem().NumField() {
		if k := got.Type().Elem().Field(i).Type; len(faults) > 0 && k == reflect.TypeFor[*pair]() {
			continue
		}
		assert.Equal(t, want.Elem().Field(i).Interface(), got.Elem().Field(i).Interface(), "%v", got.Type().Elem().Field(i))
	}
}

func compareFault(t *testing.T, typ reflect.Type, form map[string][]string, fault param.Fault) {
	t.Helper()
	switch fault.Kind {
	case param.Duplicate, param.NotUTF8, param.Control:
		return
	}
	if fault.Type.Kind() == reflect.Float32 || fault.Type.Kind() == reflect.Float64 {
		return
	}
	one := map[string][]string{fault.Name: form[fault.Name]}
	require.Error(t, binding.MapFormWithTag(reflect.New(typ).Interface(), one, "form"), "%v %q: %+v", typ, one, fault)
}
