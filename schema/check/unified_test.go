package check_test

import (
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"cuelang.org/go/cue"
	"cuelang.org/go/cue/cuecontext"
	"cuelang.org/go/cue/parser"

	"github.com/xgen-build/xgen/schema"
	"github.com/xgen-build/xgen/schema/check"
)

// TestWalkRefusesWhatCUERefuses: a file that CUE refuses when it unifies it with
// the definitions never passes the walk, which looks at the same definitions as
// data. Files are a sample of XGEN_SAMPLE, 0 for all.
func TestWalkRefusesWhatCUERefuses(t *testing.T) {
	root := evaluated(t)
	project := root.LookupPath(cue.ParsePath("#Project"))
	refused := 0
	for _, m := range append(sample(append(wrongFiles(t), wrongValues()...), 400), written()...) {
		f, err := parser.ParseFile(schema.File, m.src, parser.ParseComments)
		if err != nil {
			continue
		}
		v := cuecontext.New().BuildFile(f)
		if v.Err() != nil && !v.Exists() {
			continue
		}
		if err := project.Unify(v).Validate(cue.Concrete(true)); err != nil {
			refused++
			if !check.File(schema.File, check.Project(), v).HasErrors() {
				t.Errorf("%s: the walk lets pass what CUE refuses: %v\n%s", m.what, err, m.src)
			}
		}
	}
	if refused < 100 {
		t.Errorf("CUE refused only %d files", refused)
	}
}

func sample(all []mutant, n int) []mutant {
	if os.Getenv("XGEN_SAMPLE") == "0" {
		return all
	}
	random := rand.New(rand.NewPCG(11, 0))
	random.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	return all[:n:n]
}

// wrongFiles are whole projects with one mistake each.
func wrongFiles(t *testing.T) (out []mutant) {
	for _, dir := range []string{"testdata/projects/vpn", "testdata/projects/libraries", "testdata/projects/toolchains", "."} {
		src, err := os.ReadFile("../../" + dir + "/" + schema.File)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, mutants(t, string(src))...)
	}
	return out
}

// wrongValues set each field of the definitions to values of every kind.
func wrongValues() (out []mutant) {
	const head = "name: \"hello\"\ntargets: t: triple: \"mips-unknown-linux-musl\"\n"
	for _, f := range check.Project().List() {
		path := strings.ReplaceAll(f.Path, "<name>", "a")
		before, rest, list := strings.Cut(path, "[].")
		for _, value := range []string{
			"3", "-1", "1.5", "1e30", "99999999999999999999", `""`, `"x"`, `"/x y\u0007"`, "true", "null", "'b'", "[]", "[1]", `["/", "x"]`,
			"{}", "{unknown: 1}", "{kind: \"unknown\"}", "string", ">3", "*\"x\" | \"y\"", "\"x\" | \"y\"", "[...]", "{[string]: int}",
		} {
			line := strings.ReplaceAll(path, ".", ": ") + ": " + value
			if list {
				line = strings.ReplaceAll(before, ".", ": ") + ": [{" + strings.ReplaceAll(rest, ".", ": ") + ": " + value + "}]"
			}
			out = append(out, mutant{f.Path + ": " + value, head + line + "\n"})
		}
	}
	return out
}

// written are what CUE can say and few files do.
func written() (out []mutant) {
	const head = "name: \"hello\"\ntargets: a: triple: \"mips-unknown-linux-musl\"\n"
	for _, src := range []string{
		"targets: [_]: cargo!: lto!: string", "targets: [_]: cargo!: _", "_x!: string", "#x!: string", "env!: A!: _",
		"cargo: {lto: \"thin\"} | {lto: \"fat\"}", "cargo: *{lto: \"thin\"} | {lto: \"no\"}", "cargo: *{lto: \"no\"} | {lto: \"fat\"}",
		"rust: string | {std: \"sysroot\"}", "env: A: {\"x\", #a: 1}", "env: A: {value: \"x\", ...}", "_hidden: string", "#D: {x: string}",
		"cargo: bins: [\"a\", ...]", "cargo: bins: [...string]", "cargo: bins: [\"a\", string]", "cargo: bins: {\"0\": \"a\"}", "cargo: bins: 2 * [\"-\"]",
		"let x = {y: 1}\ncargo: x", "cargo: {y: 1, _z: 2}", "if true {unknown: 1}", "for i in [1, 2] {\"env\": \"A\\(i)\": i}",
		"env: [string]: int\nenv: A: 3", "unknown?: 1", "cargo: unknown?: 1", "cargo: [string]: \"x\"", "\"na\\(\"m\")e\": \"Other\"",
		"contract: \"max-size\": 0", "contract: \"max-size\": 2.5Ki", "contract: \"max-size\": 1K & >5", "atomics: 32", "atomics: 64.0",
		"toolchain: kind: \"zig\" | \"debian\"", "toolchain: {kind: *\"zig\" | \"debian\", gcc: \"x-y\"}", "toolchain: {kind: \"zig\"} | {kind: \"debian\"}",
		"contract: smoke: json: a: string", "contract: smoke: json: a: {b: [1, >2]}", "contract: smoke: json: a: null", "contract: smoke: exit: 256",
		"test: _|_", "test: null", "ci: github: {install: [], actions: {}, unknown: 1}", "patches: p: why: \"  \"", "flags: f: {c: [], when: {}}",
		"targets: b: targets.a & {triple: \"x\"}", "targets: b: {triple: _, #t: 1}", "targets: close({a: {}})", "name: \"hello\" & string & !=\"\"", "output: \"dist/x\"", "output: \"DIST\"",
	} {
		out = append(out, mutant{src, head + src + "\n"})
	}
	return out
}
