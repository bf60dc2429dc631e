package dockerfile

import (
	"bytes"
	"path"
	"slices"

	"github.com/xgen-build/xgen/emit/layout"
	"github.com/xgen-build/xgen/emit/stage"
	"github.com/xgen-build/xgen/emit/toolchain"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/templates"
)

// asked are the stages that people build, with all that those need.
var asked = []string{"artifact", "report"}

// Stages returns the stages of a target's Dockerfile, in its order. An error
// means that a value cannot be written.
func Stages(p *model.Project, t *model.Target) ([]stage.Stage, error) {
	m := maker{p, t, toolchain.Of(t)}
	tests, err := m.tests()
	if err != nil {
		return nil, err
	}
	all := slices.Concat(
		[]stage.Stage{m.os(), m.rust()}, m.pulled(), m.toolchain.Stages(p),
		[]stage.Stage{m.atomics()}, m.tools(), []stage.Stage{m.std(), m.libraries()},
		[]stage.Stage{m.source(), m.fetch(), m.patch(), m.build()}, tests,
		[]stage.Stage{m.emulator(), m.runtime(), m.system()},
		[]stage.Stage{m.outputs(), m.artifact(), m.test()}, m.testrun(), []stage.Stage{m.reports(), m.report()},
	)
	return stage.Reachable(all, asked...), nil
}

// Render returns a target's Dockerfile.
func Render(p *model.Project, t *model.Target) ([]byte, error) {
	stages, err := Stages(p, t)
	if err != nil {
		return nil, err
	}
	text, err := templates.Render("dockerfile/header.tmpl", path.Join(layout.Dir(p, t), "Dockerfile"))
	if err != nil {
		return nil, err
	}
	texts := [][]byte{text}
	for _, s := range stages {
		text, err := s.Render()
		if err != nil {
			return nil, err
		}
		texts = append(texts, text)
	}
	return bytes.Join(texts, []byte("\n")), nil
}

// maker makes the stages of one target, each whether it is needed or not.
type maker struct {
	p         *model.Project
	t         *model.Target
	toolchain toolchain.Toolchain
}

func (m maker) dir() string { return layout.Dir(m.p, m.t) }

func (m maker) new(name string, needs ...string) *stage.Builder {
	return stage.New(m.p, name, needs...)
}

func (m maker) entrypoint() string { return path.Join(layout.InImage(m.t), "entrypoint.sh") }

// cacheID names the target folder that cargo keeps from build to build. No name
// holds a slash, so that no two targets of any projects share an id.
func (m maker) cacheID() string { return "xgen/" + m.p.Name + "/" + m.t.Name }
