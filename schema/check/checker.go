package check

import (
	"sync"

	"cuelang.org/go/cue"

	"github.com/xgen-build/xgen/schema/decode"
	"github.com/xgen-build/xgen/schema/model"
)

// checker walks a value of the user's beside its shape and collects one
// diagnostic for each mistake.
type checker struct {
	file    string // the user's file, as messages name it
	root    cue.Value
	found   model.Diagnostics
	keys    func() decode.Keys // of that file
	wrong   map[string]bool    // paths that are wrong before any definition is asked
	meant   map[string]bool    // paths that a misspelled field was meant for
	refused []refusedField     // by closed definitions of the user's
	missing []missingFields
	shared  map[model.Pos]bool // places that take part in several errors
	around  []cue.Value        // the values around the one at hand, for those without a place
}

// refusedField is a field that a closed definition of the user's does not have.
type refusedField struct {
	path   []string
	places []model.Pos
}

// missingFields are fields that a struct must have and does not, and where it
// stands. What several structs of one kind do not have is one mistake: the
// template that they share does not have it.
type missingFields struct {
	path, what, want string
	places           []model.Pos
}

func newChecker(file string, v cue.Value) *checker {
	return &checker{
		file: file, root: v, wrong: map[string]bool{}, meant: map[string]bool{},
		keys: sync.OnceValue(func() decode.Keys { return decode.KeysOf(v) }),
	}
}
