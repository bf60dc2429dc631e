package draft

import (
	"fmt"
	"strings"

	"github.com/xgen-build/xgen/schema"
	"github.com/xgen-build/xgen/schema/cargo"
	"github.com/xgen-build/xgen/schema/catalog"
	"github.com/xgen-build/xgen/schema/model"
)

// Request is what is asked for.
type Request struct {
	Folder  schema.Climber // of targets.cue
	Name    string         // of that folder
	Targets []string       // triples, or names that the catalog has for some
	From    From
	Have    []byte // targets.cue; nil where there is none
	// Check reads the project with another targets.cue, as vet does.
	Check func(targets []byte) (*model.Project, model.Diagnostics)
}

// From is another tool that was told of the same.
type From string

// The tools.
const (
	FromNothing From = ""
	FromCross   From = "cross"
	FromCargo   From = "cargo"
)

// NoSource says that the other tool was told nothing.
type NoSource struct{ Files []string }

func (e *NoSource) Error() string {
	return "there is no " + strings.Join(e.Files, ", and nothing in ") + " to read: leave out --from"
}

// Note is what was not decided, or not carried over.
type Note struct {
	Pos  model.Pos
	Text string
}

func (n Note) String() string { return n.Pos.String() + ": " + n.Text }

// Draft is what is written.
type Draft struct {
	Targets []byte // targets.cue, whole; as it was where there is nothing to add
	Project *model.Project
	Notes   []Note
	Found   model.Diagnostics // what vet says of it
	Name    string            // of the project
}

type draft struct {
	Request
	project project
	fields  fields
	chosen  cargo.Choice
	later   []func() // what is read once it is known what the project builds
	last    []func() // what is said once all is written
	refused []string // fields that the user has set otherwise
	notes   []Note
	given   *model.Project
}

// New writes it. An error is a model.Diagnostic, a *NoProgram, an *UnknownTarget, a
// *NoSource, or the system's.
func New(r Request) (*Draft, error) {
	d := &draft{Request: r}
	var err error
	if d.project, err = find(r.Folder); err != nil {
		return nil, err
	}
	if r.Have != nil {
		d.given, _ = r.Check(r.Have)
	}
	for _, step := range []func() error{d.program, d.targets, d.other} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	found := d.settle()
	for _, f := range d.last {
		f()
	}
	text, err := d.text()
	return &Draft{Name: d.name(d.Request.Name), Targets: text, Project: d.given, Notes: d.notes, Found: found}, err
}

// program writes what is built and what is run of it. Where the user has written that,
// nothing is.
func (d *draft) program() error {
	if d.Have != nil {
		return nil
	}
	if err := d.choose(); err != nil {
		return err
	}
	d.fields.add(model.Mend{Path: []string{"name"}, Value: d.name(d.Request.Name)})
	if d.project.root != "." {
		d.fields.add(model.Mend{Path: []string{"context", "root"}, Value: d.project.root, Why: "cargo reads files that lie above this folder"})
	}
	d.smoke()
	return nil
}

// targets writes those that are given, or that another tool was told of, or else those of
// most projects.
func (d *draft) targets() error {
	for _, word := range d.Targets {
		t, err := targetOf(word)
		if err != nil {
			return err
		}
		d.target(t)
	}
	var err error
	switch d.From {
	case FromCross:
		err = d.fromCross()
	case FromCargo:
		err = d.fromCargo()
	}
	if err != nil || d.fields.has("targets") || d.Have != nil {
		return err
	}
	for _, word := range catalog.Load().UsualTargets {
		t, err := targetOf(word)
		if err != nil {
			return err
		}
		d.target(t)
	}
	return nil
}

// target writes a row, where there is none for the triple, and returns its name.
func (d *draft) target(t target) string {
	if name := d.rowOf(t.triple); name != "" {
		return name
	}
	d.fields.add(model.Mend{Path: []string{"targets", t.name, "triple"}, Value: t.triple})
	return t.name
}

// rowOf returns the name of the target with a triple, in what is written or in what the
// user has; "" where there is none.
func (d *draft) rowOf(triple string) string {
	for _, m := range d.fields.all {
		if len(m.Path) == 3 && m.Path[0] == "targets" && m.Path[2] == "triple" && m.Value == triple {
			return m.Path[1]
		}
	}
	if d.given != nil {
		for _, t := range d.given.Targets {
			if t.Triple.Name == triple {
				return t.Name
			}
		}
	}
	return ""
}

// other carries over what else another tool was told.
func (d *draft) other() error {
	for _, f := range d.later {
		f()
	}
	return nil
}

// check reads the project with what is written.
func (d *draft) check() model.Diagnostics {
	text, err := d.text()
	if err != nil {
		return model.Diagnostics{{Severity: model.Error, Message: err.Error()}}
	}
	var found model.Diagnostics
	d.given, found = d.Check(text)
	return found
}

// text returns the whole file. What the user has written stays as it is, and what is added
// comes behind it: in CUE the order of fields means nothing.
func (d *draft) text() ([]byte, error) {
	own := d.fields.text()
	if d.Have == nil {
		return schema.Format([]byte(schema.Head() + "\n" + own))
	}
	if own == "" {
		return d.Have, nil
	}
	added, err := schema.Format([]byte(own))
	have := strings.TrimRight(string(d.Have), "\n") + "\n\n"
	return append([]byte(have), added...), err
}

func (d *draft) note(pos model.Pos, format string, args ...any) {
	d.notes = append(d.notes, Note{pos, fmt.Sprintf(format, args...)})
}
