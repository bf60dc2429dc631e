// Package check holds the value of a user's file against the definitions: File
// walks both side by side, and reports one diagnostic a mistake, and all mistakes of
// a file at once. CUE alone would report a misspelled word ten times, mostly in
// terms of the definitions, and hide what stands behind it.
//
// The definitions are data, definitions.json, which a test beside it makes
// from the .cue files of package schema. Another holds the walk against CUE: what CUE refuses
// when it unifies a file with the definitions, the walk refuses.
//
// Each file builds only on those above it:
//
//	words.go        values and lists of names in a message
//	message.go      CUE's own messages, in plain words
//	kind.go         the kinds of values
//	match.go        regular expressions
//	shape.go        a definition, and what it allows
//	definitions.go  those of a project and of the user-level folder
//	reference.go    a list of all fields, for the reference
//	fields.go       the fields of a value
//	checker.go      what the walk collects
//	place.go        where values stand in the user's file
//	report.go       a diagnostic
//	size.go         too much text
//	text.go         characters and words that cannot stand there
//	concrete.go     values that are not definite
//	leaf.go         values without parts
//	wanted.go       what to write for a missing field
//	missing.go      fields that are missing
//	names.go        fields that no definition has
//	describe.go     errors of CUE's own
//	own.go          what is wrong before any definition is asked
//	closed.go       what closed definitions of the user's refuse
//	walk.go         the walk
//	check.go        File, and the list of rules
package check
