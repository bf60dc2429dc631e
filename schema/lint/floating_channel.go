package lint

import (
	"fmt"
	"strings"

	"github.com/xgen-build/xgen/schema/lazyregexp"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
)

// floats matches a channel that names one compiler today and another tomorrow:
// 1.95 is the newest 1.95.x, and 1.95.0-beta the newest 1.95.0-beta.x.
var floats = lazyregexp.New(`^(stable|beta|nightly|[0-9]+[.][0-9]+|[0-9.]+-beta)$`)

var floatingChannel = check{
	rule.Warning("floating-channel", "a channel without a version or a date is another compiler next month"),
	eachTarget(func(in *Input, t *model.Target, f *findings) {
		if c := t.Rust.Channel; floats.MatchString(c.V) && len(t.Rust.SHA256.V) == 0 {
			d := f.at(either(c.Pos, t.Pos), "rust channel %q moves: two builds of one commit can differ; name a version such as \"1.95.0\", or a day such as \"nightly-2026-04-14\"", c.V)
			if version := in.versionOf(c.V); version != "" && c.From != model.FromUser {
				d.Mends = []model.Mend{{Path: []string{"rust", "channel"}, Value: version, Why: fmt.Sprintf("%s has %q, which moves", c.Pos.File, c.V)}}
			}
		}
	}),
}

// versionOf returns a release for a channel that moves; "" where none is known to do.
func (in *Input) versionOf(channel string) string {
	switch {
	case channel == "stable":
		return in.Catalog.Defaults.Channel
	case channel[0] >= '0' && channel[0] <= '9' && !strings.Contains(channel, "-"):
		return channel + ".0"
	}
	return ""
}
