// Package flock takes advisory locks on files. The kernel releases a lock
// when its holder closes the file or dies, so none is ever left behind.
package flock
