package problem_test

import (
	"encoding/json"
	"errors"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/problemkit/problemkit/problem"
)

// allocated returns how many bytes a function allocates.
func allocated(f func()) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	f()
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}

// Each of many faults lies deep: their ways must not cost depth times number. The
// test is not parallel, because allocations of other tests would count.
func TestDeepFaultsAreBounded(t *testing.T) {
	for name, raw := range map[string]string{
		"duplicates": strings.Repeat("[", 9990) + "{" + strings.Repeat(`"":0,`, 30_000) + `"":0}` + strings.Repeat("]", 9990),
		"numbers":    strings.Repeat("[", 9990) + strings.Repeat("1e999,", 5_000) + "1" + strings.Repeat("]", 9990),
	} {
		used := allocated(func() {
			var target any
			in, err := problem.Reading{}.JSON([]byte(raw), &target)
			require.NoError(t, err)
			assert.Greater(t, len(in.Violations), 1000)
			assert.Empty(t, in.Violations[0].Pointer, "no pointer reaches so far")
		})
		plain := allocated(func() {
			var target any
			_ = json.Unmarshal([]byte(raw), &target)
		})
		t.Logf("%s: %d bytes, encoding/json alone %d", name, used, plain)
		assert.Less(t, used, 64<<20+3*plain, name) // version 2 of encoding/json takes much by itself
	}
}

type (
	hostileMap  map[string]hostileMap
	hostileList []hostileList
	hostileTree struct {
		Kids  hostileList `json:"kids"`
		Pairs [][2]int    `json:"pairs"`
		Name  string      `json:"name"`
	}
)

func TestTypesThatContainThemselves(t *testing.T) {
	t.Parallel()
	accept := func(any) error { return nil }
	var m hostileMap
	in, err := problem.Reading{}.JSON([]byte(`{"a":{"b":{}}}`), &m)
	require.NoError(t, err)
	require.NoError(t, problem.Validate(&m, nil, in, accept))
	var l hostileList
	in, err = problem.Reading{}.JSON([]byte(`[[],[[]]]`), &l)
	require.NoError(t, err)
	require.NoError(t, problem.Validate(&l, nil, in, accept))
	var tree hostileTree
	in, err = problem.Reading{}.JSON([]byte(`{"kids":[[]],"pairs":[[1]]}`), &tree)
	require.NoError(t, err)
	assert.Equal(t, []string{"#/pairs/0 wrong_length: must have exactly 2 items"}, readViolations(in))
}

func TestMoreFaultsThanHavePlaces(t *testing.T) {
	t.Parallel()
	for name, row := range map[string]struct {
		raw    string
		target any
	}{
		"values":  {strings.Repeat(`"",`, 1101), new([]int)},
		"lengths": {strings.Repeat(`[],`, 1101), new([][2]int)},
		"many":    {strings.Repeat(`[],`, 10_050), new([][2]int)},
		"texts":   {strings.Repeat(`"x",`, 10_050), new([]readColor)},
	} {
		in, err := problem.Reading{}.JSON([]byte("["+strings.TrimSuffix(row.raw, ",")+"]"), row.target)
		if found := new(problem.InputError); errors.As(err, &found) {
			in = found
		}
		require.NotNil(t, in, name)
		assert.GreaterOrEqual(t, len(in.Violations), 1101, name)
		p := new(problem.Responder).Map(in)
		omitted, _ := p.Member("errors_omitted")
		assert.Equal(t, len(in.Violations)-100, omitted, name)
	}
}

func TestLongNamesHaveNoPointer(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("k", 600)
	in, err := problem.Reading{}.JSON([]byte(`{"meta":{"`+long+`":"x"},"`+long+`":1,"id":"x"}`), new(readTarget))
	require.NoError(t, err)
	assert.Equal(t, []string{"wrong_type: must be an integer", "unknown: is not a known member", "#/id wrong_type: must be an integer"}, readViolations(in),
		"the object around is not at fault")
}

// One name that can't be read hides the rules of its map, not those of its siblings.
func TestUnreadNamesHideTheirMapAlone(t *testing.T) {
	t.Parallel()
	raw := []byte(`{"by_id":{"x":"","1":""}}`)
	in, err := problem.Reading{}.JSON(raw, new(readTarget))
	require.NoError(t, err)
	rules := mergeRule(raw, "#/by_id", "min", "#/by_id/1", "required", "#/by_id/x", "required", "#", "odd", "#/by_id/1", "unique_name")
	assert.Equal(t, []string{"# odd", "#/by_id/x wrong_name", "#/by_id/1 required", "#/by_id/1 unique_name"}, mergeCodes(problem.Merge(in, rules)))
}

// refusing takes no null, as most enumerations do.
type refusing string

func (r *refusing) UnmarshalJSON(raw []byte) error {
	if string(raw) != `"a"` {
		return errors.New("not in the list")
	}
	*r = "a"
	return nil
}

func TestRefusedMembersDoNotHideTheRest(t *testing.T) {
	t.Parallel()
	var target struct {
		C refusing `json:"c"`
		Q int      `json:"q"`
	}
	in, err := problem.Reading{}.JSON([]byte(`{"c":"x","q":7}`), &target)
	require.NoError(t, err)
	assert.Equal(t, []string{"#/c invalid: is not valid"}, readViolations(in))
	assert.Equal(t, 7, target.Q)
}
