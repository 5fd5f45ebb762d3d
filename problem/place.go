package problem

import (
	"maps"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
)

// places keeps the texts of program counters, so that each place in the program
// is looked up once and not with every panic. It belongs to a responder. The zero
// value, and nil, know nothing yet. It is safe for concurrent use: what is known
// is never written to, only replaced, and what two goroutines learn at the same
// time one of them may have to learn again.
type places struct {
	known atomic.Pointer[map[uintptr]place]
}

// place is a program counter in words; the zero value is one without a function.
type place struct {
	text  string
	inner bool // of the way from the panic to the recovery
	door  bool // of a door of this module
}

// trim leaves out the way to the recovery on the top of a stack, and what is below
// the outermost door: a server and a router, the same for every request. Doors of
// others are not known by their names, so there the stack goes on.
func (p *places) trim(pcs []uintptr) []uintptr {
	known := p.of(pcs)
	for len(pcs) > 0 && (known[pcs[0]].inner || known[pcs[0]].text == "") {
		pcs = pcs[1:]
	}
	for i, pc := range slices.Backward(pcs) {
		if known[pc].door {
			return pcs[:i+1]
		}
	}
	return pcs
}

// stack returns the texts of what trim leaves.
func (p *places) stack(pcs []uintptr) []string {
	pcs, known := p.trim(pcs), p.of(pcs)
	stack := make([]string, 0, len(pcs))
	for _, pc := range pcs {
		if text := known[pc].text; text != "" {
			stack = append(stack, text)
		}
	}
	return stack
}

// of returns what is known, with all of pcs in it.
func (p *places) of(pcs []uintptr) map[uintptr]place {
	known := p.load()
	for _, pc := range pcs {
		if _, ok := known[pc]; !ok {
			return p.learn(known, pcs)
		}
	}
	return known
}

func (p *places) load() map[uintptr]place {
	if p == nil {
		return nil
	}
	if known := p.known.Load(); known != nil {
		return *known
	}
	return nil
}

// learn forgets everything else when there is too much of it.
func (p *places) learn(known map[uintptr]place, pcs []uintptr) map[uintptr]place {
	more := make(map[uintptr]place, len(known)+len(pcs))
	if len(known)+len(pcs) <= maxPlaces {
		maps.Copy(more, known)
	}
	for _, pc := range pcs {
		if _, ok := more[pc]; !ok {
			more[pc] = describePlace(pc)
		}
	}
	if p != nil {
		p.known.Store(&more)
	}
	return more
}

// describePlace leaves the directory of the package to the file.
func describePlace(pc uintptr) place {
	frame, _ := runtime.CallersFrames([]uintptr{pc}).Next()
	if frame.Function == "" {
		return place{}
	}
	name := frame.Function[strings.LastIndexByte(frame.Function, '/')+1:]
	return place{
		text:  visible(name + "(" + frame.File + ":" + strconv.Itoa(frame.Line) + ")"),
		inner: strings.HasPrefix(frame.Function, "runtime.") || strings.HasPrefix(frame.Function, ownModule+"problem.(*Exchange)."),
		door:  strings.HasPrefix(frame.Function, ownModule+"nethttp.") || strings.HasPrefix(frame.Function, ownModule+"ginproblem."),
	}
}

const ownModule = "github.com/problemkit/problemkit/"
