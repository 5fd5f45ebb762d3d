package problem

import "time"

// Everything that comes from outside or from a foreign type has a bound. Each is
// a constant with its reason. Those of this package are here, but for MaxJSONBody,
// which is exported, and maxInteger, which is a law of header fields. The packages
// beside and below have theirs where they are used: internal/jsoninput (fault.go,
// place.go, scanner.go), internal/parts (untyped.go), internal/param (query.go),
// internal/accept (ranges.go), internal/phrasing (phrase.go, template.go),
// languageproblem (accept.go), validatorproblem (echo.go, inquire.go, mapkey.go,
// memo.go, message.go, recall.go, report.go, translations.go), ginproblem (decode.go,
// null.go, readerpanic.go, tree.go, values.go).
const (
	// maxErrorNodes bounds the walk over a tree of errors: errors.Join(e, e)
	// doubles per level, and an Unwrap may return its own receiver.
	maxErrorNodes = 256

	// maxDepth bounds the nesting of a member's value, counted in objects and
	// arrays. encoding/json recurses without a limit, and an exhausted stack ends
	// the process.
	maxDepth = 32

	// maxDocument bounds a problem document in bytes: the error path is what an
	// attacked service runs most, and nobody reads more.
	maxDocument = 64 << 10

	// maxDetail bounds titles, details and the other texts of a document in
	// bytes. Escaped, each takes up to six times as much.
	maxDetail = 4 << 10

	// maxURI bounds the type and the instance in bytes.
	maxURI = 2 << 10

	// maxPointer bounds a JSON Pointer in bytes; member names in it come from
	// the client.
	maxPointer = 512

	// maxViolations bounds the list of violations: a client can send thousands
	// of invalid elements for the price of one request.
	maxViolations = 100

	// maxCollected bounds what a Collector keeps. It is above maxViolations, because
	// the first of the document are shown, and checks may come in another order.
	maxCollected = 1000

	// maxViolationBytes bounds that list as it is sent, so that long member names
	// of a client can't make it outgrow the document, which would cost all of it.
	maxViolationBytes = maxDocument / 2

	// maxTraceID bounds a trace id in bytes; that of W3C Trace Context has 32.
	maxTraceID = 128

	// maxLogValue bounds one text in a record in bytes.
	maxLogValue = 1 << 10

	// maxLogSearch bounds how much of a text is searched for URLs, in bytes. It is
	// above maxLogValue, because what is taken out makes room for what follows.
	maxLogSearch = 8 << 10

	// maxSampled bounds the kinds of records that one sampler tells apart, because
	// a program can make type URIs as it runs.
	maxSampled = 256

	// maxNotes bounds what a record tells of things that could not be sent.
	maxNotes = 32

	// maxFrames bounds a recorded stack.
	maxFrames = 32

	// maxPlaces bounds how many places in the program a responder knows by name,
	// at about 200 bytes each. Programs don't panic in so many.
	maxPlaces = 1024

	// maxHeldText is the longest text/plain error answer that is taken for one
	// of http.Error's.
	maxHeldText = 1 << 10

	// maxWriters bounds how many writers stand inside one another: an Unwrap may
	// lead back to itself.
	maxWriters = 64

	// maxKeptBody bounds how much of a request body with places (JSON, XML, YAML,
	// TOML) is kept to find the place of an error in it.
	maxKeptBody = 64 << 10

	// maxKeptStart bounds the same of a body that is none of these by its own
	// account: enough to see whether that is true.
	maxKeptStart = 512

	// maxParts bounds how many parts of one body are found wrong. They are counted,
	// but no answer shows more than a hundred violations.
	maxParts = 10_000

	// maxTried bounds how often a validator is asked again, over a body with values
	// that its rules can't take.
	maxTried = 32

	// maxFormMemory bounds how much of the files of a form is held in memory; the
	// rest is in temporary files until the request ends, as net/http does it.
	maxFormMemory = 32 << 20

	// maxUntold is the longest body whose length net/http finds out by itself: that
	// of its smallest buffer.
	maxUntold = 2 << 10

	// maxHeaderValue bounds one header value that a problem brings along:
	// common clients and proxies refuse more than 8 KiB.
	maxHeaderValue = 4 << 10

	// maxAcceptLanguage bounds what is read of Accept-Language, in bytes: lists of
	// browsers have a tenth of it.
	maxAcceptLanguage = 4 << 10

	// maxLanguage bounds a language tag, in bytes. RFC 5646, section 4.4.1, wants
	// room for 35.
	maxLanguage = 64

	// maxPooledBuffer keeps one huge document from living in the pool for ever.
	// It is above maxDocument, because a cap below the size of usual answers
	// would throw away every buffer.
	maxPooledBuffer = 256 << 10

	// answerTime is the least time that an answer has to reach the client after
	// the time of the server is up: enough for a document over a bad network, and
	// little for a client that does not read.
	answerTime = 5 * time.Second
)
