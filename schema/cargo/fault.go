package cargo

import (
	"errors"
	"fmt"

	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/userfile"
)

// fault says that a file as a whole is wrong.
func fault(file, format string, args ...any) error {
	return faultAt(file, 0, 0, format, args...)
}

// faultAt says what is wrong at a place of a file.
func faultAt(file string, line, col int, format string, args ...any) error {
	return model.Diagnostic{Pos: model.Pos{File: file, Line: line, Col: col}, Severity: model.Error, Message: fmt.Sprintf(format, args...)}
}

// unreadable says that a file cannot be read, and keeps why.
func unreadable(file string, err error) error {
	d := model.Diagnostic{Pos: model.Pos{File: file}, Severity: model.Error, Message: err.Error(), Err: err}
	if unread := (*userfile.Error)(nil); errors.As(err, &unread) {
		d.Pos.File, d.Message = unread.Name, unread.Why
	}
	return d
}
