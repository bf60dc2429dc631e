package term

import (
	"fmt"
	"slices"
	"strings"

	"github.com/xgen-build/xgen/schema/lazyregexp"
)

const (
	// shownTail is how many of the last lines of an output are shown.
	shownTail = 15
	// shownErrors is how many are shown from its first error on.
	shownErrors = 80
)

// noise is what build scripts tell cargo, and how the crates cc and cmake list what they read.
var noise = lazyregexp.New(`^\s+(cargo::?rerun-if-|[A-Za-z0-9_-]+ = (None|Some\())`)

// excerpt returns what is shown of the output of a step that failed: the last lines, and more
// of them where its first error is further up, without the middle where that is long.
func excerpt(output []string) []string {
	lines := slices.DeleteFunc(slices.Clone(output), noise.MatchString)
	for len(lines) > 0 && Clean(strings.TrimSpace(lines[len(lines)-1])) == "" {
		lines = lines[:len(lines)-1]
	}
	first := slices.IndexFunc(lines, func(line string) bool { return strings.HasPrefix(Clean(line), "error") })
	if last := max(0, len(lines)-shownTail); first < 0 || first > last {
		first = last
	}
	lines = lines[first:]
	if left := len(lines) - shownErrors; left > 0 {
		return slices.Concat(lines[:shownErrors-shownTail], []string{fmt.Sprintf("… %d lines more …", left)}, lines[len(lines)-shownTail:])
	}
	return lines
}
