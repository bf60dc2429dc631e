package toolchain

import (
	"testing"

	"github.com/xgen-build/xgen/schema/catalog"
)

// What a GCC's name says is held against the triple; many names say nothing.
func TestOtherTarget(t *testing.T) {
	const (
		x64, x86, i586      = "x86_64-unknown-linux-musl", "i686-unknown-linux-musl", "i586-unknown-linux-musl"
		armv5, armv6, armv7 = "armv5te-unknown-linux-musleabi", "arm-unknown-linux-musleabihf", "armv7-unknown-linux-musleabihf"
		mips, mips64, ppc   = "mips-unknown-linux-musl", "mips64-unknown-linux-muslabi64", "powerpc-unknown-linux-musl"
		gnu, armv7Soft      = "x86_64-unknown-linux-gnu", "armv7-unknown-linux-musleabi"
	)
	const hard, soft, bare = "that passes floats the hard way", "that passes floats the soft way", "for machines without a system"
	for _, c := range []struct{ gcc, triple, want string }{
		{"x86_64-w64-mingw32", x64, "for Windows"},
		{"x86_64-pc-windows-gnu", x64, "for Windows"},
		{"x86_64-pc-cygwin", x64, "for Windows"},
		{"i686-w64-mingw32ucrt", x86, "for Windows"},
		{"x86_64-freebsd13", x64, "for a BSD"},
		{"x86_64-unknown-freebsd13.2", x64, "for a BSD"},
		{"x86_64-apple-darwin23", x64, "for macOS"},
		{"x86_64-unknown-haiku", x64, "for another system"},
		{"x86_64-elf", x64, bare},
		{"x86_64-linux-muslx32", x64, "for x32, whose pointers have 32 bits"},
		{"x86_64-linux-gnux32", x64, "for x32, whose pointers have 32 bits"},
		{"x86_64-buildroot-linux-uclibc", x64, "for uClibc"},
		{"x86_64-linux-gnu", x64, "for glibc"},
		{"x86_64-linux-gnu", gnu, ""},
		{"x86_64-alpine-linux-musl", gnu, "for musl"},
		{"x86_64-alpine-linux-musl", x64, ""},
		{"x86_64-linux", x64, ""},
		{"x86_64-foo", x64, ""},
		{"my_windows-cross", x64, ""},
		{"arm-none-eabi", armv5, bare},
		{"arm-eabi", armv5, bare},
		{"arm-none-elf", armv5, bare},
		{"arm-none-linux-musleabi", armv5, ""},
		{"arm-linux-eabi", armv5, ""},
		{"arm-linux-foo", armv5, ""},
		{"arm-linux-androideabi", armv5, "for Android"},
		{"arm-linux-androideabi21", armv5, "for Android"},
		{"arm-android-linux-musleabi", armv5, ""},
		{"arm-linux-uclibcgnueabi", armv5, "for uClibc"},
		{"arm-openwrt-linux", armv5, ""},
		{"arm-openwrt-linux-muslgnueabi", armv5, ""},
		{"arm-linux-musleabihf", armv5, hard},
		{"armhf-linux-musl", armv5, hard},
		{"armv4t-linux-musleabi", armv5, ""},
		{"armv5tel-linux-musleabi", armv5, ""},
		{"armv6-linux-musleabi", armv5, "for newer machines (armv6)"},
		{"armv7-linux-musleabihf", armv6, "for newer machines (armv7)"},
		{"armv7l-linux-foo", armv6, "for newer machines (armv7l)"},
		{"thumbv7neon-unknown-linux-musleabihf", armv6, "for newer machines (thumbv7neon)"},
		{"armv6l-linux-musleabihf", armv6, ""},
		{"armhf-linux-musleabihf", armv6, ""},
		{"armv6-linux-musleabihf", armv7, ""},
		{"armv8l-linux-musleabihf", armv7, "for newer machines (armv8l)"},
		{"arm-linux-musleabi", armv7, soft},
		{"arm-linux-musleabi", armv7Soft, ""},
		{"armv7l-unknown-linux-musleabi", armv7Soft, ""},
		{"i686-linux-musl", i586, "for newer machines (i686)"},
		{"i486-linux-musl", i586, ""},
		{"i786-linux-musl", x86, ""},
		{"mips-linux-muslsf", mips, ""},
		{"mips-linux-musl", mips, ""},
		{"mipsisa32r2-linux-muslsf", mips, ""},
		{"mipsisa32r6-linux-muslsf", mips, "for newer machines (mipsisa32r6)"},
		{"mips64-linux-musl", mips64, ""},
		{"mips64-linux-muslabi64", mips64, ""},
		{"mips64-linux-muslabin32", mips64, "for n32, whose pointers have 32 bits"},
		{"mips64-linux-musln32sf", mips64, "for n32, whose pointers have 32 bits"},
		{"mipsisa64r6-linux-musl", mips64, "for newer machines (mipsisa64r6)"},
		{"powerpc-linux-muslspe", ppc, "for the floats of the e500 (SPE)"},
		{"powerpcle-linux-musl", ppc, "for powerpc, little-endian"},
		{"sh4-linux-musl", ppc, "for sh, little-endian"},
		{"m68k-linux-musl", ppc, "for m68k, big-endian"},
	} {
		all := catalog.Load()
		r := &request{Request: Request{Catalog: all, Triple: all.Triples[c.triple]}}
		if got := otherTarget(r, c.gcc); got != c.want {
			t.Errorf("%s for %s: %q, want %q", c.gcc, c.triple, got, c.want)
		}
	}
}

// No triple's own names are another's: its own and that of its GCC.
func TestOwnNamesOfGCC(t *testing.T) {
	all := catalog.Load()
	for name, triple := range all.Triples {
		r := &request{Request: Request{Catalog: all, Triple: triple}}
		for _, gcc := range []string{name, triple.GCC} {
			if other := otherTarget(r, gcc); other != "" {
				t.Errorf("%s: %s is a GCC %s", name, gcc, other)
			}
		}
	}
}
