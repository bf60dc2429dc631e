package check

import (
	"iter"

	"cuelang.org/go/cue"
)

// named is a field's value with its name.
type named struct {
	name string
	cue.Value
}

// fieldsOf iterates over the fields that users name, those of a broken struct
// too: asked for hidden ones, CUE lists what there is.
func fieldsOf(v cue.Value) iter.Seq[named] {
	return func(yield func(named) bool) {
		it, err := v.Fields(cue.Hidden(true))
		for err == nil && it.Next() {
			if sel := it.Selector(); sel.LabelType() == cue.StringLabel && !yield(named{sel.Unquoted(), it.Value()}) {
				return
			}
		}
	}
}
