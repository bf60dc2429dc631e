package lint

import (
	"fmt"
	"strings"

	"github.com/xgen-build/xgen/schema/lazyregexp"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
)

var flagWords = check{
	rule.Error("flag-words", "an element of a list is one word of a command line: a space in it is a part of the word, and parts nothing"),
	eachTarget(func(in *Input, t *model.Target, f *findings) {
		for _, g := range in.given(t) {
			for _, a := range g.arguments {
				for _, word := range a.Words {
					if parts := wordsIn(g.kind, word); parts != "" {
						f.at(g.pos, "%s: %q is one word, with a space in it, which the compiler refuses: write %s", g.field, word, parts)
					}
				}
			}
		}
	}),
}

// rustcWords matches several words for rustc in one, and driverWords for a C compiler or what
// links by it. What either takes as it stands, such as a folder or a text behind -D, is none.
var (
	rustcWords  = lazyregexp.New(`^(?:-[gOv]*[CZ]|-[gOv]+|--[a-z-]+)[ \t]`)
	driverWords = lazyregexp.New(`^-(?:[Ogw][a-z0-9]*|s|W[a-z0-9+=-]+|f[A-Za-z0-9-]+|m[a-z0-9.-]+(?:=[^ \t,]+)?|std=[^ \t]+|pthread|static(?:-pie|-libgcc|-libstdc[+][+])?)[ \t]`)
)

// wordsIn lists the words in one that a compiler would refuse, "" where it would not.
func wordsIn(kind model.FlagKind, word string) string {
	several := driverWords
	if kind == model.FlagRustc {
		several = rustcWords
	}
	if !several.MatchString(word) {
		return ""
	}
	parts := strings.Fields(word)
	if strings.ContainsAny(word, `"'`) { // of which one may hold a space
		first, rest, _ := strings.Cut(word, " ")
		parts = []string{first, strings.TrimSpace(rest)}
	}
	for i, part := range parts {
		parts[i] = fmt.Sprintf("%q", part)
	}
	return strings.Join(parts, ", ")
}
