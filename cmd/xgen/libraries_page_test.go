//go:build e2e && libraries

package main

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
)

// librariesPage is docs/libraries.json.
type librariesPage struct {
	Libraries []libraryResult `json:"libraries"`
}

// libraryResult is a recipe with what became of it.
type libraryResult struct {
	Library string          `json:"library"`
	Version string          `json:"version"`
	Licence string          `json:"licence"`
	Crates  []string        `json:"crates"` // by which it was called
	Xgen    string          `json:"xgen"`
	Machine string          `json:"machine"`
	Of      string          `json:"of"` // of the recipe and the project, a sha256
	Targets []libraryTarget `json:"targets"`
}

// libraryTarget is a target that a recipe was built for.
type libraryTarget struct {
	Target string           `json:"target"`
	Triple string           `json:"triple"`
	OK     bool             `json:"ok"`
	Why    string           `json:"why,omitempty"` // it is not
	Bytes  map[string]int64 `json:"bytes,omitempty"`
	Said   string           `json:"said,omitempty"`
}

// readLibraries returns what docs/libraries.json has of recipes that there still are.
func readLibraries(t *testing.T) librariesPage {
	t.Helper()
	data, err := os.ReadFile("../../docs/libraries.json")
	var p librariesPage
	if err == nil {
		err = json.Unmarshal(data, &p)
	}
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	names := recipeNames()
	p.Libraries = slices.DeleteFunc(p.Libraries, func(l libraryResult) bool { return !slices.Contains(names, l.Library) })
	return p
}

// has reports whether the page has good results of a recipe and a project as they are.
func (p librariesPage) has(name, of string) bool {
	return slices.ContainsFunc(p.Libraries, func(l libraryResult) bool { return l.Library == name && l.Of == of && l.good() })
}

func (l libraryResult) good() bool {
	return len(l.Targets) > 0 && !slices.ContainsFunc(l.Targets, func(t libraryTarget) bool { return !t.OK })
}

// put puts a result in the place of an earlier one.
func (p *librariesPage) put(more libraryResult) {
	p.Libraries = append(slices.DeleteFunc(p.Libraries, func(l libraryResult) bool { return l.Library == more.Library }), more)
	slices.SortFunc(p.Libraries, func(a, b libraryResult) int { return strings.Compare(a.Library, b.Library) })
}

const librariesPreface = `# The recipes of C libraries

Built and run by ` + "`make libraries`" + `, which writes this page and [libraries.json](libraries.json): each recipe of
schema/catalog/recipes.cue by a program in testdata/libraries, which calls the library through the crate, started under
QEMU on the oldest CPU, for Windows in Wine on the machine's own. What it must answer stands in its targets.cue.

| library | version | licence | crate | target | bytes | what it answered |
|---|---|---|---|---|---|---|
`

// text is docs/libraries.md.
func (p librariesPage) text() string {
	var b strings.Builder
	b.WriteString(librariesPreface)
	for _, l := range p.Libraries {
		head := fmt.Sprintf("| %s | %s | %s | %s ", l.Library, l.Version, l.Licence, strings.Join(l.Crates, ", "))
		for _, triple := range libraryTriples {
			i := slices.IndexFunc(l.Targets, func(t libraryTarget) bool { return t.Triple == triple })
			if i < 0 {
				fmt.Fprintf(&b, "%s| %s | | not built: %s |\n", head, triple, cell(unfitReason(l.Library, triple)))
				continue
			}
			fmt.Fprintf(&b, "%s| %s | %s | %s |\n", head, triple, l.Targets[i].sizes(), cell(l.Targets[i].seen()))
		}
	}
	return b.String()
}

func (t libraryTarget) sizes() string {
	var out []string
	for _, n := range t.Bytes {
		out = append(out, fmt.Sprint(n))
	}
	return strings.Join(out, ", ")
}

func (t libraryTarget) seen() string {
	if !t.OK {
		return "NO: " + t.Why
	}
	return "`" + t.Said + "`"
}

func (p librariesPage) write(t *testing.T) { writePage(t, "libraries", p, p.text()) }

// The page says what ran, what failed, and what cannot be built.
func TestLibrariesPage(t *testing.T) {
	var p librariesPage
	p.put(libraryResult{Library: "zlib", Version: "1.3", Licence: "Zlib", Crates: []string{"libz-sys 1.1.0"}, Of: "x", Targets: []libraryTarget{
		{Target: "a", Triple: libraryTriples[0], OK: true, Bytes: map[string]int64{"zlib": 7}, Said: `{"a": 1}`},
		{Target: "b", Triple: libraryTriples[1], Why: "it | fails"},
	}})
	p.put(libraryResult{Library: "libmnl", Version: "2"})
	text := p.text()
	for _, want := range []string{
		"| zlib | 1.3 | Zlib | libz-sys 1.1.0 | armv5te-unknown-linux-musleabi | 7 | `{\"a\": 1}` |\n",
		"| zlib | 1.3 | Zlib | libz-sys 1.1.0 | mipsel-unknown-linux-musl |  | NO: it \\| fails |\n",
		"| libmnl | 2 |  |  | x86_64-pc-windows-gnu | | not built: it speaks to Linux by netlink |\n",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
	if p.has("zlib", "x") || p.Libraries[0].Library != "libmnl" {
		t.Errorf("%+v", p)
	}
	if ok, why := rightVersion(`{"version": "1.2.13"}`, "1.3.dfsg+really1.3.1"); ok || why == "" {
		t.Error("another version is taken for the recipe's")
	}
	if ok, _ := rightVersion(`{"version": "1.3.1"}`, "1.3.dfsg+really1.3.1"); !ok {
		t.Error("the recipe's version is taken for another")
	}
}
