package lint

import (
	"slices"
	"strings"

	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
)

var otherLinker = check{
	rule.Error("other-linker", "each toolchain has one linker, whose dangerous warnings are known and taken for errors"),
	eachArgument(func(in *Input, t *model.Target, flag model.Flag, a argument, f *findings) {
		if !slices.ContainsFunc(a.parts, choosesLinker) {
			return
		}
		why := t.Toolchain.OtherLinkers.Any
		if slices.ContainsFunc(a.parts, func(p string) bool { return bringsLinker(p) || strings.Contains(p, "lld") }) {
			why = t.Toolchain.OtherLinkers.LLD
		}
		f.at(flag.Pos, "flags.%s: %q: %s: remove it", flag.Name, a.text, why)
	}),
}

// choosesLinker matches the driver's way to name a linker, and rustc's ways to
// bring its own, which is lld.
func choosesLinker(arg string) bool {
	return strings.HasPrefix(arg, "-fuse-ld=") || bringsLinker(arg)
}

// bringsLinker matches rustc's ways to bring its own.
func bringsLinker(arg string) bool {
	if parts, ok := strings.CutPrefix(arg, "-Clink-self-contained="); ok {
		return slices.Contains(strings.Split(parts, ","), "+linker")
	}
	features, ok := strings.CutPrefix(arg, "-Clinker-features=")
	if !ok {
		features, ok = strings.CutPrefix(arg, "-Zlinker-features=")
	}
	return strings.HasPrefix(arg, "-Zgcc-ld=") || ok && strings.Contains(features, "lld")
}
