package failure_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/xgen-build/xgen/schema"
	"github.com/xgen-build/xgen/schema/catalog"
	"github.com/xgen-build/xgen/schema/failure"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/userfile"
)

const recorded = "../../testdata/failures"

// Of what the builds of testdata/projects/failing wrote it says what testdata/failures
// has as their causes. TestE2EFailures builds them.
func TestRecorded(t *testing.T) {
	p := failing(t)
	var said strings.Builder
	for _, target := range p.Targets {
		data, err := os.ReadFile(filepath.Join(recorded, target.Name+".txt"))
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&said, "%s: %s\n", target.Name, words(failure.Of(p, target, strings.Split(string(data), "\n"))))
	}
	golden(t, filepath.Join(recorded, "causes"), said.String())
}

func words(c *failure.Cause) string {
	if c == nil {
		return "-"
	}
	return c.String()
}

func failing(t *testing.T) *model.Project {
	t.Helper()
	p, found := schema.Load(userfile.Folder("../../testdata/projects/failing"))
	if p == nil || found.HasErrors() {
		t.Fatal(found)
	}
	return p
}

func golden(t *testing.T, file, got string) {
	t.Helper()
	if os.Getenv("XGEN_UPDATE") != "" {
		if err := os.WriteFile(file, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil || got != string(want) {
		t.Errorf("%v; got\n%s\nwant\n%s", err, got, want)
	}
}

// What other programs say in other words, as they were met.
func TestOf(t *testing.T) {
	const (
		script = "error: failed to run custom build command for `hello v0.1.0 (/src)`"
		crate  = "error: could not compile `hello` (bin \"hello\") due to 1 previous error"
	)
	p := failing(t)
	for _, c := range []struct {
		target string
		output []string
		want   string // what it begins with
	}{
		{"module", []string{script, "  --- stderr", "  ./gen.sh: line 2: python3: command not found "}, `hello 0.1.0: its build script needs python3, which the machine that builds does not have: write tools: python3: {}`},
		{"module", []string{script, "  sh: 1: mkparser: not found"}, `hello 0.1.0: its build script needs mkparser, which the machine that builds does not have: write host: packages: ["…"], with the package`},
		{"module", []string{script, "  python3 makes the table: Os { code: 2, kind: NotFound, message: \"No such file or directory\" }"}, "hello 0.1.0: its build script found no such file: write host: packages: "},
		{"module", []string{script, "  Error: No such file or directory (os error 2)"}, "hello 0.1.0: its build script found no such file: "},
		{"module", []string{script, "  thread 'main' panicked at build.rs:3: no table"}, ""},
		{"module", []string{"error: couldn't read `x`: No such file or directory (os error 2)"}, ""},
		{"module", []string{"sh: 1: gperf: not found"}, ""},
		{"module", []string{script, "  no table", "   Compiling other v1.0.0", "sh: 1: gperf: not found"}, ""},
		{"module", []string{script, "  \x1b[31mThe system library `OpenSSL` required by crate `x` was not found.\x1b[0m"}, "hello 0.1.0: its build script asks pkg-config for OpenSSL, which the target module does not have: write libraries: openssl: {}"},
		{"module", []string{"  = note: /usr/bin/ld: cannot find -lmnl: No such file or directory", crate}, "hello: it is linked with the library mnl, which the target module does not have: write libraries: libmnl: {}"},
		{"module", []string{"   Compiling hello v0.1.0 (/src)", "  = note: rust-lld: error: unable to find library -lz", crate}, "hello 0.1.0: it is linked with the library z, which the target module does not have: write libraries: z: {kind: "},
		{"module", []string{script, "  CMake Error at CMakeLists.txt:4 (find_package):", "    Could not find a package configuration file provided by \"absl\" with any of"}, "hello 0.1.0: its build script has cmake look for absl, which the target module does not have: write libraries: absl: {kind"},
		{"module", []string{script, "    Could NOT find PNG (missing: PNG_LIBRARY)"}, ""},
		{"module", []string{"error[E0432]: unresolved import `std::sync::atomic::AtomicU64`", crate}, ""},
		{"atomic64", []string{"error[E0412]: cannot find type `AtomicI64` in this scope", crate}, "hello: it counts in 64 bits at a time, which the processors of armv5te-unknown-linux-musleabi cannot: write atomics: 64"},
		{"module", []string{"error: could not compile `hello` (lib)", "  process didn't exit successfully: `rustc --crate-name hello` (signal: 9, SIGKILL: kill)"}, "a program of the build was killed, most likely"},
	} {
		i := slices.IndexFunc(p.Targets, func(t *model.Target) bool { return t.Name == c.target })
		got := words(failure.Of(p, p.Targets[i], c.output))
		if (c.want == "") != (got == "-") || !strings.HasPrefix(got, c.want) && c.want != "" {
			t.Errorf("%q: %s\nwant %s", c.output, got, c.want)
		}
	}
}

// Each name in braces is a group of the regular expression, or one that is made of one.
func TestNamesInBraces(t *testing.T) {
	made := map[string]string{"tool": "program", "recipe": "library", "target": "", "triple": ""}
	for _, f := range catalog.Load().Failures {
		groups := append(regexp.MustCompile(f.Says).SubexpNames(), "")
		for _, m := range regexp.MustCompile(`\{([a-z]+)\}`).FindAllStringSubmatch(f.Cause+f.Write, -1) {
			name := m[1]
			if of, is := made[name]; is {
				name = of
			}
			if !slices.Contains(groups, name) {
				t.Errorf("%s: no group %q", f.Says, name)
			}
		}
	}
}
