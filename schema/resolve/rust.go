package resolve

import (
	"fmt"
	"slices"

	"github.com/xgen-build/xgen/schema/cargo"
	"github.com/xgen-build/xgen/schema/catalog"
	"github.com/xgen-build/xgen/schema/input"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
)

var rustToolchain = rule.Error("rust-toolchain", "rust-toolchain.toml names the default channel, and must name one that every machine can install")

func (r *resolver) rust(asked input.Target, facts *catalog.Triple, ws *cargo.Workspace, atomics model.Value[int], test *model.Test) model.Rust {
	rusts := []input.Rust{input.OrZero(asked.Rust), input.OrZero(r.Written.Rust)}
	channel, why := firstOf(rusts, func(r input.Rust) *model.Value[string] { return r.Channel }), channelWhy(rusts)
	if why != "" {
		channel.Why = why
	}
	return model.Rust{
		Channel:    r.channel(channel, ws),
		ChannelWhy: why,
		Std:        std(firstOf(rusts, func(r input.Rust) *model.Value[string] { return r.Std }), facts, atomics),
		Components: components(firstOf(rusts, func(r input.Rust) *model.Value[[]string] { return r.Components }), test),
		SHA256:     valueOr(firstOf(rusts, func(r input.Rust) *model.Value[[]string] { return r.SHA256 }), nil),
	}
}

// firstOf returns the first of a field's values that is set, with the reason that stands
// beside it.
func firstOf[T any](rusts []input.Rust, field func(input.Rust) *model.Value[T]) *model.Value[T] {
	for _, r := range rusts {
		if v := field(r); v != nil {
			with := *v
			with.Why = r.Why
			return &with
		}
	}
	return nil
}

// channelWhy returns the reason that stands beside the first channel.
func channelWhy(rusts []input.Rust) string {
	for _, r := range rusts {
		if r.Channel != nil {
			return r.ChannelWhy
		}
	}
	return ""
}

// channel is what the user asks for, then rustup's own file, then the default.
func (r *resolver) channel(asked *model.Value[string], ws *cargo.Workspace) model.Value[string] {
	if asked != nil {
		return *asked
	}
	def := byDefault(r.Catalog.Defaults.Channel)
	if ws == nil {
		return def
	}
	file := ws.Toolchain
	origin := model.Origin{From: model.FromToolchain, Pos: model.Pos{File: file.File, Line: file.Line, Col: file.Col}}
	switch {
	case file.Fault != "":
		r.refuse(rustToolchain, origin.Pos, "%s", file.Fault)
	case file.Channel == "":
	case !r.IsChannel(file.Channel):
		r.refuse(rustToolchain, origin.Pos, "%s", fmt.Sprintf("channel %q: want a rustup toolchain such as \"1.95.0\", \"stable\" or \"nightly-2026-04-14\"", file.Channel))
	default:
		return model.Value[string]{V: file.Channel, Origin: origin}
	}
	return def
}

// std is where the standard library comes from.
func std(asked *model.Value[string], facts *catalog.Triple, atomics model.Value[int]) model.Value[model.Std] {
	switch {
	case asked != nil:
		return model.Value[model.Std]{V: model.Std(asked.V), Origin: asked.Origin}
	case atomics.V > facts.Atomics:
		v := model.Value[model.Std]{V: model.StdSysroot, Origin: atomics.Origin}
		v.Why = "atomics: 64 needs a std that has them"
		return v
	}
	return model.Value[model.Std]{V: facts.Std, Origin: model.Origin{From: model.FromCatalog, Why: facts.StdWhy}}
}

// lintComponents are rustup's names of what the lints are.
var lintComponents = map[string]string{"clippy": "clippy", "fmt": "rustfmt"}

// components are what rustup installs beside the compiler: what the user asks
// for, and what the tests need.
func components(asked *model.Value[[]string], test *model.Test) model.Value[[]string] {
	v := valueOr(asked, nil)
	v.V = slices.Clone(v.V)
	if test != nil {
		if len(v.V) == 0 && len(test.Lints) > 0 {
			v.Origin = test.Origin
		}
		for _, name := range test.Lints {
			v.V = append(v.V, lintComponents[name])
		}
	}
	v.V = sorted(v.V)
	return v
}
