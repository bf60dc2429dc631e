package lint

import (
	"slices"
	"strings"

	"github.com/xgen-build/xgen/schema/arguments"
	"github.com/xgen-build/xgen/schema/catalog"
	sets "github.com/xgen-build/xgen/schema/isa"
	"github.com/xgen-build/xgen/schema/lazyregexp"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
	"github.com/xgen-build/xgen/schema/suggest"
)

var featureFlag = check{
	rule.Error("feature-flag", "the flag has instructions that the oldest processor of the target does not have: the binary records a newer instruction set than the contract promises, or dies where it is run"),
	func(in *Input, f *findings) {
		eachArgument(func(t *model.Target, g given, a arguments.Argument, f *findings) {
			isa, newer := t.Contract.ISA, in.newerThan(t, a)
			unknown := in.unknownFeature(t, a)
			switch {
			case unknown != "":
				near := suggest.Name(unknown, in.Catalog.FeaturesOf(t.Triple.Arch))
				if near != "" {
					near = "write +" + near + ", or "
				}
				f.at(g.pos, "%s: %q: there is no feature %s of %s, and rustc passes over it with a warning: %sremove it", g.field, a.Text(), unknown, t.Triple.Arch, near)
			case newer != "" && isa.V != "" && !sets.Has(isa.V, newer):
				f.at(g.pos, "%s: %q has instructions of %s and contract.isa is %s (%s): remove it, or write cpu: \"…\" in targets.cue, with a processor that has them",
					g.field, a.Text(), newer, isa.V, isa)
			case t.Runs() && t.Triple.Wine == nil && t.CPU.V == "" && in.addsInstructions(t, a):
				f.at(g.pos, "%s: %q has instructions that not every processor for %s has, and the program is run on the oldest: %s cpu: \"…\" in targets.cue, with the oldest processor that has them",
					g.field, a.Text(), t.Triple.Name, g.writes())
			}
		})(in, f)
	},
}

// newerFPU matches GCC's and clang's names of floating-point units that no ARM before v7
// has.
var newerFPU = lazyregexp.New(`^-mfpu=(neon|vfpv?[3-9]|fp-armv8|crypto)`)

// newerThan returns the instruction set, in the contract's words, that is the first with
// the instructions an argument asks for; "" where nothing is known of them, or where some
// have them that the contract promises.
func (in *Input) newerThan(t *model.Target, a arguments.Argument) string {
	if t.Triple.Arch == "arm" && slices.ContainsFunc(a.Parts, newerFPU.MatchString) {
		return "v7"
	}
	for _, name := range turnedOn(a) {
		if newer := in.firstWith(t, name); newer != "" && !sets.Has(t.Contract.ISA.V, newer) {
			return newer
		}
	}
	return ""
}

// turnedOn are the features that an argument of rustc's asks for.
func turnedOn(a arguments.Argument) (out []string) {
	features, ok := strings.CutPrefix(a.Parts[0], "-Ctarget-feature=")
	if !ok {
		return nil
	}
	for _, word := range strings.Split(features, ",") {
		if name, on := strings.CutPrefix(word, "+"); on {
			out = append(out, name)
		}
	}
	return out
}

// unknownFeature returns what a release of rustc that is known here has no feature by the name
// of, though an argument turns it on; "" for none.
func (in *Input) unknownFeature(t *model.Target, a arguments.Argument) string {
	known := in.Catalog.FeaturesOf(t.Triple.Arch)
	if len(known) == 0 || t.Rust.Unstable() || t.Rust.After(in.Catalog.RustcOptions.Release) {
		return ""
	}
	for _, name := range turnedOn(a) {
		if name != "crt-static" && !slices.Contains(known, name) {
			return name
		}
	}
	return ""
}

// x86Instructions matches GCC's and clang's names of instructions, each behind -m, that
// some processors of x86 do not have.
var x86Instructions = lazyregexp.New(`^(mmx|3dnowa?|s?sse[0-9].*|sse|avx.*|fma4?|f16c|bmi2?|lzcnt|popcnt|v?aes|v?pclmul(qdq)?|adx|rdrnd|rdseed|sha(512)?|sm[34]|movbe|xop|tbm|gfni|cx16|amx-.*|xsave.*)$`)

// addsInstructions reports whether an argument asks for instructions that code for the
// target's oldest processor does not have.
func (in *Input) addsInstructions(t *model.Target, a arguments.Argument) bool {
	triple := in.facts(t)
	if name, is := strings.CutPrefix(a.Parts[0], "-m"); is && strings.HasPrefix(t.Triple.Arch, "x86") {
		return x86Instructions.MatchString(name) && !triple.Code.Has(name)
	}
	return slices.ContainsFunc(turnedOn(a), func(name string) bool {
		return name != "crt-static" && !triple.Code.Has(name) && !in.Catalog.OnlyTunes(t.Triple.Arch, name)
	})
}

// firstWith returns the oldest instruction set of an architecture's triples whose code has
// one of LLVM's features; "" where none has it.
func (in *Input) firstWith(t *model.Target, feature string) string {
	first := ""
	for _, name := range in.Catalog.Names() {
		has := func(c *catalog.Triple) bool { return c.Arch == t.Triple.Arch && c.Code.Has(feature) }
		if c := in.Catalog.Triples[name]; has(c) && (first == "" || sets.Has(first, c.ELF.ISA)) {
			first = c.ELF.ISA
		}
	}
	return first
}
