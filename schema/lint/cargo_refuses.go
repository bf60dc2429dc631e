package lint

import (
	"cmp"
	"slices"
	"strings"

	"github.com/xgen-build/xgen/schema/cargo"
	"github.com/xgen-build/xgen/schema/input"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
)

var cargoRefuses = check{
	rule.Error("cargo-refuses", "cargo reads the manifests and chooses the features before it compiles anything: what it refuses here it refuses in the build"),
	eachTarget(func(in *Input, t *model.Target, f *findings) {
		ws := in.Workspaces[t.Cargo.Manifest]
		if ws == nil {
			return
		}
		for _, s := range []*cargo.Silence{in.describe(t).silence, in.refusal(t)} {
			if !in.counts(t, s) {
				continue
			}
			if r, ok := s.Manifest(); ok {
				if !in.tooNew(r.File) {
					f.at(ws.At(r), "cargo %s refuses this manifest: %s", s.Release, r.Why).Of = r.File
				}
				return
			}
			if why := s.Feature(); why != "" {
				f.at(in.asksForFeature(t, ws, why), "cargo %s refuses the features that are asked for: %s", s.Release, why)
				return
			}
			if r, ok := s.Other(); ok {
				if r.File == "" && strings.Contains(r.Why, "lock file") {
					r.File = ws.Lock
				}
				r.File = cmp.Or(r.File, ws.Manifest)
				if !in.tooNew(r.File) {
					f.at(ws.At(r), "cargo %s refuses this project: %s", s.Release, r.Why)
				}
				return
			}
		}
	}),
}

// tooNew reports whether a check has found that a manifest is for another cargo: the one
// that was asked says so too.
func (in *Input) tooNew(manifest string) bool {
	return slices.ContainsFunc(in.found, func(d model.Diagnostic) bool {
		return d.Pos.File == manifest && slices.Contains([]string{oldCargo.Name, unstableCargo.Name}, d.Rule)
	})
}

// asksForFeature returns where a feature stands that cargo says no crate has: among those
// of targets.cue, or in the manifest.
func (in *Input) asksForFeature(t *model.Target, ws *cargo.Workspace, why string) model.Pos {
	own, shared := input.OrZero(in.asked(t).Cargo), input.OrZero(in.Written.Cargo)
	for _, feature := range t.Cargo.Features {
		dep, name, of := strings.Cut(feature, "/")
		if of && strings.Contains(why, "`"+strings.TrimSuffix(dep, "?")+"`") && strings.Contains(why, "`"+name+"`") {
			return input.First(own.Features, shared.Features).Pos
		}
	}
	return ws.At(cargo.Refusal{File: ws.Manifest, Why: why})
}
