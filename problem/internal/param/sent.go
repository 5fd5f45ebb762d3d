package param

// Sent is what a validator said of a target, with the parameters that it was read
// from: only they tell what a struct that could be read in several ways was read
// from.
//
// The texts are not exported, so that nobody who writes out a record writes them.
type Sent struct {
	values map[string][]string
	err    error
}

// NewSent keeps the texts that were sent, and what the validator said.
func NewSent(values map[string][]string, err error) *Sent { return &Sent{values, err} }

// Texts returns those of a parameter, and whether it was sent.
func (s *Sent) Texts(name string) (texts []string, ok bool) {
	texts, ok = s.values[name]
	return texts, ok
}

// Error returns what the validator said.
func (s *Sent) Error() string { return s.err.Error() }

// Unwrap returns what the validator said.
func (s *Sent) Unwrap() error { return s.err }
