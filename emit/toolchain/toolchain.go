package toolchain

import (
	"github.com/xgen-build/xgen/emit/stage"
	"github.com/xgen-build/xgen/schema/model"
)

// Toolchain is the source of one target's C toolchain.
type Toolchain interface {
	// Stages returns the stages that make the toolchain. The last one is cc,
	// which has Rust too.
	Stages(p *model.Project) []stage.Stage
	// Archive returns what is fetched and unpacked in the stage
	// pulled-toolchain, without the links that lead out of it, as those of a
	// libc to its loader do; nil where nothing is.
	Archive() *model.Pinned
	// Image returns the image of the stage toolchain, "" where there is none.
	Image() string
	// BringsStd reports whether the stage cc has rustup's std already: where cc
	// is not based on the stage rust, rustup cannot install it there.
	BringsStd() bool
	// LinkModes returns the kinds of programs that the wrappers must be seen to
	// link before std is built, in the words of check-link-modes.sh; nil where
	// xgen's own tests have shown it.
	LinkModes() []string
	// LinksInLayer reports whether the first link of a program builds what later
	// ones use, which is then kept in a layer.
	LinksInLayer() bool
	// Wrappers returns the wrappers of the compilers and of ar and ranlib.
	Wrappers() []Wrapper
	// Text describes the toolchain in one line.
	Text() string
}

// kinds is the one place that tells kinds apart.
var kinds = map[model.ToolchainKind]func(*model.Target) Toolchain{
	model.ToolchainZig:     func(t *model.Target) Toolchain { return zig{plain{t}} },
	model.ToolchainDebian:  func(t *model.Target) Toolchain { return debian{plain{t}} },
	model.ToolchainImage:   func(t *model.Target) Toolchain { return image{external{plain{t}}} },
	model.ToolchainTarball: func(t *model.Target) Toolchain { return tarball{external{plain{t}}} },
}

// Of returns a target's toolchain.
func Of(t *model.Target) Toolchain { return kinds[t.Toolchain.Kind.V](t) }

// plain is a toolchain with nothing out of the ordinary.
type plain struct{ *model.Target }

func (plain) Archive() *model.Pinned { return nil }
func (plain) Image() string          { return "" }
func (plain) BringsStd() bool        { return false }
func (plain) LinkModes() []string    { return nil }
func (plain) LinksInLayer() bool     { return false }

// AbsentStages returns why a Dockerfile may lack a stage of this package's, by
// the stage.
func AbsentStages() map[string]string {
	return map[string]string{
		"zig":       "its C toolchain is made in the stage cc",
		"toolchain": "no image holds its C toolchain",
		"component": "only beside the image of a C toolchain does rustup's std have a stage of its own",
	}
}
