package draft

import (
	"github.com/xgen-build/xgen/schema/catalog"
	"github.com/xgen-build/xgen/schema/model"
)

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
	for _, step := range []func() error{d.program, d.targets} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	for _, f := range d.later {
		f()
	}
	found := d.leaveOut(d.settle())
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
