package resolve

import (
	"path"
	"slices"

	"github.com/xgen-build/xgen/schema/catalog"
	"github.com/xgen-build/xgen/schema/input"
	"github.com/xgen-build/xgen/schema/model"
)

// contract joins what the catalog says that a binary must be with what the user
// promises beyond.
func (r *resolver) contract(own, shared input.Contract, t model.Target, static, pie model.Value[bool], libraries []model.Library, inputs []model.Input) model.Contract {
	c := model.Contract{
		Format:   byCatalog(t.Triple.Format()),
		Endian:   byCatalog(t.Triple.Endian),
		ISA:      or(ownISA(t), own.ISA, shared.ISA),
		Static:   static,
		PIE:      pie,
		Stripped: or(byDefault(t.Cargo.Strip == "symbols"), own.Stripped, shared.Stripped),
		Glibc:    minimumGlibc(own, shared, t),
		MaxSize:  input.First(own.MaxSize, shared.MaxSize),
	}
	if t.Triple.PE != nil {
		peContract(&c, t.Triple.PE)
		c.Subsystem = or(byDefault(model.SubsystemConsole), own.Subsystem, shared.Subsystem)
	} else {
		elfContract(&c, t.Triple, libraries)
		c.Pages = or(c.Pages, own.Pages, shared.Pages)
	}
	c.Needed = or(c.Needed, own.Needed, shared.Needed)
	if s := input.First(own.Smoke, shared.Smoke); s != nil {
		c.Smoke = r.smoke(s, t, inputs)
		if t.Triple.QEMU.NoOtherPages == "" {
			c.Smoke.Pages = c.Pages.V
		}
	}
	return c
}

// ownISA is the newest instruction set of the target's oldest processor.
func ownISA(t model.Target) model.Value[string] {
	isa := byCatalog(t.Triple.ELF.ISA)
	if t.CPU.V != "" && isa.V != "" {
		isa.Origin = t.CPU.Origin
	}
	return isa
}

// elfContract adds what the catalog says of ELF files.
func elfContract(c *model.Contract, t model.Triple, libraries []model.Library) {
	c.Class, c.Machine = byCatalog(t.ELF.Class), byCatalog(t.ELF.Machine)
	if c.FloatABI = byCatalog(t.FloatABI); !t.ELF.Float {
		c.FloatABI.V = ""
	}
	c.Pages = byCatalog(t.Pages)
	if !c.Static.V {
		c.Interp = byCatalog(t.Loader)
	}
	c.Needed = byCatalog(needed(t, libraries, c.Static.V))
}

// peContract adds what the catalog says of PE files.
func peContract(c *model.Contract, pe *model.PE) {
	c.Class, c.Machine = byCatalog(pe.Bits), byCatalog(pe.Machine)
	c.System, c.Needed, c.Own = byCatalog(pe.Imports), byCatalog[[]string](nil), byCatalog(pe.Own)
}

// or returns the first option that is set, v where none is.
func or[T any](v model.Value[T], options ...*model.Value[T]) model.Value[T] {
	if o := input.First(options...); o != nil {
		return *o
	}
	return v
}

// static says whether a program loads no shared libraries, on Windows none of the C
// compiler's.
func static(own, shared input.Contract, facts *catalog.Triple) model.Value[bool] {
	return or(byCatalog(facts.PE != nil || facts.Libc == "musl"), own.Static, shared.Static)
}

// pie says whether a program is position-independent: as rustc makes it unless it is
// told otherwise.
func pie(own, shared input.Contract, facts *catalog.Triple, static model.Value[bool]) model.Value[bool] {
	return or(byCatalog(facts.PE != nil || facts.MakesPIE(static.V)), own.PIE, shared.PIE)
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
// contract says, or what the toolchain links with where nothing is said.
func minimumGlibc(own, shared input.Contract, t model.Target) model.Value[string] {
	if asked := input.First(own.Glibc, shared.Glibc); asked != nil || t.Toolchain.Glibc.Default == "" {
		return input.OrZero(asked)
	}
	return byCatalog(t.Toolchain.Glibc.Default)
}
