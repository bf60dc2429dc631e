package model

// Test asks for the project's own tests: they are compiled for the target and
// each test program is run under QEMU on the oldest CPU, or under Wine.
type Test struct {
	Args    []string // for each test program, as after `cargo test --`
	Timeout int      // seconds, for each test program
	Profile string   // cargo's name: "test", "release", …
	Lints   []string // "clippy", "fmt": what the sources must pass, sorted
	Origin
}
