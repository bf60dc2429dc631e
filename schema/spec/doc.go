// Package spec reads the target specifications of rustc's: JSON objects that say
// what code is made for a target that rustc itself does not know. Each key keeps
// its place, so that a message can name the line that it speaks of.
//
// scan.go goes through the text key by key; above it, spec.go gives the keys that
// xgen looks at their types and rustc's own defaults (rustc_target::spec).
package spec
