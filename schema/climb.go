package schema

import (
	"io/fs"
	"path"
	"path/filepath"
	"strings"

	"github.com/xgen-build/xgen/schema/input"
	"github.com/xgen-build/xgen/schema/lazyregexp"
	"github.com/xgen-build/xgen/schema/lint"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
	"github.com/xgen-build/xgen/schema/userfile"
)

// Climber is a folder that knows where it lies. Of a project whose folder is none,
// context.root can name nothing above.
type Climber interface {
	fs.FS
	// Climb returns what lies below the folder that is so many above this one, and the
	// path of this one from there.
	Climb(levels int) (above fs.FS, dir string, err error)
	// Look returns the same, and the project's root is not meant to lie there.
	Look(levels int) (above fs.FS, dir string, err error)
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

// mostAbove is how many folders above a root are looked at.
const mostAbove = 30

// above returns the folders above the root that are of its git repository, the nearest
// first; none where there is none.
func (at place) above(folder fs.FS) (all []lint.Above) {
	climber, ok := folder.(Climber)
	if there, err := userfile.Exists(at.fs, ".git"); !ok || there || err != nil {
		return nil
	}
	levels := strings.Count(at.root, "..")
	for n := 1; n <= mostAbove; n++ {
		files, dir, err := climber.Look(levels + n)
		if err != nil {
			return nil
		}
		below := strings.TrimSuffix(strings.TrimSuffix(dir, at.dir), "/")
		if at.dir == "." {
			below = dir
		}
		all = append(all, lint.Above{Files: files, Name: path.Clean(strings.Repeat("../", n)), Dir: below})
		if there, err := userfile.Exists(files, ".git"); there || err != nil {
			return all
		}
	}
	return nil
}

// fromTargets names the files of diagnostics by their paths from the folder of
// targets.cue, where people are. The user's definitions are named so already.
func (at place) fromTargets(found model.Diagnostics) model.Diagnostics {
	if at.dir == "." {
		return found
	}
	for i := range found {
		d := &found[i]
		d.Pos.File = at.fileFromTargets(d.Pos.File)
		for j := range d.Related {
			d.Related[j].File = at.fileFromTargets(d.Related[j].File)
		}
		d.Message = placeInWords.ReplaceAllStringFunc(d.Message, func(text string) string {
			file, rest, _ := strings.Cut(text, ":")
			return at.fileFromTargets(file) + ":" + rest
		})
	}
	return found
}

// placeInWords matches what in a message is a place in a file of cargo's or rustup's.
var placeInWords = lazyregexp.New(`[A-Za-z0-9_./-]*(Cargo[.](toml|lock)|[.]cargo/[A-Za-z0-9_.-]+|rust-toolchain([.]toml)?):[0-9]+:[0-9]+`)

// fileFromTargets is a file's path from the folder of targets.cue.
func (at place) fileFromTargets(file string) string {
	if file == "" || strings.HasSuffix(file, ".cue") {
		return file
	}
	name, err := filepath.Rel(filepath.FromSlash(at.dir), filepath.FromSlash(file))
	if err != nil {
		return file
	}
	return filepath.ToSlash(name)
}
