package resolve

import (
	"fmt"
	"slices"
	"strings"

	"github.com/xgen-build/xgen/schema/cargo"
	"github.com/xgen-build/xgen/schema/catalog"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/plaintext"
)

// config sorts the project's own configuration of cargo: what is about the program
// holds in the build, what is about a machine is switched off there. Of what changes
// nothing that is built, such as alias or term, nothing is kept and nothing is said.
func (r *resolver) config(ws *cargo.Workspace, facts *catalog.Triple, t *model.Target) {
	if ws == nil || len(ws.Config) == 0 {
		return
	}
	c := &configured{resolver: r, all: ws.Config, facts: facts, t: t}
	c.values()
	c.sources(ws)
	c.flags()
	c.variables()
	for _, s := range c.all {
		c.sort(s)
	}
	c.isPlain()
	slices.SortFunc(t.Cargo.Settings, func(a, b model.CargoSetting) int { return slices.Compare(a.Key, b.Key) })
}

// sort decides of all but flags and variables.
func (c *configured) sort(s cargo.Setting) {
	last := s.Key[len(s.Key)-1]
	switch s.Key[0] {
	case "build":
		c.ofBuild(s)
	case "target":
		c.ofTarget(s)
	case "unstable":
		c.ofUnstable(s)
	case "profile":
		c.ofProfile(s)
	case "paths", "patch", "resolver":
		c.holds(s)
	case "source", "registry", "registries":
		if !slices.Contains([]string{"token", "secret-key", "credential-provider", "global-credential-providers"}, last) {
			c.holds(s)
		}
	case "net", "http": // how crates are fetched, but for what lies on one machine
		if !slices.Contains([]string{"offline", "git-fetch-with-cli", "cainfo", "proxy-cainfo", "ssh"}, s.Key[1]) {
			c.holds(s)
		}
	}
}

// isPlain refuses what no emitted file can hold.
func (c *configured) isPlain() {
	refuse := func(name, text string, pos model.Pos) {
		if r, what := plaintext.Line(name + text); what != "" {
			c.refuse(cargoRule, pos, "%s holds the %s %U, which no emitted file can: write plain text", strings.Map(visible, name), what, r)
		}
	}
	for _, f := range c.t.Cargo.Rustflags {
		refuse(f.Name, strings.Join(f.Args, ""), f.Pos)
	}
	for _, s := range c.t.Cargo.Settings {
		refuse(cargo.KeyName(s.Key), fmt.Sprint(s.Value), s.Pos)
	}
}

// visible returns a letter, or what stands in a message for one that cannot be seen.
func visible(r rune) rune {
	if plaintext.Hidden(r) != "" {
		return '?'
	}
	return r
}

// offInBuild says why keys of [build] are switched off.
var offInBuild = map[string]string{
	"target":                  "the triples of targets.cue are built: it is switched off",
	"target-dir":              inOwnFolder,
	"build-dir":               inOwnFolder,
	"rustc":                   "rust: channel in targets.cue names the compiler: it is switched off",
	"rustc-wrapper":           noWrapper,
	"rustc-workspace-wrapper": noWrapper,
}

const (
	inOwnFolder = "the build has a folder of its own: it is switched off"
	noWrapper   = "the wrapper is not part of the build's image: it is switched off"
)

func (c *configured) ofBuild(s cargo.Setting) {
	switch why := offInBuild[s.Key[1]]; {
	case s.Key[1] == "target" && slices.ContainsFunc(s.Last().Words(), c.builds):
	case why != "" && s.Text() != "" || s.Key[1] == "target":
		c.off(s.Name(), s.Last(), why)
	case s.Key[1] == "incremental" || s.Key[1] == "warnings":
		c.holds(s)
	}
}

// builds reports whether some target of the project has a triple.
func (c *configured) builds(triple string) bool {
	for _, t := range c.Written.Targets {
		if t.Triple.V == triple {
			return true
		}
	}
	return false
}

// ofUnstable sorts what a stable cargo does not even read.
func (c *configured) ofUnstable(s cargo.Setting) {
	std := c.t.Rust.Std.V
	switch key := s.Key[1]; {
	case !c.t.Rust.Unstable():
		c.off(s.Name(), s.Last(), "cargo "+c.t.Rust.Channel.V+" takes no unstable settings: it has no effect; write rust: channel: \"nightly-…\"")
	case key == "host-config" || key == "target-applies-to-host":
	case !strings.HasPrefix(key, "build-std"):
		c.holds(s)
	case std != model.StdBuild:
		c.off(s.Name(), s.Last(), "std is "+where[std]+": it is switched off; write rust: std: \"build-std\" to have cargo build std with the program")
	case key != "build-std": // xgen names the parts of std that are built
		c.holds(s)
	}
}

// where says where std comes from.
var where = map[model.Std]string{
	model.StdPrebuilt: "rustup's own",
	model.StdSysroot:  "built once for all builds",
}

// ofProfile keeps what targets.cue leaves open.
func (c *configured) ofProfile(s cargo.Setting) {
	for _, set := range c.t.Cargo.ProfileSettings.List() {
		if len(s.Key) == 3 && s.Key[1] == c.t.Cargo.Profile && s.Key[2] == set.Key {
			c.off(s.Name(), s.Last(), "xgen sets it for this profile: it has no effect; write cargo: "+set.Key+" in targets.cue")
			return
		}
	}
	c.holds(s)
}
