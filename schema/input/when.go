package input

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/xgen-build/xgen/schema/model"
)

// condition is one of them: what is wanted, as a user writes it, "" where
// nothing is, and what is so, in words.
type condition struct {
	name, wanted, is string
	holds            bool
}

func (w *When) conditions(t *model.Target) []condition {
	out := []condition{
		word("arch", w.Arch, t.Triple.Arch),
		w.atomics(t),
		word("width", number(w.Width), strconv.Itoa(t.Triple.Width)),
		word("endian", w.Endian, string(t.Triple.Endian)),
		word("float", w.Float, string(t.Triple.FloatABI)),
		word("libc", w.Libc, t.Triple.Libc),
		word("std", w.Std, string(t.Rust.Std.V)),
	}
	return out
}

func (w *When) atomics(t *model.Target) condition {
	width := t.Atomics.V
	c := condition{name: "atomics", is: fmt.Sprintf("atomics are %d bits wide", width), holds: true}
	if t.EmulatesAtomics() {
		c.is += fmt.Sprintf(" (atomics: %d, %s)", width, t.Atomics.Pos)
	}
	if w.Atomics != nil {
		c.wanted, c.holds = *w.Atomics, Compare(width, *w.Atomics)
	}
	return c
}

func word(name string, wanted *string, is string) condition {
	c := condition{name: name, is: name + " is " + is, holds: true}
	if wanted != nil {
		c.wanted, c.holds = *wanted, *wanted == is
	}
	return c
}

func number(n *int) *string {
	if n == nil {
		return nil
	}
	s := strconv.Itoa(*n)
	return &s
}

// Unmet says which of the conditions does not hold of a target, "" where all
// do. Its toolchain and std are resolved by then.
func (w *When) Unmet(t *model.Target) string {
	if w == nil {
		return ""
	}
	for _, c := range w.conditions(t) {
		if !c.holds {
			return c.is + ", not " + c.wanted
		}
	}
	return ""
}

// Facts says what of the target the conditions look at.
func (w *When) Facts(t *model.Target) string {
	var parts []string
	for _, c := range w.conditions(t) {
		if c.wanted != "" {
			parts = append(parts, c.is)
		}
	}
	return strings.Join(parts, ", ")
}

// String writes the conditions as a user would.
func (w *When) String() string {
	var parts []string
	for _, c := range w.conditions(&model.Target{}) {
		switch {
		case c.wanted == "":
		case c.name == "width":
			parts = append(parts, "width: "+c.wanted)
		default:
			parts = append(parts, fmt.Sprintf("%s: %q", c.name, c.wanted))
		}
	}
	return strings.Join(parts, ", ")
}

// Compare reports whether n fits a comparison such as "<64"; a number against "<64" and the like; the definitions let
// nothing else pass.
func Compare(n int, comparison string) bool {
	digits := strings.TrimLeft(comparison, "<>=")
	limit, _ := strconv.Atoi(digits)
	switch strings.TrimSuffix(comparison, digits) {
	case "<":
		return n < limit
	case "<=":
		return n <= limit
	case ">":
		return n > limit
	}
	return n >= limit
}
