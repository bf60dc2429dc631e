package failure

import (
	"strings"

	"github.com/xgen-build/xgen/schema/lazyregexp"
)

// part is what was written for one crate.
type part struct {
	of    string // "script" for what its build script wrote, "crate" for its compilation, "step" for all that the step wrote
	crate string // its name and, where cargo has said it, its version
	lines []string
}

var (
	script   = lazyregexp.New("^error: failed to run custom build command for `([^ `]+) v([^ `]+)")
	compile  = lazyregexp.New("^error: could not compile `([^`]+)`")
	compiled = lazyregexp.New(`^ +(?:Compiling|Checking) ([^ ]+) v([^ ]+)`)
	outside  = lazyregexp.New(`^(?:error|warning)\b|^ +(?:Compiling|Checking) `)
	colours  = lazyregexp.New("\x1b\\[[0-9;]*m")
)

// partsOf returns the parts of a step's output: first those of crates, as they come, then
// the whole.
func partsOf(output []string) (out []part) {
	whole := part{of: "step"}
	versions := map[string]string{}
	var open *part // of a build script that failed
	var since []string
	for _, line := range output {
		line = strings.TrimRight(colours.ReplaceAllString(line, ""), " \t\r")
		whole.lines = append(whole.lines, line)
		if m := compiled.FindStringSubmatch(line); m != nil {
			versions[m[1]] = " " + m[2]
		}
		if open != nil && !outside.MatchString(line) {
			open.lines = append(open.lines, line)
			continue
		}
		if open != nil {
			out, open = append(out, *open), nil
		}
		since = append(since, line)
		if m := script.FindStringSubmatch(line); m != nil {
			open = &part{of: "script", crate: m[1] + " " + m[2]}
		} else if m := compile.FindStringSubmatch(line); m != nil {
			out = append(out, part{of: "crate", crate: m[1] + versions[m[1]], lines: since})
			since = nil
		}
	}
	if open != nil {
		out = append(out, *open)
	}
	return append(out, whole)
}
