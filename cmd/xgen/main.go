// Command xgen compiles one CUE file into everything that the cross builds of
// a Rust program need, and runs them.
package main

import (
	"os"
)

func main() {
	os.Exit(Main(os.Args[1:], Streams{In: os.Stdin, Out: os.Stdout, Err: os.Stderr}, os.LookupEnv))
}
