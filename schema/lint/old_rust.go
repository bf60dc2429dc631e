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
				d := f.at(either(t.Rust.Channel.Pos, t.Pos), "package %s needs Rust %s and the channel is %s: %s",
					p.Name, p.RustVersion, t.Rust.Channel.V, newerChannel(t, p.RustVersion))
				if from := t.Rust.Channel.From; from != model.FromUser && from != model.FromToolchain {
					d.Mends = []model.Mend{{Path: []string{"rust", "channel"}, Value: wholeRelease(p.RustVersion), Why: "package " + p.Name + " needs it"}}
				}
			}
		}
	}),
}

// newerChannel is what to write where a target's channel is too old.
func newerChannel(t *model.Target, release string) string {
	release = wholeRelease(release)
	c := t.Rust.Channel
	switch {
	case c.From == model.FromToolchain && path.Ext(c.Pos.File) == "":
		return fmt.Sprintf("write %s or a newer one into %s", release, c.Pos.File)
	case c.From == model.FromToolchain:
		return fmt.Sprintf("write channel = %q or a newer one in %s", release, c.Pos.File)
	}
	return fmt.Sprintf("write rust: channel: %q or a newer one", release)
}

// wholeRelease returns a release with three numbers: a channel of two moves.
func wholeRelease(release string) string {
	if strings.Count(release, ".") < 2 {
		release += ".0"
	}
	return release
}
