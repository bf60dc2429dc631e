package main

import (
	"os"
	"runtime"
	"runtime/debug"
)

func main() {
	delayCollection()
	os.Exit(int(Main(os.Args[1:], Streams{In: os.Stdin, Out: os.Stdout, Err: os.Stderr}, os.LookupEnv)))
}

// delayCollection lets the heap grow to 28 MB, and not to Go's 4 MB, before
// garbage is collected for the first time. Most commands live for some hundredths
// of a second and need less; collecting took a fifth of that time. From the first
// collection on the heap grows as Go's own default has it.
func delayCollection() {
	const first = 700 // per cent of Go's 4 MB
	before := debug.SetGCPercent(first)
	if before != 100 {
		debug.SetGCPercent(before) // the user has set GOGC
		return
	}
	runtime.AddCleanup(new([32]byte), func(int) { debug.SetGCPercent(before) }, 0)
}
