package check

import (
	"fmt"

	"github.com/xgen-build/xgen/schema/lazyregexp"
	"github.com/xgen-build/xgen/schema/suggest"
)

// withGlibc is a triple as cargo-zigbuild takes it, with the oldest glibc behind it.
var withGlibc = lazyregexp.New(`^(.+-linux-[a-z0-9_]+)\.([0-9]+\.[0-9]+)(\.[0-9]+)?$`)

// tripleSuggestion says what to write for a triple that is none of those known; ""
// where only its letters can say. What is proposed runs on every machine that the name
// stands for.
func tripleSuggestion(str string, known []string) string {
	if m := withGlibc.FindStringSubmatch(str); m != nil {
		near := m[1]
		if closest := suggest.Machine(near, known); len(closest) > 0 {
			near = closest[0]
		}
		if !suggest.HasGlibc(near) {
			return fmt.Sprintf(" (write %q: there is no glibc in it that could have a version)", near)
		}
		return fmt.Sprintf(" (write %q, and contract: glibc: %q beside it)", near, m[2])
	}
	var similar []string
	for _, triple := range suggest.Machine(str, known) {
		similar = append(similar, fmt.Sprintf("%q", triple))
	}
	if len(similar) == 0 {
		return ""
	}
	return fmt.Sprintf(" (did you mean %s?)", orList(similar))
}
