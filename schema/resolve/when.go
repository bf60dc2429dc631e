package resolve

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/xgen-build/xgen/schema/model"
)

// unmet says which of the conditions does not hold of a target, "" where all
// do. Its toolchain and std are resolved by then.
func (w *When) unmet(t *model.Target) string {
	if w == nil {
		return ""
	}
	if w.Atomics != nil && !compare(t.Triple.Atomics, *w.Atomics) {
		return fmt.Sprintf("atomics are %d bits wide, not %s", t.Triple.Atomics, *w.Atomics)
	}
	if w.Width != nil && *w.Width != t.Triple.Width {
		return fmt.Sprintf("the width is %d, not %d", t.Triple.Width, *w.Width)
	}
	for _, c := range []struct {
		what   string
		wanted *string
		is     string
	}{
		{"endian", w.Endian, string(t.Triple.Endian)},
		{"float", w.Float, string(t.Triple.FloatABI)},
		{"libc", w.Libc, t.Triple.Libc},
		{"std", w.Std, string(t.Rust.Std.V)},
	} {
		if c.wanted != nil && *c.wanted != c.is {
			return fmt.Sprintf("%s is %s, not %s", c.what, c.is, *c.wanted)
		}
	}
	return ""
}

// String writes the conditions as a user would.
func (w *When) String() string {
	var parts []string
	add := func(name string, value *string) {
		if value != nil {
			parts = append(parts, fmt.Sprintf("%s: %q", name, *value))
		}
	}
	add("atomics", w.Atomics)
	if w.Width != nil {
		parts = append(parts, "width: "+strconv.Itoa(*w.Width))
	}
	add("endian", w.Endian)
	add("float", w.Float)
	add("libc", w.Libc)
	add("std", w.Std)
	return strings.Join(parts, ", ")
}

// compare holds a number against "<64" and the like; the definitions let
// nothing else pass.
func compare(n int, comparison string) bool {
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
