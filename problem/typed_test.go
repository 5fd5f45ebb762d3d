package problem_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/problemkit/problemkit/problem"
)

func TestTypeOfNew(t *testing.T) {
	t.Parallel()
	p := outOfCredit().New(credit{30, 50}, problem.Detail("Too expensive."), problem.With("currency", "EUR"))
	assert.Equal(t, `{"type":"`+creditURI+`","title":"Out of credit","status":403,"detail":"Too expensive.",`+
		`"balance":30,"cost":50,"currency":"EUR"}`, encoded(t, p))
	balance, ok := p.Member("balance")
	assert.True(t, ok)
	assert.Equal(t, 30, balance)
}

func TestTypeOfFieldIsReplacedInItsPlace(t *testing.T) {
	t.Parallel()
	p := outOfCredit().New(credit{30, 50}, problem.With("balance", "none"))
	assert.Equal(t, `{"type":"`+creditURI+`","title":"Out of credit","status":403,"balance":"none","cost":50}`, encoded(t, p))
}

func TestTypeOfBare(t *testing.T) {
	t.Parallel()
	const bare = `{"type":"` + creditURI + `","title":"Out of credit","status":403}`
	assert.Equal(t, bare, encoded(t, outOfCredit().Type.New()), "without members")
	assert.EqualError(t, outOfCredit(), "403 Out of credit")
}

func TestFrom(t *testing.T) {
	t.Parallel()
	of := outOfCredit()
	given := credit{30, 50}
	for name, err := range map[string]error{
		"itself":  of.New(given),
		"wrapped": fmt.Errorf("charge: %w", of.New(given)),
		"joined":  errors.Join(errors.New("first"), of.New(given)),
		"another": outOfCredit().New(given),
	} {
		members, ok := of.From(err)
		require.True(t, ok, name)
		assert.Equal(t, given, members, name)
	}
	for name, err := range map[string]error{
		"nil":             nil,
		"nil problem":     (*problem.Problem)(nil),
		"another error":   errors.New("other"),
		"another type":    problem.Forbidden.New(),
		"only the type":   of,
		"without members": of.Type.New(),
		"other members":   problem.NewTypeOf[struct{ Rate int }](creditURI, "Out of credit", 403).New(struct{ Rate int }{1}),
	} {
		members, ok := of.From(err)
		assert.False(t, ok, name)
		assert.Zero(t, members, name)
	}
}

type marshalsItself struct{ time.Time }

func TestNewTypeOfWantsAPlainStruct(t *testing.T) {
	t.Parallel()
	for words, declare := range map[string]func(){
		"the members are a int: use a struct":       func() { problem.NewTypeOf[int](creditURI, "T", 400) },
		"the members are a ptr: use a struct":       func() { problem.NewTypeOf[*credit](creditURI, "T", 400) },
		"the members are a interface: use a struct": func() { problem.NewTypeOf[any](creditURI, "T", 400) },
		"the members are a map: use a struct":       func() { problem.NewTypeOf[map[string]int](creditURI, "T", 400) },
		"use a plain struct":                        func() { problem.NewTypeOf[marshalsItself](creditURI, "T", 400) },
	} {
		assert.Contains(t, panicText(t, declare), words)
	}
	assert.NotPanics(t, func() { problem.NewTypeOf[struct{}](creditURI, "T", 400) })
}
