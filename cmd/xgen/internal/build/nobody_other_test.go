//go:build !linux

package build

// asNobody runs f; only Linux lets a single thread lose root's rights.
func asNobody(f func()) { f() }
