package check

import (
	"iter"

	"cuelang.org/go/cue"
)

// fieldsOf iterates over the fields that users name, those of a broken struct
// too: asked for hidden ones, CUE lists what there is.
func fieldsOf(v cue.Value) iter.Seq2[string, cue.Value] {
	return func(yield func(string, cue.Value) bool) {
		it, err := v.Fields(cue.Hidden(true))
		for err == nil && it.Next() {
			if sel := it.Selector(); sel.LabelType() == cue.StringLabel && !yield(sel.Unquoted(), it.Value()) {
				return
			}
		}
	}
}
