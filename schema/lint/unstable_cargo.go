package lint

import (
	"slices"

	"github.com/xgen-build/xgen/schema/cargo"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
)

var unstableCargo = check{
	rule.Error("unstable-cargo", "a release of cargo refuses a manifest that asks for what is not stable, and would say so only once it is installed"),
	eachCargo(func(in *Input, t *model.Target, ws *cargo.Workspace, f *findings) {
		if t.Rust.Unstable() {
			return // and which nightly knows which feature is not known
		}
		for _, s := range ws.Said {
			if !slices.Equal(s.Path, []string{"cargo-features"}) {
				continue
			}
			for _, name := range s.Words {
				since, known := in.Catalog.CargoFeatures[name]
				switch {
				case since != "" && t.Rust.Before(since):
					f.at(s.Pos(), "cargo-features: %q is stable from Rust %s on, and the channel is %s: %s, which needs no cargo-features", name, since, channelAt(t), newerChannel(t, since)).Of = name
				case since != "" || t.Rust.After(in.Catalog.Defaults.Channel):
				case known:
					f.at(s.Pos(), "cargo-features: %q is for a nightly, and the channel is %s: remove it, or have a channel such as nightly-2026-04-14", name, channelAt(t)).Of = name
				default:
					f.at(s.Pos(), "cargo-features: cargo of %s knows no %q, and refuses it: remove it", channelAt(t), name).Of = name
				}
			}
		}
	}),
}
