// Package decode turns a checked value of CUE into Go values and notes where each
// of them stands in the user's file, which CUE's own Decode forgets.
//
// A struct takes the fields that its `cue` tags name; an embedded struct shares
// those of the struct around it, and a model.Value keeps the place and the source
// of its value beside it. Two options of a tag are this package's own:
//
//	Pos   model.Pos `cue:",pos"`         // takes the place of the struct's own key
//	Value string    `cue:"value,short"` // takes the value itself where it is no struct
//
// Each file builds on those before it: position.go (from CUE's places to the
// model's), path.go (the names of fields in messages), keys.go (where the user
// wrote a key), decode.go.
package decode
