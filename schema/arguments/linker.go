package arguments

import (
	"slices"
	"strings"
)

// ChoosesLinker reports whether an argument is the driver's way to name a linker, or one
// of rustc's ways to bring its own, which is lld.
func ChoosesLinker(arg string) bool {
	return strings.HasPrefix(arg, "-fuse-ld=") || BringsLinker(arg)
}

// BringsLinker reports whether an argument is one of rustc's ways to bring its own linker.
func BringsLinker(arg string) bool {
	if parts, ok := strings.CutPrefix(arg, "-Clink-self-contained="); ok {
		return slices.Contains(strings.Split(parts, ","), "+linker")
	}
	features, ok := strings.CutPrefix(arg, "-Clinker-features=")
	if !ok {
		features, ok = strings.CutPrefix(arg, "-Zlinker-features=")
	}
	return strings.HasPrefix(arg, "-Zgcc-ld=") || ok && strings.Contains(features, "lld")
}
