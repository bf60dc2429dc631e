// Package isa compares instruction sets, in readelf's words: which of them a CPU that
// has one runs code for. Checks ask that of what a project writes, and package verify
// of what a binary records.
//
// Each architecture has a file; isa.go chooses among them.
package isa
