package problem

import (
	"bytes"
	"cmp"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/http"

	"github.com/problemkit/problemkit/problem/internal/param"
)

const (
	urlencodedForm = "application/x-www-form-urlencoded"
	multipartForm  = "multipart/form-data"
)

// form reads the content as a form. One that somebody has read before, with the
// methods of the request, is taken as it is.
func (how Reading) form(r *http.Request) (param.Source, error) {
	mediaType := mediaTypeOf(r.Header.Get("Content-Type"))
	switch {
	case mediaType == multipartForm:
		return how.multipart(r)
	case mediaType == urlencodedForm && r.PostForm != nil && hasContent(r.Method): // with others net/http does not read it
		return param.Source{Values: r.PostForm}, countOf(r.PostForm)
	}
	raw, mediaType, err := how.Content(r)
	switch {
	case err != nil:
		return param.Source{}, err
	case len(raw) == 0 && r.Header.Get("Content-Type") == "":
		return param.Source{}, &InputError{In: InBody, Violations: []Violation{emptyViolation()}, Err: io.EOF}
	case mediaType != urlencodedForm:
		return param.Source{}, UnsupportedMedia(urlencodedForm, multipartForm)
	}
	values, err := param.Query(string(raw))
	if err != nil {
		return param.Source{}, unreadableParameters(InForm, err)
	}
	r.PostForm = values
	return param.Source{Values: values}, nil
}

func countOf(values map[string][]string) error {
	n := 0
	for _, list := range values {
		n += len(list)
	}
	if n > param.MaxParameters {
		return unreadableParameters(InForm, param.ErrTooMany)
	}
	return nil
}

// multipart leaves the form in the request: the server removes its files.
func (how Reading) multipart(r *http.Request) (param.Source, error) {
	if r.MultipartForm == nil {
		form, err := how.readMultipart(r)
		if err != nil {
			return param.Source{}, err
		}
		r.MultipartForm = form
	}
	return param.Source{Values: r.MultipartForm.Value, Files: r.MultipartForm.File}, nil
}

func (how Reading) readMultipart(r *http.Request) (*multipart.Form, error) {
	limit := how.maxBytes()
	switch {
	case r.ContentLength > limit && r.Header.Get("Expect") != "": // see readBody
		return nil, &InputError{In: InBody, Err: &http.MaxBytesError{Limit: limit}}
	case isCoded(r):
		return nil, unsupportedCoding()
	}
	_, params, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if params["boundary"] == "" {
		return nil, unreadableParameters(InForm, http.ErrMissingBoundary)
	}
	body := &formReader{mark: []byte("--" + params["boundary"] + "--"), inner: http.MaxBytesReader(nil, cmp.Or[io.ReadCloser](r.Body, http.NoBody), limit)}
	form, err := multipart.NewReader(body, params["boundary"]).ReadForm(min(limit, maxFormMemory))
	if err == nil && !body.ended {
		err = errors.Join(io.ErrUnexpectedEOF, form.RemoveAll())
	}
	if err != nil {
		return nil, body.failure(err)
	}
	return form, nil
}

// formReader tells a connection that fails from content that is wrong, and looks
// for the end: mime/multipart takes a form that ends in the header of a part for a
// whole one.
type formReader struct {
	inner io.Reader
	mark  []byte // what the content ends with
	tail  []byte // the last bytes, shorter than the mark
	some  bool
	ended bool
	err   error
}

// Read reads on.
func (f *formReader) Read(p []byte) (int, error) {
	n, err := f.inner.Read(p)
	f.look(p[:n])
	if err != nil && err != io.EOF {
		f.err = err
	}
	return n, err
}

func (f *formReader) look(p []byte) {
	if len(p) == 0 || f.ended {
		return
	}
	keep := len(f.mark) - 1
	f.tail = append(f.tail, p[:min(len(p), keep)]...)
	f.some, f.ended = true, bytes.Contains(f.tail, f.mark) || bytes.Contains(p, f.mark)
	if len(p) > keep {
		f.tail = append(f.tail[:0], p[len(p)-keep:]...)
	}
	f.tail = f.tail[max(0, len(f.tail)-keep):]
}

// failure is the error of a form that could not be read.
func (f *formReader) failure(err error) error {
	switch {
	case f.err != nil:
		return &InputError{In: InBody, Err: f.err}
	case errors.Is(err, multipart.ErrMessageTooLarge):
		return ContentTooLarge.New(Cause(err), Violations(Violation{Detail: "the content is too large", Code: codeTooLarge}))
	case !f.some:
		return &InputError{In: InBody, Violations: []Violation{emptyViolation()}, Err: err}
	case errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF):
		return &InputError{In: InForm, Violations: []Violation{truncatedViolation()}, Err: err}
	}
	return unreadableParameters(InForm, err)
}
