//go:build e2e && bench

package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
)

// byHandRow is the target of testdata/projects/vpn that testdata/byhand builds too.
const byHandRow = "mipsel"

// vpn is a copy of the project, with the Dockerfile of a careful person beside
// xgen's own.
func (b *bench) vpn() *e2e {
	b.Helper()
	e := projectCopy(b.T, "vpn")
	e.sh("cp -R ../../testdata/byhand " + e.dir + "/by-hand")
	e.xgen(0, "emit")
	return e
}

// byXgen and byHand build everything and run it.
func (b *bench) byXgen(e *e2e) cost { return costOf(b, e.command("run", byHandRow)) }

func (b *bench) byHand(e *e2e) cost {
	b.Helper()
	c, out := b.solved(e.solveCommandTo(b, "by-hand"))
	b.mustHold(out, "vpnd", "vpnc", "report.json")
	return c
}

// solved is the cost of a solve and the folder that it filled.
func (b *bench) solved(cmd *exec.Cmd, out string) (cost, string) {
	b.Helper()
	return costOf(b, cmd), out
}

// solveCommandTo solves the stage artifact of a folder's Dockerfile.
func (e *e2e) solveCommandTo(b *bench, folder string, more ...string) (cmd *exec.Cmd, out string) {
	out = b.TempDir()
	return e.solveCommand(byHandRow, folder, "artifact", "type=local,dest="+out, append(more, "--progress=rawjson")...), out
}

// besideByHand compares xgen's row with the Dockerfile that a careful person
// writes for it.
func (b *bench) besideByHand() section {
	s := section{
		title: "A row of seed 000 beside a Dockerfile by hand", beside: "by hand", runs: b.fewer(),
		text: "testdata/projects/vpn for mipsel: two programs, two C libraries from source, protoc, three or two patched crates.\n" +
			"On the right testdata/byhand, written as the seed tells it: `-Z build-std`, one stage each for tools, libraries and\n" +
			"crates, cache mounts, the client and the daemon run by QEMU at the end. \"Cold\" ran once a side, each in an engine\n" +
			"of its own that had never built anything; \"clean\" builds the programs anew with empty cache mounts; for \"one\n" +
			"changed line\" it is one of crates/vpnd/src/main.rs, another one each time.\n\n" +
			"Where nothing has changed the right only asks the engine; xgen also reads the definitions and compares what is\n" +
			"emitted before, and holds the binaries against their contract after. A clean build has the program's own crates\n" +
			"on either side, and std on the right alone: how much that saves depends on how large the program is.",
		commands: []string{"xgen run mipsel", "docker build -f by-hand/Dockerfile --target artifact -o dist ."},
	}
	const goal = "at most 1.1"
	add := func(what, goal string, sides []cost) {
		s.figures = append(s.figures, figure{what: what, ours: sides[0].wall, theirs: sides[1].wall, unit: "s", goal: goal})
	}
	add("cold", goal, []cost{b.inNewEngineOf(b.vpn(), b.byXgen), b.inNewEngineOf(b.vpn(), b.byHand)})
	e := b.vpn()
	b.byXgen(e)
	b.byHand(e)
	ours, theirs := func() cost { return b.byXgen(e) }, func() cost { return b.byHand(e) }
	add("warm: nothing has changed", goal, alternate(b.fewer(), ours, theirs))
	add("a clean build of the programs", "at most 0.3", alternate(b.fewer(), b.cleanOf(e, "xgen/"+byHandRow), b.cleanOf(e, "by-hand")))
	add("one changed line", goal, b.changedLine(e, ours, theirs))
	return s
}

// cleanOf builds the programs anew, with empty cache mounts.
func (b *bench) cleanOf(e *e2e, folder string) func() cost {
	return func() cost {
		c, out := b.solved(e.solveCommandTo(b, folder, afresh))
		b.mustHold(out, "vpnd", "vpnc")
		return c
	}
}

// changedLine edits a line before each build of each side, and once before all,
// so that cargo's caches are warm on both.
func (b *bench) changedLine(e *e2e, sides ...func() cost) []cost {
	const file = "crates/vpnd/src/main.rs"
	source := e.read(file)
	edited := make([]func() cost, len(sides))
	for i, side := range sides {
		edited[i] = func() cost {
			e.write(file, fmt.Sprintf("%s\n#[used]\nstatic EDIT: [u8; 12] = *b\"edit%08x\";\n", source, rand.Uint32()))
			return side()
		}
		edited[i]()
	}
	defer e.write(file, source)
	return alternate(b.fewer(), edited...)
}

// inNewEngineOf builds in a private engine whose cache is empty, and removes it.
func (b *bench) inNewEngineOf(e *e2e, build func(*e2e) cost) cost {
	b.Helper()
	dir, err := os.MkdirTemp("", "xgen-cold-") // a short path: a socket lies below it
	if err != nil {
		b.Fatal(err)
	}
	defer os.RemoveAll(dir)
	stop := e.newEngine(dir, byHandRow)
	defer stop() // before the folder goes
	return build(e)
}
