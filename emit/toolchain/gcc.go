package toolchain

// gccCompiler is what the compilers' templates of a GCC show.
type gccCompiler struct {
	compilerView
	GCC, Program string // what the names of its programs begin with, and gcc or g++
}

// gccTool is what the templates of a GCC's ar and ranlib show.
type gccTool struct{ GCC, Program string }
