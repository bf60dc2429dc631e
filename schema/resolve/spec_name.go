package resolve

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"github.com/xgen-build/xgen/schema/input"
	"github.com/xgen-build/xgen/schema/lazyregexp"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
	"github.com/xgen-build/xgen/schema/spec"
)

var specName = rule.Error("spec-name", "rustc takes a target's name from the file of its specification, and crates judge a target by the words of its name")

var ownTriple = lazyregexp.New(`^[a-z0-9_.]+-[a-z0-9_]+-linux-(musl|gnu)[a-z0-9_]*$`)

// nameIsOwn reports whether a target with a specification has a name that is the
// file's and nobody else's, and refuses any other.
func (r *resolver) nameIsOwn(asked input.Target) bool {
	triple := asked.Triple
	switch want := triple.V + ".json"; {
	case r.Catalog.Triples[triple.V] != nil || slices.Contains(r.Catalog.OtherTriples, triple.V):
		r.refuse(specName, triple.Pos, "triple is %q, which rustc itself knows, and spec (%s) would be another target of that name: give it a vendor of its own such as %q, or remove spec",
			triple.V, asked.Spec.Pos, renamed(triple.V))
	case !ownTriple.MatchString(triple.V):
		r.refuse(specName, triple.Pos, "triple is %q: with spec want ARCH-VENDOR-linux-LIBC in lower case, such as \"x86_64-acme-linux-musl\": build scripts read these words", triple.V)
	case path.Base(asked.Spec.V) != want:
		r.refuse(specName, asked.Spec.Pos, "spec is %q: rustc takes the target's name from the file, and triple is %q: rename the file to %q", asked.Spec.V, triple.V, want)
	default:
		return true
	}
	return false
}

// renamed is a triple with another vendor.
func renamed(triple string) string {
	words := strings.Split(triple, "-")
	if len(words) != 4 {
		return "x86_64-acme-linux-musl"
	}
	return words[0] + "-acme-" + strings.Join(words[2:], "-")
}

// nameFits refuses a specification that contradicts the words of the triple.
func (r *resolver) nameFits(asked input.Target, s *spec.Spec) {
	name := asked.Triple
	words := strings.Split(name.V, "-")
	if arch, endian := r.machineOf(words[0]); arch != "" && (arch != s.Arch || endian != s.Endian) {
		key := "arch"
		if arch == s.Arch {
			key = "target-endian"
		}
		r.contradicts(specName, key, s.At(key), "the specification is for %s, %s-endian, and triple is %q (%s), the name of %s, %s-endian: write the one that it is",
			s.Arch, s.Endian, name.V, name.Pos, arch, endian)
	}
	if _, written := s.Keys["vendor"]; written && s.Vendor != words[1] {
		r.contradicts(specName, "vendor", s.At("vendor"), "vendor is %q, and triple is %q (%s): write %q, or another triple", s.Vendor, name.V, name.Pos, words[1])
	}
	if !strings.HasPrefix(words[3], s.Env) {
		r.contradicts(specName, "env", s.At("env"), "env is %q, and triple is %q (%s), the name of a target with another libc: write the one that it is", s.Env, name.V, name.Pos)
	}
}

// machineOf returns what the first word of a triple says of the machine, "" where
// nothing is known of the word.
func (r *resolver) machineOf(word string) (arch, endian string) {
	for _, w := range r.Catalog.GCCWords {
		if lazyregexp.Of(w.Match).MatchString(word) {
			return w.Arch, w.Endian
		}
	}
	for _, t := range r.Catalog.Triples {
		if firstWord(t.Name) == word {
			return t.Arch, string(t.Endian)
		}
	}
	return "", ""
}

func firstWord(triple string) string {
	word, _, _ := strings.Cut(triple, "-")
	return word
}

// contradicts reports what a key of a specification contradicts. What is said of
// several keys that are not there has one place.
func (r *resolver) contradicts(of rule.Rule, key string, pos model.Pos, format string, args ...any) {
	r.refuse(of, pos, format, args...)
	r.found[len(r.found)-1].Of = cmp.Or(key, of.Name)
}
