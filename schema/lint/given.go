package lint

import (
	"github.com/xgen-build/xgen/schema/arguments"
	"github.com/xgen-build/xgen/schema/model"
)

// given are the project's arguments of rustc, of the C compiler or of the
// linker of a target, wherever they are read from.
type given struct {
	field     string // where they stand: "flags.lto"
	kind      model.FlagKind
	pos       model.Pos
	arguments []arguments.Argument
	config    bool // in cargo's configuration, which is also read at home
}

// instead says what to do about an argument that no build can have.
func (g given) instead() string {
	if g.config {
		return "remove it, or write it in ~/.cargo/config.toml, which is read at home alone"
	}
	return "remove it"
}

// writes is what begins the mending of an argument that a field of targets.cue says better.
func (g given) writes() string {
	if g.config {
		return "remove it, and write"
	}
	return "write"
}

func givenBy(field string, kind model.FlagKind, pos model.Pos, words []string) given {
	return given{field: field, kind: kind, pos: pos, arguments: arguments.Of(kind, words)}
}
