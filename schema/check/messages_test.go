package check_test

import (
	"strings"
	"testing"
)

// TestRow69Messages: one message a mistake, at the mistake, in plain words.
func TestRow69Messages(t *testing.T) {
	const name = "name: \"hello\"\n"
	const mips = `triple: "mips-unknown-linux-musl"`
	for _, c := range []struct {
		name, src string
		want      []string
	}{
		// What a template speaks of too stands where the target's own key stands.
		{"TemplateAfter", name + "targets: UP: " + mips + "\ntargets: [_]: cargo: lto: \"thin\"\n", []string{
			`targets.cue:2:10: targets: "UP" is no name for it: want a to z or 0 to 9, behind the first also - and _, at most 64 of them, such as "armv5te"`}},
		{"TemplateBefore", name + "targets: [_]: test: {}\ntargets: {\n\tUP: " + mips + "\n}\n", []string{
			`targets.cue:4:2: targets: "UP" is no name for it: want a to z or 0 to 9, behind the first also - and _, at most 64 of them, such as "armv5te"`}},
		{"TemplateField", name + "flags: [_]: {FLAG: [...], why: string}\nflags: f: {why: \"x\", FLAG: [\"a\"]}\n" + row, []string{
			`targets.cue:3:22: unknown field "FLAG" in flags.f: allowed are c, cxx, link, rustc, when, why`}},
		{"TemplateValue", name + "targets: a: {" + mips + ", cargo: lto: \"x\"}\ntargets: [_]: cargo: lto: string\n", []string{
			`targets.cue:2:61: targets.a.cargo.lto is "x": want thin, fat or off`}},
		{"TemplateConflict", name + "targets: a: {" + mips + ", cargo: lto: \"off\"}\ntargets: [_]: cargo: lto: \"thin\"\n", []string{
			`targets.cue:2:61: targets.a.cargo.lto is set twice: conflicting values "thin" and "off" (also at targets.cue:3:27)`}},
		{"TemplateOfAnotherKind", name + "targets: a: " + mips + "\ntargets: b: " + mips + "\ntargets: [_]: \"x\"\n", []string{
			`targets.cue:4:15: targets.a is set twice: conflicting values {triple:"mips-unknown-linux-musl"} and "x" (mismatched types struct and string) (also at targets.cue:2:13)`}},

		// A value that fits no choice of the file's own.
		{"NoDefault", name + "targets: [_]: cargo: lto: *\"thin\" | \"fat\"\ntargets: a: {" + mips + ", cargo: lto: \"off\"}\n", []string{
			`targets.cue:3:61: targets.a.cargo.lto is "off": the file itself allows "fat" or "thin" there (targets.cue:2:28)`}},
		{"NoArm", name + "targets: [_]: cargo: {lto: \"thin\"} | {lto: \"fat\"}\ntargets: a: {" + mips + ", cargo: lto: \"off\"}\n", []string{
			`targets.cue:3:61: targets.a.cargo.lto is "off": the file itself allows "fat" or "thin" there (targets.cue:2:28)`}},
		{"NoKind", name + row + "_n: 1 | 2\nenv: A: _n & \"x\"\n", []string{
			`targets.cue:4:9: env.A is "x": the file itself allows 1 or 2 there (targets.cue:3:9)`}},

		// What refers to itself.
		{"Cycle", name + "_x: {a: _x}\n" + row, []string{
			`targets.cue:2:9: _x.a: it refers to a struct that it is itself a part of, which has no end: write what is meant in its place`}},
		{"CycleDeep", name + "_x: y: z: _x\n" + row, []string{
			`targets.cue:2:11: _x.y.z: it refers to a struct that it is itself a part of, which has no end: write what is meant in its place`}},

		// What is called and is no function.
		{"Call", name + row + "env: A: \"a\"(\"b\")\n", []string{
			`targets.cue:3:9: env.A: "a" is no function, its type is string: write the value alone, or a function of CUE's such as strings.ToLower("A")`}},
		{"CallNumber", name + row + "_n: 3\nenv: A: _n(1)\n", []string{
			`targets.cue:4:9: env.A: _n is no function, its type is int: write the value alone, or a function of CUE's such as strings.ToLower("A")`}},

		{"CallOfNone", "import \"strings\"\n" + name + row + "env: A: strings.Nope(\"b\")\n", []string{
			`targets.cue:4:9: env.A: CUE's package strings has no function Nope`}},

		// A closed definition of the user's own is named once, where it stands.
		{"Closed", name + "#T: {" + mips + ", cargo: lto: \"thin\"}\ntargets: [_]: #T\ntargets: a: flags: f: c: [\"-O1\"]\ntargets: b: flags: f: c: [\"-O1\"]\ntargets: c: flags: f: c: [\"-O1\"]\n", []string{
			`targets.cue:2:1: #T is closed and does not have targets.a.flags (targets.cue:4:13) (and 2 more): write ... as its last line, or that field into it`}},
		{"ClosedAround", name + "#P: {name: string, targets: [string]: {triple: string}}\n#P & {targets: a: {" + mips + ", cargo: lto: \"thin\"}}\n", []string{
			`targets.cue:2:1: #P is closed and does not have targets.a.cargo (targets.cue:3:55): write ... as its last line, or that field into it`}},
		{"ClosedMisspells", name + "#T: {tripel: string}\ntargets: a: #T & {" + mips + "}\n", []string{
			`targets.cue:2:6: unknown field "tripel" in targets.a: did you mean "triple"?`}},
		{"ClosedMisspelled", name + "#T: {triple: string}\ntargets: a: #T & {" + mips + ", carg: 1}\n", []string{
			`targets.cue:3:54: unknown field "carg" in targets.a: did you mean "cargo"?`}},

		// The wrong case, and the wrong stroke.
		{"CaseOfField", name + "targets: a: TRIPLE: \"mips-unknown-linux-musl\"\n", []string{
			`targets.cue:2:13: unknown field "TRIPLE" in targets.a: did you mean "triple"?`}},
		{"CaseOfTriple", name + "targets: a: triple: \"MIPS-Unknown-Linux-Musl\"\n", []string{
			`targets.cue:2:21: targets.a.triple is "MIPS-Unknown-Linux-Musl": want one of rustc's targets that the catalog knows, such as "armv5te-unknown-linux-musleabi" (did you mean "mips-unknown-linux-musl"?)`}},
		{"CaseOfWord", name + row + "cargo: lto: \"THIN\"\n", []string{
			`targets.cue:3:13: cargo.lto is "THIN": want thin, fat or off (did you mean "thin"?)`}},
		{"CamelCase", name + row + "cargo: codegenUnits: 16\n", []string{
			`targets.cue:3:8: unknown field "codegenUnits" in cargo: did you mean "codegen-units"?`}},

		// What one struct lacks, and what it has too many of.
		{"Lacks", name + row + "patches: x: y: {}\n", []string{
			`targets.cue:3:13: patches.x lacks crate, diff, files, version and why: crate: want a name of cargo's; diff: want`,
			`targets.cue:3:13: unknown field "y" in patches.x: allowed are adds, count,`}},
		{"AllLack", name + "targets: {a: {}, b: {}, c: {}}\n", []string{
			`targets.cue:2:14: targets.a.triple is missing (so it is at targets.cue:2:21, and 1 more): want one of rustc's targets`}},
		{"SyntaxOnce", name + "env: A: \"x\nflags: {\n", []string{
			`targets.cue:2:9: a string ends with its line: write its closing quote`}},
	} {
		t.Run(c.name, func(t *testing.T) {
			checkFound(t, checked(c.src).Error(), c.want)
		})
	}
}

const row = "targets: armv5te: triple: \"armv5te-unknown-linux-musleabi\"\n"

func checkFound(t *testing.T, got string, want []string) {
	t.Helper()
	lines := strings.Split(got, "\n")
	if len(lines) != len(want) {
		t.Fatalf("%d messages, want %d:\n%s", len(lines), len(want), got)
	}
	for i, line := range lines {
		if !strings.HasPrefix(line, want[i]) {
			t.Errorf("message %d is\n  %s\nand should begin with\n  %s", i+1, line, want[i])
		}
	}
}
