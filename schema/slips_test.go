package schema

import (
	"strings"
	"testing"
)

// The message about text that is not CUE is at its place, and says what to
// write there.
func TestRow69Slips(t *testing.T) {
	const (
		name   = "name: \"hello\"\n"
		marks  = "git left a conflict here: keep what is right"
		quotes = "stands in quotes: write "
	)
	for _, tt := range []struct{ what, text, want string }{
		{"closing quote", "name: \"hello\n" + row, "1:7: a string ends with its line: write its closing quote"},
		{"opening quote", "name: hello\"\n" + row, `1:7: a text has a quote at both ends: write "hello"`},
		{"both quotes", "name: hello\n" + row, `1:7: no field, let or import is named hello; a text is written in quotes: write "hello"`},
		{"triple", name + "targets: a: triple: mips-unknown-linux-musl\n", `2:21: no field, let or import is named mips; a text is written in quotes: write "mips-unknown-linux-musl"`},
		{"triple with _", name + "targets: a: triple: x86_64-unknown-linux-musl\n", `2:21: no field, let or import is named x86_64; a text is written in quotes: write "x86_64-unknown-linux-musl"`},
		{"triple in braces", name + "targets: {a: {triple: armv7-unknown-linux-musleabihf}}\n", `2:23: no field, let or import is named armv7; a text is written in quotes: write "armv7-unknown-linux-musleabihf"`},
		{"path", name + row + "cargo: manifest: crates/a/Cargo.toml\n", `3:18: no field, let or import is named crates; a text is written in quotes: write "crates/a/Cargo.toml"`},
		{"two colons", name + "targets: a: triple:: \"mips-unknown-linux-musl\"\n", "2:19: one colon stands between a field and its value: remove the other one"},
		{"two colons at the top", "name:: \"hello\"\n" + row, "1:5: one colon stands between a field and its value: remove the other one"},
		{"two colons before braces", name + "targets:: {a: triple: \"mips-unknown-linux-musl\"}\n", "2:8: one colon stands between a field and its value"},
		{"a name in a text", name + "targets: a: triple: \"\\(arch)-unknown-linux-musl\"\n", `2:24: no field, let or import is named arch, of which \(…) puts the value into the text: write the text itself, or let arch = "…" in a line above`},
		{"two names in a text", name + "let m = \"mips\"\ntargets: a: triple: \"\\(m)-unknown-\\(os)-musl\"\n", `3:37: no field, let or import is named os, of which`},
		{"YAML's two targets", name + "targets:\n  a:\n    triple: \"mips-unknown-linux-musl\"\n  b:\n    triple: \"mips-unknown-linux-musl\"\n", "5:3: indented lines are no part of a field in CUE, as they are in YAML, and b stands beside targets here: write what belongs to a field in braces, targets: {b: {…}}"},
		{"YAML's two flags", name + row + "flags:\n  x:\n    c: [\"-g\"]\n  \"y-z\":\n    c: [\"-g\"]\n", "6:3: indented lines are no part of a field in CUE, as they are in YAML, and \"y-z\" stands beside flags here"},
		{"an unknown field in braces", name + row + "flags: {\n  x: c: [\"-g\"]\n}\n\tother:\n\t\tx: 1\n", "6:2: unknown field \"other\""},
		{"image", name + row + "image: debian:trixie-slim\n", `3:8: no field, let or import is named trixie; a text is written in quotes: write "debian:trixie-slim"`},
		{"flag", name + row + "flags: x: {rustc: [-Clto], why: \"y\"}\n", `3:20: no field, let or import is named Clto; a text is written in quotes: write "-Clto"`},
		{"word in a list", name + row + "cargo: features: [tls]\n", `3:19: no field, let or import is named tls; a text is written in quotes: write "tls"`},
		{"version", name + row + "rust: channel: 1.90.0\n", `3:16: a text is written in quotes: write "1.90.0"`},
		{"address", name + row + "env: A: https://example.org/x\n", `3:9: a text is written in quotes, as // begins a comment: write "https://example.org/x"`},
		{"Python's True", name + row + "test: True\n", `3:7: True is no value of CUE's: write true, or "True" where a text is meant`},
		{"YAML's no", name + row + "contract: static: no\n", `3:19: no is no value of CUE's: write false, or "no" where a text is meant`},
		{"no import", name + row + "env: A: strings.ToUpper(\"a\")\n", `3:9: strings is a package of CUE's: write import "strings" in the first line`},
		{"no comment but a definition", name + row + "#D: {a: nothing}\n", `3:9: no field, let or import is named nothing; a text is written in quotes: write "nothing"`},
		{"hidden field", name + row + "env: A: _a\n", `3:9: nothing here is named _a: write what it stands for, as a field _a: …`},

		{"opt-level", name + row + "cargo: opt-level: \"3\"\n", "3:8: a name with more than letters, digits and _, or that begins with a digit, " + quotes + `"opt-level":`},
		{"opt-level in braces", name + row + "cargo: {\n\topt-level: \"3\"\n}\n", "4:2: a name with more than letters, digits and _, or that begins with a digit, " + quotes + `"opt-level":`},
		{"my-pi", name + "targets: my-pi: triple: \"mips-unknown-linux-musl\"\n", "2:10: a name with more than letters, digits and _, or that begins with a digit, " + quotes + `"my-pi":`},
		{"digit", name + "targets: 64bit: triple: \"mips-unknown-linux-musl\"\n", "2:10: a name with more than letters, digits and _, or that begins with a digit, " + quotes + `"64bit":`},
		{"blank", name + "targets: my pi: triple: \"mips-unknown-linux-musl\"\n", `2:10: a name has no blanks: write "my-pi":, or my: pi: for a field in a field`},
		{"colon between fields", name + "targets: a triple: \"mips-unknown-linux-musl\"\n", `2:10: a name has no blanks: write "a-triple":, or a: triple: for a field in a field`},
		{"colon behind a name in quotes", name + "targets: my-pi triple: \"mips-unknown-linux-musl\"\n", `2:10: a name has no blanks: write "my-pi-triple":, or "my-pi": triple: for a field in a field`},
		{"colon", name + "targets: a: triple \"mips-unknown-linux-musl\"\n", `2:13: a colon stands between a field and its value: write triple: "mips-unknown-linux-musl"`},
		{"colon in braces", name + row + "contract: {smoke: timeout: 3, glibc \"2.17\"}\n", `3:31: a colon stands between a field and its value: write glibc: "2.17"`},
		{"colon before braces", name + row + "contract {static: true}\n", `3:1: a colon stands between a field and its value: write contract: {…}`},
		{"colon before a list", name + row + "cargo: features [\"a\"]\n", `3:8: a colon stands between a field and its value: write features: […]`},
		{"colon before a number", name + row + "contract: smoke: timeout 3\n", `3:18: a colon stands between a field and its value: write timeout: 3`},
		{"comma", name + "targets: a: {triple: \"mips-unknown-linux-musl\" cargo: lto: \"thin\"}\n", "2:48: missing a comma or a new line in a struct"},
		{"backslash", name + row + "contract: smoke: stdout: \"C:\\path\"\n", `3:30: \ in a text begins an escape such as \n: write \\ for the sign itself`},
		{"digits", name + row + "contract: smoke: stdout: \"a\\d+\"\n", `3:29: \ in a text begins an escape such as \n: write \\ for the sign itself`},
		{"late import", name + "import \"strings\"\n" + row, "2:1: imports stand before all fields: move the line to the top, behind the package's where there is one"},
		{"late imports", name + row + "import (\n\t\"strings\"\n)\n", "3:1: imports stand before all fields"},
		{"dots", name + "targets.a.triple: \"mips-unknown-linux-musl\"\n", "2:1: a field in a field has a colon between the two: write targets: a: triple:"},

		{"# comment", "# my targets\n" + name + row, "1:1: a comment begins with //: write // my targets"},
		{"#comment", "#my targets\n" + name + row, "1:1: a comment begins with //: write // my targets"},
		{"# comment of a word", name + "#my\n" + row, "2:1: a comment begins with //: write // my"},
		{"# comment behind", "name: \"he#llo\" # my\n" + row, "1:16: a comment begins with //: write // my"},
		{"/* comment", "/* my */\n" + name + row, "1:1: a comment begins with //: write // my"},
		{"-- comment", "-- my\n" + name + row, "1:1: a comment begins with //: write // my"},
		{"-- comment of a word", name + "-- targets\n" + row, "2:1: a comment begins with //: write // targets"},
		{"semicolon", "name: \"hello\";\n" + row, "1:14: a field ends with its line, or with a comma: remove the ;"},

		{"curly quotes", "name: “hello”\n" + row, `1:7: a text stands between two straight quotes: write "hello"`},
		{"backquotes", "name: `hello`\n" + row, `1:7: a text stands between two straight quotes: write "hello"`},
		{"single quotes", "name: 'hello'\n" + row, `1:7: name is in single quotes, which make bytes and no text: write "hello"`},
		{"single quotes in a list", name + row + "cargo: features: ['a']\n", `3:19: cargo.features[0] is in single quotes, which make bytes and no text: write "a"`},
		{"single quotes for short", name + row + "env: A: 'b'\n", `3:9: env.A is in single quotes, which make bytes and no text: write "b"`},

		{"merge", name + "<<<<<<< HEAD\n" + row + "=======\n" + row + ">>>>>>> other\n", "2:1: " + marks},
		{"merge with CRLF", name + "<<<<<<< HEAD\r\n" + row + "=======\r\n" + row + ">>>>>>> other\r\n", "2:1: " + marks},
		{"merge half resolved", name + row + "=======\n" + row + ">>>>>>> other\n", "3:1: " + marks},
		{"merge in a list", name + row + "cargo: features: [\n<<<<<<< HEAD\n\"a\"\n||||||| base\n=======\n\"b\"\n>>>>>>> o\n]\n", "4:1: " + marks},

		{"YAML", "---\nname: hello\ntargets:\n  a:\n    triple: mips-unknown-linux-musl\n", "1:1: this begins a file of YAML, and the definitions are CUE"},
		{"YAML's list", name + row + "cargo:\n  features:\n    - a\n    - b\n", `5:5: a list stands in brackets, with commas between its parts: write ["a", "b"]`},
		{"YAML's list of texts", name + row + "cargo:\n  features:\n    - \"a\"\n    - 'b'\n", `5:5: a list stands in brackets, with commas between its parts: write ["a", "b"]`},
		{"YAML's list of flags", name + row + "contract:\n  smoke:\n    args:\n      - --version\n", `6:7: a list stands in brackets, with commas between its parts: write ["--version"]`},
		{"YAML's list of fields", name + row + "flags:\n  - name: x\n    c: [\"-g\"]\n", `4:3: a list stands in brackets, with commas between its parts: write [{name: …}, …]`},
		{"YAML's targets", name + "targets:\n  - triple: \"mips-unknown-linux-musl\"\n", `3:3: a list stands in brackets, with commas between its parts: write [{triple: …}, …]`},
		{"TOML", "name = \"hello\"\n\n[targets.a]\ntriple = \"mips-unknown-linux-musl\"\n", "3:1: [targets.a] is a table of TOML, and the definitions are CUE: write targets: a: {…}"},
		{"TOML in between", name + "[targets.a]\ntriple: \"mips-unknown-linux-musl\"\n", "2:1: [targets.a] is a table of TOML"},
		{"TOML's list of tables", "[[targets]]\nname = \"a\"\n", "1:1: [targets] is a table of TOML"},
		{"TOML's keys", "name = \"hello\"\ntargets.a.triple = \"mips-unknown-linux-musl\"\n", `1:1: a colon stands between a field and its value: write name: "hello"`},
		{"TOML's texts", "name = 'hello'\n" + row, `1:1: a colon stands between a field and its value: write name: "hello"`},
		{"TOML's braces", name + "targets: a: { triple = \"mips-unknown-linux-musl\" }\n", `2:15: a colon stands between a field and its value: write triple: "mips-unknown-linux-musl"`},
		{"TOML's braces of two", name + "targets: a: {triple: \"mips-unknown-linux-musl\", cpu = \"a=b\", env: {}}\n", `2:49: a colon stands between a field and its value: write cpu: "a=b"`},
		{"=", name + "targets: a: triple = \"mips-unknown-linux-musl\"\n", `2:13: a colon stands between a field and its value: write triple: "mips-unknown-linux-musl"`},

		{"bracket too many", name + row + "}\n", "3:1: no bracket is open that this } could close: remove it"},
	} {
		p, found := Load(project(tt.text))
		got, more, _ := strings.Cut(found.Error(), "\n")
		if p != nil || more != "" || !strings.HasPrefix(got, "targets.cue:"+tt.want) {
			t.Errorf("%s: %q gives\n  %s\n%s\nwant\n  targets.cue:%s", tt.what, tt.text, got, more, tt.want)
		}
	}
}

// TestRow69NoSlips: what CUE means by the same signs is left alone.
func TestRow69NoSlips(t *testing.T) {
	for _, text := range []string{
		"import s \"strings\"\nname: s.ToLower(\"HELLO\")\n" + row,
		"name: \"hello\"\n#Pi: triple: \"arm-unknown-linux-musleabihf\"\ntargets: pi: #Pi\n",
		"name: \"\"\"\n\thello\n\t\"\"\"\n" + row,
		"let x = \"hello\"\nname: x\n" + row,
		"N=name: \"hello\"\n_n: N\n" + row,
		"\"name\": \"hello\"\n\"targets\": {\"a\": {\"triple\": \"mips-unknown-linux-musl\"}}\n",
		"name:\n  \"hello\"\ntargets:\n  a:\n    triple: \"mips-unknown-linux-musl\"\n",
	} {
		if _, found := Load(project(text)); len(found) > 0 {
			t.Errorf("%q: %v", text, found)
		}
	}
}

// TestRow69Triples: what is proposed for a triple runs on the machine that was named.
func TestRow69Triples(t *testing.T) {
	for triple, want := range map[string]string{
		"aarch64-unknown-linux-gnu.2.17":     ` (write "aarch64-unknown-linux-gnu", and contract: glibc: "2.17" beside it)`,
		"x86_64-unknown-linux-gnu.2.28":      ` (write "x86_64-unknown-linux-gnu", and contract: glibc: "2.28" beside it)`,
		"x86_64-unknown-linux-gnu.2.28.1":    ` (write "x86_64-unknown-linux-gnu", and contract: glibc: "2.28" beside it)`,
		"armv7-unknown-linux-gnueabihf.2.31": ` (write "armv7-unknown-linux-gnueabihf", and contract: glibc: "2.31" beside it)`,
		"x86_64-unknown-linux-musl.1.2":      ` (write "x86_64-unknown-linux-musl": there is no glibc in it that could have a version)`,
		"arm-unknown-linux-gnueabi":          ` (did you mean "arm-unknown-linux-musleabi"?)`,
		"armv6-unknown-linux-gnueabihf":      ` (did you mean "arm-unknown-linux-musleabihf"?)`,
		"armv6l-unknown-linux-musleabihf":    ` (did you mean "arm-unknown-linux-musleabihf"?)`,
		"armv5te-unknown-linux-gnueabi":      ` (did you mean "armv5te-unknown-linux-musleabi"?)`,
		"arm64-unknown-linux-gnu":            ` (did you mean "aarch64-unknown-linux-gnu"?)`,
		"amd64-unknown-linux-musl":           ` (did you mean "x86_64-unknown-linux-musl"?)`,
		"armv4t-unknown-linux-gnueabi":       "",
		"arm-acme-linux-gnueabihf":           `, or spec: "arm-acme-linux-gnueabihf.json" beside it, a target specification of rustc's`,
		"i386-unknown-linux-gnu":             "",
		"amrv7-unknown-linux-musleabihf":     ` (did you mean "armv7-unknown-linux-musleabihf"?)`,
	} {
		_, found := Load(project("name: \"hello\"\ntargets: a: triple: \"" + triple + "\"\n"))
		_, got, _ := strings.Cut(found.Error(), `such as "armv5te-unknown-linux-musleabi"`)
		if len(found) != 1 || got != want {
			t.Errorf("%s: %v\nwant …%s", triple, found, want)
		}
	}
}
