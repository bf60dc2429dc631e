package emit

import "github.com/xgen-build/xgen/schema/model"

// gccView is what gcc.tmpl shows.
type gccView struct {
	Tool, Triple string
	Source       string // where GCC comes from, for the reader
	GCC, Program string // its triple, and gcc or g++
	Float        string
	linkView
	Own     bool       // it brings its own libc
	Static  bool       // nothing is linked with a loader
	Missing string     // what to say where the program is not there
	Args    []string   // what fixes GCC to the target
	Flags   []flagView // the last one is passed first
}

// binutilView is what binutil.tmpl shows.
type binutilView struct {
	GCC     string // that of the project's own; "" where PATH has the program
	Program string
}

// glibcWrappers are those of the compilers as Debian means them.
func glibcWrappers(t *model.Target) []wrapper {
	names, d := toolNames(t), debianOf(t)
	view := gccView{Tool: "cc", Triple: t.Triple.Name, GCC: d.GCC, Program: "gcc", Float: string(t.Triple.FloatABI), linkView: linkOf(t), Args: d.Args, Flags: wrapperFlags(t, model.FlagC)}
	cxx := view
	cxx.Tool, cxx.Program, cxx.Flags = "c++", "g++", wrapperFlags(t, model.FlagC, model.FlagCXX)
	return []wrapper{
		{names.CC, "glibc.tmpl", view},
		{names.CXX, "glibc.tmpl", cxx},
		{names.AR, "binutil.tmpl", binutilView{Program: d.GCC + "-ar"}},
		{names.Ranlib, "binutil.tmpl", binutilView{Program: d.GCC + "-ranlib"}},
	}
}

// debianWrappers has no C++ compiler for musl: Debian's C++ library is glibc's.
func debianWrappers(t *model.Target) []wrapper {
	if withGlibc(t) {
		return glibcWrappers(t)
	}
	names, gcc := toolNames(t), debianOf(t).GCC
	type missing struct{ Missing string }
	return []wrapper{
		{names.CC, "gcc.tmpl", gccView{
			Tool: "cc", Triple: t.Triple.Name, Source: "Debian's GCC with musl", linkView: linkOf(t),
			GCC: gcc, Program: "gcc", Float: string(t.Triple.FloatABI), Static: true,
			Args: debianOf(t).Args, Flags: wrapperFlags(t, model.FlagC),
		}},
		{names.CXX, "nocxx.tmpl", missing{"xgen: Debian has no C++ library for musl: write toolchain: kind: \"zig\" in targets.cue"}},
		{names.AR, "binutil.tmpl", binutilView{Program: gcc + "-ar"}},
		{names.Ranlib, "binutil.tmpl", binutilView{Program: gcc + "-ranlib"}},
	}
}
