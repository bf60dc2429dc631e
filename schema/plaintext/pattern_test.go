package plaintext

import (
	"strings"
	"testing"

	"github.com/moby/patternmatcher"
	"github.com/moby/patternmatcher/ignorefile"
)

// What passes is read back as the path itself, and matches it and what is below.
func TestPattern(t *testing.T) {
	for s, want := range map[string]string{
		"vendor": "", "third party/a  b": "", "$HOME 'x' \"y\" (é) {a,b} ^+|": "", "-x": "", "../x": "clean path",
		"a\nb": "control character", "a*": "a *", "a?": "a ?", "[a]": "a [", `a\b`: `a \`,
		"": "clean path", "#a": "begins with", "!a": "begins with", " a": "blank", "a ": "blank", "a/": "clean", "a//b": "clean", "/a": "clean",
	} {
		why := Pattern(s)
		if (why == "") != (want == "") || !strings.Contains(why, want) {
			t.Errorf("%q: %q, want %q", s, why, want)
		}
		if why != "" {
			continue
		}
		read, err := ignorefile.ReadAll(strings.NewReader("*\n!" + s + "\n"))
		if err != nil || len(read) != 2 || read[1] != "!"+s {
			t.Errorf("%q is read back as %q, %v", s, read, err)
		}
		if out, err := patternmatcher.MatchesOrParentMatches(s+"/x", read); err != nil || out {
			t.Errorf("%q does not keep %s/x: %v", s, s, err)
		}
	}
}
