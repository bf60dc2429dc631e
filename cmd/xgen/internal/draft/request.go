package draft

import (
	"fmt"
	"strings"

	"github.com/xgen-build/xgen/schema"
	"github.com/xgen-build/xgen/schema/cargo"
	"github.com/xgen-build/xgen/schema/exitcode"
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

// ExitCode returns exitcode.Usage.
func (*NoSource) ExitCode() exitcode.Code { return exitcode.Usage }

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

// posOf is where a setting stands, from the folder of targets.cue.
func (d *draft) posOf(s cargo.Setting) model.Pos {
	pos := s.Last().Pos
	pos.File = d.project.from(pos.File)
	return pos
}
