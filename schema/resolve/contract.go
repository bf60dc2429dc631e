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
func (r *resolver) contract(asked input.Target, t model.Target, static, pie model.Value[bool], libraries []model.Library, inputs []model.Input) model.Contract {
	own, shared := input.OrZero(asked.Contract), input.OrZero(r.Written.Contract)
	c := model.Contract{
		Format:   byCatalog(t.Triple.Format()),
		Endian:   byCatalog(t.Triple.Endian),
		Static:   static,
		PIE:      pie,
		Stripped: or(byDefault(t.Cargo.Strip == "symbols"), own.Stripped, shared.Stripped),
		MaxSize:  input.First(own.MaxSize, shared.MaxSize),
	}
	if t.Triple.PE != nil {
		peContract(&c, own, shared, t.Triple.PE)
	} else {
		elfContract(&c, own, shared, t, libraries)
	}
	if s := input.First(own.Smoke, shared.Smoke); s != nil {
		c.Smoke = r.smoke(s, t, inputs)
		if t.Triple.QEMU.NoOtherPages == "" {
			c.Smoke.Pages = c.Pages.V
		}
	}
	return c
}

// elfContract adds what only ELF files promise.
func elfContract(c *model.Contract, own, shared input.Contract, t model.Target, libraries []model.Library) {
	elf := t.Triple.ELF
	c.Class, c.Machine = byCatalog(elf.Class), byCatalog(elf.Machine)
	if c.FloatABI = byCatalog(t.Triple.FloatABI); !elf.Float {
		c.FloatABI.V = ""
	}
	c.ISA = or(byCatalog(elf.ISA), own.ISA, shared.ISA)
	c.Glibc = minimumGlibc(own, shared, t)
	c.Pages = or(byCatalog(t.Triple.Pages), own.Pages, shared.Pages)
	if !c.Static.V {
		c.Interp = byCatalog(t.Triple.Loader)
	}
	c.Needed = or(byCatalog(needed(t.Triple, libraries, c.Static.V)), own.Needed, shared.Needed)
}

// peContract adds what only PE files promise.
func peContract(c *model.Contract, own, shared input.Contract, pe *model.PE) {
	c.Class, c.Machine = byCatalog(pe.Bits), byCatalog(pe.Machine)
	c.Subsystem = or(byDefault("console"), own.Subsystem, shared.Subsystem)
	c.Needed = or(byCatalog(pe.Imports), own.Needed, shared.Needed)
}

// or returns the first option that is set, v where none is.
func or[T any](v model.Value[T], options ...*model.Value[T]) model.Value[T] {
	if o := input.First(options...); o != nil {
		return *o
	}
	return v
}

// static says whether a program loads no shared libraries, on Windows none but the
// system's.
func (r *resolver) static(asked input.Target, facts *catalog.Triple) model.Value[bool] {
	own, shared := input.OrZero(asked.Contract), input.OrZero(r.Written.Contract)
	return or(byCatalog(facts.Libc == "musl" || facts.PE != nil), own.Static, shared.Static)
}

// pie says whether a program is position-independent: as rustc makes it unless it is
// told otherwise, and on Windows always: rustc knows no other program there.
func (r *resolver) pie(asked input.Target, facts *catalog.Triple, static model.Value[bool]) model.Value[bool] {
	own, shared := input.OrZero(asked.Contract), input.OrZero(r.Written.Contract)
	made := facts.PIE
	if static.V && facts.PE == nil {
		made = facts.StaticPIE
	}
	return or(byCatalog(made), own.PIE, shared.PIE)
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
