package failure

import (
	"slices"
	"strings"

	"github.com/xgen-build/xgen/schema/catalog"
	"github.com/xgen-build/xgen/schema/input"
	"github.com/xgen-build/xgen/schema/lazyregexp"
	"github.com/xgen-build/xgen/schema/model"
)

// Cause is why a step failed.
type Cause struct {
	Crate string // whose build script or compilation failed, with its version; "" where it was none
	What  string // a sentence without its full stop
	Write string // what mends it, as a user writes it in targets.cue; "" where nothing there does
}

// String returns the cause on one line, as vet would say it.
func (c *Cause) String() string {
	out := c.What
	if c.Crate != "" {
		out = c.Crate + ": " + out
	}
	if c.Write != "" {
		out += ": write " + c.Write
	}
	return out
}

// Of returns the cause that the output of a target's failed step names, nil where the
// catalog knows none. Of several it is the one that stands first in the catalog.
func Of(p *model.Project, t *model.Target, output []string) *Cause {
	parts := partsOf(output)
	for _, f := range catalog.Load().Failures {
		if f.When.Unmet(t) != "" {
			continue
		}
		for _, part := range parts {
			if c := part.cause(f, p, t); c != nil {
				return c
			}
		}
	}
	return nil
}

// cause returns what a part of the output says of a failure, nil where it says nothing.
func (part part) cause(f catalog.Failure, p *model.Project, t *model.Target) *Cause {
	if f.Of != "" && f.Of != part.of || f.Beside != "" && !slices.ContainsFunc(part.lines, lazyregexp.Of(f.Beside).MatchString) {
		return nil
	}
	says := lazyregexp.Of(f.Says)
	for _, line := range part.lines {
		m := says.FindStringSubmatch(line)
		if m == nil {
			continue
		}
		w := words{project: p, target: t, said: map[string]string{}}
		for i, name := range says.SubexpNames() {
			w.said[name] = m[i]
		}
		what, ok := w.in(f.Cause)
		write, ok2 := w.in(f.Write)
		if ok && ok2 {
			return &Cause{Crate: part.crate, What: what, Write: write}
		}
	}
	return nil
}

// words are what stands for the names in braces of a cause.
type words struct {
	project *model.Project
	target  *model.Target
	said    map[string]string // by the groups of its regular expression
}

var named = lazyregexp.New(`\{[a-z]+\}`)

// in fills in a text. It reports whether there is a word for each of the names.
func (w words) in(text string) (string, bool) {
	ok := true
	return named.ReplaceAllStringFunc(text, func(name string) string {
		word := w.word(strings.Trim(name, "{}"))
		ok = ok && word != ""
		return word
	}), ok
}

// word returns the word for a name, "" where there is none.
func (w words) word(name string) string {
	switch name {
	case "tool":
		name := w.said["program"]
		if _, known := catalog.Load().KnownTools[name]; known {
			return input.Label(name)
		}
		return ""
	case "recipe":
		return w.recipe()
	case "target":
		return w.target.Name
	case "triple":
		return w.target.Triple.Name
	}
	return w.said[name]
}

// recipe returns the name of the recipe that brings the library that was looked for, by
// pkg-config's name of it, the linker's or cmake's; "" where there is none for the target.
func (w words) recipe() string {
	for _, r := range w.project.Recipes {
		has := func(name string) bool {
			return strings.EqualFold(name, w.said["library"]) || strings.EqualFold(name, "lib"+w.said["library"])
		}
		if (has(r.Name) || slices.ContainsFunc(r.Provides, has)) && !r.IsUnfitFor(w.target.Name) {
			return r.Name
		}
	}
	return ""
}
