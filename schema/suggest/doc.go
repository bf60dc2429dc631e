// Package suggest finds the name that somebody probably meant: Name among all
// names by the number of edits, Triples among rustc's targets by machine and libc,
// Machine by the machine alone.
// Both return nothing where a guess would be as likely wrong.
package suggest
