package dockerfile

import (
	"slices"

	"github.com/xgen-build/xgen/emit/toolchain"
	"github.com/xgen-build/xgen/schema/model"
)

// common is what the stages of a project's targets have in common.
type common struct {
	p          *model.Project
	components map[string][]string // of rustup, by the release of Rust
	toolchains toolchain.Common
}

// commonTo looks at every target once.
func commonTo(p *model.Project) common {
	return common{p, components(p), toolchain.CommonTo(p)}
}

// components returns, by the release of Rust, what all targets with that release
// have of rustup: their stages are the same, and the engine has one layer for all. std's
// source is among them where one of these builds std.
func components(p *model.Project) map[string][]string {
	out := map[string][]string{}
	for _, t := range p.Targets {
		names := t.Rust.Components.V
		if t.Rust.Std.V != model.StdPrebuilt {
			names = append([]string{"rust-src"}, names...)
		}
		out[t.Rust.Channel.V] = append(out[t.Rust.Channel.V], names...)
	}
	for release, names := range out {
		slices.Sort(names)
		out[release] = slices.Compact(names)
	}
	return out
}
