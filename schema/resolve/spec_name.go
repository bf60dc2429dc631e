package resolve

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"github.com/xgen-build/xgen/schema/catalog"
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
	case slices.Contains(words(triple.V), "windows"):
		r.refuse(specName, triple.Pos, "triple is %q, and xgen builds by a specification (spec, %s) for Linux alone: for Windows write one of %s, and remove spec",
			triple.V, asked.Spec.Pos, strings.Join(r.forWindows(), ", "))
	case r.Catalog.Triples[triple.V] != nil || slices.Contains(r.Catalog.OtherTriples, triple.V):
		r.refuse(specName, triple.Pos, "triple is %q, which rustc itself knows, and spec (%s) would be another target of that name: give it a vendor of its own such as %q, or remove spec",
			triple.V, asked.Spec.Pos, r.renamed(triple.V))
	case !ownTriple.MatchString(triple.V):
		r.refuse(specName, triple.Pos, "triple is %q: with spec want ARCH-VENDOR-linux-LIBC in lower case, such as \"x86_64-acme-linux-musl\": build scripts read these words", triple.V)
	case path.Base(asked.Spec.V) != want:
		r.refuse(specName, asked.Spec.Pos, "spec is %q: rustc takes the target's name from the file, and triple is %q: rename the file to %q", asked.Spec.V, triple.V, want)
	default:
		return true
	}
	return false
}

// forWindows are the triples of the catalog for Windows.
func (r *resolver) forWindows() []string {
	return slices.DeleteFunc(r.Catalog.Names(), func(name string) bool { return r.Catalog.Triples[name].OS != "windows" })
}

// renamed is a triple with another vendor; another triple where the catalog has no
// libc of that name for Linux on that machine.
func (r *resolver) renamed(triple string) string {
	arch, endian := r.machineOf(firstWord(triple))
	for _, t := range r.choose(func(t *catalog.Triple) bool { return t.Arch == arch && string(t.Endian) == endian }) {
		if libc := lastWord(triple); slices.Contains(libcs(t), libc) {
			return firstWord(triple) + "-acme-linux-" + libc
		}
	}
	return "x86_64-acme-linux-musl"
}

// nameOfMachine refuses a specification for another machine or libc than its name says.
func (r *resolver) nameOfMachine(asked input.Target, s *spec.Spec) {
	name := asked.Triple
	if arch, endian := r.machineOf(firstWord(name.V)); arch != "" && (arch != s.Arch || endian != s.Endian) {
		key := "arch"
		if arch == s.Arch {
			key = "target-endian"
		}
		r.contradicts(specName, key, s.At(key), "the specification is for %s, %s-endian, and triple is %q (%s), the name of %s, %s-endian: write the one that it is",
			s.Arch, s.Endian, name.V, name.Pos, arch, endian)
	} else if !strings.HasPrefix(lastWord(name.V), s.Env) {
		r.contradicts(specName, "env", s.At("env"), "env is %q, and triple is %q (%s), the name of a target with another libc: write the one that it is", s.Env, name.V, name.Pos)
	}
}

// nameFits refuses a specification that contradicts the vendor or the ABI in its name.
func (r *resolver) nameFits(asked input.Target, s *spec.Spec, t *catalog.Triple) {
	name := asked.Triple
	if vendor := words(name.V)[1]; s.Keys["vendor"].JSON != nil && s.Vendor != vendor {
		r.contradicts(specName, "vendor", s.At("vendor"), "vendor is %q, and triple is %q (%s): write %q, or another triple", s.Vendor, name.V, name.Pos, vendor)
	}
	if libc := lastWord(name.V); !slices.Contains(libcs(t), libc) {
		r.refuse(specName, name.Pos, "triple ends in %q, the name of another ABI than that of %s, whose facts hold for the target and which passes floats the %s way: write %q",
			libc, t.Name, t.FloatABI, strings.TrimSuffix(name.V, libc)+lastWord(t.Name))
	}
}

// libcs are the words for a triple's libc with its ABI: rustc's, GCC's, and that of the
// libc alone.
func libcs(t *catalog.Triple) []string {
	return []string{t.Libc, lastWord(t.Name), lastWord(t.GCC)}
}

// machineOf returns what the first word of a triple says of the machine, "" where
// nothing is known of the word.
func (r *resolver) machineOf(word string) (arch, endian string) {
	if arch, endian := r.Catalog.MachineOf(word); arch != "" {
		return arch, endian
	}
	for _, t := range r.Catalog.Triples {
		if firstWord(t.Name) == word {
			return t.Arch, string(t.Endian)
		}
	}
	return "", ""
}

// choose returns the triples of the catalog for Linux for which a condition holds, by
// name.
func (r *resolver) choose(holds func(*catalog.Triple) bool) (out []*catalog.Triple) {
	for _, name := range r.Catalog.Names() {
		if t := r.Catalog.Triples[name]; t.OS == "linux" && holds(t) {
			out = append(out, t)
		}
	}
	return out
}

// words returns the words of a name with dashes.
func words(name string) []string { return strings.Split(name, "-") }

func lastWord(name string) string { return name[strings.LastIndex(name, "-")+1:] }

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
