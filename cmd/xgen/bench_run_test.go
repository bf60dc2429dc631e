//go:build e2e && bench

package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"

	"github.com/xgen-build/xgen/cmd/xgen/internal/engine"
)

// cached compares a run of which everything is in the engine's cache with the
// bare solve.
func (b *bench) cached() section {
	e := probe(b.T)
	e.xgen(0, "run", "armv5te")
	args := []string{"--progress=rawjson"}
	var shown string
	sides := alternate(b.more(),
		func() cost { return costOf(b, e.command("run", "armv5te")) },
		func() cost {
			out := b.TempDir()
			cmd := e.handCommand("armv5te", "report", "type=local,dest="+out, args...)
			shown = e.shown(cmd.Args, out)
			c := costOf(b, cmd)
			b.mustHold(out, "probe", "report.json")
			return c
		})
	return section{
		title: "A run with everything cached", beside: "the bare client", runs: b.more(),
		text: "`xgen run armv5te` where nothing has changed: the definitions are read, the emitted files compared, the engine\n" +
			"asked, the Dockerfile solved, the result exported, verified and published. Beside it the engine's own client\n" +
			"solves the same Dockerfile with the same options and exports the same files, and does nothing else.",
		commands: []string{"xgen run armv5te", shown},
		figures: []figure{
			{what: "time", ours: sides[0].wall, theirs: sides[1].wall, unit: "s", goal: "at most 40 ms more", apart: true},
			{what: "user+sys of the command", ours: sides[0].cpu, theirs: sides[1].cpu, unit: "s"},
		},
	}
}

// mustHold fails where a side did not do its work.
func (b *bench) mustHold(dir string, names ...string) {
	b.Helper()
	for _, name := range names {
		if _, err := os.Stat(filepath.Join(dir, name)); err != nil {
			b.Fatal(err)
		}
	}
}

// shown is a command line as a reader can repeat it: places that are this
// run's own become names.
func (e *e2e) shown(args []string, out string) string {
	text := strings.Join(append([]string{filepath.Base(args[0])}, args[1:]...), " ")
	text = strings.NewReplacer(out, "OUT", e.dir, ".").Replace(text)
	home, _ := os.UserHomeDir()
	return strings.ReplaceAll(text, home, "~")
}

// withBuildStd is the probe with std built by cargo for mipsel, and with the
// patch that this needs.
func (b *bench) withBuildStd() *e2e {
	e := probe(b.T)
	own, err := os.ReadFile(filepath.Join(e.dir, "targets.cue"))
	if err != nil {
		b.Fatal(err)
	}
	e.write("targets.cue", string(own)+`
targets: mipsel: rust: std: "build-std"

patches: "schemars-std": {
	crate:   "schemars"
	version: "0.8.22"
	when: std: "build-std"
	why:  "indexmap finds no std where cargo builds that itself"
	diff: "testdata/probe/patches/schemars.patch"
	files: ["src/lib.rs"]
}
`)
	e.xgen(0, "emit")
	return e
}

// clean compares clean builds of the program: std in a layer of the image, and
// std by cargo in the build itself.
func (b *bench) clean() section {
	layer, flag := probe(b.T), b.withBuildStd()
	for _, e := range []*e2e{layer, flag} {
		for _, stage := range []string{"std", "patch"} {
			e.xgen(0, "run", "mipsel", "--stage", stage)
		}
	}
	var steps [2][]float64
	var shown string
	side := func(e *e2e, i int) func() cost {
		return func() cost {
			c, step, line := b.cleanBuild(e)
			steps[i], shown = append(steps[i], step), line
			return c
		}
	}
	sides := alternate(b.fewer(), side(layer, 0), side(flag, 1))
	return section{
		title: "A clean build", beside: "-Z build-std", runs: b.fewer(),
		text: "The probe for mipsel, whose std no one ships. Everything before the build stage is cached; the stage itself\n" +
			"runs anew, with empty cache mounts. On the left std lies in the sysroot, as it does by default; on the right\n" +
			"the same row says `rust: std: \"build-std\"`, has the patch of schemars that it then needs, and is equal otherwise.",
		commands: []string{shown + "  # in both projects"},
		figures: []figure{
			{what: "the whole solve, time", ours: sides[0].wall, theirs: sides[1].wall, unit: "s", goal: "at most 0.2"},
			{what: "the build step alone, by the engine's clock", ours: median(steps[0]), theirs: median(steps[1]), unit: "s"},
		},
	}
}

// cleanBuild runs the build stage anew, and returns beside its cost what the
// step itself took and the command line.
func (b *bench) cleanBuild(e *e2e) (c cost, step float64, line string) {
	b.Helper()
	e.xgen(0, "run", "mipsel", "--stage", "os") // the private engine ends where xgen was idle
	out := b.TempDir()
	cmd := e.handCommand("mipsel", "artifact", "type=local,dest="+out, afresh, "--progress=rawjson")
	var said bytes.Buffer
	cmd.Stderr = &said
	c = costOf(b, cmd)
	b.mustHold(out, "probe")
	_, err := engine.Decode(bytes.NewReader(said.Bytes()), func(ev engine.Event) {
		if ev.Kind == engine.Completed && ev.Step.Stage == "build" && strings.HasPrefix(ev.Step.Name, "RUN ") {
			step += ev.Elapsed.Seconds()
		}
	})
	if err != nil || step == 0 {
		b.Fatalf("the stage build did not run: %v\n%s", err, &said)
	}
	return c, step, e.shown(cmd.Args, out)
}
