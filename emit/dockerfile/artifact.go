package dockerfile

import "github.com/xgen-build/xgen/emit/stage"

// outputs has the binaries, and nothing else that a build may have written.
func (m maker) outputs() stage.Stage {
	b := m.new("outputs", "os")
	return b.Stage("dockerfile/outputs.tmpl", struct {
		Run  stage.Run
		Bins []string
	}{stage.Offline(b.From("build", "/out", "/xgen/out"), b.Script("collect.sh")), m.t.Files()})
}

// artifact has what is published.
func (m maker) artifact() stage.Stage {
	return m.new("artifact", "outputs").Stage("dockerfile/artifact.tmpl", nil)
}
