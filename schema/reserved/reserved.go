package reserved

import (
	"cmp"
	"slices"
	"strings"

	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/toolchain"
)

// names are variables that the emitted files set themselves, or that change
// the tools rather than the program.
var names = map[string]string{
	"RUSTFLAGS":               "write flags: NAME: rustc: [\"…\"]",
	"CARGO_ENCODED_RUSTFLAGS": "write flags: NAME: rustc: [\"…\"]",
	"CARGO_BUILD_RUSTFLAGS":   "write flags: NAME: rustc: [\"…\"]",
	"CARGO_BUILD_TARGET":      "the target's triple says it",
	"CARGO_HOME":              "xgen's own layers lie there",
	"CARGO_TARGET_DIR":        "the build's cache lies there",
	"CARGO":                   "cargo sets it itself",
	"RUSTUP_HOME":             "xgen's own layers lie there",
	"RUSTUP_TOOLCHAIN":        "write rust: channel: \"…\"",
	"RUSTC_BOOTSTRAP":         "it makes a release take unstable options: write rust: channel: \"nightly-…\"",
	"PATH":                    "the toolchain's own programs must be found",
	"HOME":                    "the build has a home of its own",
	"CPATH":                   unsets, "C_INCLUDE_PATH": unsets, "CPLUS_INCLUDE_PATH": unsets,
	"LIBRARY_PATH": unsets, "COMPILER_PATH": unsets, "GCC_EXEC_PREFIX": unsets,
	"IFS": shells, "CDPATH": shells, "ENV": shells, "BASH_ENV": shells, "SHELLOPTS": shells, "BASHOPTS": shells,
}

const (
	shells = "it changes what the build's own shell scripts mean"
	unsets = "it changes every compiler of the build: write flags: NAME: c: [\"…\"]"
)

// steering are variables that lead what builds C for the target: the crates cc,
// cmake and pkg-config read each as NAME_<triple>, TARGET_NAME and NAME, configure
// scripts and make as NAME. Checks on flags and the toolchain would not see them.
var steering = map[string]string{
	"CFLAGS":               "write flags: NAME: c: [\"…\"]",
	"CPPFLAGS":             "write flags: NAME: c: [\"…\"]",
	"CXXFLAGS":             "write flags: NAME: cxx: [\"…\"]",
	"LDFLAGS":              "write flags: NAME: link: [\"…\"]",
	"CC":                   toolchains,
	"CXX":                  toolchains,
	"AR":                   toolchains,
	"RANLIB":               toolchains,
	"LD":                   toolchains,
	"CMAKE_TOOLCHAIN_FILE": toolchains,

	"PKG_CONFIG":             finds,
	"PKG_CONFIG_PATH":        finds,
	"PKG_CONFIG_LIBDIR":      finds,
	"PKG_CONFIG_SYSROOT_DIR": finds,
}

const (
	toolchains = "xgen sets it from the target's toolchain: write toolchain: …"
	finds      = "pkg-config is set up to find the target's own libraries and no others: write libraries: …"
)

// families are the beginnings of such names. Those of cargo and rustc mean nothing to these
// where cargo's own [env] sets them, which is read for what they start.
var families = []struct {
	prefix, hint string
	everywhere   bool
}{
	{"XGEN_", "names that begin with XGEN_ are xgen's own", true},
	{"CARGO_", "names that begin with CARGO_ are cargo's own: write cargo: …, or .cargo/config.toml", false},
	{"RUSTC", "names that begin with RUSTC choose the compiler: write rust: …", false},
	{"RUSTUP_", "names that begin with RUSTUP_ choose the compiler: write rust: …", false},
	{"LD_", "it would change the compilers too", true},
}

// Always says what to write instead of a variable that the build's scripts, its C
// toolchain or xgen itself go by, "" for any other.
func Always(name string) string {
	for _, f := range families {
		if f.everywhere && strings.HasPrefix(name, f.prefix) {
			return f.hint
		}
	}
	return cmp.Or(names[name], toolchain.Variables[name])
}

// For says what to write instead of a variable, "" where it may be set.
func For(name string, builds func(triple string) bool) string {
	if hint := Always(name); hint != "" {
		return hint
	}
	for _, f := range families {
		if strings.HasPrefix(name, f.prefix) {
			return f.hint
		}
	}
	if triple, ok := strings.CutPrefix(name, "PKG_CONFIG_ALLOW_CROSS_"); ok && builds(triple) {
		return finds
	}
	return Steers(name, builds)
}

// Steers says what to write instead of a variable that leads what builds C for
// one of the triples that are built, "" where it leads none; builds is asked with
// a triple as in a variable's name. build.sh leaves what is built for the
// building machine alone, and so the HOST_ forms; but where a triple is that
// machine's own, the crates read them for the program.
func Steers(name string, builds func(triple string) bool) string {
	if own, ok := strings.CutPrefix(name, "HOST_"); ok {
		if !buildsForHosts(builds) {
			return ""
		}
		name = own
	}
	name = strings.TrimPrefix(name, "TARGET_")
	for steer, hint := range steering {
		if triple, ok := strings.CutPrefix(name, steer+"_"); name == steer || ok && builds(triple) {
			return hint
		}
	}
	return ""
}

// buildsForHosts reports whether a triple is that of rustc on a machine that builds.
func buildsForHosts(builds func(triple string) bool) bool {
	return slices.ContainsFunc(model.Hosts, func(h struct{ Name, Docker, Machine string }) bool {
		return builds(h.Name + "_unknown_linux_gnu")
	})
}
