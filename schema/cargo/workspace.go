package cargo

import (
	"github.com/xgen-build/xgen/schema/model"
	"slices"
	"strings"
)

// Workspace is what Cargo.toml and the files beside it say.
type Workspace struct {
	Manifest string          // the manifest that was asked for, from the project's root
	Root     string          // folder of the workspace's own manifest; "." is the project's root
	Declared bool            // there is a [workspace], not only one package
	Packages []Package       // the members and their path dependencies, by name
	Default  []string        // the packages that cargo takes where none is named, by name
	Lock     string          // path of Cargo.lock, "" where there is none
	Locked   []LockedPackage // what it holds, in its order
	Outside  []string        // folders of path dependencies and of vendored crates that lie outside Root, sorted
	Further  []string        // files and folders that cargo reads outside of all those: other workspaces' roots, what links lead to; sorted
	Vendored []string        // folders of vendored crates that cargo's configuration names, there or not, sorted
	// Profiles are those of the workspace's manifest and of cargo's configuration.
	Profiles Profiles
	// Config is what cargo's configuration says to whom builds the manifest's package.
	Config Settings
	// Toolchain is what rustup's file asks for; the zero value where there is none.
	Toolchain Toolchain
	Said      []Said // by the manifests and Cargo.lock, by file and in its order

	// State changes with every file that was read here, Cargo.lock and the names of
	// the programs' sources among them.
	State string

	patched  []string             // crates that another may take the place of
	replaced []replaced           // sources that a folder takes the place of
	places   map[string][]int     // of the crates in Locked, by name
	reached  map[string][]Reached // by the platform and the packages asked for
}

// Package is a member of a workspace, or one that a member depends on by path.
type Package struct {
	Name        string
	Version     string // "" where the package names none
	Dir         string
	Member      bool
	Bins        []Bin               // by name
	DefaultRun  string              // the binary that cargo run takes; "" where the package names none
	Features    map[string][]string // what each turns on
	RustVersion string              // "" where the package names none
	Uses        []string            // folders of the path dependencies that its binaries are built from
	Needs       []Need              // what of other packages Cargo.lock must hold for it
	Sources     []Source            // that the manifest names by their paths, in its order
}

// replaced is a source of crates with the one that takes its place, and its folder.
type replaced struct{ name, by, dir string }

// Bin is one binary of a package.
type Bin struct {
	Name     string
	Package  string
	Required []string // features without which cargo does not build it
	Missing  []string // those of them that a choice does not turn on
}

// Selected returns the members that are named, or those that cargo itself takes.
func (w *Workspace) Selected(names []string) []Package {
	if len(names) == 0 {
		names = w.Default
	}
	var out []Package
	for _, p := range w.Packages {
		if p.Member && slices.Contains(names, p.Name) {
			out = append(out, p)
		}
	}
	return out
}

// Built returns the packages of the project that are compiled for the named
// ones: themselves and what they use by path.
func (w *Workspace) Built(names []string) []Package {
	var dirs []string
	for _, p := range w.Selected(names) {
		dirs = append(dirs, p.Dir)
	}
	var out []Package
	for i := 0; i < len(dirs); i++ {
		for _, p := range w.Packages {
			if p.Dir == dirs[i] && !slices.Contains(dirs[:i], p.Dir) {
				out = append(out, p)
				dirs = append(dirs, p.Uses...)
			}
		}
	}
	return out
}

// DefaultRun returns the binary that cargo run takes of the named packages, "" where they
// name none, or several.
func (w *Workspace) DefaultRun(names []string) string {
	bin := ""
	for _, p := range w.Selected(names) {
		switch {
		case p.DefaultRun == "":
		case bin != "":
			return ""
		default:
			bin = p.DefaultRun
		}
	}
	return bin
}

// Names returns the names of the members.
func (w *Workspace) Names() []string {
	var names []string
	for _, p := range w.Packages {
		if p.Member {
			names = append(names, p.Name)
		}
	}
	return names
}

// Locks reports whether Cargo.lock holds a crate of a name.
func (w *Workspace) Locks(name string) bool {
	return slices.ContainsFunc(w.Locked, func(p LockedPackage) bool { return p.Name == name })
}

// below reports whether a folder is root or lies in it.
func below(root, dir string) bool {
	return root == "." || dir == root || strings.HasPrefix(dir, root+"/")
}

// Replaces reports whether another crate may take the place of one of a name: by [patch],
// [replace] or the configuration.
func (w *Workspace) Replaces(name string) bool {
	return slices.Contains(w.patched, name) || w.Config.Get("paths") != nil || len(w.Config.Below("patch")) > 0
}

// Source is a file that a manifest names as the first of what a part of the package is
// compiled of.
type Source struct {
	Key  string // "package.build", "lib.path", "bin.path", "test.path", "example.path" or "bench.path"
	Name string // of a binary
	Text string // the path as the manifest has it
	Path string // from the project's root, which it may lead out of
	Pos  model.Pos
	// Gone says why a file in the project cannot be compiled, "" where it can.
	Gone string
}
