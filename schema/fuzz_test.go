package schema

import (
	"strings"
	"testing"
)

// FuzzLoad gives Load any text: it must not panic, each message has a place
// in the file and shows nothing of the schema's inside, and a project comes if
// and only if there is no error.
func FuzzLoad(f *testing.F) {
	const name = "name: \"hello\"\n"
	for _, src := range []string{
		"", "{", "\xff", "\x00", "\ufeff" + name, name + row, name + "targets: {}\n", name + "targets: a: {}\n",
		"nam: 1\n" + row, name + name[:5] + " 2\n" + row, "name: name\n" + row, "name: string\n" + row,
		name + "targets: \"../x\": triple: \"x\"\n", name + "targets: [_]: cargo: lto: *\"thin\" | _\n" + row,
		name + row + "env: A: \"x\\ny\"\n", name + row + "env: A: {value: \"a\", why: \"b\"}\n", name + row + "env: A: \"\\(B)\"\n",
		name + row + "flags: f: {c: [\"@x\"], link: [\"-Wl,@f\"], rustc: [\"a b\"], why: \"x\"}\n",
		name + row + "contract: smoke: {json: {a: {b: [1, null]}}, facts: arch: \"arch\", inputs: v: \"V\"}\n",
		name + row + "inputs: V: {}\ncontract: {pie: true, needed: [\"x\"], \"max-size\": 2Mi}\n",
		name + row + "ci: github: {install: [{name: \"a\", run: \"${{ b }}\"}], actions: {}}\n",
		name + row + "cargo: {bins: [\"x\"], features: [\"y\"], manifest: \"../Cargo.toml\"}\n",
		name + row + "toolchain: {kind: \"zig\", version: \"9.9.9\", sha256: [...string]}\nrust: std: \"prebuilt\"\n",
		"import \"strings\"\nname: strings.ToLower(\"A\")\n" + row, "import \"example.com/x\"\n" + name + row,
		"package x\n" + name + row + "#D: {a: #D}\nenv: A: #D\n", name + row + "let x = x\nenv: A: x\n", "[1, 2]", "\"s\"", "_|_\n", "@if(x)\n" + name,
		name + "if true {" + row + "}\n", name + "output: \"/x\"\nimage: \"-x\"\n" + row,
	} {
		f.Add(src)
	}
	f.Fuzz(func(t *testing.T, src string) {
		if len(src) > 4096 || loops(src) {
			t.Skip("evaluating it may take for ever: xgen itself watches the time")
		}
		p, found := Load(project(src))
		if (p == nil) != found.HasErrors() {
			t.Errorf("project %v, and the messages %v", p != nil, found)
		}
		for _, d := range found {
			if !d.Pos.IsValid() || d.Pos.Col < 1 || d.Message == "" || d.Rule == "" || strings.ContainsAny(d.Message, "\n\x00\x1b") {
				t.Errorf("%+v", d)
			}
			if strings.Contains(d.Message, "#Project") || strings.Contains(d.String(), "project.cue") {
				t.Errorf("the message shows the inside of the schema: %s", d)
			}
		}
	})
}

// loops finds what makes CUE count or repeat; a few letters of it suffice for
// a billion steps.
func loops(src string) bool {
	for _, word := range []string{"for ", "Repeat", "Range", "*", "import"} {
		if strings.Contains(src, word) && !strings.Contains(src, "[_]: cargo: lto: *\"thin\" | _") {
			return true
		}
	}
	return false
}
