package draft

import (
	"bytes"
	"fmt"
	"io/fs"
	"path"
	"slices"

	"github.com/xgen-build/xgen/schema/cargo"
	"github.com/xgen-build/xgen/schema/lazyregexp"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/userfile"
)

// parsers are crates that answer --help by themselves. Their documentation says of each
// what has it answer --version too: of clap "Command::version" and the derive reference.
// structopt always does.
var parsers = []string{"clap", "structopt"}

// says match what has clap answer --version, in a source that names clap: what is surer
// first.
var says = []*lazyregexp.Regexp{
	lazyregexp.New(`#\[\s*(command|clap|structopt)\s*\([^\]]*\bversion\b`),
	lazyregexp.New(`\.\s*version\s*\(\s*[^)\s]|\bcommand!\s*\(`),
}

const mostSources = 2000

// smoke writes a command that shows that the program runs, where it is known that there
// is one.
func (d *draft) smoke() {
	bin, explicit := d.smokeBin()
	if bin.Name == "" {
		d.note(d.project.place(d.project.ws.Manifest, "package"), "of the programs %s nobody says which one to run: write contract: smoke: {bin: \"…\", args: [\"--version\"]}", list(d.binNames()))
		return
	}
	args, why := d.answers(bin.Package)
	if args == nil {
		d.note(d.packagePos(bin.Package), "nothing shows which arguments %s takes, so it is not run after the build: write contract: smoke: args: [\"--version\"] or the like", bin.Name)
		return
	}
	if explicit {
		d.fields.add(model.Mend{Path: []string{"contract", "smoke", "bin"}, Value: bin.Name})
	}
	d.fields.add(model.Mend{Path: []string{"contract", "smoke", "args"}, Value: args, Why: why})
}

// smokeBin is the program that is run: the only one, that of cargo run, or the one that is
// named for its package, which must be said.
func (d *draft) smokeBin() (bin cargo.Bin, explicit bool) {
	bins, own := d.built(), d.project.ws.DefaultRun(d.chosen.Packages)
	for _, b := range bins {
		if len(bins) == 1 || b.Name == own {
			return b, false
		}
	}
	var named []cargo.Bin
	for _, b := range bins {
		if b.Name == b.Package {
			named = append(named, b)
		}
	}
	if len(named) == 1 {
		return named[0], true
	}
	return cargo.Bin{}, false
}

func (d *draft) binNames() (out []string) {
	for _, b := range d.built() {
		out = append(out, b.Name)
	}
	return slices.Compact(out)
}

// answers returns arguments that a program of a package takes and then ends, and why that
// is known; nil where it is not.
func (d *draft) answers(name string) (args []string, why string) {
	for _, p := range d.project.ws.Packages {
		if p.Name != name {
			continue
		}
		for _, n := range p.Needs {
			if !slices.Contains(parsers, n.Name) || n.Optional || len(n.Keys) != 2 || n.Keys[0] != "dependencies" {
				continue
			}
			if n.Name == "structopt" {
				return []string{"--version"}, n.Name + " answers it"
			}
			if pos := d.search(p.Dir); pos.IsValid() {
				return []string{"--version"}, fmt.Sprintf("%s answers it (%s:%d)", n.Name, pos.File, pos.Line)
			}
			return []string{"--help"}, n.Name + " answers it; no source says that it answers --version"
		}
	}
	return nil, ""
}

// search returns the first place in a package's sources that has clap answer --version.
func (d *draft) search(dir string) model.Pos {
	for _, what := range says {
		if pos := d.first(dir, what); pos.IsValid() {
			return pos
		}
	}
	return model.Pos{}
}

// first returns the first place in a package's sources that matches.
func (d *draft) first(dir string, what *lazyregexp.Regexp) (pos model.Pos) {
	seen := 0
	_ = fs.WalkDir(d.project.fs, path.Join(dir, "src"), func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || path.Ext(name) != ".rs" {
			return nil
		}
		if seen++; seen > mostSources {
			return fs.SkipAll
		}
		data, err := userfile.Read(d.project.fs, name, userfile.Manifest)
		if err != nil {
			return nil
		}
		at := what.FindStringSubmatchIndex(string(data))
		if at == nil || !bytes.Contains(data, []byte("clap")) {
			return nil
		}
		pos = model.Pos{File: d.project.from(name), Line: 1 + bytes.Count(data[:at[0]], []byte("\n")), Col: 1}
		return fs.SkipAll
	})
	return pos
}
