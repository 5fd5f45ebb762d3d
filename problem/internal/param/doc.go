// Package param reads named texts and files, such as the parameters of a request,
// into a struct or map. Names and forms come from the tags of the fields, which
// mean what Gin's binding takes them for. It finds all that is wrong at once, and
// fills the rest of the target.
//
// It differs from Gin where that is needed to be sure of what was meant: a single
// value must not be sent twice, numbers are finite, texts are UTF-8 without control
// characters, UnmarshalText is always used, and types that read themselves are not
// looked into.
package param
