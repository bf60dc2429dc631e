package verify

import (
	"errors"
	"fmt"
	"io"

	"github.com/xgen-build/xgen/schema/model"
)

// CheckFile compares the file at path with its contract. It returns one row for
// every promise, in a fixed order; what only a run can show is checked by
// CheckSmoke. A file that is no executable of the contract's format has a single
// row, "file", that says what it is instead. An error means that the file could
// not be read, which says nothing about it.
func CheckFile(c model.Contract, name, path string) ([]Row, error) {
	f, size, err := open(path)
	if err == nil {
		defer f.Close()
		var rows []Row
		if rows, err = check(c, name, f, size); err == nil {
			return rows, nil
		}
	}
	if bad, ok := errors.AsType[*FormatError](err); ok {
		return []Row{unfit(c, name, bad.Found)}, nil
	}
	return nil, err
}

// unfit returns the row of a file that is no executable of the contract's format.
func unfit(c model.Contract, name, found string) Row {
	want := executable
	if c.Format.V == model.FormatPE {
		want = windowsExecutable
	}
	return Row{name, "file", want, found, Failed, model.Origin{From: model.FromDefault}}
}

// check compares a program of the given size with its contract. The error is a
// *FormatError where it cannot be compared.
func check(c model.Contract, name string, r io.ReaderAt, size int64) ([]Row, error) {
	r = io.NewSectionReader(r, 0, size)
	format, err := formatOf(r, size)
	if err != nil {
		return nil, err
	}
	wantsPE := c.Format.V == model.FormatPE
	if format == model.FormatPE {
		b, err := inspectPE(r, size)
		if err != nil {
			return nil, err
		}
		if wantsPE {
			return checkPE(c, name, b), nil
		}
		return nil, &FormatError{fmt.Sprintf("%s (PE, %s), which Linux does not run", b.what(), machine(b.machineName()))}
	}
	b, err := inspectELF(r, size)
	if err != nil {
		return nil, err
	}
	if wantsPE {
		return nil, &FormatError{fmt.Sprintf("%s (%s), which Windows does not run", b.what(), machine(b.Machine.String()))}
	}
	return checkELF(c, name, b), nil
}
