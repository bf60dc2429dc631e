package dockerfile

import (
	"bytes"
	"errors"
	"path"
	"slices"

	"github.com/xgen-build/xgen/emit/layout"
	"github.com/xgen-build/xgen/emit/stage"
	"github.com/xgen-build/xgen/emit/toolchain"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/templates"
)

// Dockerfiles makes the Dockerfiles of a project's targets.
type Dockerfiles struct{ common common }

// New returns the Dockerfiles of a project. It looks at every target once for what
// their stages have in common, so that Of looks at one alone.
func New(p *model.Project) Dockerfiles { return Dockerfiles{commonTo(p)} }

// Dockerfile is the Dockerfile of one target.
type Dockerfile struct {
	Path   string        // from the project's root
	Output string        // the folder that its binaries are published to, from there
	Stages []stage.Stage // in their order in the file
}

// Of returns a target's Dockerfile. An error means that a value cannot be written.
func (d Dockerfiles) Of(t *model.Target) (Dockerfile, error) {
	m := maker{d.common, t, toolchain.Of(t)}
	all, err := m.all()
	if err != nil {
		return Dockerfile{}, err
	}
	return Dockerfile{path.Join(m.dir(), "Dockerfile"), layout.Published(m.p, t), stage.Reachable(all, asked...)}, nil
}

// asked are the stages that people build. They are written, with all that they need.
var asked = []string{"artifact", "report"}

// all returns the stages of a target, needed or not, each behind those that it needs.
func (m maker) all() ([]stage.Stage, error) {
	patch, err := m.patch()
	tests, failed := m.tests()
	return slices.Concat(
		[]stage.Stage{m.os(), m.rust()}, m.pulled(), m.toolchain.Stages(m.p, m.toolchains),
		[]stage.Stage{m.atomics()}, m.tools(), []stage.Stage{m.std(), m.libraries()},
		[]stage.Stage{m.source(), m.fetch(), patch, m.build()}, tests,
		[]stage.Stage{m.emulator(), m.runtime(), m.system()},
		[]stage.Stage{m.outputs(), m.artifact(), m.test()}, m.testrun(), []stage.Stage{m.reports(), m.report()},
	), errors.Join(err, failed)
}

// Render returns the file's text. An error means that a value cannot be written.
func (d Dockerfile) Render() ([]byte, error) {
	text, err := templates.Render("dockerfile/header.tmpl", struct{ Path, Output string }{d.Path, d.Output})
	if err != nil {
		return nil, err
	}
	texts := [][]byte{text}
	for _, s := range d.Stages {
		text, err := s.Render()
		if err != nil {
			return nil, err
		}
		texts = append(texts, text)
	}
	return bytes.Join(texts, []byte("\n")), nil
}
