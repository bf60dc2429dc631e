// Package catalog is what xgen knows before it has read any project: the facts
// about rustc's targets, about each kind of C toolchain, about crates that need
// something, and the checksums of some releases. Every fact stands with its source
// in the .cue files beside this one, which are held against the definitions of
// package schema when catalog.json is made of them. The program reads that file
// alone: to evaluate the .cue files took a third of the time of the smallest vet.
//
// To change a fact, change the .cue file and run make golden; a test fails while
// the two differ.
package catalog
