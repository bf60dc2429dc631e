// Package term shows progress, colours and tables on a terminal, or plain lines
// where there is none.
//
// Detect returns what a stream can show, as Settings; everything else in the
// package depends on these values and on the given writer alone, so that tests
// can show what a user sees. A Printer shows several builds at once. Table writes
// columns. Clean makes foreign text safe to show: whatever comes from a build or
// a binary has to pass through it, since escape sequences could rewrite what
// stands on the screen.
//
// The files build on each other in this order: settings.go, colour.go and clean.go
// know the terminal; table.go builds on them alone. progress.go sums up the steps
// of a build; columns.go, screen.go and live.go lay it out and draw it for
// printer.go.
package term
