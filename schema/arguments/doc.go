// Package arguments reads what is said to rustc, to a C compiler and to a linker as
// they read it: words that belong together, and what one program hands on to another.
package arguments
