//go:build e2e && bench

package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/xgen-build/xgen/schema"
)

// sizes are the numbers of targets that are rendered, each with the most that the
// time beside cue's may be.
var sizes = []struct {
	n    int
	goal string
}{{4, "at most 0.8"}, {100, "at most 1.5"}, {1000, "at most 2.5"}}

// rendered is what one size took.
type rendered struct {
	n                       int
	goal                    string
	xgen, held, emit, again cost
}

func (b *bench) render() section {
	s := section{
		title: "Rendering", beside: "cue vet", runs: b.runs,
		text: "The repository's own targets.cue, with 4, 100 and 1,000 targets in the place of its own: each has a triple, a\n" +
			"variable, a flag with its reason and a size limit. xgen reads it and cargo's files, checks both, renders every\n" +
			"file of every target in memory and reads each back by a parser of its format. `cue vet` holds the same file\n" +
			"against the same definitions, which is the nearest that cue itself can do. Then the files are written, and\n" +
			"nothing is found to write. The last lines are what a command takes at least: `xgen version`, which reads\n" +
			"nothing, and `xgen vet` of a targets.cue of two lines.",
		commands: []string{
			"xgen show t0000 --file Dockerfile >/dev/null  # renders everything and prints one file",
			"cue vet -c held.cue definitions/*.cue  # held: #Project & {the same file}",
			"xgen emit; xgen emit",
			"xgen version; xgen vet",
		},
	}
	cue := b.buildCUE()
	var all []rendered
	for _, size := range sizes {
		r := b.renderOne(cue, size.n)
		r.goal = size.goal
		s.figures = append(s.figures, r.figures()...)
		all = append(all, r)
	}
	s.figures = append(s.figures, linearity(all)...)
	s.figures = append(s.figures, b.least(cue)...)
	return s
}

func (r rendered) figures() []figure {
	targets := fmt.Sprintf("%d targets: ", r.n)
	return []figure{
		{what: targets + "time", ours: r.xgen.wall, theirs: r.held.wall, unit: "s", goal: r.goal},
		{what: targets + "user+sys", ours: r.xgen.cpu, theirs: r.held.cpu, unit: "s"},
		{what: targets + "peak memory", ours: r.xgen.peak, theirs: r.held.peak, unit: "MB", goal: "at most 1.5"},
		{what: targets + "first emit, time", ours: r.emit.wall, unit: "s"},
		{what: targets + "second emit, time", ours: r.again.wall, unit: "s"},
	}
}

// least is what the shortest commands take.
func (b *bench) least(cue string) []figure {
	e := &e2e{t: b.T, dir: b.TempDir()}
	const text = "name: \"hello\"\ntargets: armv5te: triple: \"armv5te-unknown-linux-musleabi\"\n"
	e.write("Cargo.toml", "[package]\nname = \"hello\"\nversion = \"0.1.0\"\nedition = \"2021\"\n")
	e.write("Cargo.lock", "version = 4\n\n[[package]]\nname = \"hello\"\nversion = \"0.1.0\"\n")
	e.write("src/main.rs", "fn main() {}\n")
	e.hold(b.T, text)
	sides := alternate(b.more(),
		func() cost { return costOf(b, e.command("version")) },
		func() cost { return costOf(b, e.command("vet")) },
		func() cost { return costOf(b, e.vetHeld(cue)) })
	return []figure{
		{what: "xgen version: time", ours: sides[0].wall, unit: "s", goal: "at most 10 ms"},
		{what: "xgen version: user+sys", ours: sides[0].cpu, unit: "s"},
		{what: "xgen vet of two lines: time", ours: sides[1].wall, theirs: sides[2].wall, unit: "s", goal: "at most 30 ms"},
		{what: "xgen vet of two lines: user+sys", ours: sides[1].cpu, theirs: sides[2].cpu, unit: "s"},
	}
}

// linearity compares what one target more costs between the sizes: less what
// the smallest size takes, so that what is paid once does not count.
func linearity(all []rendered) []figure {
	few, mid, many := all[0], all[1], all[2]
	each := func(a, b rendered, of func(rendered) float64) float64 { return (of(b) - of(a)) / float64(b.n-a.n) }
	one := func(what string, of func(rendered) float64) figure {
		return figure{what: what, ours: each(mid, many, of), theirs: each(few, mid, of), unit: "s", goal: "linear: 1.0"}
	}
	return []figure{
		one("per target, from 100 to 1,000 beside from 4 to 100: time", func(r rendered) float64 { return r.xgen.wall }),
		one("the same, user+sys", func(r rendered) float64 { return r.xgen.cpu }),
	}
}

func (b *bench) renderOne(cue string, n int) rendered {
	e := b.rows(n)
	var emit, again []cost
	sides := alternate(b.runs,
		func() cost { return costOf(b, e.command("show", "t0000", "--file", "Dockerfile")) },
		func() cost { return costOf(b, e.vetHeld(cue)) },
		func() cost {
			e.sh("rm -rf " + filepath.Join(e.dir, "xgen"))
			emit = append(emit, costOf(b, e.command("emit")))
			again = append(again, costOf(b, e.command("emit")))
			return cost{}
		})
	return rendered{n: n, xgen: sides[0], held: sides[1], emit: medianCost(emit), again: medianCost(again)}
}

// hold writes a targets.cue, and beside it the same file held against xgen's own
// definitions.
func (e *e2e) hold(t *testing.T, text string) {
	e.write("targets.cue", text)
	e.write("held.cue", "package xgen\n\nheld: #Project & {\n"+text+"}\n")
	for _, name := range schema.Files() {
		data, err := schema.Text(name)
		if err != nil {
			t.Fatal(err)
		}
		e.write("definitions/"+name, string(data))
	}
}

// vetHeld is cue's own check of what hold has written.
func (e *e2e) vetHeld(bin string) *exec.Cmd {
	args := []string{"vet", "-c", "held.cue"}
	for _, name := range schema.Files() {
		args = append(args, "definitions/"+name)
	}
	cmd := exec.Command(bin, args...)
	cmd.Dir, cmd.Env = e.dir, environment()
	return cmd
}

var ownRows = regexp.MustCompile(`(?s)\ntargets: \{\n.*?\n\}\n`)

// rows is a copy of the repository's project with n rows of its own.
func (b *bench) rows(n int) *e2e {
	e := &e2e{t: b.T, dir: b.TempDir()}
	e.sh("cp -R ../../testdata " + e.dir + " && rm -rf " + e.dir + "/testdata/probe/target")
	own, err := os.ReadFile("../../targets.cue")
	if err != nil {
		b.Fatal(err)
	}
	parts := ownRows.Split(string(own), -1)
	if len(parts) != 2 {
		b.Fatal("targets.cue has no block targets: { … }")
	}
	e.hold(b.T, strings.Join(parts, "\n")+"\n"+rowsText(n, triples(string(own))))
	return e
}

// triples are the catalog's, those that the repository itself builds for first.
func triples(own string) []string {
	var first, others []string
	for _, t := range schema.Catalog() {
		if strings.Contains(own, `"`+t.Name+`"`) {
			first = append(first, t.Name)
		} else {
			others = append(others, t.Name)
		}
	}
	return slices.Concat(first, others)
}

func rowsText(n int, triples []string) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, `targets: t%04d: {
	triple: %q
	env: BUILD_ID: "build-%d"
	flags: sections: {c: ["-ffunction-sections", "-fdata-sections"], why: "product %d has little flash"}
	contract: "max-size": %dK
}
`, i, triples[i%len(triples)], i, i, 1500+i)
	}
	return b.String()
}

// buildCUE builds the command of the very CUE that xgen is built with, in a
// module of its own: xgen's go.sum does not list what only the command needs.
func (b *bench) buildCUE() string {
	const module = "cuelang.org/go"
	e := &e2e{t: b.T, dir: b.TempDir()}
	version, err := exec.Command("go", "list", "-m", "-f", "{{.Version}}", module).Output()
	if err != nil {
		b.Fatalf("go list -m %s: %v", module, err)
	}
	e.write("go.mod", "module bench\n\nrequire "+module+" "+string(version))
	e.write("tools.go", "//go:build tools\n\npackage bench\n\nimport _ \""+module+"/cmd/cue\"\n")
	bin := filepath.Join(e.dir, "cue")
	cmd := exec.Command("go", "build", "-mod=mod", "-o", bin, module+"/cmd/cue")
	cmd.Dir, cmd.Env = e.dir, append(environment(), "GOFLAGS=", "GOWORK=off")
	costOf(b, cmd)
	return bin
}

// The generated projects are accepted, and have as many targets as they say.
func TestRows(t *testing.T) {
	e := (&bench{T: t}).rows(50)
	out, _ := e.xgen(0, "list", "-o", "json")
	if n := strings.Count(out, `"triple"`); n != 50 {
		t.Errorf("%d targets, want 50:\n%s", n, out)
	}
}
