// Package cargo reads what a build has to know of a project's own cargo files.
// It never runs cargo and reads nothing but the file system that it is given.
package cargo

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
)

// Workspace is what Cargo.toml and the files beside it say.
type Workspace struct {
	Manifest string    // the manifest that was asked for, from the project's root
	Root     string    // folder of the workspace's own manifest; "." is the project's root
	Packages []Package // the members, by name
	Lock     string    // path of Cargo.lock, "" where there is none
	Outside  []string  // folders of path dependencies that lie outside Root, sorted
	Profiles map[string]Profile
	// Toolchain is the channel that rust-toolchain.toml asks for, "" without one.
	Toolchain     string
	ToolchainFile string
}

// Package is one member of a workspace.
type Package struct {
	Name        string
	Dir         string
	Bins        []string // sorted
	Features    []string // sorted
	RustVersion string   // "" where the package names none
}

// Profile is the part of a [profile.NAME] that xgen has to respect.
type Profile struct {
	Strip any `toml:"strip"` // true, false or a word; nil where not set
}

// Problem is a fault in one of the files.
type Problem struct {
	File      string
	Line, Col int // 0 where the file as a whole is at fault
	Message   string
}

// Error gives file:line:col: message.
func (p *Problem) Error() string {
	if p.Line == 0 {
		return p.File + ": " + p.Message
	}
	return fmt.Sprintf("%s:%d:%d: %s", p.File, p.Line, p.Col, p.Message)
}

// Read reads the workspace of a manifest. Paths are relative to the root of fsys.
func Read(fsys fs.FS, manifest string) (*Workspace, error) {
	root, err := findRoot(fsys, manifest)
	if err != nil {
		return nil, err
	}
	w := &Workspace{Manifest: manifest, Root: path.Dir(root.file), Profiles: root.Profile}
	if err := w.readMembers(fsys, root, manifest); err != nil {
		return nil, err
	}
	if lock := path.Join(w.Root, "Cargo.lock"); exists(fsys, lock) {
		w.Lock = lock
	}
	if err := w.readToolchain(fsys); err != nil {
		return nil, err
	}
	return w, nil
}

// findRoot gives the manifest of the workspace that a manifest belongs to: its
// own, or the nearest above that has a [workspace] and does not exclude it.
func findRoot(fsys fs.FS, manifest string) (*manifestFile, error) {
	own, err := readManifest(fsys, manifest)
	if err != nil || own.Workspace != nil {
		return own, err
	}
	for dir := path.Dir(path.Dir(manifest)); path.Dir(manifest) != "."; dir = path.Dir(dir) {
		above, err := readManifest(fsys, path.Join(dir, "Cargo.toml"))
		if err == nil && above.Workspace != nil && above.has(path.Dir(manifest)) {
			return above, nil
		}
		if dir == "." {
			break
		}
	}
	return own, nil
}

// has reports whether dir, from the project's root, is a member.
func (m *manifestFile) has(dir string) bool {
	rel := strings.TrimPrefix(dir, strings.TrimPrefix(path.Dir(m.file)+"/", "./"))
	for _, ex := range m.Workspace.Exclude {
		if rel == ex || strings.HasPrefix(rel, ex+"/") {
			return false
		}
	}
	return slices.ContainsFunc(m.Workspace.Members, func(pattern string) bool {
		ok, _ := path.Match(pattern, rel)
		return ok
	})
}

// readMembers reads the root package, every member and, through their path
// dependencies, every package that they bring along.
func (w *Workspace) readMembers(fsys fs.FS, root *manifestFile, manifest string) error {
	queue := []string{root.file, manifest}
	if root.Workspace != nil {
		for _, pattern := range root.Workspace.Members {
			found, err := fs.Glob(fsys, path.Join(w.Root, pattern, "Cargo.toml"))
			if err != nil {
				return &Problem{File: root.file, Message: fmt.Sprintf("workspace member %q: %v", pattern, err)}
			}
			for _, file := range found {
				if root.has(path.Dir(file)) {
					queue = append(queue, file)
				}
			}
		}
	}
	seen := map[string]bool{}
	for len(queue) > 0 {
		file := path.Clean(queue[0])
		queue = queue[1:]
		if seen[file] {
			continue
		}
		seen[file] = true
		more, err := w.readMember(fsys, file)
		if err != nil {
			return err
		}
		queue = append(queue, more...)
	}
	slices.SortFunc(w.Packages, func(a, b Package) int { return strings.Compare(a.Name, b.Name) })
	slices.Sort(w.Outside)
	return nil
}

func (w *Workspace) readMember(fsys fs.FS, file string) (deps []string, err error) {
	m, err := readManifest(fsys, file)
	if err != nil {
		return nil, err
	}
	dir := path.Dir(file)
	if m.Package != nil {
		w.Packages = append(w.Packages, m.pack(fsys, dir))
	}
	if !below(w.Root, dir) {
		w.Outside = append(w.Outside, dir)
	}
	for _, p := range m.paths() {
		to := path.Join(dir, p)
		if to == ".." || strings.HasPrefix(to, "../") {
			return nil, &Problem{File: file, Message: fmt.Sprintf(
				"path dependency %q lies outside the project's root: put targets.cue in a folder above both", p)}
		}
		deps = append(deps, path.Join(to, "Cargo.toml"))
	}
	return deps, nil
}

// Bins names the binaries of the packages asked for, of all members where
// none is named.
func (w *Workspace) Bins(packages []string) []string {
	var bins []string
	for _, p := range w.Packages {
		if len(packages) == 0 && below(w.Root, p.Dir) || slices.Contains(packages, p.Name) {
			bins = append(bins, p.Bins...)
		}
	}
	slices.Sort(bins)
	return slices.Compact(bins)
}

// Names lists the packages.
func (w *Workspace) Names() []string {
	names := make([]string, len(w.Packages))
	for i, p := range w.Packages {
		names[i] = p.Name
	}
	return names
}

func below(root, dir string) bool {
	return root == "." || dir == root || strings.HasPrefix(dir, root+"/")
}

func exists(fsys fs.FS, name string) bool {
	_, err := fs.Stat(fsys, name)
	return err == nil
}

func problem(file string, err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return &Problem{File: file, Message: "no such file"}
	}
	return &Problem{File: file, Message: err.Error()}
}

// Features names the features of the packages asked for, of all members where
// none is named.
func (w *Workspace) Features(packages []string) []string {
	var out []string
	for _, p := range w.Packages {
		if len(packages) == 0 || slices.Contains(packages, p.Name) {
			out = append(out, p.Features...)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
