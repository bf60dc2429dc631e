package lint

import (
	"fmt"
	"path"
	"strings"

	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
)

var oldRust = check{
	rule.Error("old-rust", "cargo would refuse the package only after everything else was built"),
	eachTarget(func(in *Input, t *model.Target, f *findings) {
		ws := in.Workspaces[t.Cargo.Manifest]
		if ws == nil {
			return
		}
		for _, p := range ws.Built(t.Cargo.Packages) {
			if t.Rust.Before(p.RustVersion) {
				f.at(either(t.Rust.Channel.Pos, t.Pos), "package %s needs Rust %s and the channel is %s: %s",
					p.Name, p.RustVersion, t.Rust.Channel.V, newerChannel(t, p.RustVersion))
			}
		}
	}),
}

// newerChannel is what to write where a target's channel is too old.
func newerChannel(t *model.Target, release string) string {
	if strings.Count(release, ".") < 2 {
		release += ".0" // a channel of two numbers moves
	}
	c := t.Rust.Channel
	switch {
	case c.From == model.FromToolchain && path.Ext(c.Pos.File) == "":
		return fmt.Sprintf("write %s or a newer one into %s", release, c.Pos.File)
	case c.From == model.FromToolchain:
		return fmt.Sprintf("write channel = %q or a newer one in %s", release, c.Pos.File)
	}
	return fmt.Sprintf("write rust: channel: %q or a newer one", release)
}
