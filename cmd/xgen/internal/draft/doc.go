// Package draft writes the targets.cue that a person would have written for a Cargo
// project, or what one that is there lacks. It reads the project, and has the text that it
// writes checked as vet does; what that finds and how it is mended comes as fields
// (model.Mend), which are written too, until nothing new is found. It touches no file.
//
// The files build on each other in this order: fields.go holds what is written, text.go
// writes it, names.go knows what targets are called, place.go finds the project;
// request.go has what is asked for and what all of these share: program.go chooses what of it is built, smoke.go what is run of that; cross.go and
// config.go read what other tools were told; settle.go goes on until nothing is found, and
// draft.go calls them.
package draft
