package lint

import "github.com/xgen-build/xgen/schema/rule"

var lockfile = check{
	rule.Error("no-cargo-lock", "the program is built with --locked: without Cargo.lock two builds of one commit could differ"),
	func(in *Input, f *findings) {
		said := map[string]bool{} // of a workspace, however many targets it is built for
		for _, t := range in.Project.Targets {
			ws := in.Workspaces[t.Cargo.Manifest]
			if ws == nil || ws.Lock != "" || said[ws.Root] {
				continue
			}
			said[ws.Root] = true
			hint := ""
			if !ws.Declared && ws.Root == in.Project.Dir {
				hint = "; where the workspace's root lies above targets.cue, name it, such as context: root: \"..\""
			}
			f.at(t.Pos, "%s has no Cargo.lock: run cargo generate-lockfile there and commit it%s", ws.Manifest, hint)
		}
	},
}
