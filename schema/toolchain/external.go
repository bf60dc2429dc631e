package toolchain

import (
	"cmp"
	"path"
	"strings"

	"github.com/xgen-build/xgen/schema/catalog"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
)

// external is a GCC that somebody else made and the project brings, in an image or
// in an archive. Whether it really fits is seen where it is unpacked
// (stage/import.sh, stage/check-link-modes.sh); what its name says is seen here.
type external struct {
	// from fills in where it comes from.
	from func(*request, *External) []model.Part
}

const (
	imageKind   model.ToolchainKind = "image"
	tarballKind model.ToolchainKind = "tarball"
)

// Brought says, for the reference, what can be named for a triple beside the kinds
// that are offered for it.
const Brought = "A GCC of the project's own (`image`, `tarball`) can be named for every musl triple: the build looks whether it fits before\n" +
	"std is built with it (`stage/import.sh`, `stage/check-link-modes.sh`)."

// OwnGCC is what a GCC of the project's own has, whether it is brought or built.
type OwnGCC struct {
	GCC  string   // what its programs' names begin with: "arm-linux-musleabi"
	Args []string // what fixes it to the oldest CPU and the float ABI
}

// External is such a GCC that somebody else made.
type External struct {
	OwnGCC
	Image string // the reference that holds it, with its digest; "" for the archive that is its Source
	Bin   string // the folder that holds them; "" where the image's PATH names it
}

var (
	unpinnedImage = rule.Error("unpinned-image", "a tag can be moved to other bytes: an image that holds a toolchain is pinned by its digest")
	toolchainBin  = rule.Error("toolchain-bin", "an image is searched from its root, and an archive from its own")
)

func (external) facts() string { return "external" }

func (k external) resolve(r *request) model.Toolchain {
	params := factsOf[External](k, r.Triple)
	gcc := *r.asked.GCC
	params.GCC = gcc.V
	if r.asked.Bin != nil {
		params.Bin = r.asked.Bin.V
	}
	if other := otherTarget(r, gcc.V); other != "" {
		r.refuse(notOffered, gcc.Pos, "toolchain.gcc: %s is the name of a GCC %s, which does not fit %s: write the one for the triple, such as %q",
			gcc.V, other, r.Triple.Name, r.Triple.GCC)
	}
	t := ofGCC(r, &params.Args)
	t.Parts, t.OtherLinkers = k.from(r, &params), externalLinkers(gcc.V, r.Triple)
	t.Params = params
	return t
}

// fromImage takes it from an image, which must be the same tomorrow.
func fromImage(r *request, params *External) []model.Part {
	image := *r.asked.Image
	params.Image = image.V
	if !strings.Contains(image.V, "@sha256:") {
		r.refuse(unpinnedImage, image.Pos,
			"toolchain.image: %s can be another compiler tomorrow: write \"%s@sha256:…\" with the digest that docker buildx imagetools inspect prints",
			image.V, image.V)
	}
	if params.Bin != "" && !path.IsAbs(params.Bin) {
		r.refuse(toolchainBin, r.asked.Bin.Pos, "toolchain.bin is %q: in an image it is a whole path: write %q", params.Bin, "/"+params.Bin)
	}
	return nil
}

// fromTarball takes it from a pinned archive.
func fromTarball(r *request, params *External) []model.Part {
	const field = "toolchain.source"
	pinned := r.Source(field, *r.asked.Source)
	pinned.Why = r.asked.Why
	if path.IsAbs(params.Bin) {
		r.refuse(toolchainBin, r.asked.Bin.Pos, "toolchain.bin is %q: in a tarball it is a path below its root: write %q", params.Bin, strings.TrimPrefix(params.Bin, "/"))
	}
	params.Bin = cmp.Or(params.Bin, "bin")
	return []model.Part{{Name: "toolchain", Field: field, Source: pinned}}
}

func externalLinkers(gcc string, t *catalog.Triple) model.OtherLinkers {
	out := model.OtherLinkers{Any: gcc + "-gcc links with the linker that it was made with"}
	out.LLD = out.Any
	if t.LLD != "" {
		out.LLD = "on " + t.Arch + " " + t.LLD
	}
	return out
}
