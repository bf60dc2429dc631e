package draft

import (
	"io/fs"
	"path"

	"github.com/xgen-build/xgen/schema"
	"github.com/xgen-build/xgen/schema/cargo"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/userfile"
)

// project is a Cargo project where it lies.
type project struct {
	fs   fs.FS  // below its root
	dir  string // the folder of targets.cue, from there
	root string // the root, from that folder
	ws   *cargo.Workspace
}

const mostAbove = 9 // context.root names no folder further up

// find reads the project of a folder. Its root is the nearest folder from there up in
// which all that cargo reads lies, with Cargo.lock; in a repository none above that.
func find(folder schema.Climber) (project, error) {
	var first error
	var nearest *project
	for levels := range mostAbove + 1 {
		p, err := at(folder, levels)
		if err != nil {
			break
		}
		var wrong error
		if p.ws, wrong = cargo.Read(p.fs, path.Join(p.dir, "Cargo.toml")); wrong != nil {
			if first == nil {
				first = wrong
			}
		} else if p.ws.Lock != "" {
			return p, nil
		} else if nearest == nil {
			nearest = &p
		}
		if there, err := userfile.Exists(p.fs, ".git"); there || err != nil {
			break
		}
	}
	if nearest != nil {
		return *nearest, nil
	}
	return project{}, first
}

// at returns the project of a folder whose root lies so far above it.
func at(folder schema.Climber, levels int) (project, error) {
	if levels == 0 {
		return project{fs: folder, dir: ".", root: "."}, nil
	}
	above, dir, err := folder.Climb(levels)
	root := ".."
	for range levels - 1 {
		root += "/.."
	}
	return project{fs: above, dir: dir, root: root}, err
}

// fromTargets returns the place of a key in a manifest, by its path from the folder of
// targets.cue.
func (p project) place(file string, key ...string) model.Pos {
	data, _ := userfile.Read(p.fs, file, userfile.Manifest) // it was read before
	line, col := cargo.Place(data, key...)
	return model.Pos{File: p.from(file), Line: line, Col: col}
}

// from returns a path from the root as it is from the folder of targets.cue.
func (p project) from(name string) string {
	return (&model.Project{Dir: p.dir}).FromTargets(name)
}
