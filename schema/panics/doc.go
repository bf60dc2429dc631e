// Package panics carries a panic from the goroutine where it happens to the one
// that waits for it. Left alone, a panic in a goroutine of its own ends the process
// with a bare trace; here it comes up again where the work was asked for, so that
// main can say that xgen itself is wrong. Every goroutine of the program is started
// here.
//
// Try is for a function that is called, Task for one goroutine, Group for many.
package panics
