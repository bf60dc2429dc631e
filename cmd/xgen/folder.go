package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/xgen-build/xgen/cmd/xgen/internal/askcargo"
	"github.com/xgen-build/xgen/schema/userfile"
)

// projectFolder is the folder of targets.cue, a schema.Climber. No link leads out of it,
// nor out of what lies above it where the project's root does.
type projectFolder struct {
	userfile.FS
	dir    string
	opened []*os.Root
	ask    *askcargo.Cargo // learns where the root is
}

func openFolder(dir string, ask *askcargo.Cargo) (*projectFolder, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	return &projectFolder{userfile.Root(root), dir, []*os.Root{root}, ask}, nil
}

// Climb returns what lies below a folder above, and the path from there.
func (p *projectFolder) Climb(levels int) (fs.FS, string, error) {
	root, dir, err := p.look(levels)
	if err != nil {
		return nil, "", err
	}
	p.ask.Root = root.Name()
	return userfile.Root(root), dir, nil
}

// Look returns the same, and the project's root stays where it is.
func (p *projectFolder) Look(levels int) (fs.FS, string, error) {
	root, dir, err := p.look(levels)
	if err != nil {
		return nil, "", err
	}
	return userfile.Root(root), dir, nil
}

func (p *projectFolder) look(levels int) (*os.Root, string, error) {
	real, err := filepath.EvalSymlinks(p.dir)
	if err != nil {
		return nil, "", err
	}
	if real, err = filepath.Abs(real); err != nil {
		return nil, "", err
	}
	above := filepath.Join(real, strings.Repeat("../", levels))
	dir, err := filepath.Rel(above, real)
	if err != nil {
		return nil, "", err
	}
	if strings.Count(filepath.ToSlash(dir), "/")+1 < levels || dir == "." {
		return nil, "", errors.New("so many folders do not lie above targets.cue")
	}
	root, err := os.OpenRoot(above)
	if err != nil {
		return nil, "", err
	}
	p.opened = append(p.opened, root)
	return root, filepath.ToSlash(dir), nil
}

func (p *projectFolder) close() {
	for _, root := range p.opened {
		root.Close()
	}
}
