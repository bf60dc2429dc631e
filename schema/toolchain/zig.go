package toolchain

import (
	"maps"
	"slices"

	"github.com/xgen-build/xgen/schema/catalog"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
)

// zig is `zig cc`, from the wheel that its project publishes.
type zig struct{}

const zigKind model.ToolchainKind = "zig"

// Variables are those that lead a toolchain itself, with what they are for: the
// user's file cannot set them.
var Variables = map[string]string{
	"ZIG_GLOBAL_CACHE_DIR": "the build's cache lies there",
	"ZIG_LOCAL_CACHE_DIR":  "the build's cache lies there",
}

// Zig pins one release of zig and says how it names the target.
type Zig struct {
	Version string
	SHA256  []string // of the wheels for the hosts that xgen knows, sorted
	Target  string   // zig's name of the target, for -target
	Drop    []string // arguments of rustc's that zig does not know and does not need
	CPU     string   // zig's name of the oldest CPU, for -mcpu
	// NoFloats stands behind another's name where the target passes floats the soft way.
	NoFloats string
}

func (zig) facts() string { return "zig" }

// zigPIE is what has rustc make a static position-independent executable where its own
// specification has none.
type zigPIE struct {
	Untried string // nobody has seen one run; "" where somebody has
	Args    []string
}

// ability says whether it is offered for a triple.
func (p zigPIE) ability(t *catalog.Triple) (out model.StaticPIE) {
	if p.Untried != "" {
		out.WhyNot = noStaticPIE(t) + ", and " + p.Untried
		return out
	}
	out.Args = p.Args
	return out
}

// zigRelease is what does not depend on the triple.
type zigRelease struct {
	Version string
	Glibc   string            // the newest that it links with
	SHA256  map[string]string // by the host that builds
}

var missingSHA256 = rule.Error("missing-sha256", "what is fetched is held against a checksum that does not come from where it is fetched")

func (k zig) resolve(r *request) model.Toolchain {
	known := decode[zigRelease](r.Catalog.Kinds["zig"])
	params := factsOf[Zig](k, r.Triple)
	params.Version, params.SHA256 = r.release(known)
	if p := r.Triple.Processor; p != nil && p.Clang != "" {
		params.CPU = p.Clang + params.NoFloats
	}
	t := model.Toolchain{
		Params:          params,
		Glibc:           model.GlibcRange{Default: r.Triple.Glibc},
		OtherLinkers:    zigLinkers(r.Triple),
		DebianLibraries: noDebianLibraries(r),
	}
	if p := r.Triple.Processor; p != nil && p.Clang == "" {
		t.NamedCPU.WhyNot = "zig " + params.Version + " does not know it"
	}
	t.CPUArgs = []string{"-mcpu=" + params.CPU}
	t.PluginLTO.WhyNot = "zig refuses the words in which rustc hands it to the linker (-plugin-opt)"
	t.StaticPIE = staticPIE(r.Triple)
	if pie := factsOf[struct{ StaticPIE zigPIE }](k, r.Triple).StaticPIE; !t.StaticPIE.OK() && len(pie.Args) > 0 {
		t.StaticPIE = pie.ability(r.Triple)
	}
	if params.Version == known.Version {
		t.NewMusl = r.Triple.Libc == "musl"
		t.Glibc.Newest = model.Bound{Version: known.Glibc, Beyond: "zig " + known.Version + " has none after " + known.Glibc}
	}
	return t
}

// release returns the release that the user asks for; one that the catalog does
// not know must come with its checksums.
func (r *request) release(known zigRelease) (version string, sums []string) {
	version, sums = known.Version, slices.Collect(maps.Values(known.SHA256))
	asked := r.asked
	if asked.Version != nil {
		version = asked.Version.V
	}
	switch {
	case asked.SHA256 != nil && len(asked.SHA256.V) > 0:
		sums = asked.SHA256.V
	case version != known.Version:
		r.refuse(missingSHA256, asked.Version.Pos,
			"no sha256 is known for zig %s: write sha256: [\"…\"] with those of its wheels (pip hash), or version %q", version, known.Version)
	}
	return version, slices.Sorted(slices.Values(sums))
}

func zigLinkers(t *catalog.Triple) model.OtherLinkers {
	out := model.OtherLinkers{Any: "zig links with its own lld and takes no other linker"}
	out.LLD = out.Any
	if t.LLD != "" {
		out.LLD = "on " + t.Arch + " " + t.LLD + "; zig links with its own lld, whose warning of that is an error here"
	}
	return out
}
