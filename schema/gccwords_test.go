package schema

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/xgen-build/xgen/schema/catalog"
)

// What the first word of a GCC's name tells is held against the triple.
func TestGCCOfAnotherMachine(t *testing.T) {
	const armv5, armv7 = "armv5te-unknown-linux-musleabi", "armv7-unknown-linux-musleabihf"
	for _, c := range []struct{ triple, gcc, other string }{
		{armv5, "mips-linux-musl", "for mips, big-endian"},
		{armv5, "armeb-linux-musleabi", "for arm, big-endian"},
		{armv5, "aarch64-linux-musl", "for aarch64, little-endian"},
		{armv5, "arm-unknown-linux-musleabi", ""},
		{armv5, "armv5l-linux-musleabi", ""},
		{armv5, "armv5te-linux-musleabi", ""},
		{armv7, "armv7l-linux-musleabihf", ""},
		{armv7, "armv7-unknown-linux-musleabihf", ""},
		{armv7, "acme-linux-musl", ""},
		{"mips-unknown-linux-musl", "mipsel-linux-muslsf", "for mips, little-endian"},
		{"mipsel-unknown-linux-musl", "mipsel-linux-muslsf", ""},
		{"mipsel-unknown-linux-musl", "mipsisa32r2el-linux-muslsf", ""},
		{"i686-unknown-linux-musl", "x86_64-linux-musl", "for x86_64, little-endian"},
		{"i586-unknown-linux-musl", "i486-linux-musl", ""},
		{"powerpc64le-unknown-linux-musl", "powerpc64-linux-musl", "for powerpc64, big-endian"},
	} {
		_, found := Load(project(rowOf(c.triple) + "toolchain: {kind: \"image\", gcc: \"" + c.gcc + "\", image: \"example.org/x@sha256:" + strings.Repeat("0", 64) + "\"}\n"))
		want := "toolchain.gcc: " + c.gcc + " is the name of a GCC " + c.other + ", which does not fit " + c.triple + ": write the one for the triple"
		if c.other == "" && len(found) > 0 || c.other != "" && !strings.Contains(found.Error(), want) {
			t.Errorf("%s for %s: %v", c.gcc, c.triple, found)
		}
	}
}

// Each triple's own GCC has a word that is known.
func TestWordsOfGCC(t *testing.T) {
	cat := catalog.Load()
	for name, e := range cat.Triples {
		word, _, _ := strings.Cut(e.GCC, "-")
		if !slices.ContainsFunc(cat.GCCWords, func(w catalog.GCCWord) bool {
			return regexp.MustCompile(w.Match).MatchString(word) && w.Arch == e.Arch && w.Endian == string(e.Endian)
		}) {
			t.Errorf("%s: what %s says is not known", name, word)
		}
	}
}
