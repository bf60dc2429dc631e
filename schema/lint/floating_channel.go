package lint

import (
	"github.com/xgen-build/xgen/schema/lazyregexp"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
)

// floats matches a channel that names one compiler today and another tomorrow:
// 1.95 is the newest 1.95.x.
var floats = lazyregexp.New(`^(stable|beta|nightly|[0-9]+[.][0-9]+)$`)

var floatingChannel = check{
	rule.Warning("floating-channel", "a channel without a version or a date is another compiler next month"),
	eachTarget(func(_ *Input, t *model.Target, f *findings) {
		if c := t.Rust.Channel; floats.MatchString(c.V) && len(t.Rust.SHA256.V) == 0 {
			f.at(either(c.Pos, t.Pos), "rust channel %q moves: two builds of one commit can differ; name a version such as \"1.95.0\", or a day such as \"nightly-2026-04-14\"", c.V)
		}
	}),
}
