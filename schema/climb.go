package schema

import (
	"io/fs"
	"path/filepath"
	"strings"

	"github.com/xgen-build/xgen/schema/input"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
)

// Climber is a folder that knows where it lies. Of a project whose folder is none,
// context.root can name nothing above.
type Climber interface {
	fs.FS
	// Climb returns what lies below the folder that is so many above this one, and the
	// path of this one from there.
	Climb(levels int) (above fs.FS, dir string, err error)
}

var rootRule = rule.Error("context-root", "the root is named by how far it lies above targets.cue, so that it is the same wherever the repository lies")

// place is where a project lies.
type place struct {
	fs   fs.FS  // below its root
	root string // from the folder of targets.cue
	dir  string // that folder, from there
}

// climb returns the place of the project in a folder.
func climb(folder fs.FS, c *input.Context) (place, model.Diagnostics) {
	at := place{folder, ".", "."}
	if c == nil || c.Root == nil || c.Root.V == "." {
		return at, nil
	}
	at.root = c.Root.V
	refuse := func(why string) (place, model.Diagnostics) {
		return at, model.Diagnostics{rootRule.At(c.Root.Pos, "context.root is %q: %s", at.root, why)}
	}
	climber, ok := folder.(Climber)
	if !ok {
		return refuse("nothing is known of the folders above targets.cue")
	}
	var err error
	if at.fs, at.dir, err = climber.Climb(strings.Count(at.root, "..")); err != nil {
		return refuse(err.Error())
	}
	return at, nil
}

// fromTargets names the files of diagnostics by their paths from the folder of
// targets.cue, where people are. The user's definitions are named so already.
func (at place) fromTargets(found model.Diagnostics) model.Diagnostics {
	for i, d := range found {
		if at.dir == "." || d.Pos.File == "" || strings.HasSuffix(d.Pos.File, ".cue") {
			continue
		}
		if name, err := filepath.Rel(filepath.FromSlash(at.dir), filepath.FromSlash(d.Pos.File)); err == nil {
			found[i].Pos.File = filepath.ToSlash(name)
		}
	}
	return found
}
