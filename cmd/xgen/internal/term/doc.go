// Package term shows progress, colours and tables on a terminal, or plain lines
// where there is none.
//
// Detect returns what a stream can show, as Settings; everything else in the
// package depends on these values and on the given writer alone, so that tests
// can show what a user sees. A Printer shows several builds at once. Table writes
// columns. Clean makes foreign text safe to show: whatever comes from a build or
// a binary has to pass through it, since escape sequences could rewrite what
// stands on the screen.
package term
