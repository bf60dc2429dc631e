package cargo

import (
	"fmt"
	"strings"
	"testing"
)

// lines of cargo 1.95, with the indentation that it gives them.
const printedTree = `@@hello v1.0.0 (/a @@ b/hello)@@extra@@
|-- @@deep v1.2.0+meta@@default,std@@
|-- @@macros v0.1.0 (proc-macro) (/a @@ b/macros)@@@@
|   ` + "`" + `-- @@deep v1.2.0+meta@@std@@
` + "`" + `-- @@some-sys v0.9.118@@vendored@@
    ` + "`" + `-- @@deep v1.2.0+meta@@default,std@@ (*)
    [build-dependencies]
    |-- @@cc v1.0.0@@@@
    |   ` + "`" + `-- @@deep v1.2.0+meta@@std@@ (*)
    ` + "`" + `-- @@some-src v3.0.0@@@@
        [build-dependencies]
        ` + "`" + `-- @@cc v1.0.0@@@@ (*)
[build-dependencies]
` + "`" + `-- @@script v1.0.0@@@@
[dev-dependencies]
` + "`" + `-- @@tests v1.0.0@@@@

@@other v1.0.0 (/a @@ b/other)@@@@
` + "`" + `-- @@fork v2.0.0 (https://example.com/fork#1234)@@@@
`

func TestParseTree(t *testing.T) {
	crates, err := parseTree(printedTree)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, c := range crates {
		line := c.Name + " " + c.Version
		if c.Host {
			line += " host"
		}
		if c.Local {
			line += " local"
		}
		got = append(got, fmt.Sprint(line, c.Features)+fmt.Sprint(c.Uses))
	}
	want := []string{
		"hello 1.0.0 local[extra][deep macros script some-sys tests]", "deep 1.2.0+meta[default std][]",
		"macros 0.1.0 host local[][deep]", "deep 1.2.0+meta host[std][]",
		"some-sys 0.9.118[vendored][cc deep some-src]", "cc 1.0.0 host[][deep]", "some-src 3.0.0 host[][cc]",
		"script 1.0.0 host[][]", "tests 1.0.0[][]", "other 1.0.0 local[][fork]", "fork 2.0.0[][]",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// What cargo may print one day is no answer rather than a wrong one.
func TestUnknownTree(t *testing.T) {
	for _, text := range []string{
		"hello v1.0.0", "@@hello@@@@", "@@hello v1@@", "        @@deep v1.0.0@@@@", "@@a v1@@@@\n[other-dependencies]\n`-- @@b v1@@@@",
		"@@a v1@@@@\n    [build-dependencies]", "error",
	} {
		if crates, err := parseTree(text); err == nil {
			t.Errorf("%q is %v", text, crates)
		}
	}
	if crates, err := parseTree(""); err != nil || crates != nil {
		t.Error(crates, err)
	}
}

func FuzzParseTree(f *testing.F) {
	f.Add(printedTree)
	f.Fuzz(func(t *testing.T, text string) {
		crates, err := parseTree(text)
		if err != nil && crates != nil {
			t.Error(crates, err)
		}
	})
}
