// Package plaintext is the one rule of which text a value may hold and how much of
// it. The schema refuses by it what the quoters of package emit could not write.
//
// plaintext.go knows characters, context.go the places where a text would be
// evaluated and the bounds, pattern.go the lines of a .dockerignore.
package plaintext
