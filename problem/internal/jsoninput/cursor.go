package jsoninput

import (
	"bytes"
	"encoding/json"
)

// cursor reads a document whose syntax is known to be right.
type cursor struct {
	raw []byte
	pos int
}

// space goes to the next byte that is no white space (RFC 8259, section 2).
func (c *cursor) space() {
	for c.pos < len(c.raw) && isSpace(c.raw[c.pos]) {
		c.pos++
	}
}

func isSpace(b byte) bool { return b == ' ' || b == '\t' || b == '\r' || b == '\n' }

// peek returns the byte at the cursor.
func (c *cursor) peek() byte { return c.raw[c.pos] }

// text goes behind a string and returns it with its quotes.
func (c *cursor) text() []byte {
	start := c.pos
	for c.pos++; c.raw[c.pos] != '"'; c.pos++ {
		if c.raw[c.pos] == '\\' {
			c.pos++
		}
	}
	c.pos++
	return c.raw[start:c.pos]
}

// value goes behind a value and returns it.
func (c *cursor) value() []byte {
	start, depth := c.pos, 0
	for {
		switch c.raw[c.pos] {
		case '"':
			c.text()
		case '{', '[':
			depth++
			c.pos++
		case '}', ']':
			depth--
			c.pos++
		case ',', ':', ' ', '\t', '\r', '\n':
			c.pos++
		default:
			c.scalar()
		}
		if depth == 0 {
			return c.raw[start:c.pos]
		}
	}
}

// scalar goes behind a number or a literal.
func (c *cursor) scalar() []byte {
	start := c.pos
	for c.pos < len(c.raw) && !isSpace(c.raw[c.pos]) && bytes.IndexByte([]byte(",]}"), c.raw[c.pos]) < 0 {
		c.pos++
	}
	return c.raw[start:c.pos]
}

// quotedName goes from a member name to its value and returns it with its quotes.
func (c *cursor) quotedName() []byte {
	quoted := c.text()
	c.space()
	c.pos++
	c.space()
	return quoted
}

// more goes from an opening bracket, or from behind an element or a member, to
// the next one, or behind the closing bracket.
func (c *cursor) more() bool {
	c.space()
	switch b := c.peek(); b {
	case ',':
		c.pos++
		c.space()
		return true
	case '{', '[':
		c.pos++
		if c.space(); c.peek() != b+2 {
			return true
		}
	}
	c.pos++
	return false
}

// unquote returns what a string says.
func unquote(quoted []byte) (text string) {
	if bytes.IndexByte(quoted, '\\') < 0 {
		return string(quoted[1 : len(quoted)-1])
	}
	_ = json.Unmarshal(quoted, &text)
	return text
}
