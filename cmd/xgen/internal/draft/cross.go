package draft

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/xgen-build/xgen/schema/cargo"
	"github.com/xgen-build/xgen/schema/catalog"
	"github.com/xgen-build/xgen/schema/lazyregexp"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/reserved"
	"github.com/xgen-build/xgen/schema/userfile"
)

// What cross was told is in Cross.toml, or in the metadata of Cargo.toml
// (docs/config_file.md of cross-rs/cross).

const crossFile = "Cross.toml"

// crossReader takes over what is said for all targets and for each.
type crossReader struct {
	*draft
	all    cargo.Settings
	off    map[string]bool // by triple: what is said of it is not taken
	target map[string]string
}

// fromCross reads the targets that cross was told of, before anything else of them is
// written.
func (d *draft) fromCross() error {
	all, err := d.crossSettings()
	if err != nil {
		return err
	}
	c := &crossReader{draft: d, all: all, off: map[string]bool{}, target: map[string]string{}}
	for _, s := range all {
		switch {
		case slices.Equal(s.Key, []string{"build", "default-target"}):
			c.names(s.Text(), s)
		case s.Key[0] == "target" && len(s.Key) > 2:
			c.names(s.Key[1], s)
		}
	}
	d.later = append(d.later, func() {
		for _, s := range all {
			c.take(s)
		}
	})
	return nil
}

// crossSettings returns what Cross.toml says, or else Cargo.toml.
func (d *draft) crossSettings() (cargo.Settings, error) {
	file := path.Join(d.project.ws.Root, crossFile)
	there, err := userfile.Exists(d.project.fs, file)
	if err != nil {
		return nil, err
	}
	if there {
		return cargo.ReadSettings(d.project.fs, file)
	}
	all, err := cargo.ReadSettings(d.project.fs, d.project.ws.Manifest)
	for _, of := range []string{"package", "workspace"} {
		if below := all.Below(of, "metadata", "cross"); err == nil && len(below) > 0 {
			for i := range below {
				below[i].Key = below[i].Key[3:]
			}
			return below, nil
		}
	}
	if err == nil {
		err = &NoSource{Files: []string{d.project.from(file), d.project.from(d.project.ws.Manifest) + " under [package.metadata.cross]"}}
	}
	return nil, err
}

// names takes a triple that is named.
func (c *crossReader) names(triple string, s cargo.Setting) {
	if c.target[triple] != "" || c.off[triple] {
		return
	}
	t, err := targetOf(triple)
	if err != nil {
		c.off[triple] = true
		c.notTaken(s, err.why())
		return
	}
	c.target[triple] = c.draft.target(t)
}

// take carries over a setting, or says why it does not.
func (c *crossReader) take(s cargo.Setting) {
	in, key := []string{}, s.Key[1:]
	if s.Key[0] == "target" && len(s.Key) > 2 {
		if c.off[s.Key[1]] {
			return
		}
		in, key = []string{"targets", c.target[s.Key[1]]}, s.Key[2:]
	} else if s.Key[0] != "build" || len(s.Key) < 2 {
		c.notTaken(s, "xgen knows no such key of cross's")
		return
	}
	known := catalog.Load().CrossKeys[key[0]]
	switch key[0] {
	case "default-target":
	case "build-std", "xargo":
		c.std(in, s)
	case "pre-build":
		c.preBuild(s)
	case "env":
		c.env(in, key, s)
	default:
		if known.Toolchain != "" {
			c.toolchain(in, key, s, known.Toolchain)
			return
		}
		c.notTaken(s, known.Why)
	}
}

func (c *crossReader) notTaken(s cargo.Setting, why string) {
	if why == "" {
		why = "xgen knows no such key of cross's"
	}
	c.note(c.posOf(s), "%s is not carried over: %s", s.Name(), why)
}

// toolchain takes a kind of toolchain, with the version of glibc for which it links. What
// xgen takes for the target in any case is not written.
func (c *crossReader) toolchain(in, key []string, s cargo.Setting, kind string) {
	facts, why := (*catalog.Triple)(nil), s.Name()+" in "+c.posOf(s).String()
	if len(in) > 0 {
		facts = catalog.Load().Triples[s.Key[1]]
	}
	write := func(value string, path ...string) {
		c.fields.add(model.Mend{Path: slices.Concat(in, path), Value: value, Why: why})
	}
	switch text := s.Text(); {
	case s.Last().Value == false:
	case facts == nil:
		c.notTaken(s, fmt.Sprintf("xgen chooses the toolchain for each target: write toolchain: kind: %q for one that has another", kind))
	case len(key) > 1 && key[1] != "enable" && key[1] != "version":
		c.notTaken(s, "xgen installs its own")
	case facts.Toolchain.Default == kind:
		c.notTaken(s, "xgen takes "+kind+" for the target by itself")
	default:
		write(kind, "toolchain", "kind")
		if text != "" {
			write(text, "contract", "glibc")
		}
	}
}

// std takes a std from source, where xgen would take rustup's.
func (c *crossReader) std(in []string, s cargo.Setting) {
	if s.Last().Value == false {
		return
	}
	if len(in) == 0 || !catalog.Load().Triples[s.Key[1]].Prebuilt {
		c.notTaken(s, "std is built once, as a layer, for each target for which rustup has none")
		return
	}
	c.fields.add(model.Mend{
		Path: slices.Concat(in, []string{"rust", "std"}), Value: string(model.StdSysroot), Why: s.Name() + " in " + c.posOf(s).String(),
	})
}

// install finds the packages that a command of Debian's installs; those with the target's
// architecture behind them are for the target.
var (
	install = lazyregexp.New(`^(?:sudo )?apt(?:-get)?\s+(?:-\S+\s+)*install\s+(.*)$`)
	prepare = lazyregexp.New(`^(?:sudo )?(?:dpkg\s+--add-architecture\s.*|apt(?:-get)?\s+(?:-\S+\s+)*update(?:\s.*)?)$`)
	debian  = lazyregexp.New(`^[a-z0-9][a-z0-9+.-]{1,63}$`)
)

// preBuild takes the packages for the machine that builds.
func (c *crossReader) preBuild(s cargo.Setting) {
	if s.Text() != "" {
		c.notTaken(s, "it is a script; what build scripts need of the machine that builds is host: packages: [\"…\"]")
		return
	}
	for _, command := range s.Last().Words() {
		for part := range strings.SplitSeq(command, "&&") {
			c.command(s, strings.TrimSpace(part))
		}
	}
}

func (c *crossReader) command(s cargo.Setting, command string) {
	m := install.FindStringSubmatch(command)
	switch {
	case prepare.MatchString(command):
	case m == nil:
		c.note(c.posOf(s), "%s: %q is not carried over: xgen runs no commands of a project's before the build", s.Name(), command)
	default:
		for _, name := range strings.Fields(m[1]) {
			c.debian(s, name)
		}
	}
}

func (c *crossReader) debian(s cargo.Setting, name string) {
	if strings.HasPrefix(name, "-") {
		return
	}
	name, arch, foreign := strings.Cut(name, ":")
	switch {
	case foreign:
		c.last = append(c.last, func() {
			if !c.brings(name) {
				c.note(c.posOf(s), "%s: %s:%s is not carried over: no crate of the project is known to look for it; for one that does write libraries: …", s.Name(), name, arch)
			}
		})
	case !debian.MatchString(name):
		c.note(c.posOf(s), "%s: %s is not carried over: it is no name of a Debian package", s.Name(), name)
	default:
		c.fields.add(model.Mend{Path: []string{"host", "packages"}, Value: []string{name}, Why: s.Name() + " in " + c.posOf(s).String()})
	}
}

// variable is NAME=VALUE, or NAME for the caller's own.
var variable = lazyregexp.New(`^([A-Za-z_][A-Za-z0-9_]*)(=.*)?$`)

// env takes variables: those with a value as they are, others as inputs.
func (c *crossReader) env(in, key []string, s cargo.Setting) {
	if len(key) < 2 || key[1] != "passthrough" {
		c.notTaken(s, "a build mounts no folder of the machine: write context: include: [\"…\"] for files that lie in the repository")
		return
	}
	for _, word := range s.Last().Words() {
		m := variable.FindStringSubmatch(word)
		if m == nil {
			c.note(c.posOf(s), "%s: %q is not carried over: it is neither NAME nor NAME=VALUE", s.Name(), word)
			continue
		}
		if hint := reserved.For(m[1], func(string) bool { return true }); hint != "" {
			c.note(c.posOf(s), "%s: %s is not carried over: %s", s.Name(), m[1], hint)
			continue
		}
		why := s.Name() + " in " + c.posOf(s).String()
		if m[2] != "" {
			c.fields.add(model.Mend{Path: slices.Concat(in, []string{"env", m[1]}), Value: m[2][1:], Why: why})
			continue
		}
		c.fields.add(model.Mend{Path: []string{"inputs", m[1], "default"}, Value: "", Why: why + ": xgen run --set " + m[1] + "=… gives it"})
	}
}

// brings reports whether a library that is written is the one of a package of Debian's.
func (d *draft) brings(name string) bool {
	for _, sys := range catalog.Load().SysCrates {
		if sys.Package == name && slices.ContainsFunc(d.fields.all, func(m model.Mend) bool {
			return slices.Contains(m.Path, "libraries") && slices.Contains(m.Path, sys.Module)
		}) {
			return true
		}
	}
	return false
}
