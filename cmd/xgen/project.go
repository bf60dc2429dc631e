package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/xgen-build/xgen/cmd/xgen/internal/askcargo"
	"github.com/xgen-build/xgen/schema"
	"github.com/xgen-build/xgen/schema/exitcode"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/suggest"
)

// root returns the folder of targets.cue: that of -C or of the working
// directory, or the nearest one above it that has such a file.
func (a *app) root() (string, error) { return rootAbove(a.chdir) }

// rootAbove is root for any folder.
func rootAbove(folder string) (string, error) {
	start, dir, err := nearest(folder, schema.File)
	if dir == "" {
		return start, err // Load says that there is no such file, and what to write
	}
	return dir, err
}

// nearest returns a folder's absolute path, and the nearest folder, from that one upwards,
// in which something has one of the names; "" where there is none. What lies there is for
// its reader to find out.
func nearest(folder string, names ...string) (start, dir string, err error) {
	start, err = filepath.Abs(folder)
	if err != nil {
		return "", "", err
	}
	if info, err := os.Stat(start); exitcode.IsEnvironment(err) {
		return "", "", err
	} else if err != nil || !info.IsDir() {
		return "", "", usage("-C %s: no such folder", folder)
	}
	for dir := start; ; dir = filepath.Dir(dir) {
		for _, name := range names {
			if _, err := os.Lstat(filepath.Join(dir, name)); err == nil || exitcode.IsEnvironment(err) {
				return start, dir, nil
			}
		}
		if dir == filepath.Dir(dir) {
			return start, "", nil
		}
	}
}

// load reads the project and prints its diagnostics. Where they say all that
// is wrong, the error is one that prints nothing more.
func (a *app) load() (*model.Project, string, error) {
	root, err := a.root()
	if err != nil {
		return nil, "", err
	}
	p, found, err := a.read(root)
	if err != nil {
		return nil, root, err
	}
	a.show(found)
	return p, root, verdictOf(found)
}

// read evaluates the definitions. No link leads it out of the project: a build
// sees only what is in there.
func (a *app) read(dir string) (*model.Project, model.Diagnostics, error) {
	return a.readWith(dir, a.cargo(dir), func(folder *projectFolder) fs.FS { return folder })
}

// readWith is read where something else stands for the folder, such as one with another
// targets.cue.
func (a *app) readWith(dir string, ask *askcargo.Cargo, as func(*projectFolder) fs.FS) (*model.Project, model.Diagnostics, error) {
	folder, err := openFolder(dir, ask)
	if err != nil {
		return nil, nil, err
	}
	return evaluate(a, schema.File, func() (*model.Project, model.Diagnostics) {
		defer folder.close()
		p, found := loadProject(as(folder), ask)
		if found = append(found, checkRequired(p)...); found.HasErrors() {
			return nil, found
		}
		return p, found
	})
}

// loadProject is schema.LoadAsking. Tests replace it.
var loadProject = schema.LoadAsking

// rootOf returns the root of a project, whose targets.cue lies in a folder.
func rootOf(p *model.Project, dir string) string {
	real, err := filepath.EvalSymlinks(dir)
	if err != nil || p.Dir == "." {
		return dir
	}
	return filepath.Join(real, filepath.FromSlash(p.Root))
}

// cargo answers questions about the project in a folder. Without a cache its answers
// are not kept.
func (a *app) cargo(dir string) *askcargo.Cargo {
	c := &askcargo.Cargo{Context: a.ctx, Root: dir, Env: a.env}
	if cache, err := cacheDir(); err == nil {
		c.Kept = filepath.Join(cache, "cargo")
	}
	return c
}

// target returns the target of that name. That there is none is a usage error.
func target(p *model.Project, name string) (*model.Target, error) {
	if t := p.Target(name); t != nil {
		return t, nil
	}
	var names []string
	for _, t := range p.Targets {
		names = append(names, t.Name)
	}
	if near := suggest.Name(name, names); near != "" {
		return nil, usage("no target %q: did you mean %q?", name, near)
	}
	return nil, usage("no target %q: there are %s", name, strings.Join(names, ", "))
}

// targets returns the targets of those names, each once, or all of them. That
// no name is given is a usage error.
func targets(p *model.Project, names []string, all bool) ([]*model.Target, error) {
	if all {
		return p.Targets, nil
	}
	if len(names) == 0 {
		return nil, usage("which targets? name them or write --all")
	}
	var out []*model.Target
	seen := map[string]bool{}
	for _, name := range names {
		t, err := target(p, name)
		if err != nil {
			return nil, err
		}
		if !seen[name] {
			seen[name] = true
			out = append(out, t)
		}
	}
	return out, nil
}
