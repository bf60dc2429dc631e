// Package flock takes advisory locks on files. The kernel gives a lock back
// when its holder closes the file or dies, so none is ever left behind.
package flock
