package emit

import (
	"strings"

	"github.com/xgen-build/xgen/schema/model"
)

// narrow tells of a processor without 64-bit atomics, for which the toolchain
// gets what compilers call instead (stage/atomic.c).
func narrow(t *model.Target) bool { return t.Triple.Atomics < 64 }

// rustcView is what rustc.tmpl shows.
type rustcView struct {
	Triple  string
	Release bool // takes nothing unstable but the specification
}

// rustcWrappers is none, or one by the compiler's own name: the folder is first
// on PATH.
func rustcWrappers(t *model.Target) []wrapper {
	if !t.WideAtomics() {
		return nil
	}
	return []wrapper{{"rustc", "rustc.tmpl", rustcView{
		Triple: t.Triple.Name, Release: !strings.HasPrefix(t.Rust.Channel.V, "nightly"),
	}}}
}
