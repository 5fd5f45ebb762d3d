package param

// Sent is what a validator said of a target, with the parameters that it was read
// from: only they tell what a struct that could be read in several ways was read
// from.
type Sent struct {
	In     string              // In is the part of the request.
	Values map[string][]string // Values are the texts that were sent.
	Err    error               // Err is what the validator said.
}

// Error returns what the validator said.
func (s *Sent) Error() string { return s.Err.Error() }

// Unwrap returns what the validator said.
func (s *Sent) Unwrap() error { return s.Err }
