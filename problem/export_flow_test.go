package problem

import "encoding/json"

// Duties returns what the table of laws says that it does.
func Duties() []string {
	duties := make([]string, 0, len(laws))
	for _, l := range laws {
		duties = append(duties, l.duty)
	}
	return duties
}

// Locate is locate.
func Locate(raw []byte, wrong *json.UnmarshalTypeError) ([]string, bool) { return locate(raw, wrong) }

// ValidTraceparent is validTraceparent.
func ValidTraceparent(line string) bool { return validTraceparent(line) }

// MaxErrorNodes is maxErrorNodes.
const MaxErrorNodes = maxErrorNodes

// Nodes returns how many errors of a tree are looked at.
func Nodes(err error) int { return len(errorTree(nil).of(err)) }
