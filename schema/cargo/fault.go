package cargo

import (
	"errors"
	"fmt"

	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/userfile"
)

// fault returns the error of a file as a whole, a model.Diagnostic.
func fault(file, format string, args ...any) error {
	return faultAt(file, 0, 0, format, args...)
}

// faultAt returns the error of a place in a file, a model.Diagnostic.
func faultAt(file string, line, col int, format string, args ...any) error {
	return model.Diagnostic{Pos: model.Pos{File: file, Line: line, Col: col}, Severity: model.Error, Message: fmt.Sprintf(format, args...)}
}

// unreadable returns the error of a file that cannot be read, with its cause.
func unreadable(file string, err error) error {
	d := model.Diagnostic{Pos: model.Pos{File: file}, Severity: model.Error, Message: err.Error(), Err: err}
	if unread := (*userfile.Error)(nil); errors.As(err, &unread) {
		d.Pos.File, d.Message = unread.Name, unread.Why
	}
	return d
}

// raiseRoot is what to do where something lies above the project's root.
const raiseRoot = `name the folder above both in targets.cue, such as context: root: ".."`
