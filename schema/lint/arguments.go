package lint

import (
	"path"
	"slices"
	"strings"

	"github.com/xgen-build/xgen/schema/arguments"
)

// loader is an argument that makes a compiler run or read something that the
// emitted files do not show.
type loader struct {
	match func(arg string) bool
	why   string
}

const (
	readsFile      = "reads further arguments from a file"
	loadsCode      = "loads code into the compiler"
	ownRules       = "replaces the compiler driver's own rules"
	replacesLinker = "replaces the linker that xgen chose"
	otherLibc      = "replaces the libc that xgen chose"
	otherTarget    = "replaces the target that targets.cue names"
)

var loaders = []loader{
	{begins("@"), readsFile},
	{option("--config", "--config-user-dir", "--config-system-dir"), readsFile},
	{begins("-fplugin", "-fpass-plugin", "-Zllvm-plugins", "-Zcodegen-backend"), loadsCode},
	{option("-load", "--load", "-load-pass-plugin", "--load-pass-plugin", "-plugin", "--plugin", "-add-plugin"), loadsCode},
	{begins("-specs", "--specs"), ownRules},
	{begins("-wrapper"), "runs another program in the compiler's place"},
	{isToolFolder, "makes the compiler run programs from another folder"},
	{option("-Clinker", "-Clinker-flavor", "--ld-path"), replacesLinker},
	{isLinkerPath, replacesLinker},
	{begins("--sysroot"), otherLibc},
	{option("-target", "--target"), otherTarget},
}

func begins(prefixes ...string) func(string) bool {
	return func(arg string) bool {
		return slices.ContainsFunc(prefixes, func(p string) bool { return strings.HasPrefix(arg, p) })
	}
}

// option matches whole names, with or without a value.
func option(names ...string) func(string) bool {
	return func(arg string) bool {
		name, _, _ := strings.Cut(arg, "=")
		return slices.Contains(names, name)
	}
}

// isToolFolder matches the driver's -B, which the linker uses for other things.
func isToolFolder(arg string) bool {
	linkers := []string{"-Bstatic", "-Bdynamic", "-Bshareable", "-Bgroup"}
	return strings.HasPrefix(arg, "-B") && !strings.HasPrefix(arg, "-Bsymbolic") && !slices.Contains(linkers, arg)
}

func isLinkerPath(arg string) bool {
	name, ok := strings.CutPrefix(arg, "-fuse-ld=")
	return ok && path.Base(name) != name
}

// forbidden says why an argument is not passed on, "" where it is.
func forbidden(a arguments.Argument) string {
	for _, l := range loaders {
		if slices.ContainsFunc(a.Parts, l.match) {
			return l.why
		}
	}
	if a.Links("sysroot") {
		return otherLibc
	}
	return ""
}
