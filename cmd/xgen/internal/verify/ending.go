package verify

import (
	"fmt"
	"strings"

	"github.com/xgen-build/xgen/schema/lazyregexp"
)

// missingDLL is how Wine 10 says that a program does not start for want of a DLL.
var missingDLL = lazyregexp.New(`(?m)^[0-9a-f]+:err:module:import_dll (Library .* not found)$`)

// timedOut is the exit status of timeout(1) for a command that it ended.
const timedOut = 124

// reasonOf returns why a command failed: its time was up, or what it printed
// to standard error at the end.
func reasonOf(ran Ran, seconds int) string {
	if ran.Exit == timedOut && ran.Seconds >= float64(seconds) {
		return fmt.Sprintf("ended after %d s", seconds)
	}
	return lastWords(ran.Stderr)
}

// lastWords returns why a program ended, from its standard error: the DLL that Wine
// did not find, where and why Rust panicked, or else the last line that is not blank.
func lastWords(stderr string) string {
	if m := missingDLL.FindStringSubmatch(stderr); m != nil {
		return m[1]
	}
	rest, last := strings.TrimSpace(stderr), ""
	for rest != "" {
		var next string
		last, rest, _ = strings.Cut(rest, "\n")
		if next, _, _ = strings.Cut(rest, "\n"); rest != "" && strings.Contains(last, "panicked at") {
			return strings.TrimSpace(last) + " " + strings.TrimSpace(next)
		}
	}
	return strings.TrimSpace(last)
}
