package lint

import (
	"cmp"

	"github.com/xgen-build/xgen/schema/cargo"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
)

// cargoAnswers says once that something was judged by the files alone, where they leave
// it open, and that cargo took too long to refuse anything.
var cargoAnswers = check{
	rule.Warning("cargo-answers", "Cargo.lock has the crates of all targets and features: which of them a target is compiled of only cargo knows"),
	func(in *Input, f *findings) {
		var late *model.Target
		for _, t := range in.Project.Targets {
			a := in.compiled(t)
			switch {
			case a.silence != nil && in.leftOpen(t) && !(a.silence.OfProject() && in.counts(t, a.silence)):
				f.at(model.Pos{}, "%s", in.unanswered(t, a.silence))
				return
			case in.late(t):
				late = cmp.Or(late, t)
			}
		}
		if late != nil {
			ws := in.Workspaces[late.Cargo.Manifest]
			f.at(model.Pos{}, "cargo gave no answer in time, as while another cargo fetches, so whether it takes the manifests%s is not known: try cargo tree --locked --target %s%s",
				lockOf(ws), late.Triple.Name, within(ws.Root))
		}
	},
}

// late reports whether cargo took too long to say whether it takes what a target is built of.
func (in *Input) late(t *model.Target) bool {
	if in.Workspaces[t.Cargo.Manifest] == nil {
		return false
	}
	for _, s := range []*cargo.Silence{in.describe(t).silence, in.compiled(t).silence} {
		if s != nil && s.Reason == cargo.TooLate {
			return true
		}
	}
	return false
}

// lockOf names Cargo.lock beside the manifests, where there is one.
func lockOf(ws *cargo.Workspace) string {
	if ws.Lock == "" {
		return ""
	}
	return " and " + ws.Lock
}

// leftOpen reports whether the files do not say all that is judged of a target.
func (in *Input) leftOpen(t *model.Target) bool {
	for _, l := range t.Lacks {
		if v := in.lacks(t, l); v == maybe || v == hint {
			return true
		}
	}
	for crate, certain := range in.repositoryCrates(t) {
		if in.readsRepository(t, crate, certain) == hint {
			return true
		}
	}
	return len(in.pageCrates(t)) > 0 || len(in.missingTools(t)) > 0 || len(in.outgrown(t)) > 0
}

// unanswered says why cargo gave no answer, and what helps.
func (in *Input) unanswered(t *model.Target, s *cargo.Silence) string {
	const open = "what is compiled is judged by Cargo.lock, which has the crates of all targets and features: "
	ws := in.Workspaces[t.Cargo.Manifest]
	switch {
	case s.Reason == cargo.NoCargo:
		return s.Error() + ", so " + open + "install it, or see what xgen run says of it within seconds"
	case s.Reason == cargo.Unfetched:
		return s.Error() + ", so " + open + "run cargo fetch --locked" + within(ws.Root)
	case s.Reason == cargo.TooLate:
		return "cargo gave no answer in time, as while another cargo fetches, so " + open + "try cargo tree --locked --target " + t.Triple.Name + within(ws.Root)
	case len(ws.Config) > 0: // of which it is told a part
		return "cargo gave no answer, so " + open + "try cargo tree --locked --target " + t.Triple.Name + within(ws.Root)
	}
	return s.Error() + ": see cargo tree --locked --target " + t.Triple.Name + within(ws.Root)
}
