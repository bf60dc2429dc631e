package resolve

import (
	"regexp"
	"slices"
	"strings"

	"github.com/xgen-build/xgen/schema/catalog"
	"github.com/xgen-build/xgen/schema/toolchain"

	"github.com/xgen-build/xgen/schema/input"

	"github.com/Masterminds/semver/v3"

	"github.com/xgen-build/xgen/schema/model"
)

// flags joins the groups of the catalog, the project and the target. A later
// group replaces an earlier one of the same name, so that a catalog flag can be
// taken back by a group without arguments; groups are passed in the order of their
// names. A group whose condition does not hold of the target replaces none.
func (r *resolver) flags(t *model.Target, row input.Target, entry *catalog.Triple) []model.Flag {
	groups := map[string][]model.Flag{}
	for _, layer := range []map[string]catalog.Flag{entry.Flags, toolchain.Flags(t.Toolchain.Kind.V, entry)} {
		for name, f := range layer {
			if !later(f, t.Rust.Channel.V) {
				groups[name] = fromCatalog(name, f)
			}
		}
	}
	for _, layer := range []map[string]input.Flag{r.user.Flags, row.Flags} {
		for name, f := range layer {
			origin := model.Origin{Source: model.FromUser, Pos: f.Pos, Why: f.Why}
			r.checkWhen("flags."+name, f.When)
			if because := f.When.Unmet(t); because != "" {
				r.idles(f.Pos, model.Diagnostic{Rule: "unused-flag", Pos: f.Pos, Message: forNone("flags."+name, f.When)})
				t.Unflagged = append(t.Unflagged, model.Unflagged{Name: name, Because: because, Origin: origin})
				continue
			}
			if _, earlier := groups[name]; earlier || !empty(f) {
				r.busy[f.Pos] = true
			} else {
				r.idlesFirst(f.Pos, model.Diagnostic{Rule: "empty-flag", Pos: f.Pos, Message: "flags." + name +
					" has no arguments, and no target has a flag of that name that it would take back: write c: [\"…\"], or rustc, cxx or link, or remove it"})
			}
			groups[name] = split(name, f, origin)
			r.checkFlags(groups[name], t)
		}
	}
	slices.SortStableFunc(t.Unflagged, func(a, b model.Unflagged) int { return strings.Compare(a.Name, b.Name) })
	var out []model.Flag
	for _, name := range mergedKeys(groups, nil) {
		out = append(out, groups[name]...)
	}
	return out
}

// fromCatalog returns a model.Flag for each tool that a group of the catalog speaks to.
func fromCatalog(name string, f catalog.Flag) []model.Flag {
	list := func(args []string) *model.Value[[]string] {
		if args == nil {
			return nil
		}
		return &model.Value[[]string]{V: args}
	}
	return split(name, input.Flag{Rustc: list(f.Rustc), C: list(f.C), CXX: list(f.CXX), Link: list(f.Link)},
		model.Origin{Source: model.FromCatalog, Why: f.Why})
}

// later reports whether only releases after the channel know a flag. A channel
// that names no release is taken for a newer one.
func later(f catalog.Flag, channel string) bool {
	have, err := semver.NewVersion(channel)
	return f.Since != "" && err == nil && have.LessThan(semver.MustParse(f.Since))
}

// empty reports whether a group says nothing to any tool.
func empty(f input.Flag) bool {
	return len(orZero(f.Rustc).V)+len(orZero(f.C).V)+len(orZero(f.CXX).V)+len(orZero(f.Link).V) == 0
}

// split returns one model.Flag for each tool that a group speaks to.
func split(name string, f input.Flag, origin model.Origin) []model.Flag {
	var out []model.Flag
	for _, part := range []struct {
		kind model.FlagKind
		args *model.Value[[]string]
	}{{model.FlagRustc, f.Rustc}, {model.FlagC, f.C}, {model.FlagCXX, f.CXX}, {model.FlagLink, f.Link}} {
		if part.args == nil {
			continue
		}
		o := origin
		if part.args.Pos.IsValid() {
			o.Pos = part.args.Pos
		}
		out = append(out, model.Flag{Name: name, Kind: part.kind, Args: part.args.V, Origin: o})
	}
	return out
}

func (r *resolver) checkFlags(flags []model.Flag, t *model.Target) {
	for _, f := range flags {
		for _, a := range arguments(f.Kind, f.Args) {
			if why := forbidden(a); why != "" {
				r.refuse("forbidden-flag", f.Pos, "flags.%s: %q %s: remove it", f.Name, a.text, why)
				continue
			}
			r.checkFloat("flags."+f.Name, f.Pos, a, t)
			r.checkStaticPIE(f, a, t)
			r.checkLinker(f, a, t)
		}
	}
}

// checkFloat refuses arguments that change the float ABI away from the triple's:
// the linker only warns of such a mix, and the program computes nonsense.
func (r *resolver) checkFloat(field string, pos model.Pos, a argument, t *model.Target) {
	for _, pattern := range r.catalog.Triples[t.Triple.Name].OtherFloat {
		if slices.ContainsFunc(a.parts, regexp.MustCompile(pattern).MatchString) {
			r.refuse("float-abi", pos, "%s: %q contradicts %s, which passes floats the %s way: remove it, or choose another triple",
				field, a.text, t.Triple.Name, t.Triple.FloatABI)
			return // one message, whichever pattern it was
		}
	}
}

// checkStaticPIE refuses a form of executable that starts with a crash: the
// triple's own start files do not relocate it.
func (r *resolver) checkStaticPIE(f model.Flag, a argument, t *model.Target) {
	if !t.Triple.StaticPIE && slices.Contains(a.parts, "-static-pie") {
		r.refuse("static-pie", f.Pos, "flags.%s: %q: rustc makes no static position-independent executable for %s: remove it",
			f.Name, a.text, t.Triple.Name)
	}
}

// checkStatic refuses flags of the user's that link libc dynamically where the
// contract promises a static binary, and a catalog flag that was taken back.
func (r *resolver) checkStatic(t *model.Target, static model.Value[bool]) {
	if t.Triple.Libc == "gnu" {
		return // static is refused altogether
	}
	linked := t.Triple.CRTStatic
	for _, f := range t.Flags {
		for _, a := range arguments(f.Kind, f.Args) {
			linked = linked || crtStatic(f, a, "+") || crtStatic(f, a, "-") // one message is enough
			if static.V && f.Source == model.FromUser && crtStatic(f, a, "-") {
				r.refuse("static-flag", f.Pos, "flags.%s: %q links libc dynamically and contract.static is true (%s): remove it, or write contract: static: false",
					f.Name, a.text, static.Origin)
			}
		}
	}
	if static.V && !linked {
		r.refuse("crt-static", r.staticPos(t), "contract.static is true (%s) and rustc links %s dynamically unless told otherwise: leave the catalog's flags.crt-static as it is, or write contract: static: false",
			static.Origin, t.Triple.Name)
	}
}

func crtStatic(f model.Flag, a argument, sign string) bool {
	features, ok := strings.CutPrefix(a.parts[0], "-Ctarget-feature=")
	return ok && f.Kind == model.FlagRustc && slices.Contains(strings.Split(features, ","), sign+"crt-static")
}

// staticPos is where the catalog's flag was taken back.
func (r *resolver) staticPos(t *model.Target) model.Pos {
	for _, flags := range []map[string]input.Flag{r.user.Targets[t.Name].Flags, r.user.Flags} {
		if f, ok := flags["crt-static"]; ok {
			return f.Pos
		}
	}
	return t.Pos
}
