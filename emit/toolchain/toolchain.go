package toolchain

import (
	"github.com/xgen-build/xgen/emit/stage"
	"github.com/xgen-build/xgen/schema/model"
)

// Toolchain is the source of one target's C toolchain.
type Toolchain interface {
	// Stages returns the stages that make the toolchain. The last one is cc,
	// which has Rust too.
	Stages(p *model.Project, common Common) []stage.Stage
	// Archives returns what is fetched and unpacked, each in a stage of its own.
	Archives() []Archive
	// Image returns the image of the stage toolchain, "" where there is none.
	Image() string
	// BringsStd reports whether the stage cc has rustup's std already: where cc
	// is not based on the stage rust, rustup cannot install it there.
	BringsStd() bool
	// LinkModes returns the kinds of programs that the wrappers must be seen to
	// link before std is built, in the words of check-link-modes.sh; nil where
	// xgen's own tests have shown it.
	LinkModes() []string
	// WarmUp returns the shared script that, with the argument warm and rustc's
	// flags, links a program once: that builds what later links use, and the stage std
	// keeps it. "" where no link builds anything.
	WarmUp() string
	// LibraryFlags returns what C libraries are compiled and linked with, so that the
	// toolchain need not build again what WarmUp has built for programs; "" for nothing.
	LibraryFlags() (compile, link string)
	// Wrappers returns the wrappers of the compilers and of ar and ranlib.
	Wrappers() []Wrapper
	// Text describes the toolchain in one line.
	Text() string
}

// Archive is one of the archives that a toolchain is made of.
type Archive struct {
	Part model.Part // the stage pulled-NAME has it
	// DropLinks is for what somebody else made: links that lead out of it are left
	// out, as those of a libc to its loader are.
	DropLinks bool
}

// Common is what the stages of a project's targets have in common.
type Common struct {
	glibcPackages map[string][]string // what Debian's GCC and glibc are installed from, by the base image
}

// plain holds what most kinds answer. Each kind embeds it.
type plain struct{ *model.Target }

func (plain) Archives() []Archive { return nil }
func (plain) Image() string       { return "" }
func (plain) BringsStd() bool     { return false }
func (plain) LinkModes() []string { return nil }
func (plain) WarmUp() string      { return "" }

func (plain) LibraryFlags() (compile, link string) { return "", "" }
