package cargo

import (
	"io/fs"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"

	"github.com/xgen-build/xgen/schema/userfile"
)

// LockedPackage is one [[package]] of Cargo.lock.
type LockedPackage struct {
	Name     string `toml:"name"`
	Version  string `toml:"version"`
	Source   string `toml:"source"`   // "registry+URL" or "git+URL#COMMIT"; "" for a folder of the project
	Checksum string `toml:"checksum"` // sha256; "" where the source has none
	// Dependencies are as written: NAME, and VERSION and (SOURCE) where
	// several packages share the name, or where the file is of version 1.
	Dependencies []string `toml:"dependencies"`
	Line         int      `toml:"-"`
}

// lockFile is Cargo.lock in any of its versions, 1 to 4.
type lockFile struct {
	Root    *LockedPackage    `toml:"root"`     // before cargo 0.17
	Package []LockedPackage   `toml:"package"`  // in the order of the file
	Sums    map[string]string `toml:"metadata"` // version 1: "checksum NAME VERSION (SOURCE)"
}

// readLock returns the packages of a Cargo.lock, in its order, and its bytes.
func readLock(fsys fs.FS, file string) ([]LockedPackage, []byte, error) {
	var f lockFile
	data, err := readTOML(fsys, file, userfile.Lock, &f)
	if err != nil {
		return nil, nil, err
	}
	root, lines := tableLines(data)
	for i := range f.Package {
		p := &f.Package[i]
		if p.Checksum == "" {
			p.Checksum = f.Sums["checksum "+p.Name+" "+p.Version+" ("+p.Source+")"]
		}
		if i < len(lines) {
			p.Line = lines[i]
		}
	}
	if f.Root != nil {
		f.Root.Line = root
		f.Package = append(f.Package, *f.Root)
	}
	return f.Package, data, nil
}

// tableLines returns the line of [root] and those of each [[package]].
func tableLines(data []byte) (root int, packages []int) {
	p, at := unstable.Parser{}, linesOf(data)
	p.Reset(data)
	for p.NextExpression() {
		e := p.Expression()
		if e.Kind != unstable.Table && e.Kind != unstable.ArrayTable {
			continue
		}
		it := e.Key()
		it.Next()
		line, _ := at.place(it.Node().Raw)
		switch name := string(it.Node().Data); {
		case e.Kind == unstable.Table && name == "root":
			root = line
		case e.Kind == unstable.ArrayTable && name == "package":
			packages = append(packages, line)
		}
	}
	return root, packages
}

// Reached is a crate of Cargo.lock that a build may compile.
type Reached struct {
	LockedPackage
	// Certain is set where a package that is built names it without a condition.
	// Cargo.lock does not say for which targets the others are.
	Certain bool
}

// DependsOn reports whether the lock notes that it depends on one of these crates,
// which a feature may decide.
func (l LockedPackage) DependsOn(crates ...string) bool {
	return slices.ContainsFunc(l.Dependencies, func(d string) bool {
		name, _, _ := strings.Cut(d, " ")
		return slices.Contains(crates, name)
	})
}

// Published reports whether the crate is as a registry has it, and not a copy
// of somebody's that [patch] puts in its place.
func (l LockedPackage) Published() bool {
	return strings.HasPrefix(l.Source, "registry+") || strings.HasPrefix(l.Source, "sparse+")
}

// From returns where it comes from, "" where that is not told.
func (l LockedPackage) From() Origin {
	switch {
	case l.Source == "":
		return OfFolder
	case l.Published():
		return OfRegistry
	case strings.HasPrefix(l.Source, "git+"):
		return OfGit
	}
	return ""
}
