package resolve

import (
	"slices"
	"strings"

	"github.com/xgen-build/xgen/schema/catalog"
	"github.com/xgen-build/xgen/schema/input"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/toolchain"
)

// flags joins the groups of the catalog, the project and the target. A later
// group replaces an earlier one of the same name, so that a catalog flag can be
// taken back by a group without arguments; groups are passed in the order of their
// names. A group whose condition does not hold of the target replaces none.
func (r *resolver) flags(asked input.Target, facts *catalog.Triple, t model.Target, static, pie model.Value[bool]) (out []model.Flag, without []model.Unflagged) {
	groups := catalogFlags(facts, &t)
	for name, f := range positionFlags(facts, &t, static.V, pie.V) {
		groups[name] = catalogFlag(name, f)
	}
	for _, layer := range []map[string]input.Flag{r.Written.Flags, asked.Flags} {
		for _, name := range names(layer) {
			f := layer[name]
			if because := f.When.Unmet(&t); because != "" {
				without = append(without, model.Unflagged{Name: name, Because: because, Origin: byUser(f.Pos, f.Why)})
				continue
			}
			groups[name] = UserFlag(name, f)
		}
	}
	slices.SortStableFunc(without, func(a, b model.Unflagged) int { return strings.Compare(a.Name, b.Name) })
	if t.CPU.V != "" { // no group replaces it
		out = append(out, model.Flag{Name: "cpu", Kind: model.FlagRustc, Args: []string{"-Ctarget-cpu=" + t.CPU.V}, Origin: t.CPU.Origin})
	}
	for _, name := range names(groups) {
		out = append(out, groups[name]...)
	}
	return out, without
}

// catalogFlags are those of the triple and those of its kind of toolchain, by name.
func catalogFlags(facts *catalog.Triple, t *model.Target) map[string][]model.Flag {
	groups := map[string][]model.Flag{}
	for _, layer := range []map[string]catalog.Flag{facts.Flags, toolchain.Flags(t.Toolchain.Kind.V, facts)} {
		for name, f := range layer {
			if (f.Since == "" || !t.Rust.Before(f.Since)) && holds(f, t) {
				groups[name] = catalogFlag(name, f)
			}
		}
	}
	return groups
}

// positionFlags have rustc make the kind of program that contract.pie promises, where it
// would make the other.
func positionFlags(facts *catalog.Triple, t *model.Target, static, pie bool) map[string]catalog.Flag {
	args := t.Toolchain.StaticPIE.Args
	switch {
	case static && pie && len(args) > 0:
		return map[string]catalog.Flag{"static-pie": {
			Rustc: args, Why: "contract.pie: rustc's own specification of the target has no static-pie",
		}}
	case !pie && facts.MakesPIE(static):
		return map[string]catalog.Flag{"fixed-address": {
			Rustc: []string{"-Crelocation-model=static"}, Why: "contract.pie: rustc makes a position-independent program unless it is told otherwise",
		}}
	}
	return nil
}

// InCatalog reports whether the catalog has a group of flags of a name for a target.
func InCatalog(c *catalog.Catalog, t *model.Target, name string) bool {
	_, has := catalogFlags(c.Triples[t.InCatalog()], t)[name]
	return has
}

// holds reports whether what a flag is for is so of a target.
func holds(f catalog.Flag, t *model.Target) bool {
	switch {
	case f.Dynamic && t.Triple.CRTStatic:
		return false
	case f.SelfContained && t.Spec != nil:
		return t.Spec.SelfContained()
	}
	return true
}

// catalogFlag returns a model.Flag for each tool that a group of the catalog speaks to.
func catalogFlag(name string, f catalog.Flag) (out []model.Flag) {
	for _, part := range []struct {
		kind model.FlagKind
		args []string
	}{{model.FlagRustc, f.Rustc}, {model.FlagC, f.C}, {model.FlagCXX, f.CXX}, {model.FlagLink, f.Link}} {
		if part.args != nil {
			out = append(out, model.Flag{Name: name, Kind: part.kind, Args: part.args, Origin: model.Origin{From: model.FromCatalog, Why: f.Why}})
		}
	}
	return out
}

// UserFlag returns a model.Flag for each tool that a group of the user's speaks to.
func UserFlag(name string, f input.Flag) (out []model.Flag) {
	for _, part := range []struct {
		kind model.FlagKind
		args *model.Value[[]string]
	}{{model.FlagRustc, f.Rustc}, {model.FlagC, f.C}, {model.FlagCXX, f.CXX}, {model.FlagLink, f.Link}} {
		if part.args == nil {
			continue
		}
		origin := byUser(f.Pos, f.Why)
		if part.args.Pos.IsValid() {
			origin.Pos = part.args.Pos
		}
		out = append(out, model.Flag{Name: name, Kind: part.kind, Args: part.args.V, Origin: origin})
	}
	return out
}
