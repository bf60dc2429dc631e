package schema

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"

	"github.com/xgen-build/xgen/schema/cargo"
	"github.com/xgen-build/xgen/schema/check"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/resolve"
	"github.com/xgen-build/xgen/schema/userfile"
)

// workspaces reads each cargo workspace once, however many targets name it.
type workspaces struct {
	root   fs.FS
	read   map[string]*cargo.Workspace // by manifest
	failed map[string]error
}

func (ws *workspaces) open(manifest string) (*resolve.Workspace, error) {
	if err := ws.failed[manifest]; err != nil {
		return nil, err
	}
	w := ws.read[manifest]
	if w == nil {
		var err error
		if w, err = cargo.Read(ws.root, manifest); err != nil {
			ws.failed[manifest] = placed(err)
			return nil, ws.failed[manifest]
		}
		ws.read[manifest] = w
	}
	channel, fault := channelOf(w.Toolchain)
	return &resolve.Workspace{
		Dirs:           append([]string{w.Root}, w.Outside...),
		Vendored:       w.Vendored,
		Declared:       w.Declared,
		Packages:       w.Names(),
		Default:        w.Default,
		Features:       w.Features,
		Bins:           func(c model.Cargo) []resolve.Bin { return bins(w, c) },
		Profiles:       slices.Sorted(maps.Keys(w.Profiles)),
		Strip:          w.Strip,
		FatLTO:         func(profile string) (model.Pos, bool) { return ws.fatLTO(w, profile) },
		Lock:           w.Lock,
		Locked:         lockedIn(w),
		Reached:        func(packages []string) []resolve.Reached { return reached(w, packages) },
		Toolchain:      channel,
		ToolchainFault: fault,
	}, nil
}

// fatLTO is where a profile asks for it: in the workspace's manifest, or, of a
// file of cargo's configuration, only that it does.
func (ws *workspaces) fatLTO(w *cargo.Workspace, profile string) (model.Pos, bool) {
	by, fat := w.FatLTO(profile)
	if !fat {
		return model.Pos{}, false
	}
	file := path.Join(w.Root, "Cargo.toml")
	data, _ := userfile.Read(ws.root, file, userfile.Manifest) // it was read before
	line, col := cargo.Place(data, "profile", by, "lto")
	return model.Pos{File: file, Line: line, Col: col}, true
}

func lockedIn(w *cargo.Workspace) []resolve.Locked {
	var out []resolve.Locked
	for _, p := range w.Locked {
		out = append(out, resolve.Locked{Name: p.Name, Version: p.Version, Own: p.Source == ""})
	}
	return out
}

func reached(w *cargo.Workspace, packages []string) []resolve.Reached {
	var out []resolve.Reached
	for _, r := range w.Reached(packages) {
		if !r.Published() {
			continue
		}
		out = append(out, resolve.Reached{Name: r.Name, Version: r.Version, Dependencies: r.Dependencies, Certain: r.Certain})
	}
	return out
}

func bins(w *cargo.Workspace, c model.Cargo) []resolve.Bin {
	var out []resolve.Bin
	for _, b := range w.Bins(cargo.Choice{
		Packages: c.Packages, Features: c.Features,
		NoDefaultFeatures: c.NoDefaultFeatures, AllFeatures: c.AllFeatures,
	}) {
		out = append(out, resolve.Bin{Name: b.Name, Package: b.Package, Missing: b.Missing})
	}
	return out
}

// placed keeps the place that a fault of cargo's files has.
func placed(err error) error {
	var at model.Diagnostic
	if errors.As(err, &at) && at.Pos.IsValid() {
		return &resolve.Fault{Pos: at.Pos, Message: at.Message}
	}
	return err
}

// channelOf holds what rust-toolchain.toml asks for against the same form as
// rust.channel in targets.cue.
func channelOf(t cargo.Toolchain) (channel model.Value[string], fault string) {
	channel.V = t.Channel
	channel.Origin = model.Origin{Source: model.FromToolchain, Pos: model.Pos{File: t.File, Line: t.Line, Col: t.Col}}
	if t.Fault == "" && t.Channel != "" && !isChannel(t.Channel) {
		return channel, fmt.Sprintf("channel %q: want a rustup toolchain such as \"1.95.0\", \"stable\" or \"nightly-2026-04-14\"", t.Channel)
	}
	return channel, t.Fault
}

func isChannel(name string) bool {
	return check.Project().Find("rust").Find("channel").AllowsText(name)
}
