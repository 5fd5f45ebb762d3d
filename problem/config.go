package problem

import (
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"sync"

	"github.com/problemkit/problemkit/problem/internal/accept"
)

// Config says how errors are answered. The zero value is a safe default; it is
// copied by NewResponder.
type Config struct {
	// Rules map errors to problems; the first that wants an error decides.
	// Default: none, every undeclared error is a 500 without a word about it.
	Rules []Rule

	// Formats are the documents that can be sent; the first is the fallback, so
	// that an error never answers 406. Default: JSON. With more than one, Accept
	// chooses and Vary says so.
	Formats []Format

	// Recorder takes one record for each failed request. Default: slog.Default().
	Recorder Recorder

	// Challenge goes with a 401 that brings none (RFC 9110, section 15.5.2).
	// Default: Bearer{Realm: "api"}.
	Challenge Challenge

	// Texts says titles, details of violations and details made by DetailPhrase in
	// the language of the client, or in words of your own: see languageproblem.New
	// and Phrases. Records keep the built-in texts. Default: none, the built-in
	// texts, which are English.
	Texts Texts

	// Decorate adds to every problem by its Apply, in order; errors.As on the
	// problem finds the cause. One that panics is noted in the record. The option
	// Conceal drops what was added before. Default: none.
	//
	// Security: what is added is public, and is added to concealed problems too:
	// don't make it depend on the cause of those. Don't keep the problem.
	Decorate []func(*http.Request, *Problem)

	// TraceID returns the id that goes into the member trace_id and into the
	// record, at most 128 bytes of it; with "" there is none, and so if it panics.
	// It takes the place of the default. Default: the trace id of a valid
	// traceparent field, else a fresh random one.
	//
	// Security: the default takes 32 hexadecimal digits from the client, nothing
	// else. A function of your own should be as strict.
	TraceID func(*http.Request) string

	// TraceHeader names a response header field of problems for the id. An id that
	// no field can hold is left out. Default: none.
	TraceHeader string

	// InvalidInput is the type of input problems. Default: BadRequest; another
	// usual choice is UnprocessableContent.
	InvalidInput Kind

	// Level chooses the level of a record; of a Record whose writing failed it is
	// asked again. It must not write to the record's problem. Default, and for a
	// function that panics: error for 5xx, info for 4xx, debug for clients that
	// have gone.
	Level func(Record) slog.Level

	// Skip leaves requests alone that are not the API's: nothing is recovered or
	// replaced, only errors that a Handle function returns are answered. A request
	// over which it panics is not left alone. Default: none.
	Skip func(*http.Request) bool
}

// Responder answers errors. It is immutable and safe for concurrent use; make
// one for each API with NewResponder. The zero value has the default
// configuration.
type Responder struct {
	config    Config
	mapper    *mapper
	mediaType [][]string // shared header values, one for each format
	offers    []string
	challenge []string
	languages bool // Config.Texts has a choice
	answers   sync.Pool
	places    places // of panics
}

// NewResponder checks and copies a configuration. It panics when something in
// it is wrong, and names every mistake at once.
func NewResponder(c Config) *Responder {
	if err := c.mistakes(); err != nil {
		panic(fmt.Errorf("problem.NewResponder:\n%w", err))
	}
	c = c.withDefaults()
	rs := &Responder{config: c, mapper: newMapper(c.Rules, c.InvalidInput.definition())}
	rs.challenge, rs.languages = []string{renderChallenge(c.Challenge)}, choosing(c.Texts)
	for _, format := range c.Formats {
		rs.offers = append(rs.offers, format.MediaType())
		rs.mediaType = append(rs.mediaType, []string{format.MediaType()})
	}
	return rs
}

// defaultResponder serves doors and calls that were given none.
var defaultResponder = sync.OnceValue(func() *Responder { return NewResponder(Config{}) })

// or returns the responder, or the default one for nil and for the zero value.
func (rs *Responder) or() *Responder {
	if rs == nil || rs.mapper == nil {
		return defaultResponder()
	}
	return rs
}

func (c Config) withDefaults() Config {
	c.Rules, c.Formats, c.Decorate = slices.Clone(c.Rules), slices.Clone(c.Formats), slices.Clone(c.Decorate)
	if len(c.Formats) == 0 {
		c.Formats = []Format{JSON}
	}
	if c.Recorder == nil {
		c.Recorder = NewSlogRecorder(nil)
	}
	if c.Challenge == nil {
		c.Challenge = Bearer{Realm: "api"}
	}
	if c.InvalidInput == nil {
		c.InvalidInput = BadRequest
	}
	if c.TraceID == nil {
		c.TraceID = traceID
	}
	return c
}

// mistakes joins all of them.
func (c Config) mistakes() error {
	return errors.Join(
		each("Rules", c.Rules, Rule.mistake), each("Formats", c.Formats, formatMistake), each("Decorate", c.Decorate, decorateMistake),
		c.choiceMistakes(),
	)
}

// each checks the elements of a list.
func each[E any](field string, list []E, mistake func(E) error) error {
	var found []error
	for i := range list {
		if err := mistake(list[i]); err != nil {
			found = append(found, fmt.Errorf("%s[%d]: %w", field, i, err))
		}
	}
	return errors.Join(found...)
}

func formatMistake(f Format) error {
	if f == nil || !isMediaType(f.MediaType()) {
		return errors.New("give a Format with a media type and no parameters, such as problem.JSON")
	}
	return nil
}

func decorateMistake(f func(*http.Request, *Problem)) error {
	if f == nil {
		return errors.New("is nil: leave it out")
	}
	return nil
}

// isMediaType is strict: type, slash, subtype (RFC 9110, section 8.3.1).
func isMediaType(text string) bool {
	kind, subtype, _ := strings.Cut(text, "/")
	return accept.IsToken(kind) && accept.IsToken(subtype)
}

func (c Config) choiceMistakes() error {
	var found []error
	if c.Challenge != nil && renderChallenge(c.Challenge) == "" {
		found = append(found, fmt.Errorf("Challenge: the scheme %q is no token (RFC 9110, section 5.6.2)", c.Challenge.Scheme()))
	}
	if c.TraceHeader != "" && !freeField(c.TraceHeader) {
		found = append(found, fmt.Errorf("TraceHeader: %q is no field name (RFC 9110, section 5.6.2), or means something else", c.TraceHeader))
	}
	if k := c.InvalidInput; k != nil && k.definition().status/100 != 4 {
		found = append(found, fmt.Errorf("InvalidInput: the status %d blames the server: use a type with 400 to 499", k.definition().status))
	}
	return errors.Join(found...)
}

func defaultLevel(outcome Outcome, status int) slog.Level {
	switch {
	case outcome == ClientGone:
		return slog.LevelDebug
	case status >= 500:
		return slog.LevelError
	}
	return slog.LevelInfo
}

// Notice passes a notice about the set-up to the recorder, if it takes them.
// Doors use it; a panicking recorder is ignored.
func (rs *Responder) Notice(text string) { notice(rs.or().config.Recorder, text) }
