package param

import (
	"mime/multipart"
	"reflect"
	"slices"
)

// files reads a field that takes files. Browsers send an empty text for a file
// that nobody has chosen.
func (d *decoder) files(v reflect.Value, f *Field, texts []string, files []*multipart.FileHeader) bool {
	sent := slices.ContainsFunc(texts, func(text string) bool { return text != "" })
	if !sent && len(files) == 0 {
		return false
	}
	into := reflect.New(v.Type()).Elem()
	fault := &Fault{Kind: NoFile, Type: v.Type()}
	if !sent {
		fault = d.fileOrList(made(into), files)
	}
	if fault != nil {
		d.fault(f, fault)
	} else {
		v.Set(into)
	}
	return true
}

func (d *decoder) fileOrList(v reflect.Value, files []*multipart.FileHeader) *Fault {
	switch v.Kind() {
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), len(files), len(files)))
	case reflect.Array:
		if len(files) != v.Len() {
			return &Fault{Kind: Length, Type: v.Type()}
		}
	default:
		return d.onlyFile(v, files)
	}
	for i, file := range files {
		setFile(v.Index(i), file)
	}
	return nil
}

func (d *decoder) onlyFile(v reflect.Value, files []*multipart.FileHeader) *Fault {
	if len(files) > 1 && !d.First {
		return &Fault{Kind: Duplicate, Type: v.Type()}
	}
	v.Set(reflect.ValueOf(*files[0]))
	return nil
}

// setFile keeps the header that the server has: its copy would be as good, but
// programs compare pointers.
func setFile(v reflect.Value, file *multipart.FileHeader) {
	if v.Type() == reflect.TypeFor[*multipart.FileHeader]() {
		v.Set(reflect.ValueOf(file))
		return
	}
	made(v).Set(reflect.ValueOf(*file))
}
