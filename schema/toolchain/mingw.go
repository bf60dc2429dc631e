package toolchain

import (
	"github.com/xgen-build/xgen/schema/model"
)

// mingw is Debian's GCC for Windows, with mingw-w64's C library and POSIX threads.
type mingw struct{}

const mingwKind model.ToolchainKind = "mingw"

// Mingw says which packages make the toolchain and how GCC builds for the target.
type Mingw struct {
	GCC      string   // its GCC triple: "x86_64-w64-mingw32"
	Packages []string // of the C compiler and of the C++ compiler
	Args     []string // what fixes GCC to the oldest CPU
}

func (mingw) facts() string { return "mingw" }

func (k mingw) resolve(r *request) model.Toolchain {
	only := "GCC for Windows links with GNU ld, the only linker in its stage"
	params := factsOf[Mingw](k, r.Triple)
	t := ofGCC(r, &params.Args)
	t.Params, t.OtherLinkers, t.OwnDLLs = params, model.OtherLinkers{LLD: only, Any: only}, true
	return t
}
