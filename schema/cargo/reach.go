package cargo

import (
	"path"
	"slices"
	"strings"
)

// Reached returns what the code of the named packages depends on for a platform, directly or
// not, in the order of the lock. Many targets may ask the same.
func (w *Workspace) Reached(names []string, p Platform) []Reached {
	key := strings.Join(append([]string{p.Triple}, names...), " ")
	if w.reached == nil {
		w.reached = map[string][]Reached{}
	}
	if _, done := w.reached[key]; !done {
		w.reached[key] = w.reach(names, func(_ Package, n Need) bool { return n.ofTarget() && p.mayHave(n) })
	}
	return w.reached[key]
}

// ReachedByTests returns what Reached does, and what the tests of the named packages
// depend on.
func (w *Workspace) ReachedByTests(names []string, p Platform) []Reached {
	tested := w.Selected(names)
	return w.reach(names, func(of Package, n Need) bool {
		own := slices.ContainsFunc(tested, func(p Package) bool { return p.Dir == of.Dir })
		return (n.ofTarget() || own && n.OfTests()) && p.mayHave(n)
	})
}

// ReachedByAll returns what Reached does, and what build scripts depend on.
func (w *Workspace) ReachedByAll(names []string) []Reached {
	return w.reach(names, func(_ Package, n Need) bool { return !n.OfTests() })
}

// Crates returns those of Reached that are as a registry has them, or of ReachedByTests.
func (w *Workspace) Crates(names []string, p Platform, tests bool) (out []Reached) {
	all := w.Reached
	if tests {
		all = w.ReachedByTests
	}
	for _, r := range all(names, p) {
		if r.Published() {
			out = append(out, r)
		}
	}
	return out
}

func (w *Workspace) reach(names []string, follow func(Package, Need) bool) []Reached {
	found := map[int]bool{} // by index; true where certain
	var queue []int
	built, certain := w.Built(names), w.certain(names)
	visit := func(i int, certain bool) {
		before, seen := found[i]
		found[i] = before || certain
		if !seen && !ownOf(built, w.Locked[i]) {
			queue = append(queue, i)
		}
	}
	for _, p := range built {
		for _, n := range p.Needs {
			if follow(p, n) {
				w.eachLocked(w.linesOf(p.Name), n.Name, func(i int) { visit(i, certain[p.Dir] && n.always()) })
			}
		}
	}
	for len(queue) > 0 {
		from := w.Locked[queue[0]]
		queue = queue[1:]
		w.eachLocked(from.Dependencies, "", func(i int) { visit(i, false) })
	}
	var out []Reached
	for i, l := range w.Locked {
		if certain, ok := found[i]; ok && l.Source != "" {
			out = append(out, Reached{l, certain})
		}
	}
	return out
}

// ownOf reports whether a locked package is one of these, whose manifests say more of
// what they depend on than the lock does.
func ownOf(built []Package, l LockedPackage) bool {
	return l.Source == "" && slices.ContainsFunc(built, func(p Package) bool { return p.Name == l.Name })
}

// certain returns the folders of the project's packages that are built whatever the
// target and the features are.
func (w *Workspace) certain(names []string) map[string]bool {
	out := map[string]bool{}
	queue := w.Selected(names)
	for len(queue) > 0 {
		p := queue[0]
		queue = queue[1:]
		if out[p.Dir] {
			continue
		}
		out[p.Dir] = true
		for _, used := range w.Packages {
			named := func(n Need) bool { return n.Name == used.Name && n.always() }
			if slices.Contains(p.Uses, used.Dir) && slices.ContainsFunc(p.Needs, named) {
				queue = append(queue, used)
			}
		}
	}
	return out
}

// linesOf returns the dependencies that the lock notes for a package of the project.
func (w *Workspace) linesOf(name string) []string {
	for _, l := range w.Locked {
		if l.Name == name && l.Source == "" {
			return l.Dependencies
		}
	}
	return nil
}

// eachLocked calls f with each package that dependency lines of the lock mean,
// of one name or of any.
func (w *Workspace) eachLocked(lines []string, name string, f func(int)) {
	for _, line := range lines {
		crate, rest, _ := strings.Cut(line, " ")
		version, _, _ := strings.Cut(rest, " ")
		if name != "" && name != crate {
			continue
		}
		for _, i := range w.byName()[crate] {
			if version == "" || w.Locked[i].Version == version {
				f(i)
			}
		}
	}
}

// byName returns the places of each crate in the lock.
func (w *Workspace) byName() map[string][]int {
	if w.places == nil {
		w.places = map[string][]int{}
		for i, l := range w.Locked {
			w.places[l.Name] = append(w.places[l.Name], i)
		}
	}
	return w.places
}

// CheckSources returns an error where the named packages are built of what lies outside of
// the project's root, or is not there: their libraries and build scripts, and the binaries of
// those names. With tests, all of the packages themselves is.
func (w *Workspace) CheckSources(names, bins []string, tests bool) error {
	certain := w.certain(names)
	for i, p := range w.Built(names) {
		named := i < len(w.Selected(names))
		for _, s := range p.Sources {
			built := s.Key == "package.build" || s.Key == "lib.path" || named && (tests || s.Key == "bin.path" && slices.Contains(bins, s.Name))
			switch {
			case !built:
			case path.IsAbs(s.Path):
				return s.fault("and a build has nothing of this machine there: write the path from the folder of the manifest")
			case escapes(s.Path):
				return s.fault("which lies outside the project's root: " + raiseRoot)
			case s.Gone != "" && certain[p.Dir] && s.Key != "bench.path": // which cargo test does not build
				return s.fault("and " + s.Gone + ", which cargo finds out when it compiles: correct the path, which is from the folder of the manifest")
			}
		}
	}
	return nil
}

func (s Source) fault(why string) error {
	return faultAt(s.Pos.File, s.Pos.Line, s.Pos.Col, "%s is %q, %s", s.Key, s.Text, why)
}
