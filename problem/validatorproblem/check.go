package validatorproblem

import "github.com/problemkit/problemkit/problem"

// Check validates target, a pointer to what was read from raw, and returns nil or
// a problem.InputError that knows the places. The function is that of a validator:
// (*validator.Validate).Struct, for one. See problem.Validate, which it is made of.
func Check(validate func(any) error, target any, raw []byte) error {
	in := problem.InputOf(Explain(problem.Validate(target, raw, nil, validate)))
	if in == nil {
		return nil
	}
	in.Target = target
	return in
}
