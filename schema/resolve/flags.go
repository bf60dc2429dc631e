package resolve

import (
	"strings"

	"github.com/xgen-build/xgen/schema/model"
)

// flags joins the groups of the catalog, the project and the target. A later
// group replaces an earlier one of the same name, so that a catalog flag can be
// taken back; groups are passed in the order of their names.
func (r *resolver) flags(row Target, entry Entry) []model.Flag {
	groups := map[string][]model.Flag{}
	for name, f := range entry.Flags {
		groups[name] = split(name, f, model.Origin{Source: model.FromCatalog, Why: f.Why})
	}
	for _, layer := range []map[string]Flag{r.user.Flags, row.Flags} {
		for name, f := range layer {
			groups[name] = split(name, f, model.Origin{Source: model.FromUser, Pos: f.Pos, Why: f.Why})
			r.checkFlags(groups[name], row)
		}
	}
	var out []model.Flag
	for _, name := range mergedKeys(groups, nil) {
		out = append(out, groups[name]...)
	}
	return out
}

// split makes one model.Flag for each tool that a group speaks to.
func split(name string, f Flag, origin model.Origin) []model.Flag {
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

// loaders are arguments that make a compiler run or read something that the
// emitted files do not show.
var loaders = []struct{ prefix, why string }{
	{"@", "reads further arguments from a file"},
	{"-Wl,@", "reads further arguments from a file"},
	{"-fplugin", "loads code into the compiler"},
	{"-specs", "replaces the compiler driver's own rules"},
	{"--specs", "replaces the compiler driver's own rules"},
	{"-wrapper", "runs another program in the compiler's place"},
	{"-B", "makes the compiler run programs from another folder"},
	{"-Clinker=", "replaces the linker that xgen chose: name another toolchain"},
	{"--sysroot", "replaces the libc that xgen chose: name another toolchain"},
	{"--target", "replaces the target that the row names"},
}

func (r *resolver) checkFlags(flags []model.Flag, row Target) {
	for _, f := range flags {
		for _, arg := range f.Args {
			for _, l := range loaders {
				if strings.HasPrefix(arg, l.prefix) {
					r.refuse("forbidden-flag", f.Pos, "flags.%s: %q %s: remove it", f.Name, arg, l.why)
				}
			}
			r.checkFloat(f, arg, row)
		}
	}
}

// checkFloat refuses C flags that change the float ABI away from the triple's:
// the linker only warns of such a mix, and the program computes nonsense.
func (r *resolver) checkFloat(f model.Flag, arg string, row Target) {
	soft := arg == "-msoft-float" || arg == "-mfloat-abi=soft" || strings.Contains(arg, "+soft-float")
	hard := arg == "-mhard-float" || arg == "-mfloat-abi=hard" || strings.Contains(arg, "-soft-float") && !soft && strings.Contains(arg, "target-feature")
	abi := r.catalog.Triples[row.Triple.V].Float
	if soft && abi == "hard" || hard && abi == "soft" {
		r.refuse("float-abi", f.Pos, "flags.%s: %q contradicts %s, which passes floats the %s way: remove it, or choose another triple",
			f.Name, arg, row.Triple.V, abi)
	}
}

// reserved are variables that the emitted files set themselves.
var reserved = map[string]string{
	"RUSTFLAGS":               "write flags: NAME: rustc: [\"…\"]",
	"CARGO_ENCODED_RUSTFLAGS": "write flags: NAME: rustc: [\"…\"]",
	"CARGO_BUILD_RUSTFLAGS":   "write flags: NAME: rustc: [\"…\"]",
	"CARGO_BUILD_TARGET":      "the row's triple says it",
	"CARGO_HOME":              "xgen's own layers lie there",
	"RUSTUP_HOME":             "xgen's own layers lie there",
	"RUSTUP_TOOLCHAIN":        "write rust: channel: \"…\"",
	"CARGO_TARGET_DIR":        "the build's cache lies there",
	"PATH":                    "the toolchain's own programs must be found",
	"HOME":                    "the build has a home of its own",
	"LD_PRELOAD":              "it would change the compilers too",
	"LD_LIBRARY_PATH":         "it would change the compilers too",
}

func (r *resolver) checkEnvName(name string, pos model.Pos) {
	if hint, ok := reserved[name]; ok {
		r.refuse("reserved-env", pos, "%s cannot be set: %s", name, hint)
	} else if strings.HasPrefix(name, "XGEN_") {
		r.refuse("reserved-env", pos, "%s cannot be set: names that begin with XGEN_ are xgen's own", name)
	}
}
