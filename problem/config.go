package problem

import (
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"slices"
	"sync"
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

	// Decorate adds to every problem by its Apply, in order; errors.As on the
	// problem finds the cause. Default: none.
	//
	// Security: what is added is public, and is added to concealed problems too.
	// Don't keep the problem.
	Decorate []func(*http.Request, *Problem)

	// TraceID returns the id that goes into the member trace_id and into the
	// record; with "" there is none. Default: the trace id of a valid
	// traceparent field, else a fresh random one.
	//
	// Security: the default takes 32 hexadecimal digits from the client, nothing
	// else. A function of your own should be as strict.
	TraceID func(*http.Request) string

	// TraceHeader names a response header field for the id. Default: none.
	TraceHeader string

	// InvalidInput is the type of input problems. Default: BadRequest; another
	// usual choice is UnprocessableContent.
	InvalidInput Kind

	// Level chooses the level of a record. Default: error for 5xx, info for 4xx,
	// debug for clients that have gone.
	Level func(Record) slog.Level

	// Skip leaves requests alone that are not the API's: nothing is recovered or
	// replaced, only errors that a Handle function returns are answered.
	// Default: none.
	Skip func(*http.Request) bool
}

// Responder answers errors. It is immutable and safe for concurrent use; make
// one for each API with NewResponder.
type Responder struct {
	config    Config
	mapper    *mapper
	mediaType [][]string // shared header values, one for each format
	offers    []string
	challenge []string
	answers   sync.Pool
}

// NewResponder checks and copies a configuration. It panics when something in
// it is wrong, and names every mistake at once.
func NewResponder(c Config) *Responder {
	if err := c.mistakes(); err != nil {
		panic(fmt.Errorf("problem.NewResponder:\n%w", err))
	}
	c = c.withDefaults()
	rs := &Responder{config: c, mapper: newMapper(c.Rules, c.InvalidInput.definition())}
	rs.challenge = []string{renderChallenge(c.Challenge)}
	for _, format := range c.Formats {
		rs.offers = append(rs.offers, format.MediaType())
		rs.mediaType = append(rs.mediaType, []string{format.MediaType()})
	}
	rs.answers.New = func() any { return new(answer) }
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
	var found []error
	for i := range c.Rules {
		if err := c.Rules[i].mistake(); err != nil {
			found = append(found, fmt.Errorf("Rules[%d]: %w", i, err))
		}
	}
	return errors.Join(append(found, c.formatMistakes(), c.choiceMistakes(), c.decorateMistakes())...)
}

func (c Config) formatMistakes() error {
	for i, format := range c.Formats {
		if format == nil || !isFieldValue(format.MediaType()) || format.MediaType() == "" {
			return fmt.Errorf("Formats[%d]: give a Format with a media type, such as problem.JSON", i)
		}
	}
	return nil
}

func (c Config) choiceMistakes() error {
	var found []error
	if c.Challenge != nil && renderChallenge(c.Challenge) == "" {
		found = append(found, fmt.Errorf("Challenge: the scheme %q is no token (RFC 9110, section 5.6.2)", c.Challenge.Scheme()))
	}
	if c.TraceHeader != "" && !isToken(c.TraceHeader) {
		found = append(found, fmt.Errorf("TraceHeader: %q is no field name (RFC 9110, section 5.6.2)", c.TraceHeader))
	}
	if k := c.InvalidInput; k != nil && k.definition().status/100 != 4 {
		found = append(found, fmt.Errorf("InvalidInput: the status %d blames the server: use a type with 400 to 499", k.definition().status))
	}
	return errors.Join(found...)
}

func (c Config) decorateMistakes() error {
	for i, decorate := range c.Decorate {
		if decorate == nil {
			return fmt.Errorf("Decorate[%d]: is nil: leave it out", i)
		}
	}
	return nil
}

// level is the configured level of a record, or the default one.
func (rs *Responder) level(r Record) slog.Level {
	if choose := rs.config.Level; choose != nil {
		if level, failed := try(func() slog.Level { return choose(r) }); failed == nil {
			return level
		}
	}
	return defaultLevel(r.Outcome, r.document().Status)
}

func defaultLevel(outcome Outcome, status int) slog.Level {
	switch {
	case outcome == ClientGone:
		return slog.LevelDebug
	case status >= 500 || outcome == WriteFailed:
		return slog.LevelError
	}
	return slog.LevelInfo
}

// Notice passes a notice about the set-up to the recorder, if it takes them.
// Doors use it; a panicking recorder is ignored.
func (rs *Responder) Notice(text string) { notice(rs.config.Recorder, text) }
