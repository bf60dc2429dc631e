package resolve

import (
	"cmp"
	"fmt"
	"path"
	"regexp"
	"strings"

	"github.com/xgen-build/xgen/schema/model"
)

// ownImage takes a GCC from an image, which must be the same tomorrow.
func (r *resolver) ownImage(asked Toolchain, row Target, entry Entry) *model.Own {
	image := *asked.Image
	if !strings.Contains(image.V, "@sha256:") {
		r.refuse("unpinned-image", image.Pos,
			"toolchain.image: %s can be another compiler tomorrow: write \"%s@sha256:…\" with the digest that docker buildx imagetools inspect prints",
			image.V, image.V)
	}
	own := r.own(asked, row, entry)
	own.Image = image.V
	if own.Bin != "" && !path.IsAbs(own.Bin) {
		r.refuse("toolchain-bin", asked.Bin.Pos, "toolchain.bin is %q: in an image it is a whole path: write %q", own.Bin, "/"+own.Bin)
	}
	return own
}

// ownTarball takes a GCC from a pinned archive.
func (r *resolver) ownTarball(asked Toolchain, row Target, entry Entry) *model.Own {
	own := r.own(asked, row, entry)
	pinned := r.pinned("toolchain.source", *asked.Source)
	pinned.Why = asked.Why
	own.Tarball = &pinned
	if path.IsAbs(own.Bin) {
		r.refuse("toolchain-bin", asked.Bin.Pos, "toolchain.bin is %q: in a tarball it is a path below its root: write %q", own.Bin, strings.TrimPrefix(own.Bin, "/"))
	}
	own.Bin = cmp.Or(own.Bin, "bin")
	return own
}

// own is the GCC itself, wherever it comes from. Whether it really fits is seen
// where it is unpacked (stage/import.sh, stage/check-link-modes.sh); what its name says is
// seen here.
func (r *resolver) own(asked Toolchain, row Target, entry Entry) *model.Own {
	gcc := *asked.GCC
	if entry.Libc != "musl" {
		r.refuse("toolchain-unfit", asked.Kind.Pos, "a GCC of the project's own is offered for musl alone: a program for %s also needs that libc's own files where it runs: remove toolchain",
			row.Triple.V)
		return &model.Own{}
	}
	if other := cmp.Or(r.otherMachine(gcc.V, entry), otherABI(gcc.V, entry)); other != "" {
		r.refuse("toolchain-unfit", gcc.Pos, "toolchain.gcc: %s is the name of a GCC %s, which does not fit %s: write the one for the triple, such as %q",
			gcc.V, other, row.Triple.V, entry.GCC)
	}
	return &model.Own{GCC: gcc.V, Bin: orZero(asked.Bin).V, Args: entry.Own.Args}
}

// otherMachine says what a GCC's name tells of its architecture, where that is
// not the triple's.
func (r *resolver) otherMachine(gcc string, entry Entry) string {
	first, _, _ := strings.Cut(gcc, "-")
	for _, w := range r.catalog.GCCWords {
		if regexp.MustCompile(w.Match).MatchString(first) && (w.Arch != entry.Arch || w.Endian != entry.Endian) {
			return fmt.Sprintf("for %s, %s-endian", w.Arch, w.Endian)
		}
	}
	return ""
}

// otherABI says what a GCC's name tells of its libc and its float ABI, where
// that is not the triple's. Names need not tell either.
func otherABI(gcc string, entry Entry) string {
	libc := gcc[strings.LastIndex(gcc, "-")+1:]
	switch {
	case strings.HasPrefix(libc, "gnu"):
		return "for glibc"
	case entry.Float == "soft" && strings.HasSuffix(libc, "hf"):
		return "that passes floats the hard way"
	case entry.Float == "hard" && strings.HasSuffix(libc, "eabi"), entry.Float == "hard" && strings.HasSuffix(libc, "sf"):
		return "that passes floats the soft way"
	}
	return ""
}
