package toolchain

import (
	"fmt"
	"strings"

	"github.com/xgen-build/xgen/schema/model"
)

// debian is Debian's cross GCC, with the libc of Debian's own port to the target's
// architecture.
type debian struct{}

const debianKind model.ToolchainKind = "debian"

// Debian says which packages make the toolchain and how GCC builds for the target.
type Debian struct {
	GCC       string   // its GCC triple: "arm-linux-gnueabi"
	Packages  []string // those of the compiler, and of glibc
	Arch      string   // Debian's name of the architecture: "armel"
	Musl      string   // the triple of its musl-dev: "arm-linux-musleabi"; "" where the libc is glibc
	Multiarch string   // the folder of the libraries below /usr/lib: "aarch64-linux-gnu"; "" with musl
	Args      []string // what fixes GCC to the oldest CPU and the float ABI
}

func (debian) facts() string { return "debian" }

func (k debian) resolve(r *request) model.Toolchain {
	params := factsOf[Debian](k, r.Triple)
	only := "Debian's GCC links with GNU ld, the only linker in its stage"
	t := ofGCC(r, &params.Args)
	t.Params, t.OtherLinkers = params, model.OtherLinkers{LLD: only, Any: only}
	if r.Triple.Libc != "gnu" {
		t.SharedPrograms.WhyNot = "Debian's libgcc_s needs glibc, so its GCC makes only static programs with musl"
		t.CXX.WhyNot = "Debian has no C++ library for musl"
		t.NewMusl = defaultImage(r)
		return t
	}
	t.DebianLibraries.WhyNot = ""
	t.DebianLibraries.Arch, t.DebianLibraries.Multiarch = params.Arch, params.Multiarch
	t.Glibc = k.glibc(r)
	return t
}

// defaultImage reports whether the image is the one whose release is known.
func defaultImage(r *request) bool {
	image, _, _ := strings.Cut(r.Image, "@sha256:") // a digest says which bytes of it
	return image == r.Catalog.Defaults.Image
}

// glibc is that of the image, whose release is known where the image is the default.
func (debian) glibc(r *request) model.GlibcRange {
	if !defaultImage(r) {
		return model.GlibcRange{}
	}
	version := debianGlibc(r)
	return model.GlibcRange{
		Default: version,
		Oldest: model.Bound{Version: version, Beyond: fmt.Sprintf(
			"Debian's GCC links with glibc %s, and the program would ask for symbols of that: write toolchain: kind: %q, which links with the one that is asked for",
			version, zigKind)},
	}
}
