package lint

import (
	"github.com/xgen-build/xgen/schema/arguments"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
)

var preferDynamic = check{
	rule.Error("prefer-dynamic", "a program that needs std's shared library starts nowhere but beside rustc"),
	func(in *Input, f *findings) {
		eachArgument(func(t *model.Target, g given, a arguments.Argument, f *findings) {
			value, is := a.Codegen("prefer-dynamic")
			switch on := g.kind == model.FlagRustc && is && joins(value); {
			case !on:
			case hasSharedStd(t):
				f.at(g.pos, "%s: %q has rustc link std as a shared library, which comes with no program: %s", g.field, a.Text(), g.instead())
			case in.joinsCrates(t):
				f.at(g.pos, "%s: %q: rustc does not take it together with the lto of the profile: %s", g.field, a.Text(), g.instead())
			}
		})(in, f)
	},
}

// hasSharedStd reports whether rustc finds a shared std for a target that its program can
// be linked with: rustup's has one, std from source has none, and a static program on Linux
// is linked with none.
func hasSharedStd(t *model.Target) bool {
	return t.Rust.Std.V == model.StdPrebuilt && (t.Triple.PE != nil || !t.Contract.Static.V)
}

// joinsCrates reports whether the target's profile has lto.
func (in *Input) joinsCrates(t *model.Target) bool {
	ws := in.Workspaces[t.Cargo.Manifest]
	return ws != nil && joins(profileLTO(ws.Profiles.LTO(t.Cargo.Profile), t))
}
