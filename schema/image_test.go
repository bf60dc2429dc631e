package schema

import (
	"strings"
	"testing"
	"testing/fstest"
)

// A reference is what BuildKit can read in a FROM, and nothing else.
func TestImages(t *testing.T) {
	digest := "@sha256:" + someSum
	for _, ref := range []string{
		"debian", "debian:trixie-slim", "debian:trixie-slim" + digest, "example.org/x:V1" + digest, "example.org/x" + digest,
		"localhost:5000/a/b_c.d__e--f:1", "Registry-1.example.org:443/a", "a/b/c", "x:" + strings.Repeat("T", 128), "0/1:_",
	} {
		if _, found := Load(project(smallest + "image: \"" + ref + "\"\n")); len(found) > 0 {
			t.Errorf("%s: %v", ref, found)
		}
	}
	for _, ref := range []string{
		"a/../b:::", "debian:", "Debian", "a//b", "/a", "a/", "a:b:c", "a_", "a..b", "a___b", "-a", "a-/b", "example.org/X", "a:-b", "a:b/", "a@" + someSum,
		"example.org:/a", "example.org:x/a", "a b", "", "$X", "x:" + strings.Repeat("T", 129), strings.Repeat("a", 241), someSum,
	} {
		_, found := Load(project(smallest + "image: \"" + ref + "\"\n"))
		if len(found) != 1 || !strings.HasPrefix(found.Error(), "targets.cue:3:8: image is "+`"`) ||
			!strings.Contains(found.Error(), `: want an image reference such as "debian:trixie-slim", its name in lower case`) {
			t.Errorf("%s: %v", ref, found)
		}
	}
	// As the name of a field too, whose pattern has two parts.
	for key, want := range map[string]string{
		"example.org/x:V1":       "",
		"a//b":                   `config.cue:1:10: images: "a//b" is no name for it: want an image reference such as "debian:trixie-slim"`,
		strings.Repeat("a", 241): `config.cue:1:10: images: "aaaaaaaaaa`,
	} {
		_, found := LoadMachine(fstest.MapFS{"config.cue": {Data: []byte("images: {\"" + key + "\": \"docker-image://x\"}\n")}})
		if want == "" && len(found) > 0 || want != "" && (len(found) != 1 || !strings.HasPrefix(found.Error(), want)) {
			t.Errorf("%s: %v", key, found)
		}
	}
	_, found := Load(project(smallest + "toolchain: {kind: \"image\", image: \"a//b::c" + digest + "\", gcc: \"arm-linux-musleabi\"}\n"))
	checkFound(t, found.Error(), []string{`targets.cue:3:35: toolchain.image is "a//b::c@sha256:`})
}
