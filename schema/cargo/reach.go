package cargo

import "strings"

// Reached returns what the named packages depend on, directly or not, in the
// order of the lock. Many targets may ask the same.
func (w *Workspace) Reached(names []string) []Reached {
	key := strings.Join(names, " ")
	if w.reached == nil {
		w.reached = map[string][]Reached{}
	}
	if _, done := w.reached[key]; !done {
		w.reached[key] = w.reach(names)
	}
	return w.reached[key]
}

// Crates returns those of Reached that are as a registry has them.
func (w *Workspace) Crates(names []string) (out []Reached) {
	for _, r := range w.Reached(names) {
		if r.Published() {
			out = append(out, r)
		}
	}
	return out
}

func (w *Workspace) reach(names []string) []Reached {
	found := map[int]bool{} // by index; true where certain
	var queue []int
	visit := func(i int, certain bool) {
		before, seen := found[i]
		found[i] = before || certain
		if !seen {
			queue = append(queue, i)
		}
	}
	for _, p := range w.Built(names) {
		for _, n := range p.Needs {
			if n.ofTarget() {
				w.eachLocked(w.linesOf(p.Name), n.Name, func(i int) { visit(i, n.always()) })
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
