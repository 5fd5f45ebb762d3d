package jsoninput

import (
	"strings"
	"unicode/utf8"
)

// text goes behind a string (RFC 8259, section 7).
func (s *scanner) text() bool {
	for s.pos++; s.pos < len(s.raw); {
		switch c := s.raw[s.pos]; {
		case c == '"':
			s.pos++
			return true
		case c == '\\':
			if !s.escape() {
				return false
			}
		case c < ' ':
			return s.wrong()
		case c >= utf8.RuneSelf && !s.utf8:
			if !s.rune() {
				return false
			}
		default:
			s.pos++
		}
	}
	return s.wrong()
}

// rune goes behind a character that may be none.
func (s *scanner) rune() bool {
	r, size := utf8.DecodeRune(s.raw[s.pos:])
	if r == utf8.RuneError && size == 1 {
		return s.fail(NotUTF8)
	}
	s.pos += size
	return true
}

func (s *scanner) escape() bool {
	s.pos++
	switch {
	case s.at('u'):
		return s.hexadecimal()
	case s.pos < len(s.raw) && strings.IndexByte(`"\/bfnrt`, s.raw[s.pos]) >= 0:
		s.pos++
		return true
	}
	return s.wrong()
}

func (s *scanner) hexadecimal() bool {
	s.pos++
	for range 4 {
		if s.pos == len(s.raw) || strings.IndexByte("0123456789abcdefABCDEF", s.raw[s.pos]) < 0 {
			return s.wrong()
		}
		s.pos++
	}
	return true
}

// literal goes behind a word.
func (s *scanner) literal(word string) bool {
	for i := range len(word) {
		if !s.take(word[i]) {
			return false
		}
	}
	return true
}

// number goes behind a number (RFC 8259, section 6).
func (s *scanner) number() bool {
	if s.at('-') {
		s.pos++
	}
	if s.at('0') {
		s.pos++
	} else if !s.digits() {
		return false
	}
	if s.at('.') {
		if s.pos++; !s.digits() {
			return false
		}
	}
	if !s.at('e') && !s.at('E') {
		return true
	}
	if s.pos++; s.at('+') || s.at('-') {
		s.pos++
	}
	return s.digits()
}

// digits takes one or more.
func (s *scanner) digits() bool {
	start := s.pos
	for s.pos < len(s.raw) && '0' <= s.raw[s.pos] && s.raw[s.pos] <= '9' {
		s.pos++
	}
	return s.pos > start || s.wrong()
}
