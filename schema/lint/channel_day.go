package lint

import (
	"time"

	"github.com/xgen-build/xgen/schema/lazyregexp"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
)

// dated matches a channel of one day.
var dated = lazyregexp.New(`-([0-9]{4}-[0-9]{2}-[0-9]{2})$`)

var channelDay = check{
	rule.Error("channel-day", "rustup has no channel of a day that the calendar does not have, and would say so only in the build"),
	eachTarget(func(_ *Input, t *model.Target, f *findings) {
		c := t.Rust.Channel
		m := dated.FindStringSubmatch(c.V)
		if m == nil {
			return
		}
		if _, err := time.Parse(time.DateOnly, m[1]); err != nil {
			f.at(either(c.Pos, t.Pos), "rust channel %q: there is no day %s: write one that there is, such as \"nightly-2026-04-14\"", c.V, m[1])
		}
	}),
}
