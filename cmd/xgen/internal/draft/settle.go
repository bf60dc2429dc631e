package draft

import (
	"bytes"
	"slices"
	"strings"

	"github.com/xgen-build/xgen/schema"
	"github.com/xgen-build/xgen/schema/model"
)

// rounds bounds how often what was written is checked again: what mends one thing may
// show another.
const rounds = 8

// conflict is the rule of a field that is set twice.
const conflict = "conflict"

// settle writes what mends what is found, until nothing new is. It returns what is found
// at last. What the user has written stays: a field that contradicts it is taken back.
func (d *draft) settle() model.Diagnostics {
	for range rounds {
		found := d.check()
		back, changed := d.takeBack(found), false
		for _, diagnostic := range found {
			for _, m := range diagnostic.Mends {
				if !slices.ContainsFunc(d.refused, func(name string) bool { return name == m.Name() }) && d.fields.add(m) {
					changed = true
				}
			}
		}
		if !back && !changed {
			return found
		}
	}
	return d.check()
}

// takeBack takes back the fields that the user has set otherwise.
func (d *draft) takeBack(found model.Diagnostics) (any bool) {
	for _, diagnostic := range found {
		if diagnostic.Rule != conflict {
			continue
		}
		d.fields.remove(func(m model.Mend) bool {
			is := strings.HasPrefix(diagnostic.Message, m.Name()+" ") || strings.HasPrefix(diagnostic.Message, m.Name()+"[")
			if is {
				d.note(d.ofUser(diagnostic), "%s stays as it is: %s would have it %s", m.Name(), m.Why, literal(m.Value))
				d.refused = append(d.refused, m.Name())
				any = true
			}
			return is
		})
	}
	return any
}

// ofUser returns that place of a contradiction which the user has written.
func (d *draft) ofUser(found model.Diagnostic) model.Pos {
	lines := bytes.Count(d.Have, []byte("\n")) + 1
	for _, pos := range append([]model.Pos{found.Pos}, found.Related...) {
		if pos.File != schema.File || pos.Line <= lines {
			return pos
		}
	}
	return model.Pos{File: schema.File, Line: 1, Col: 1}
}
