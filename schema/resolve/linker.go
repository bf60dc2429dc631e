package resolve

import (
	"slices"
	"strings"

	"github.com/xgen-build/xgen/schema/model"
)

// checkLinker refuses flags that choose a linker: each toolchain has one.
func (r *resolver) checkLinker(f model.Flag, a argument, t *model.Target) {
	if !slices.ContainsFunc(a.parts, choosesLinker) {
		return
	}
	r.refuse("other-linker", f.Pos, "flags.%s: %q: %s: remove it", f.Name, a.text, r.onlyLinker(t, a))
}

// choosesLinker matches the driver's way to name a linker, and rustc's ways to
// bring its own, which is lld.
func choosesLinker(arg string) bool {
	return strings.HasPrefix(arg, "-fuse-ld=") || ownLinker(arg)
}

func ownLinker(arg string) bool {
	if parts, ok := strings.CutPrefix(arg, "-Clink-self-contained="); ok {
		return slices.Contains(strings.Split(parts, ","), "+linker")
	}
	features, ok := strings.CutPrefix(arg, "-Clinker-features=")
	if !ok {
		features, ok = strings.CutPrefix(arg, "-Zlinker-features=")
	}
	return strings.HasPrefix(arg, "-Zgcc-ld=") || ok && strings.Contains(features, "lld")
}

// onlyLinker says why a target's toolchain takes no other linker.
func (r *resolver) onlyLinker(t *model.Target, a argument) string {
	lld := slices.ContainsFunc(a.parts, func(p string) bool { return ownLinker(p) || strings.Contains(p, "lld") })
	if lld {
		return t.Toolchain.OtherLinkers.LLD
	}
	return t.Toolchain.OtherLinkers.Any
}
