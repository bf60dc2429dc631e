package resolve

import (
	"fmt"
	"slices"

	"github.com/xgen-build/xgen/schema/catalog"
	"github.com/xgen-build/xgen/schema/input"
	"github.com/xgen-build/xgen/schema/lazyregexp"
	"github.com/xgen-build/xgen/schema/model"
)

// Unkept is a promise that no program for a triple can keep, or that means nothing there.
type Unkept struct {
	Promise string // its field; with the name, of a library that may be needed
	Pos     model.Pos
	Why     string // "contract.pie: rustc makes no …"
	Write   string // what to write in its place; "" where it is to be removed
}

// Promises returns what a contract can promise of programs for a triple, and what it
// cannot. What a project promises for all its targets is passed over by those that cannot.
func Promises(c input.Contract, t *catalog.Triple) (kept input.Contract, unkept []Unkept) {
	cannot := func(promise string, pos model.Pos, write, why string, args ...any) {
		unkept = append(unkept, Unkept{promise, pos, fmt.Sprintf(why, args...), write})
	}
	if s := c.Subsystem; s != nil && t.PE == nil {
		c.Subsystem = nil
		cannot("subsystem", s.Pos, "", "contract.subsystem: %s is not for Windows, which alone has them", t.Name)
	}
	if s := c.Static; s != nil && !s.V && t.PE != nil {
		c.Static = nil
		cannot("static", s.Pos, "", "contract.static: no Windows has the C compiler's own DLLs, so that a program has in itself what it needs of them")
	}
	if pie := c.PIE; pie != nil && !pie.V && t.PE != nil {
		c.PIE = nil
		cannot("pie", pie.Pos, "", "contract.pie: rustc makes no program for Windows that is loaded at a fixed address")
	}
	if pages := c.Pages; pages != nil && t.PE != nil {
		c.Pages = nil
		cannot("pages", pages.Pos, "", "contract.pages: Windows has memory pages of one size only on %s", t.Arch)
	}
	if glibc := c.Glibc; glibc != nil && t.Glibc == "" {
		c.Glibc = nil
		cannot("glibc", glibc.Pos, "", "contract.glibc: %s has %s, not glibc", t.Name, t.Libc)
	}
	if isa, form := c.ISA, t.ISAForm; isa != nil && form.Match == "" {
		c.ISA = nil
		cannot("isa", isa.Pos, "", "contract.isa: binaries for %s do not record an instruction set", t.Name)
	} else if isa != nil && !lazyregexp.Of(form.Match).MatchString(isa.V) {
		c.ISA = nil
		cannot("isa", isa.Pos, form.Want, "contract.isa is %q, which no binary for %s records", isa.V, t.Name)
	}
	if c.Needed != nil && len(c.Needed.V) > 0 {
		needed := *c.Needed
		needed.V = slices.DeleteFunc(slices.Clone(needed.V), func(name string) bool {
			if t.Format().Names(name) {
				return false
			}
			if t.PE != nil {
				cannot("needed "+name, needed.Pos, `names such as "kernel32.dll"`, "contract.needed has %q: %s imports DLLs", name, t.Name)
			} else {
				cannot("needed "+name, needed.Pos, `names such as "libc.so.6"`, "contract.needed has %q: %s has no DLLs", name, t.Name)
			}
			return true
		})
		if c.Needed = &needed; len(needed.V) == 0 {
			c.Needed = nil
		}
	}
	return c, unkept
}

// contracts returns what the user promises of a target and of all, as far as its
// programs can keep it.
func (r *resolver) contracts(asked input.Target, facts *catalog.Triple) (own, shared input.Contract) {
	own, _ = Promises(input.OrZero(asked.Contract), facts)
	shared, _ = Promises(input.OrZero(r.Written.Contract), facts)
	return own, shared
}
