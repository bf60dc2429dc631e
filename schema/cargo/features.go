package cargo

import (
	"maps"
	"slices"
	"strings"
)

// Choice is what a build asks of a workspace.
type Choice struct {
	Packages          []string // none: those that cargo itself takes
	Features          []string
	NoDefaultFeatures bool
	AllFeatures       bool
	Tests             bool // what tests alone are built with too
}

// enabled returns the features of a package that a choice turns on, and what
// those turn on in their turn.
func (p *Package) enabled(c Choice) map[string]bool {
	on := map[string]bool{}
	if c.AllFeatures {
		for name := range p.Features {
			p.enable(on, name)
		}
	}
	if !c.NoDefaultFeatures {
		p.enable(on, "default")
	}
	for _, f := range c.Features {
		p.enable(on, strings.TrimPrefix(f, p.Name+"/"))
	}
	return on
}

func (p *Package) enable(on map[string]bool, name string) {
	if on[name] {
		return
	}
	on[name] = true
	for _, next := range p.Features[name] {
		p.enable(on, next)
	}
	// a/b turns on the optional dependency a too; a?/b does not.
	if dep, _, ok := strings.Cut(name, "/"); ok && !strings.HasSuffix(dep, "?") {
		p.enable(on, dep)
	}
}

// Bins returns the binaries of the packages that a choice selects, by name. What
// each still misses of its required features stands in Missing.
func (w *Workspace) Bins(c Choice) []Bin {
	var bins []Bin
	for _, p := range w.Selected(c.Packages) {
		on := p.enabled(c)
		for _, b := range p.Bins {
			b.Missing = nil
			for _, f := range b.Required {
				if !on[f] {
					b.Missing = append(b.Missing, f)
				}
			}
			bins = append(bins, b)
		}
	}
	slices.SortStableFunc(bins, func(a, b Bin) int { return strings.Compare(a.Name, b.Name) })
	return bins
}

// TurnOn returns the features of the packages asked for that list another one, such as
// dep:NAME, sorted.
func (w *Workspace) TurnOn(packages []string, other string) (out []string) {
	for _, p := range w.Selected(packages) {
		for name, enables := range p.Features {
			if slices.Contains(enables, other) {
				out = append(out, name)
			}
		}
	}
	return sorted(out)
}

// DependsOn reports whether one of the packages asked for names a dependency so.
func (w *Workspace) DependsOn(packages []string, key string) bool {
	return slices.ContainsFunc(w.Selected(packages), func(p Package) bool {
		return slices.ContainsFunc(p.Needs, func(n Need) bool { return n.Keys[len(n.Keys)-1] == key })
	})
}

// Features returns the names of the features of the packages asked for, sorted.
func (w *Workspace) Features(packages []string) []string {
	all := map[string]bool{}
	for _, p := range w.Selected(packages) {
		for name := range p.Features {
			all[name] = true
		}
	}
	return slices.Sorted(maps.Keys(all))
}
