package dockerfile

import (
	"github.com/xgen-build/xgen/emit/layout"
	"github.com/xgen-build/xgen/emit/stage"
)

// atomics compiles what does the atomic operations that the processor lacks.
func (m maker) atomics() stage.Stage {
	b, tools := m.new("atomics", "cc"), layout.ToolsOf(m.t)
	return b.Stage("dockerfile/atomics.tmpl", struct {
		Link, Dir, Triple, CC, AR string
		Compile                   stage.Run
	}{
		b.File("link.sh"), m.dir(), m.t.Triple.Name, tools.CC, tools.AR,
		stage.Offline(b.Script("atomics.sh"), b.Script("atomic.c")),
	})
}
