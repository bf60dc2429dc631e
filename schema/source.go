package schema

import (
	"bytes"
	"errors"
	"io/fs"

	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
	"github.com/xgen-build/xgen/schema/userfile"
)

// File is the name of a project's definitions, in its root.
const File = "targets.cue"

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
