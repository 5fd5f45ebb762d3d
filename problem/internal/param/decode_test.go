package param_test

import (
	"encoding"
	"mime/multipart"
	"net/netip"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/problemkit/problemkit/problem/internal/param"
)

// colour is known by a few names only.
type colour string

func (c *colour) UnmarshalText(text []byte) error {
	*c = colour(strings.ToLower(string(text)))
	if *c != "red" {
		return assert.AnError
	}
	return nil
}

// both reads parameters in one way and texts in another.
type both struct{ how string }

func (b *both) UnmarshalParam(string) error { b.how = "param"; return nil }
func (b *both) UnmarshalText([]byte) error  { b.how = "text"; return nil }

var _ encoding.TextUnmarshaler = (*both)(nil)

// Inner is embedded.
type Inner struct {
	Level int `query:"level"`
}

type node struct {
	Name string `query:"name"`
	Next *node
}

type everything struct {
	Query    int    `query:"query" form:"other"`
	Form     int    `form:"form"`
	Bare     string // by its own name
	Colour   colour `query:"colour"`
	Address  netip.Addr
	Networks []netip.Prefix `query:"net"`
	Param    both           `query:"param"`
	Text     both           `query:"text,parser=encoding.TextUnmarshaler"`
	Single   int            `query:"single,default=7"`
	Preset   []int          `query:"preset,default=1;2"`
	Separate []int          `query:"separate,default=1;2" collection_format:"csv"`
	Piped    []int          `query:"piped,default=1|2" collection_format:"pipes"`
	Deep     node
	Never    func()
	hidden   int
	*Inner
}

func decode(t *testing.T, target any, query string, how param.Rules) []param.Fault {
	t.Helper()
	values, err := param.Query(query)
	require.NoError(t, err)
	faults, err := param.Decode(target, param.Source{Values: values}, how)
	require.NoError(t, err)
	return faults
}

func query() param.Rules { return param.Rules{Tags: param.TagsOf("query"), JSON: rules().JSON} }

func TestEverything(t *testing.T) {
	t.Parallel()
	var got everything
	faults := decode(t, &got, "query=1&form=2&other=9&Bare=x&colour=RED&Address=::1&net=10.0.0.0/8&net=::/0"+
		"&param=a&text=a&piped=3|4&name=n&level=5&Never=1&hidden=1", query())
	assert.Empty(t, faults)
	assert.Equal(t, []any{1, 2, "x", colour("red"), "::1", 2, "param", "text"},
		[]any{got.Query, got.Form, got.Bare, got.Colour, got.Address.String(), len(got.Networks), got.Param.how, got.Text.how})
	assert.Equal(t, [][]int{{1, 2}, {1, 2}, {3, 4}}, [][]int{got.Preset, got.Separate, got.Piped})
	assert.Equal(t, node{Name: "n"}, got.Deep)
	assert.Nil(t, got.Never)
	assert.Zero(t, got.hidden)
	assert.Equal(t, &Inner{5}, got.Inner)
}

func TestEmbeddedPointer(t *testing.T) {
	t.Parallel()
	var got struct{ *Inner }
	assert.Empty(t, decode(t, &got, "", query()))
	assert.Nil(t, got.Inner)
	assert.Empty(t, decode(t, &got, "level=5", query()))
	assert.Equal(t, &Inner{5}, got.Inner)
}

func TestRulesOfNames(t *testing.T) {
	t.Parallel()
	closed, first := query(), query()
	closed.Closed, first.First = true, true
	var got everything
	faults := decode(t, &got, "query=1&zzz=1&aaa=1&name=1", closed)
	require.Len(t, faults, 2)
	assert.Equal(t, []string{"aaa", "zzz"}, []string{faults[0].Name, faults[1].Name})
	assert.Empty(t, decode(t, &got, "query=1&query=2&Bare=a&Bare=b", first))
	assert.Equal(t, 1, got.Query)
	assert.Empty(t, decode(t, &got, "single=&single=5", first))
	assert.Equal(t, 7, got.Single, "Gin's default for an empty first value")

	texts := map[string]string{}
	assert.Empty(t, decode(t, texts, "a=1&a=2", first))
	assert.Equal(t, map[string]string{"a": "2"}, texts)
	var lists map[string][]string
	faults = decode(t, &lists, "a=1&a=2&%ff=1&b=%00", query())
	assert.Equal(t, map[string][]string{"a": {"1", "2"}}, lists)
	assert.Len(t, faults, 2)
}

func TestHeaderNames(t *testing.T) {
	t.Parallel()
	var got struct {
		Rate int `header:"x-RATE"`
	}
	faults, err := param.Decode(&got, param.Source{Values: map[string][]string{"X-Rate": {"x"}}}, param.Rules{Tags: param.TagsOf("header"), Fold: true})
	require.NoError(t, err)
	require.Len(t, faults, 1)
	assert.Equal(t, "x-RATE", faults[0].Name)
}

func TestFilesOfAnyShape(t *testing.T) {
	t.Parallel()
	var got struct {
		One    multipart.FileHeader     `form:"one"`
		Two    *[]*multipart.FileHeader `form:"two"`
		Values []multipart.FileHeader   `form:"values"`
		Array  [1]*multipart.FileHeader `form:"array"`
	}
	file := &multipart.FileHeader{Filename: "a"}
	one, two := []*multipart.FileHeader{file}, []*multipart.FileHeader{file, file}
	files := map[string][]*multipart.FileHeader{"one": one, "two": two, "values": two, "array": one}
	faults, err := param.Decode(&got, param.Source{Values: map[string][]string{"Filename": {"b"}}, Files: files}, rules())
	require.NoError(t, err)
	assert.Empty(t, faults)
	assert.Equal(t, "a", got.One.Filename)
	assert.Same(t, file, (*got.Two)[1])
	assert.Same(t, file, got.Array[0])
	assert.Len(t, got.Values, 2)
}

func TestMistakes(t *testing.T) {
	t.Parallel()
	for _, target := range []any{
		nil, everything{}, new(int), (*everything)(nil), map[string]int{}, new(map[int]string), map[string]string(nil),
		new(struct {
			C chan int `query:"c"`
		}), new(struct {
			C [][]int `query:"c"`
		}), new(struct {
			C []int `query:"c" collection_format:"semi"`
		}), new(struct {
			C time.Time `query:"c,default=2024-01-01T00:00:00Z" time_location:"Mars/Base"`
		}), new(struct {
			C int `query:"c,default=x"`
		}),
	} {
		faults, err := param.Decode(target, param.Source{}, query())
		assert.Error(t, err, "%T", target)
		assert.Empty(t, faults)
	}
}

func TestNames(t *testing.T) {
	t.Parallel()
	type target struct {
		ID   int `uri:"id"`
		Skip int `uri:"-"`
		Sub  struct {
			Part string `path:"part"`
		}
		At time.Time `path:"at"`
		*Inner
	}
	assert.Equal(t, []string{"id", "Sub", "part", "at", "Level"}, param.Names(reflect.TypeFor[*target](), param.TagsOf("path")))
	assert.Empty(t, param.Names(reflect.TypeFor[int](), param.Tags{}))
}

func TestQuery(t *testing.T) {
	t.Parallel()
	values, err := param.Query("a=1&&b&a=%20+&=x&c=d=e")
	require.NoError(t, err)
	assert.Equal(t, map[string][]string{"a": {"1", "  "}, "b": {""}, "": {"x"}, "c": {"d=e"}}, values)
	for _, text := range []string{"a;b", "a=1;b=2", "%zz", "a=%", "a=%2", ";"} {
		_, err := param.Query(text)
		assert.Equal(t, param.ErrMalformed, err, text)
	}
	_, err = param.Query(strings.Repeat("a&", param.MaxParameters))
	require.NoError(t, err)
	_, err = param.Query(strings.Repeat("a&", param.MaxParameters+1))
	assert.Equal(t, param.ErrTooMany, err)
	_, err = param.Query(strings.Repeat("&", 5000))
	require.NoError(t, err)
}
