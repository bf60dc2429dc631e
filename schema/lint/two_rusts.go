package lint

import (
	"strings"

	"github.com/xgen-build/xgen/schema/lazyregexp"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
)

var twoRusts = check{
	rule.Error("two-rusts", "a plain cargo obeys rust-toolchain.toml: what developers test would come from another compiler than what is shipped, by oversight more often than not"),
	eachTarget(func(in *Input, t *model.Target, f *findings) {
		ws, channel := in.Workspaces[t.Cargo.Manifest], t.Rust.Channel
		if ws == nil || channel.From != model.FromUser || t.Rust.ChannelWhy != "" {
			return
		}
		if file := ws.Toolchain; !mayBeOne(channel.V, file.Channel) {
			pos := model.Pos{File: file.File, Line: file.Line, Col: file.Col}
			d := f.at(channel.Pos, "rust.channel is %q, and %q in %s: write the same one in both, remove rust.channel, or write rust: \"channel-why\": \"…\" if both are meant",
				channel.V, file.Channel, pos)
			d.Related = append(d.Related, pos)
		}
	}),
}

// fixed matches a channel that has a version or a date.
var fixed = lazyregexp.New(`^([0-9]+[.][0-9]+([.][0-9]+)?(-beta[.][0-9]+)?|[a-z]+-[0-9]{4}-[0-9]{2}-[0-9]{2})$`)

// mayBeOne reports whether two channels may be one compiler: 1.95 may be 1.95.0, and
// what a channel without a version or a date is cannot be known.
func mayBeOne(a, b string) bool {
	return !fixed.MatchString(a) || !fixed.MatchString(b) || a == b || isPatchOf(a, b) || isPatchOf(b, a)
}

// isPatchOf reports whether a channel is a release of one of two numbers. A beta is none.
func isPatchOf(channel, of string) bool {
	patch, ok := strings.CutPrefix(channel, of+".")
	return ok && !strings.Contains(patch, "-")
}
