package cargo

import (
	"fmt"
	"slices"
	"strings"
)

// Compiled is a package that a build compiles, as cargo says.
type Compiled struct {
	Name, Version string
	// Host is set where it is compiled for the machine that builds: build scripts,
	// macros and what they use. What is compiled for both stands there twice.
	Host     bool
	Local    bool     // it lies in a folder, and not in a registry or in git
	Features []string // that are turned on
	Uses     []string // names of the packages that it is compiled with, its build script's too, sorted
}

// mark stands around the parts of a line that cargo prints by treeArgs. A path may hold
// it too, but no name and no feature. (cargo leaves out characters that are not seen.)
const mark = "@@"

// treeDepth is how many characters cargo indents a line for each step of the tree.
const treeDepth = 4

// parseTree reads what cargo prints by treeArgs.
func parseTree(text string) ([]Compiled, error) {
	var t treeReader
	for line := range strings.Lines(text) {
		if err := t.line(strings.TrimRight(line, "\r\n")); err != nil {
			return nil, err
		}
	}
	for i := range t.all {
		t.all[i].Uses = sorted(t.all[i].Uses)
	}
	return t.all, nil
}

// treeReader knows where in the tree it is.
type treeReader struct {
	all   []Compiled
	place map[string]int // of each in all
	path  []int          // places of the packages above the line at hand
	build []bool         // by depth: what follows there is for a build script
}

func (t *treeReader) line(line string) error {
	indent, rest, isPackage := strings.Cut(line, mark)
	if heading := strings.TrimLeft(line, " |"); !isPackage && heading != "" {
		// It stands where the packages below it begin.
		return t.heading(heading, (len(line)-len(heading))/treeDepth+1)
	} else if !isPackage {
		t.path = nil // cargo leaves a line empty between two trees
		return nil
	}
	parts := strings.Split(rest, mark)
	name, _, named := strings.Cut(rest, " v")
	depth := len(indent) / treeDepth
	if len(parts) < 3 || !named || depth > len(t.path) {
		return fmt.Errorf("cargo tree printed %q", line)
	}
	t.path = t.path[:depth]
	more := strings.Join(parts[:len(parts)-2], mark)[len(name)+2:]
	version, kind, _ := strings.Cut(more, " ")
	c := Compiled{Name: name, Version: version, Local: strings.Contains(kind, "(/"), Host: t.host(depth) || strings.Contains(kind, "(proc-macro)")}
	if f := parts[len(parts)-2]; f != "" {
		c.Features = strings.Split(f, ",")
	}
	t.add(c)
	return nil
}

// heading takes note of what the packages that follow at a depth are for.
func (t *treeReader) heading(heading string, depth int) error {
	if heading != "[build-dependencies]" && heading != "[dev-dependencies]" || depth > len(t.path) {
		return fmt.Errorf("cargo tree printed %q", heading)
	}
	t.build = t.build[:min(len(t.build), depth+1)]
	for len(t.build) <= depth {
		t.build = append(t.build, false)
	}
	t.build[depth] = heading == "[build-dependencies]"
	return nil
}

// host reports whether what stands at a depth is compiled for the build machine.
func (t *treeReader) host(depth int) bool {
	t.build = t.build[:min(len(t.build), depth+1)]
	return len(t.build) > depth && t.build[depth] || depth > 0 && t.all[t.path[depth-1]].Host
}

// add takes a package below the last of the path.
func (t *treeReader) add(c Compiled) {
	if t.place == nil {
		t.place = map[string]int{}
	}
	key := c.Name + " " + c.Version
	if c.Host {
		key += " host"
	}
	i, seen := t.place[key]
	if seen { // with other features, or once more
		t.all[i].Features = sorted(append(t.all[i].Features, c.Features...))
	} else {
		i = len(t.all)
		t.place[key], t.all = i, append(t.all, c)
	}
	if n := len(t.path); n > 0 {
		above := &t.all[t.path[n-1]]
		if !slices.Contains(above.Uses, c.Name) {
			above.Uses = append(above.Uses, c.Name)
		}
	}
	t.path = append(t.path, i)
}
