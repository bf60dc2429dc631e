package resolve

import (
	"github.com/xgen-build/xgen/schema/input"
	"github.com/xgen-build/xgen/schema/model"
)

// atomics settles how wide they are: as wide as the processor's, unless the user
// asks for more. What is said for all targets concerns those that need it.
func (r *resolver) atomics(t *model.Target, row input.Target) model.Value[int] {
	own := byCatalog(t.Triple.Atomics)
	asked := first(row.Atomics, r.user.Atomics)
	switch {
	case asked == nil:
		return own
	case t.Triple.Atomics < asked.V:
		return *asked
	case row.Atomics != nil:
		r.refuse("unneeded-atomics", asked.Pos, "%s has %d-bit atomics: remove atomics: %d here; at the top of the file it is for the targets that need it",
			t.Triple.Name, t.Triple.Atomics, asked.V)
	}
	return own
}

// checkAtomics refuses what is said for all targets and needed by none.
func (r *resolver) checkAtomics(p *model.Project) {
	asked := r.user.Atomics
	if asked == nil {
		return
	}
	for _, t := range p.Targets {
		if t.Triple.Atomics < asked.V {
			return
		}
	}
	r.refuse("unneeded-atomics", asked.Pos, "atomics: %d is for targets with narrower ones and none is: remove it", asked.V)
}

// checkWideStd refuses a std that was built, or will be, without the atomics that
// the program is compiled with.
func (r *resolver) checkWideStd(t *model.Target, std model.Value[model.Std]) {
	if !t.WideAtomics() || std.V == model.StdSysroot {
		return
	}
	why := "rustup's was built without them"
	if std.V == model.StdBuild {
		why = "cargo builds that for the target as rustc knows it"
	}
	r.refuse("atomics-std", std.Pos, "atomics: %d (%s) needs a std that has them, and rust.std is %q: %s: remove rust.std, write \"sysroot\", or remove atomics",
		t.Atomics.V, t.Atomics.Pos, std.V, why)
}
