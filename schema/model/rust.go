package model

import "strings"

// Rust says which compiler builds the program and where std comes from.
type Rust struct {
	Channel    Value[string] // a rustup toolchain name: "1.95.0", "nightly-2026-04-14"
	ChannelWhy string        // why it is another one than in rust-toolchain.toml; "" where nothing is said
	Std        Value[Std]
	Components Value[[]string] // rustup's, beside the compiler, cargo and std's source; sorted
	// SHA256 are the checksums that the channel's manifest may have, in hexadecimal: the
	// first 20 digits of each, or all. None where any may be.
	SHA256 Value[[]string]
}

// Unstable reports whether rustc and cargo take unstable options for the program: by
// their channel, or since they are told to where each build makes its own std.
func (r Rust) Unstable() bool {
	return strings.HasPrefix(r.Channel.V, "nightly") || r.Std.V == StdBuild
}

// Std says where the target's standard library comes from.
type Std string

const (
	// StdPrebuilt is rustup's own rust-std component.
	StdPrebuilt Std = "prebuilt"
	// StdSysroot is std built once from rust-src into the toolchain's sysroot.
	StdSysroot Std = "sysroot"
	// StdBuild is std built anew with each program, by cargo's -Z build-std.
	StdBuild Std = "build-std"
)
