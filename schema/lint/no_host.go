package lint

import (
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
)

var noHost = check{
	rule.Error("no-host", "a tool without a source can be had on no machine"),
	eachTarget(func(_ *Input, t *model.Target, f *findings) {
		for _, tool := range t.Tools {
			if len(tool.Hosts) == 0 {
				f.at(tool.Pos, "tools.%s has no source: write hosts: x86_64: {kind: …} for the machines that build", tool.Name)
			}
		}
	}),
}
