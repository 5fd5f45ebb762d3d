package house_test

import (
	"fmt"
	"go/types"
	"slices"
	"strings"
)

// features renders what a package exports, one feature to a line and sorted:
// a change of the list is a change that users can see. Names of parameters are
// left out, for no program depends on them.
func features(room string, p *types.Package) []string {
	l := &lister{pkg: p}
	for _, name := range p.Scope().Names() {
		if o := p.Scope().Lookup(name); o.Exported() {
			l.object(o)
		}
	}
	slices.Sort(l.lines)
	for i, line := range l.lines {
		l.lines[i] = "pkg " + room + ", " + line
	}
	return l.lines
}

type lister struct {
	pkg   *types.Package
	lines []string
}

func (l *lister) add(format string, args ...any) {
	l.lines = append(l.lines, fmt.Sprintf(format, args...))
}

// text names a type of this package bare and of another by its package.
func (l *lister) text(t types.Type) string {
	return types.TypeString(nameless(t), func(p *types.Package) string {
		if p == l.pkg {
			return ""
		}
		return p.Name()
	})
}

func (l *lister) object(o types.Object) {
	switch o := o.(type) {
	case *types.Const:
		l.add("const %s %s = %s", o.Name(), l.text(o.Type()), o.Val().ExactString())
	case *types.Var:
		l.add("var %s %s", o.Name(), l.text(o.Type()))
	case *types.Func:
		l.add("func %s%s", o.Name(), l.signature(o.Signature()))
	case *types.TypeName:
		l.typeName(o)
	}
}

func (l *lister) signature(s *types.Signature) string {
	return l.params(s.TypeParams()) + strings.TrimPrefix(l.text(s), "func")
}

func (l *lister) params(list *types.TypeParamList) string {
	var params []string
	for p := range list.TypeParams() {
		params = append(params, p.Obj().Name()+" "+l.text(p.Constraint()))
	}
	if params == nil {
		return ""
	}
	return "[" + strings.Join(params, ", ") + "]"
}

func (l *lister) typeName(o *types.TypeName) {
	named, ok := o.Type().(*types.Named)
	if !ok || o.IsAlias() {
		l.add("type %s = %s", o.Name(), l.text(types.Unalias(o.Type())))
		return
	}
	name := o.Name() + l.params(named.TypeParams())
	switch u := named.Underlying().(type) {
	case *types.Struct:
		l.structType(name, u)
	case *types.Interface:
		l.interfaceType(name, u)
		return
	default:
		l.add("type %s %s", name, l.text(u))
	}
	l.methods(named)
}

func (l *lister) structType(name string, s *types.Struct) {
	l.add("type %s struct", name)
	for f := range s.Fields() {
		switch {
		case f.Embedded() && f.Exported():
			l.add("type %s struct, embedded %s", name, l.text(f.Type()))
		case f.Exported():
			l.add("type %s struct, %s %s", name, f.Name(), l.text(f.Type()))
		}
	}
}

// interfaceType tells a closed interface from an open one: closing one breaks
// whoever implements it.
func (l *lister) interfaceType(name string, i *types.Interface) {
	var methods []string
	for m := range i.Methods() {
		if !m.Exported() {
			methods = append(methods, "unexported methods")
			continue
		}
		methods = append(methods, m.Name())
		l.add("type %s interface, %s%s", name, m.Name(), l.signature(m.Signature()))
	}
	l.add("type %s interface { %s }", name, strings.Join(slices.Compact(methods), ", "))
}

// methods lists those of a value and those that only a pointer has, promoted
// ones included.
func (l *lister) methods(t *types.Named) {
	values := types.NewMethodSet(t)
	for m := range types.NewMethodSet(types.NewPointer(t)).Methods() {
		f := m.Obj().(*types.Func)
		if !f.Exported() {
			continue
		}
		receiver := l.text(t)
		if values.Lookup(f.Pkg(), f.Name()) == nil {
			receiver = "*" + receiver
		}
		l.add("method (%s) %s%s", receiver, f.Name(), l.signature(f.Signature()))
	}
}

// nameless takes the parameter names out of a type made of functions.
func nameless(t types.Type) types.Type {
	switch t := t.(type) {
	case *types.Signature:
		return types.NewSignatureType(nil, nil, nil, unnamed(t.Params()), unnamed(t.Results()), t.Variadic())
	case *types.Pointer:
		return types.NewPointer(nameless(t.Elem()))
	case *types.Slice:
		return types.NewSlice(nameless(t.Elem()))
	case *types.Map:
		return types.NewMap(nameless(t.Key()), nameless(t.Elem()))
	}
	return t
}

func unnamed(list *types.Tuple) *types.Tuple {
	var vars []*types.Var
	for v := range list.Variables() {
		vars = append(vars, types.NewParam(v.Pos(), v.Pkg(), "", nameless(v.Type())))
	}
	return types.NewTuple(vars...)
}
