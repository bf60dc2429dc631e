package resolve

import (
	"fmt"
	"slices"
	"strings"

	"github.com/xgen-build/xgen/schema/arguments"
	"github.com/xgen-build/xgen/schema/cargo"
	"github.com/xgen-build/xgen/schema/model"
)

// flags keeps the project's own flags of rustc as cargo would take them for a build
// with --target: those of target.TRIPLE and then of each target.'cfg(…)' that holds;
// only where there are none, those of [build] (the Cargo book, "build.rustflags").
func (c *configured) flags() {
	var of []cargo.Setting
	own, build := c.all.Get("target", c.t.Triple.Name, "rustflags"), c.all.Get("build", "rustflags")
	if own != nil {
		of = append(of, *own)
	}
	c.ask(own, build)
	var cfgs []cargo.Setting
	for _, s := range c.all.Below("target") {
		if len(s.Key) == 3 && s.Key[2] == "rustflags" && s.Key[1] != c.t.Triple.Name && c.applies(s) {
			cfgs = append(cfgs, s)
		}
	}
	slices.SortFunc(cfgs, func(a, b cargo.Setting) int { return strings.Compare(a.Key[1], b.Key[1]) })
	of = slices.DeleteFunc(append(of, cfgs...), saysNothing)
	switch {
	case build == nil || saysNothing(*build):
	case len(of) == 0:
		of = append(of, *build)
	default:
		c.off(build.Name(), build.Last(), fmt.Sprintf("for %s cargo takes %s (%s) in its place: write the flags there too", c.t.Triple.Name, of[0].Name(), of[0].Last().Pos))
	}
	for _, s := range of {
		for _, p := range s.Parts {
			c.flagsOf(s.Name(), p)
		}
	}
}

// ask notes what rustc says of the target where it is asked as cargo does: with xgen's own
// flags and with those that hold whatever it says. Which of target.'cfg(…)' hold is not
// asked again with what these add.
func (c *configured) ask(own, build *cargo.Setting) {
	words := rustcWords(c.t.Flags)
	if own == nil || saysNothing(*own) {
		own = build
	}
	if own != nil {
		for _, p := range own.Parts {
			words = append(words, p.Words()...)
		}
	}
	c.printed = printed(c.facts, words)
}

func saysNothing(s cargo.Setting) bool {
	return !slices.ContainsFunc(s.Parts, func(p cargo.Part) bool { return len(p.Words()) > 0 })
}

// flagsOf keeps what one file says, but for the linker, which is that of the machine at
// home.
func (c *configured) flagsOf(name string, p cargo.Part) {
	flag := model.Flag{Name: name, Kind: model.FlagRustc, Origin: byConfig(p)}
	for _, a := range arguments.Of(model.FlagRustc, p.Words()) {
		if slices.ContainsFunc(a.Parts, arguments.ChoosesLinker) {
			c.off(fmt.Sprintf("%s: %q", name, a.Text()), p, c.t.Toolchain.OtherLinkers.Any+": it is switched off")
			continue
		}
		flag.Args = append(flag.Args, a.Words...)
	}
	if len(flag.Args) > 0 {
		c.t.Cargo.Rustflags = append(c.t.Cargo.Rustflags, flag)
	}
}

// applies reports whether a table of [target] is for the triple, and refuses what cargo
// cannot read.
func (c *configured) applies(s cargo.Setting) bool {
	return s.Key[1] == c.t.Triple.Name || c.holdsFor(s, c.facts.Name, c.printed)
}

func (c *configured) holdsFor(s cargo.Setting, triple string, printed []string) bool {
	if !strings.HasPrefix(s.Key[1], "cfg(") {
		return s.Key[1] == triple
	}
	holds, err := cargo.MatchesCfg(s.Key[1], printed)
	if err != nil {
		c.refuse(cargoRule, s.Last().Pos, "%s: %v", s.Name(), err)
	}
	return holds
}

// ofTarget sorts what [target] says beside flags of rustc.
func (c *configured) ofTarget(s cargo.Setting) {
	if len(s.Key) < 3 {
		return // cargo says what is wrong with it
	}
	tool := s.Key[2] == "linker" || s.Key[2] == "runner"
	switch {
	case !c.applies(s):
		if tool && c.forHosts(s) {
			c.off(s.Name(), s.Last(), forHosts[s.Key[2]])
		}
	case tool:
		c.off(s.Name(), s.Last(), forTarget[s.Key[2]])
	case len(s.Key) == 4 && s.Key[1] == c.t.Triple.Name: // what stands for a build script (the Cargo book, "target.<triple>.<links>")
		c.holds(s)
	}
}

var (
	forTarget = map[string]string{
		"linker": "the target's toolchain links: it is switched off; write toolchain: … for another one",
		"runner": "QEMU runs what is built for the target: it is switched off",
	}
	forHosts = map[string]string{
		"linker": "the machine that builds links its own programs, as build scripts are, by its own compiler: it is switched off",
		"runner": "the machine that builds runs its own programs by itself: it is switched off",
	}
)

// forHosts reports whether a table is for a machine that builds.
func (c *configured) forHosts(s cargo.Setting) bool {
	return slices.ContainsFunc(model.Hosts, func(h struct{ Name, Docker, Machine string }) bool {
		facts := c.Catalog.Triples[h.Name+"-unknown-linux-gnu"]
		return facts != nil && c.holdsFor(s, facts.Name, printed(facts, nil))
	})
}
