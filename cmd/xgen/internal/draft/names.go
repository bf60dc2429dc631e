package draft

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/xgen-build/xgen/schema/catalog"
	"github.com/xgen-build/xgen/schema/exitcode"
	"github.com/xgen-build/xgen/schema/suggest"
)

// target is a row of targets.
type target struct{ name, triple string }

// UnknownTarget says that a word is neither the name of a machine nor a triple.
type UnknownTarget struct {
	Word string
	Near string   // what was meant, it seems; "" for nothing
	All  []string // the names that there are
}

func (e *UnknownTarget) Error() string {
	if e.Near != "" {
		return fmt.Sprintf("no target %q: did you mean %q?", e.Word, e.Near)
	}
	return fmt.Sprintf("no target %q: write one of rustc's targets, or %s", e.Word, strings.Join(e.All, ", "))
}

// ExitCode returns exitcode.Usage.
func (*UnknownTarget) ExitCode() exitcode.Code { return exitcode.Usage }

// why says it in a note about a line of another tool's.
func (e *UnknownTarget) why() string {
	if e.Near != "" {
		return e.Error()
	}
	return "xgen builds for no such target"
}

// targetOf returns what a word means: a triple of the catalog, or a name that it has for
// one.
func targetOf(word string) (target, *UnknownTarget) {
	c := catalog.Load()
	if c.Triples[word] != nil {
		return target{nameOf(word), word}, nil
	}
	if triple := c.Named[word]; triple != "" {
		return target{word, triple}, nil
	}
	names := slices.Sorted(maps.Keys(c.Named))
	return target{}, &UnknownTarget{word, near(word, c.Names(), names), names}
}

// near returns what was meant, it seems: a triple for the same machine, or else the name
// that is spelled most like it; "" for none.
func near(word string, triples, names []string) string {
	if several := suggest.Machine(word, triples); len(several) > 0 {
		return several[0]
	}
	if strings.Count(word, "-") > 1 { // another machine would be no help
		return suggest.Name(word, triples)
	}
	return suggest.Name(word, names)
}

// nameOf returns what a triple is called: by its first word where that means no other
// triple, or else by the shortest of its names.
func nameOf(triple string) string {
	c := catalog.Load()
	first, _, _ := strings.Cut(triple, "-")
	if c.Named[first] == triple {
		return first
	}
	var names []string
	for name, of := range c.Named {
		if of == triple {
			names = append(names, name)
		}
	}
	if len(names) == 0 {
		return strings.ReplaceAll(strings.ToLower(triple), ".", "_")
	}
	return slices.MinFunc(names, func(a, b string) int { return cmp.Or(len(a)-len(b), strings.Compare(a, b)) })
}
