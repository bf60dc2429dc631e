package schema

import (
	"errors"
	"io/fs"

	"github.com/xgen-build/xgen/schema/diff"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/resolve"
	"github.com/xgen-build/xgen/schema/userfile"
)

// diffs gives a reader of the project's diffs. Each is read once.
func diffs(root fs.FS) func(name string) (files []string, text string, err error) {
	type read struct {
		d   *diff.Diff
		err error
	}
	done := map[string]read{}
	return func(name string) ([]string, string, error) {
		r, ok := done[name]
		if !ok {
			r.d, r.err = readDiff(root, name)
			done[name] = r
		}
		if r.err != nil {
			return nil, "", r.err
		}
		return r.d.Files, r.d.Text, nil
	}
}

func readDiff(root fs.FS, name string) (*diff.Diff, error) {
	src, err := userfile.Read(root, name, userfile.Patch)
	if err != nil {
		return nil, err
	}
	d, err := diff.Parse(name, src)
	var at model.Diagnostic
	if errors.As(err, &at) {
		return nil, &resolve.Fault{Pos: at.Pos, Message: at.Message}
	}
	return d, err
}
