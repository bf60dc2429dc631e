package dockerfile

import (
	"path"

	"github.com/xgen-build/xgen/emit/layout"
	"github.com/xgen-build/xgen/emit/stage"
	"github.com/xgen-build/xgen/emit/toolchain"
	"github.com/xgen-build/xgen/schema/model"
)

// maker makes the stages of one target, each whether it is needed or not.
type maker struct {
	common
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
