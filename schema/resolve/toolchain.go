package resolve

import (
	"slices"

	"github.com/xgen-build/xgen/schema/model"
)

// toolchain is the source that the user names, or the catalog's choice.
func (r *resolver) toolchain(row Target, entry Entry) model.Toolchain {
	asked := orZero(first(row.Toolchain, r.user.Toolchain))
	kind := model.Value[model.ToolchainKind]{
		V:      model.ToolchainKind(entry.Toolchain.Default),
		Origin: model.Origin{Source: model.FromCatalog, Why: entry.Toolchain.Why},
	}
	if asked.Kind.V != "" {
		kind.V, kind.Origin = model.ToolchainKind(asked.Kind.V), asked.Kind.Origin
		kind.Why = asked.Why
	}
	t := model.Toolchain{Kind: kind}
	switch kind.V {
	case model.ToolchainZig:
		t.Zig = r.zig(asked, entry.Zig)
	case model.ToolchainDebian:
		t.Debian = r.debian(kind, row, entry)
	case model.ToolchainImage:
		t.Own = r.ownImage(asked, row, entry)
	case model.ToolchainTarball:
		t.Own = r.ownTarball(asked, row, entry)
	}
	return t
}

// sourceFlags are what rustc must be told because of the toolchain's source.
func (e Entry) sourceFlags(kind model.ToolchainKind) map[string]Flag {
	switch kind {
	case model.ToolchainDebian:
		return e.Debian.Flags
	case model.ToolchainImage, model.ToolchainTarball:
		return e.Own.Flags
	}
	return e.Zig.Flags
}

// zig takes the release that the user asks for; one that xgen does not know
// must come with its checksums.
func (r *resolver) zig(asked Toolchain, entry EntryZig) *model.Zig {
	known := r.catalog.Defaults.Zig
	zig := &model.Zig{Version: known.Version, SHA256: known.SHA256, Target: entry.Target, CPU: entry.CPU, Drop: entry.Drop}
	if asked.Version != nil {
		zig.Version = asked.Version.V
	}
	switch {
	case asked.SHA256 != nil && len(asked.SHA256.V) > 0:
		zig.SHA256 = asked.SHA256.V
	case zig.Version != known.Version:
		r.refuse("missing-sha256", asked.Version.Pos,
			"no sha256 is known for zig %s: write sha256: [\"…\"] with those of its wheels (pip hash), or version %q", zig.Version, known.Version)
	}
	zig.SHA256 = slices.Sorted(slices.Values(zig.SHA256))
	return zig
}

// debian refuses GCC where nobody saw it build a program that runs.
func (r *resolver) debian(kind model.Value[model.ToolchainKind], row Target, entry Entry) *model.Debian {
	d := entry.Debian
	if d.Unfit != "" {
		r.refuse("toolchain-unfit", kind.Pos, "Debian's GCC is not offered for %s: %s: remove toolchain, or write kind: %q",
			row.Triple.V, d.Unfit, model.ToolchainZig)
	}
	return &model.Debian{GCC: d.GCC, Packages: d.Packages, Arch: d.Arch, Musl: d.Musl, Multiarch: d.Multiarch, Args: d.Args}
}
