// Package input holds what a user wrote in targets.cue, as Go values: one struct
// for each definition of the schema, whose `cue` tags name its fields. A field
// that may be left out is a pointer, a slice or a map, and nil where it was; each
// value carries the place where it stands. Package decode fills the structs in,
// package resolve joins them with the catalog.
//
// The tags ",pos" and ",short" are package decode's.
package input
