package schema

import (
	"bytes"
	"errors"
	"io/fs"

	"cuelang.org/go/cue"
	"cuelang.org/go/cue/cuecontext"
	"cuelang.org/go/cue/parser"

	"github.com/xgen-build/xgen/schema/check"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
	"github.com/xgen-build/xgen/schema/userfile"
)

// evaluate reads and evaluates a file of the user's.
func evaluate(root fs.FS, name string) (cue.Value, model.Diagnostics) {
	src, found := readSource(root, name)
	if found != nil {
		return cue.Value{}, found
	}
	f, err := parser.ParseFile(name, src, parser.ParseComments)
	if err != nil {
		// What a parser says behind its first error follows from that one.
		return cue.Value{}, explainNumbers(src, check.Errors(name, err)[:1])
	}
	if found := checkImports(name, f); found.HasErrors() {
		return cue.Value{}, found
	}
	v := cuecontext.New().BuildFile(f)
	if err := v.Err(); err != nil && !v.Exists() {
		return cue.Value{}, check.Errors(name, err)
	}
	return v, nil
}

// readSource reads a file of CUE.
func readSource(root fs.FS, name string) ([]byte, model.Diagnostics) {
	src, err := userfile.Read(root, name, userfile.Definitions)
	switch e := (*userfile.Error)(nil); {
	case userfile.Is(err, userfile.Missing):
		return nil, faults(noFile, name, "no such file: write name: \"hello\" and targets: armv5te: triple: \"armv5te-unknown-linux-musleabi\" into it")
	case userfile.Is(err, userfile.Unreadable):
		return nil, faults(unreadable, name, "%v", err)
	case errors.As(err, &e):
		return nil, faults(badFile, name, "%s", e.Why)
	}
	src = bytes.TrimPrefix(src, []byte("\ufeff")) // CUE passes over the mark, and would count it
	return src, checkBytes(name, src)
}

// faults returns a diagnostic about a file as a whole.
func faults(r rule.Rule, file, format string, args ...any) model.Diagnostics {
	return model.Diagnostics{r.At(model.Pos{File: file, Line: 1, Col: 1}, format, args...)}
}
