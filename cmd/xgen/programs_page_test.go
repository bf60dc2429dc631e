//go:build e2e && programs

package main

import (
	"encoding/json"
	"fmt"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// programsPage is docs/programs.json.
type programsPage struct {
	Programs []programResult `json:"programs"`
}

// programResult is a program with what became of it.
type programResult struct {
	Entry   programEntry    `json:"entry"`
	Xgen    string          `json:"xgen"`
	Machine string          `json:"machine"`
	Written []string        `json:"written"`           // by xgen init, beside the name and the targets
	Said    []string        `json:"said,omitempty"`    // by xgen init
	Refused []string        `json:"refused,omitempty"` // why nothing was built
	Seconds float64         `json:"seconds"`
	Targets []programTarget `json:"targets"`
}

type programTarget struct {
	Target string           `json:"target"`
	OK     bool             `json:"ok"`
	Why    string           `json:"why,omitempty"` // it is not
	Bytes  map[string]int64 `json:"bytes,omitempty"`
	Did    []string         `json:"did,omitempty"` // under QEMU
}

// notesOf are the lines of what xgen said that are about the project.
func notesOf(said string) (out []string) {
	for line := range strings.Lines(said) {
		if line = strings.TrimRight(line, "\n"); line != "" && !strings.HasPrefix(line, "wrote ") && !strings.HasSuffix(line, " no errors") {
			out = append(out, line)
		}
	}
	return out
}

// drafted is what a targets.cue has behind the head, the name and the targets, without its
// comments and a field a line.
func drafted(text string) (out []string) {
	_, rest, _ := strings.Cut(text, "\nname:")
	_, rest, _ = strings.Cut(rest, "\n")
	below := ""
	for line := range strings.Lines(rest) {
		words := strings.TrimSpace(line)
		switch {
		case words == "" || strings.HasPrefix(words, "//"):
		case line == "}\n":
			if below != "targets" {
				out = append(out, below+": {…}")
			}
			below = ""
		case strings.HasSuffix(line, ": {\n") && below == "" && !strings.HasPrefix(line, "\t"):
			below = strings.TrimSuffix(words, ": {")
		case below == "":
			out = append(out, words)
		case below != "targets":
			out = append(out, below+": "+words)
		}
	}
	return slices.DeleteFunc(out, func(line string) bool { return strings.HasSuffix(line, "{…}") })
}

func readProgramsPage(t *testing.T) (p programsPage) {
	t.Helper()
	data, err := os.ReadFile("../../docs/programs.json")
	if err == nil {
		err = json.Unmarshal(data, &p)
	}
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	return p
}

// has reports whether the page has a good result of an entry as it is.
func (p programsPage) has(e programEntry) bool {
	return slices.ContainsFunc(p.Programs, func(r programResult) bool {
		bad := func(t programTarget) bool { return !t.OK }
		return reflect.DeepEqual(r.Entry, e) && len(r.Targets) == len(programTargets) && !slices.ContainsFunc(r.Targets, bad)
	})
}

// put puts a result in the place of an earlier one.
func (p *programsPage) put(more programResult) {
	p.Programs = append(slices.DeleteFunc(p.Programs, func(r programResult) bool { return r.Entry.Crate == more.Entry.Crate }), more)
	slices.SortFunc(p.Programs, func(a, b programResult) int { return strings.Compare(a.Entry.Crate, b.Entry.Crate) })
}

const programsPreface = `# Published programs, as they are

Built and used by ` + "`make programs`" + `, which writes this page and [programs.json](programs.json): each program of
testdata/programs.json as it was published, with ` + "`xgen init armv5te mipsel riscv64 aarch64 && xgen vet && xgen run --all`" + ` and
nothing written by hand; then it is used under QEMU on the oldest CPU of each target. What xgen init wrote beside the name
and the targets stands in the second table.

`

// text is docs/programs.md, of the results of the programs that there are.
func (p programsPage) text(all []programEntry) string {
	var b strings.Builder
	b.WriteString(programsPreface)
	b.WriteString("| program | target | bytes | what it did | all targets took |\n|---|---|---|---|---|\n")
	var missing []string
	for _, e := range all {
		i := slices.IndexFunc(p.Programs, func(r programResult) bool { return r.Entry.Crate == e.Crate && r.Entry.Version == e.Version })
		if i < 0 {
			missing = append(missing, e.Crate+" "+e.Version)
			continue
		}
		r := p.Programs[i]
		for _, why := range r.Refused {
			fmt.Fprintf(&b, "| %s %s | | | refused: %s | |\n", e.Crate, e.Version, cell(why))
		}
		for _, t := range r.Targets {
			fmt.Fprintf(&b, "| %s %s | %s | %s | %s | %.0f s |\n", e.Crate, e.Version, t.Target, t.sizes(), cell(t.seen()), r.Seconds)
		}
	}
	b.WriteString("\n| program | xgen init wrote | and said |\n|---|---|---|\n")
	for _, r := range p.Programs {
		fmt.Fprintf(&b, "| %s %s | %s | %s |\n", r.Entry.Crate, r.Entry.Version, cell(strings.Join(quoted(r.Written), "<br>")), cell(strings.Join(r.Said, "<br>")))
	}
	if len(missing) > 0 {
		fmt.Fprintf(&b, "\nNot built yet: %s.\n", strings.Join(missing, ", "))
	}
	return b.String()
}

func quoted(lines []string) (out []string) {
	for _, line := range lines {
		out = append(out, "`"+line+"`")
	}
	return out
}

func (t programTarget) sizes() string {
	var out []string
	for _, n := range t.Bytes {
		out = append(out, fmt.Sprint(n))
	}
	return strings.Join(out, ", ")
}

func (t programTarget) seen() string {
	if !t.OK {
		return "NO: " + t.Why
	}
	return strings.Join(quoted(t.Did), ", ")
}

func (p programsPage) write(t *testing.T, all []programEntry) {
	writePage(t, "programs", p, p.text(all))
}

// The page says what ran, what failed, and what was refused.
func TestProgramsPage(t *testing.T) {
	var p programsPage
	a, b, c := programEntry{Crate: "a", Version: "1"}, programEntry{Crate: "b", Version: "2"}, programEntry{Crate: "c", Version: "3"}
	p.put(programResult{Entry: b, Refused: []string{"it | cannot"}})
	p.put(programResult{Entry: a, Seconds: 7.4, Written: []string{"atomics: 64"}, Targets: []programTarget{
		{Target: "x", OK: true, Bytes: map[string]int64{"a": 7}, Did: []string{"a b"}}, {Target: "y", Why: "it fails"},
	}})
	text := p.text([]programEntry{a, b, c})
	for _, want := range []string{
		"| a 1 | x | 7 | `a b` | 7 s |\n", "| a 1 | y |  | NO: it fails | 7 s |\n", "| b 2 | | | refused: it \\| cannot | |\n",
		"| a 1 | `atomics: 64` |  |\n", "\nNot built yet: c 3.\n",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
	if p.has(a) || p.has(c) {
		t.Error("what failed is kept")
	}
	got := drafted("package targets\n\nname: \"a\"\n\ntargets: {\n\tx: triple: \"y\"\n}\n\n// why\natomics: 64\n\nlibraries: {\n\t// why\n\tdbus: {}\n\topenssl: {}\n}\n")
	if want := []string{"atomics: 64", "libraries: dbus: {}", "libraries: openssl: {}"}; !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
}
