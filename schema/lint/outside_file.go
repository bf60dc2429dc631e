package lint

import (
	"github.com/xgen-build/xgen/schema/rule"
)

var outsideFile = check{
	rule.Warning("outside-file", "cargo does not name the files that sources and build scripts read: a build is sent those that lie in the folders of its crates, and those that targets.cue names"),
	func(in *Input, f *findings) {
		for _, u := range in.unsent() {
			if !u.link {
				d := f.at(u.pos, "%s: write %s", u.says, in.toSend())
				d.Of, d.Mends = u.name, in.Project.MendsToSend(u.pos.File+" reads it", in.real(u.name))
			}
		}
	},
}
