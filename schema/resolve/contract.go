package resolve

import (
	"path"
	"slices"

	"github.com/xgen-build/xgen/schema/input"
	"github.com/xgen-build/xgen/schema/model"
)

// contract joins what the catalog says that a binary must be with what the user
// promises beyond.
func (r *resolver) contract(asked input.Target, t model.Target, libraries []model.Library, inputs []model.Input) model.Contract {
	own, shared := input.OrZero(asked.Contract), input.OrZero(r.Written.Contract)
	c := model.Contract{
		Class:    byCatalog(t.Triple.ELF.Class),
		Machine:  byCatalog(t.Triple.ELF.Machine),
		Endian:   byCatalog(t.Triple.Endian),
		FloatABI: byCatalog(t.Triple.FloatABI),
		ISA:      or(byCatalog(t.Triple.ELF.ISA), own.ISA, shared.ISA),
		Static:   or(byCatalog(t.Triple.Libc == "musl"), own.Static, shared.Static),
		Stripped: or(byDefault(t.Cargo.Strip == "symbols"), own.Stripped, shared.Stripped),
		Glibc:    minimumGlibc(own, shared, t),
		MaxSize:  input.First(own.MaxSize, shared.MaxSize),
		Pages:    or(byCatalog(t.Triple.Pages), own.Pages, shared.Pages),
	}
	if !t.Triple.ELF.Float {
		c.FloatABI.V = ""
	}
	c.PIE = or(byCatalog(pie(t.Triple, c.Static.V)), own.PIE, shared.PIE)
	if !c.Static.V {
		c.Interp = byCatalog(t.Triple.Loader)
	}
	c.Needed = or(byCatalog(needed(t.Triple, libraries, c.Static.V)), own.Needed, shared.Needed)
	if s := input.First(own.Smoke, shared.Smoke); s != nil {
		c.Smoke = r.smoke(s, t, inputs)
	}
	return c
}

// or returns the first option that is set, v where none is.
func or[T any](v model.Value[T], options ...*model.Value[T]) model.Value[T] {
	if o := input.First(options...); o != nil {
		return *o
	}
	return v
}

// pie is what rustc makes of a program of the triple unless it is told otherwise.
func pie(t model.Triple, static bool) bool {
	if static {
		return t.StaticPIE
	}
	return t.PIE
}

// needed are the shared libraries that a program may need: those of its libc, its
// compiler and its own of Debian's.
func needed(t model.Triple, libraries []model.Library, static bool) []string {
	if len(t.Needed) == 0 || static {
		return nil
	}
	out := append(slices.Clone(t.Needed), path.Base(t.Loader))
	for _, l := range libraries {
		out = append(out, l.Needed...)
	}
	return out
}

// minimumGlibc is the newest glibc whose symbols a program may ask for: what the
// contract says, or what the toolchain links with where nothing is said. A
// project's is for its targets with glibc.
func minimumGlibc(own, shared input.Contract, t model.Target) model.Value[string] {
	asked := input.First(own.Glibc, shared.Glibc)
	switch {
	case t.Triple.Glibc == "" && own.Glibc == nil:
	case asked != nil:
		return *asked
	case t.Toolchain.Glibc.Default != "":
		return byCatalog(t.Toolchain.Glibc.Default)
	}
	return model.Value[string]{}
}
