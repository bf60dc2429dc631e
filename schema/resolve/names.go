package resolve

import (
	"strings"

	"github.com/xgen-build/xgen/schema/model"
)

// reserved are variables that the emitted files set themselves, or that change
// the tools rather than the program.
var reserved = map[string]string{
	"RUSTFLAGS":               "write flags: NAME: rustc: [\"…\"]",
	"CARGO_ENCODED_RUSTFLAGS": "write flags: NAME: rustc: [\"…\"]",
	"CARGO_BUILD_RUSTFLAGS":   "write flags: NAME: rustc: [\"…\"]",
	"CARGO_BUILD_TARGET":      "the row's triple says it",
	"CARGO_HOME":              "xgen's own layers lie there",
	"CARGO_TARGET_DIR":        "the build's cache lies there",
	"CARGO":                   "cargo sets it itself",
	"RUSTUP_HOME":             "xgen's own layers lie there",
	"RUSTUP_TOOLCHAIN":        "write rust: channel: \"…\"",
	"RUSTC_BOOTSTRAP":         "it makes a release take unstable options: write rust: channel: \"nightly-…\"",
	"ZIG_GLOBAL_CACHE_DIR":    "the build's cache lies there",
	"ZIG_LOCAL_CACHE_DIR":     "the build's cache lies there",
	"PATH":                    "the toolchain's own programs must be found",
	"HOME":                    "the build has a home of its own",
	"IFS":                     shells, "CDPATH": shells, "ENV": shells, "BASH_ENV": shells, "SHELLOPTS": shells, "BASHOPTS": shells,
}

const shells = "it changes what the build's own shell scripts mean"

// families are the beginnings of such names.
var families = []struct{ prefix, hint string }{
	{"XGEN_", "names that begin with XGEN_ are xgen's own"},
	{"CARGO_", "names that begin with CARGO_ are cargo's own: write cargo: …, or .cargo/config.toml"},
	{"RUSTC", "names that begin with RUSTC choose the compiler: write rust: …"},
	{"RUSTUP_", "names that begin with RUSTUP_ choose the compiler: write rust: …"},
	{"LD_", "it would change the compilers too"},
}

func (r *resolver) checkEnvName(name string, pos model.Pos) {
	if hint := r.reservedFor(name); hint != "" {
		r.refuse("reserved-env", pos, "%s cannot be set: %s", name, hint)
	}
}

func (r *resolver) reservedFor(name string) string {
	if hint := reserved[name]; hint != "" {
		return hint
	}
	for _, f := range families {
		if strings.HasPrefix(name, f.prefix) {
			return f.hint
		}
	}
	for _, tool := range []string{"CC_", "CXX_", "AR_", "RANLIB_", "CMAKE_TOOLCHAIN_FILE_", "PKG_CONFIG_ALLOW_CROSS_", "PKG_CONFIG_LIBDIR_"} {
		if triple, ok := strings.CutPrefix(name, tool); ok && r.builds(triple) {
			return "xgen sets it from the row's toolchain"
		}
	}
	return ""
}

// builds reports whether a row has this triple, written as in a variable's name.
func (r *resolver) builds(triple string) bool {
	for _, row := range r.user.Targets {
		if strings.NewReplacer("-", "_", ".", "_").Replace(row.Triple.V) == triple {
			return true
		}
	}
	return false
}

// checkBoth refuses a variable that is also an input: cargo would take the
// definition's value, whatever a run gives.
func (r *resolver) checkBoth(name string, pos model.Pos) {
	if in, both := r.user.Inputs[name]; both {
		r.refuse("env-and-input", pos, "%s is also an input (%s), whose value would be lost: keep one", name, in.Pos)
	}
}
