package schema

import (
	"bytes"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/xgen-build/xgen/schema/catalog"
)

// The options in the catalog are those that rustc says it has, and it takes and refuses the
// same values.
func TestRustcOptionsAgainstRustc(t *testing.T) {
	options := catalog.Load().RustcOptions
	rustc := compiler(t, catalog.Load().Defaults.Channel)
	if !strings.HasPrefix(catalog.Load().Defaults.Channel, options.Release+".") {
		t.Errorf("the options are those of rustc %s", options.Release)
	}
	said := func(args ...string) string {
		out, err := run(rustc, args...).Output()
		if err != nil {
			t.Fatal(err)
		}
		return string(out)
	}
	named := func(form, text string) (out []string) {
		for _, m := range regexp.MustCompile(form).FindAllStringSubmatch(text, -1) {
			out = append(out, m[1])
		}
		slices.Sort(out)
		return slices.Compact(out)
	}
	if its, ours := named(`-C\s+([a-z0-9-]+)=val`, said("-C", "help")), slices.Sorted(maps.Keys(options.Codegen)); !slices.Equal(its, ours) {
		t.Errorf("behind -C there are %v, and rustc says %v", ours, its)
	}
	help := said("--help", "-v")
	hidden := []string{"env-set"} // of a nightly
	if its, ours := named(`(?m)^ {4,8}(?:-[A-Za-z], )?--([a-z-]+)`, help), options.Long; !slices.Equal(slices.Sorted(slices.Values(append(its, hidden...))), ours) {
		t.Errorf("there are %v, and rustc says %v", ours, its)
	}
	letters := append(strings.Split(options.Letters+options.Valued, ""), "V")
	slices.Sort(letters)
	if its := append(named(`(?m)^ {4}-([A-Za-z])`, help), "Z"); !slices.Equal(slices.Sorted(slices.Values(its)), slices.Compact(letters)) {
		t.Errorf("there are the letters %v, and rustc says %v", letters, its)
	}
	takes := func(args ...string) (bool, string) {
		var stderr bytes.Buffer
		cmd := run(rustc, append(args, "--print", "sysroot")...)
		cmd.Stderr = &stderr
		err := cmd.Run()
		return err == nil, stderr.String()
	}
	var good []string
	for name, o := range options.Codegen {
		if o.Bare {
			good = append(good, "-C"+name)
		} else if ok, _ := takes("-C" + name); ok && name != "help" {
			t.Errorf("rustc takes -C%s without a value", name)
		}
		if o.Values == "" {
			continue
		}
		if ok, _ := takes("-C" + name + "=zzz"); ok {
			t.Errorf("rustc takes any value for -C%s", name)
		}
		for _, value := range regexp.MustCompile(`[a-z0-9-]+`).FindAllString(strings.NewReplacer("[1-9][0-9]*", "7", "[0-9]+", "7", "[0-2]", "0|1|2", "[2-5]", "2|3|4|5", "[0-3sz]", "0|1|2|3|s|z").Replace(o.Values), -1) {
			if name+"="+value != "split-debuginfo=unpacked" { // which only some targets take
				good = append(good, "-C"+name+"="+value)
			}
		}
	}
	if ok, why := takes(good...); !ok {
		t.Errorf("rustc refuses some of %v: %s", good, why)
	}
	for _, name := range options.Once {
		if ok, _ := takes("--"+name+"=a", "--"+name+"=a"); ok {
			t.Errorf("rustc takes --%s twice", name)
		}
	}
}

// What rustc refuses is refused before it is asked.
func TestRustcOptions(t *testing.T) {
	const at = "targets.cue:3:18: flags.f: "
	for _, c := range []struct{ rest, words, want string }{
		{"", `"-Copt-level=3", "-C", "debuginfo=2", "-Cdebuginfo=line-tables-only", "-C", "codegen_units=1", "-Crelro-level=full", "-Cforce-frame-pointers"`, ""},
		{"", `"--cfg", "x", "--cfg=y", "--check-cfg", "cfg(x)", "-Dwarnings", "-W", "clippy::all", "-A", "unused", "--cap-lints=allow", "--cap-lints", "warn"`, ""},
		{"", `"-g", "-O", "-gO", "--remap-path-prefix", "/a=/b", "--remap-path-prefix=/a=/b", "-Cmetadata=a", "-lz", "-l", "static=z", "-L", "native=libs", "-Lnative=libs"`, ""},
		{"", `"-Cllvm-args=-x", "-C", "link-arg=-Wl,-z,now", "-Clink-args=-Wl,-x -Wl,-y", "-Cno-vectorize-loops", "-Cinstrument-coverage=off"`, ""},
		{"", `"-Cbogus=1"`, at + `"-Cbogus=1": rustc 1.95 has no option -Cbogus: remove it`},
		{"", `"-Copt-levl=3"`, at + `"-Copt-levl=3": rustc 1.95 has no option -Copt-levl: write -Copt-level, or remove it`},
		{"", `"-C", "opt-level=9"`, at + `"-C opt-level=9": rustc 1.95 takes 0 to 3, s or z for -Copt-level: write one of them, or remove it`},
		{"", `"-Cpanic=abrt"`, at + `"-Cpanic=abrt": rustc 1.95 takes unwind or abort for -Cpanic: write`},
		{"", `"-Cdebuginfo"`, at + `"-Cdebuginfo": rustc wants a value behind it: write -Cdebuginfo=… with 0, 1, 2,`},
		{"", `"-Cremark"`, at + `"-Cremark": rustc wants a value behind it: write -Cremark=…`},
		{"", `"--bogus"`, at + `"--bogus": rustc 1.95 has no option --bogus: remove it`},
		{"", `"--cap-lint=allow"`, at + `"--cap-lint=allow": rustc 1.95 has no option --cap-lint: write --cap-lints, or remove it`},
		{"", `"-fPIC"`, at + `"-fPIC": rustc 1.95 has no option -f: remove it, or, for the C compiler or the linker, write it as c or link`},
		{"", `"opt-level=3"`, at + `"opt-level=3": it is no option, and rustc takes it for a file to compile`},
		{"", `"--cfg=a-b"`, at + `"--cfg=a-b": rustc wants a name of letters, digits and _, or NAME="…" with the quotes: write one`},
		{"", `"--cfg", "a.b"`, at + `"--cfg a.b": rustc wants a name of letters, digits and _, or NAME="…" with the quotes: write one`},
		{"", `"--cfg=a=b"`, at + `"--cfg=a=b": rustc wants a name of letters, digits and _, or NAME="…" with the quotes: write one`},
		{"", `"--cfg=1a"`, at + `"--cfg=1a": rustc wants a name of letters, digits and _, or NAME="…" with the quotes: write one`},
		{"", `"-Dfoo::bar"`, at + `"-Dfoo::bar": rustc knows no tool foo that has lints: write one of clippy, diagnostic`},
		{"", `"-A", "foo-x::bar"`, at + `"-A foo-x::bar": rustc knows no tool foo-x that has lints: write one of clippy, diagnostic`},
		{"", `"--deny=foo::bar"`, at + `"--deny=foo::bar": rustc knows no tool foo that has lints: write one of clippy, diagnostic`},
		{"", `"-gDfoo::bar"`, at + `"-gDfoo::bar": rustc knows no tool foo that has lints: write one of clippy, diagnostic`},
		{"", `"--cfg=a = \"b-c\"", "--cfg", "feature=\"a.b\"", "--cfg=r#a", "-Dclippy::x", "-W", "rustdoc::x", "--allow=miri::x", "-Ddiagnostic::x", "-Drustfmt::x", "-Arust_analyzer::x", "-Crelro-level=full"`, ""},
		{"", `"--edition=2018"`, at + `"--edition=2018": cargo itself says it for every crate, and rustc takes it once: remove it`},
		{"rust: channel: \"1.90.0\"\n", `"-Cbogus=1"`, strings.Replace(at, ":3:", ":4:", 1) + `"-Cbogus=1": rustc 1.95 has no`},
		{"rust: channel: \"nightly-2026-03-01\"\n", `"-Cbogus=1", "--bogus"`, ""},
		{"rust: channel: \"1.99.0\"\n", `"-Cbogus=1", "--bogus"`, ""},

		{"", `"-Clto=fat"`, at + `"-Clto=fat": where the profile has no lto, cargo says -Cembed-bitcode=no, which rustc does not take together with it: write cargo: lto: "fat" in its place`},
		{"", `"-C", "lto=thin"`, at + `"-C lto=thin": where the profile has no lto, cargo says -Cembed-bitcode=no, which rustc does not take together with it: write cargo: lto: "thin" in its place`},
		{"", `"-Clto"`, at + `"-Clto": where the profile has no lto, cargo says`},
		{"", `"-Clto=off"`, ""},
		{"", `"-Clto=fat", "-Cembed-bitcode=yes"`, ""},
		{"cargo: lto: \"fat\"\n", `"-Clto=fat"`, ""},
	} {
		_, found := Load(project(smallest + c.rest + "flags: f: rustc: [" + c.words + "]\n"))
		said := ""
		for _, d := range found {
			if d.Rule == "rustc-option" || d.Rule == "lto-flag" {
				said += d.String() + "\n"
			}
		}
		if said = strings.TrimSuffix(said, "\n"); said != c.want && (c.want == "" || !strings.HasPrefix(said, c.want)) {
			t.Errorf("%s%s:\n%s\nwant\n%s", c.rest, c.words, said, c.want)
		}
	}
	_, found := Load(with(smallest, "Cargo.toml", crate("hello", "[profile.release]\nlto = true\n"), ".cargo/config.toml", "[build]\nrustflags = [\"-Clto=fat\", \"-Cbogus\"]\n"))
	checkFound(t, found.Error(), []string{`.cargo/config.toml:2:1: build.rustflags: "-Cbogus": rustc 1.95 has no option -Cbogus: remove it`})
}

// What stands behind --cfg and behind a lint's level is refused where rustc refuses it.
func TestRustcValuesAgainstRustc(t *testing.T) {
	file := filepath.Join(t.TempDir(), "a.rs")
	if err := os.WriteFile(file, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	rustc := compiler(t, catalog.Load().Defaults.Channel)
	for _, word := range []string{
		"--cfg=a-b", "--cfg=a.b", "--cfg=a=b", "--cfg=1a", "--cfg=a()", "--cfg=a::b", "-Dfoo::bar", "-Wfoo-x::bar", "--deny=foo::bar", "-gAfoo::bar",
		"--cfg=a", "--cfg=_a", "--cfg=r#a", "--cfg=é", `--cfg=a="b-c"`, `--cfg=a = "b"`, "-Dclippy::x", "-Ddiagnostic::x", "-Dmiri::x", "-Arust_analyzer::x", "-Wrustc::x", "--allow=rustdoc::x", "-Drustfmt::x",
	} {
		_, found := Load(project(smallest + "flags: f: rustc: [" + strconv.Quote(word) + "]\n"))
		said, err := run(rustc, "--crate-type", "lib", "--emit", "metadata", "-o", file+".o", word, file).CombinedOutput()
		if found.HasErrors() != (err != nil) {
			t.Errorf("%s: said is %v, and rustc says %v: %s", word, found, err, said)
		}
	}
}
