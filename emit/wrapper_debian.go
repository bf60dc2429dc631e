package emit

import "github.com/xgen-build/xgen/schema/model"

// gccView is what gcc.tmpl shows.
type gccView struct {
	Tool, Triple, GCC string
	Float             string
	linkView
	Args  []string   // what fixes GCC to the target
	Flags []flagView // the last one is passed first
}

// debianWrappers has no C++ compiler: Debian's C++ library is glibc's.
func debianWrappers(t *model.Target) []wrapper {
	names, gcc := toolNames(t), t.Toolchain.Debian.GCC
	type missing struct{ Missing string }
	type binutil struct{ Program string }
	return []wrapper{
		{names.CC, "gcc.tmpl", gccView{
			Tool: "cc", Triple: t.Triple.Name, GCC: gcc, Float: string(t.Triple.FloatABI), linkView: linkOf(t),
			Args: t.Toolchain.Debian.Args, Flags: wrapperFlags(t, model.FlagC),
		}},
		{names.CXX, "nocxx.tmpl", missing{"xgen: Debian has no C++ library for musl: write toolchain: kind: \"zig\" for target " + t.Name}},
		{names.AR, "binutil.tmpl", binutil{gcc + "-ar"}},
		{names.Ranlib, "binutil.tmpl", binutil{gcc + "-ranlib"}},
	}
}
