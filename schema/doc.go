// Package schema loads a project: Load reads the user's targets.cue, holds it
// against the definitions, joins it with the catalog and with cargo's own files, and
// returns typed values, or all that is wrong, each mistake once and with its place.
// It reads the files that it is given and nothing else: no clock, no environment, no
// network.
//
// The steps are packages of their own:
//
//	parse    source.go to package.go          text that is CUE, and the package it makes
//	check    package check                    the value beside the definitions
//	decode   package decode                   the value as Go structs, of package input
//	resolve  package resolve                  joined with the catalog; contradictions
//	lint     package lint                     the finished project, judged
//
// The definitions are the .cue files of this folder. What the program reads is made
// from them: check/definitions.json and catalog/catalog.json, each held against its
// sources by a test. CUE itself evaluates nothing but the user's file.
package schema
