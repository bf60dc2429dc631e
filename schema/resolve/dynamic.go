package resolve

import (
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/xgen-build/xgen/schema/input"

	"github.com/xgen-build/xgen/schema/model"
)

// pie is what rustc makes of a program of the triple unless it is told otherwise.
func pie(t model.Triple, static bool) bool {
	if static {
		return t.StaticPIE
	}
	return t.PIE
}

// dynamic fills in what the contract promises of the system that a program with
// shared libraries runs on: its loader, its libraries, its glibc.
func (r *resolver) dynamic(t *model.Target, c *model.Contract, own, shared input.Contract) {
	if !c.Static.V {
		c.Interp = byCatalog(t.Triple.Loader)
	}
	if len(t.Triple.Needed) > 0 && !c.Static.V {
		c.Needed = byCatalog(append(slices.Clone(t.Triple.Needed), path.Base(t.Triple.Loader)))
		for _, l := range t.Libraries {
			c.Needed.V = append(c.Needed.V, l.Needed...)
		}
	}
	override(&c.Needed, own.Needed, shared.Needed)
	if t.Triple.Libc == "gnu" && c.Static.V {
		r.refuse("static-glibc", c.Static.Pos, "contract.static: a static program with glibc still loads parts of it when it looks up a name or a user: remove it, or choose a musl triple")
	}
}

// floor settles the contract's glibc.
func (r *resolver) floor(t *model.Target, row input.Target) {
	t.Contract.Glibc = r.glibc(t, row)
}

// glibc is the newest glibc whose symbols a program may ask for: what the
// contract says, or what the toolchain links with where nothing is said.
func (r *resolver) glibc(t *model.Target, row input.Target) model.Value[string] {
	own, shared := orZero(row.Contract), orZero(r.user.Contract)
	asked := first(own.Glibc, shared.Glibc)
	switch {
	case t.Triple.Glibc == "" && own.Glibc == nil:
		return model.Value[string]{} // a project's own floor is for its rows with glibc
	case asked == nil && t.Toolchain.Glibc.Default == "":
		return model.Value[string]{} // that of an image which is not known here
	case asked == nil:
		return byCatalog(t.Toolchain.Glibc.Default)
	}
	r.checkGlibc(t, *asked)
	return *asked
}

// checkGlibc refuses a glibc that nothing can be linked with.
func (r *resolver) checkGlibc(t *model.Target, asked model.Value[string]) {
	oldest, newest := t.Toolchain.Glibc.Oldest, t.Toolchain.Glibc.Newest
	switch {
	case t.Triple.Glibc == "":
		r.refuse("glibc-floor", asked.Pos, "contract.glibc: %s has %s, not glibc: remove it", t.Triple.Name, t.Triple.Libc)
	case older(asked.V, t.Triple.Glibc):
		r.refuse("glibc-floor", asked.Pos, "contract.glibc is %q: there is none for %s before %s: write %q or a newer one", asked.V, t.Triple.Name, t.Triple.Glibc, t.Triple.Glibc)
	case newest.Version != "" && older(newest.Version, asked.V):
		r.refuse("glibc-floor", asked.Pos, "contract.glibc is %q: %s: write %q or an older one", asked.V, newest.Beyond, newest.Version)
	case oldest.Version != "" && older(asked.V, oldest.Version):
		r.refuse("glibc-floor", asked.Pos, "contract.glibc is %q: %s", asked.V, oldest.Beyond)
	}
}

// checkFloor refuses a floor that is said for all targets and concerns none.
func (r *resolver) checkFloor(p *model.Project) {
	asked := orZero(r.user.Contract).Glibc
	if asked == nil || slices.ContainsFunc(p.Targets, func(t *model.Target) bool { return t.Triple.Glibc != "" }) {
		return
	}
	r.refuse("glibc-floor", asked.Pos, "contract.glibc is for targets with glibc and none has it: remove it")
}

// older compares two versions of glibc, which are 2 and a number.
func older(a, b string) bool { return minor(a) < minor(b) }

func minor(version string) int {
	_, text, _ := strings.Cut(version, ".")
	n, _ := strconv.Atoi(text) // the definitions let nothing else through
	return n
}
