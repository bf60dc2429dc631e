// Package diff reads the unified diffs that change third-party crates. It
// accepts less than patch(1) does: changes of text, in files below the crate's own
// folder. Renames, links, modes, binary files and ed scripts are refused, and so is
// prose around the change, which patch(1) would skip and guess about.
//
// scan.go goes through the text line by line and refuses; above it, diff.go parses
// what is left and writes it again in one form, whatever tool made it.
package diff
