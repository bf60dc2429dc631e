package lint

import (
	"fmt"

	"github.com/xgen-build/xgen/schema/model"
)

var lockfile = Rule{
	Name: "no-cargo-lock",
	Why:  "the program is built with --locked: without Cargo.lock two builds of one commit could differ",
	Run: eachTarget(func(in Input, t *model.Target) (found model.Diagnostics) {
		if ws := in.Workspaces[t.Cargo.Manifest]; ws != nil && ws.Lock == "" {
			hint := ""
			if !ws.Declared && ws.Root == "." {
				hint = "; where the workspace's root lies above targets.cue, put targets.cue there"
			}
			found = append(found, model.Diagnostic{
				Pos: t.Pos, Severity: model.Error,
				Message: fmt.Sprintf("%s has no Cargo.lock: run cargo generate-lockfile there and commit it%s", ws.Manifest, hint),
			})
		}
		return found
	}),
}
