//go:build e2e && bench

package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// four are the targets of the probe that are built together.
var four = []string{"armv5te", "mips", "mipsel", "riscv64"}

// together are the commands of both sides.
var together = []string{
	"xgen run " + strings.Join(four, " "),
	"for t in " + strings.Join(four, " ") + "; do xgen run $t; done",
}

// warm compares all targets at once with one after the other, after an edit.
func (b *bench) warm() section {
	e := probe(b.T)
	const file = "testdata/probe/src/main.rs"
	source, err := os.ReadFile(filepath.Join(e.dir, file))
	if err != nil {
		b.Fatal(err)
	}
	edited := func(build func(*e2e, ...string) cost) func() cost {
		return func() cost {
			e.write(file, fmt.Sprintf("%s\n#[used]\nstatic EDIT: [u8; 12] = *b\"edit%08x\";\n", source, rand.Uint32()))
			return build(e)
		}
	}
	edited(b.atOnce)() // what the engine remembers of the source as it is fills no cache of cargo's
	sides := alternate(b.fewer(), edited(b.atOnce), edited(b.inTurn))
	return section{
		title: "Four targets after one changed line", beside: "in turn", runs: b.fewer(),
		text: "The four targets of the probe, all at once and one after the other, after a line of testdata/probe/src/main.rs\n" +
			"has changed; another one each time. What the targets share is cached, cargo's own cache too.",
		commands: together,
		figures:  []figure{{what: "time", ours: sides[0].wall, theirs: sides[1].wall, unit: "s"}},
	}
}

// cold compares them in engines that have never built anything, once a side.
func (b *bench) cold() section {
	atOnce, inTurn := b.inNewEngine(b.atOnce), b.inNewEngine(b.inTurn)
	return section{
		title: "Four targets from nothing", beside: "in turn", runs: 1,
		text: "The same with an empty cache, once for each side: each has an engine of its own that has never built anything,\n" +
			"so toolchains, std and crates are fetched and built too. What the targets share is made once on either side.",
		commands: append([]string{"export XDG_CACHE_HOME=$(mktemp -d)  # with the programs of `xgen engine install` in it"}, together...),
		figures:  []figure{{what: "time", ours: atOnce.wall, theirs: inTurn.wall, unit: "s"}},
	}
}

// atOnce builds the four in one run.
func (b *bench) atOnce(e *e2e, more ...string) cost {
	return costOf(b, e.command(slices.Concat([]string{"run"}, four, more)...))
}

// inTurn builds one after the other.
func (b *bench) inTurn(e *e2e, more ...string) cost {
	var sum cost
	for _, target := range four {
		sum.wall += costOf(b, e.command(slices.Concat([]string{"run", target}, more)...)).wall
	}
	return sum
}

// inNewEngine builds in a private engine whose cache is empty, and removes it.
func (b *bench) inNewEngine(build func(*e2e, ...string) cost) cost {
	b.Helper()
	return b.inNewEngineOf(probe(b.T), func(e *e2e) cost {
		c := build(e, "--engine", "private")
		for _, target := range four {
			b.mustHold(filepath.Join(e.dir, "dist", target), "probe", "report.json")
		}
		return c
	})
}
