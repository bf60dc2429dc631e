package schema

import (
	"strings"
	"testing"
)

// A multiplier that CUE does not have is named as the mistake, and the
// reference shows one that it has.
func TestMultipliers(t *testing.T) {
	const hint = "a number's multiplier is K, M, G, T or P, or Ki, Mi, Gi, Ti or Pi: write 600K or 2Mi"
	for number, want := range map[string]string{
		"600K": "", "2Mi": "", "1.5Mi": "",
		"600k": "targets.cue:3:26: " + hint, "2MB": "targets.cue:3:25: " + hint, "1.5mb": "targets.cue:3:26: " + hint,
		"2 Mi": "targets.cue:3:25: missing a comma or a new line in a struct: a quote or a bracket may be missing before it",
	} {
		_, found := Load(project(smallest + "contract: \"max-size\": " + number + "\n"))
		if got, _, _ := strings.Cut(found.Error(), "\n"); got != want {
			t.Errorf("%s gives\n%v\nwant %s", number, found, want)
		}
	}
	for _, f := range Fields() {
		if strings.Contains(f.Doc, "600k") {
			t.Errorf("%s: %s", f.Path, f.Doc)
		}
	}
}
