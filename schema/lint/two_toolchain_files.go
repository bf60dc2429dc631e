package lint

import (
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
)

var twoToolchainFiles = check{
	rule.Warning("two-toolchain-files", "rustup reads rust-toolchain alone where rust-toolchain.toml lies beside it"),
	eachTarget(func(in *Input, t *model.Target, f *findings) {
		if ws := in.Workspaces[t.Cargo.Manifest]; ws != nil && ws.Toolchain.Unread != "" {
			file := ws.Toolchain
			f.at(model.Pos{File: file.File, Line: file.Line, Col: file.Col}, "rustup reads %s, and not %s beside it: remove one of them", file.File, file.Unread)
		}
	}),
}
