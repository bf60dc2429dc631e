package toolchain

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"

	"github.com/xgen-build/xgen/schema/catalog"
	"github.com/xgen-build/xgen/schema/lazyregexp"
	"github.com/xgen-build/xgen/schema/model"
)

// otherTarget says what a GCC is for by its name, where that is not the triple.
// Names need not say anything.
func otherTarget(r *request, gcc string) string {
	return cmp.Or(otherMachine(r.Catalog.GCCWords, gcc, r.Triple), otherSystem(r.Catalog.GCCSystems, gcc, r.Triple), otherFloats(gcc, r.Triple))
}

// OtherLibraries says what is wrong for a target with the libraries in one of Debian's
// folders, which is named as a GCC is, "" where nothing is: "is for arm, little-endian".
func OtherLibraries(c *catalog.Catalog, folder string, t *catalog.Triple) string {
	if machine := otherMachine(c.GCCWords, folder, t); machine != "" {
		return "is " + machine
	}
	known := c.DebianFolders[strings.Replace(folder, "-musl", "-gnu", 1)] // musl-dev's are of the same build
	if t.Generation > 0 && known.Generation > t.Generation || known.Float != "" && known.Float != t.FloatABI {
		return known.Says
	}
	return strings.TrimPrefix(otherFloats(folder, t), "that ")
}

// otherMachine says for which architecture a GCC is by its name, where that is not
// the triple's, or for which machines, where its libraries are for newer ones.
func otherMachine(words []catalog.GCCWord, gcc string, t *catalog.Triple) string {
	first, _, _ := strings.Cut(gcc, "-")
	for _, w := range words {
		re := lazyregexp.Of(w.Match)
		found := re.FindStringSubmatch(first)
		switch {
		case found == nil:
		case w.Arch != t.Arch || w.Endian != string(t.Endian):
			return fmt.Sprintf("for %s, %s-endian", w.Arch, w.Endian)
		case t.Generation > 0 && generation(found, re.SubexpIndex("generation")) > t.Generation:
			return fmt.Sprintf("for newer machines (%s)", first)
		}
	}
	return ""
}

// generation returns the number that a name has, 0 where it has none.
func generation(found []string, at int) int {
	if at < 0 {
		return 0
	}
	n, _ := strconv.Atoi(found[at])
	return n
}

// otherSystem says for which system or libc a GCC is by its name, where that is not
// the triple's.
func otherSystem(systems []catalog.GCCSystem, gcc string, t *catalog.Triple) string {
	_, rest, _ := strings.Cut(gcc, "-")
	for _, s := range systems {
		if !lazyregexp.Of(s.Match).MatchString(rest) {
			continue
		}
		if s.Libc != t.Libc {
			return s.Says
		}
		return ""
	}
	return ""
}

// otherFloats says how a GCC passes floats by its name, where that is not the
// triple's way.
func otherFloats(gcc string, t *catalog.Triple) string {
	first, _, _ := strings.Cut(gcc, "-")
	last := gcc[strings.LastIndex(gcc, "-")+1:]
	hard, soft := strings.HasSuffix(first, "hf") || strings.HasSuffix(last, "hf"), strings.HasSuffix(last, "eabi") || strings.HasSuffix(last, "sf")
	switch {
	case t.FloatABI == model.FloatSoft && hard:
		return "that passes floats the hard way"
	case t.FloatABI == model.FloatHard && soft:
		return "that passes floats the soft way"
	}
	return ""
}
