package schema

import (
	"slices"
	"strings"
	"testing"

	"github.com/xgen-build/xgen/schema/catalog"
	"github.com/xgen-build/xgen/schema/check"
)

// Each of rustc's targets is in the catalog, or is one for Linux, or is refused
// with a reason, as some for Linux are; and no reason speaks of a target of the catalog.
func TestOutside(t *testing.T) {
	list, err := run(compiler(t, catalog.Load().Defaults.Channel), "--print", "target-list").Output()
	if err != nil {
		t.Fatal(err)
	}
	triple := check.Project().Find("targets").Find("a").Find("triple")
	known := catalog.Load().Names()
	var others []string
	for _, name := range strings.Fields(string(list)) {
		linux := strings.Contains(name, "-linux-") || strings.HasSuffix(name, "-linux") || strings.Contains(name, "android")
		linux = linux && !strings.HasPrefix(name, "wasm") && !strings.HasSuffix(name, "-none")
		if why := triple.Refusal(name); why == nil && !linux && !slices.Contains(known, name) || why != nil && slices.Contains(known, name) {
			t.Errorf("%s: %+v", name, why)
		} else if linux && !slices.Contains(known, name) {
			others = append(others, name)
		}
	}
	if got := catalog.Load().OtherTriples; !slices.Equal(got, others) {
		t.Errorf("the catalog's otherTriples are %v, want %v", got, others)
	}
}

// A triple of the same machine and libc is offered, however else it is written.
func TestTriplesThatAreMeant(t *testing.T) {
	for name, want := range map[string]string{
		"armv5te-unknown-linux-musl":  `"armv5te-unknown-linux-musleabi"`,
		"aarch64-linux-musl":          `"aarch64-unknown-linux-musl"`,
		"aarch64-linux-gnu":           `"aarch64-unknown-linux-gnu"`,
		"armv7-linux-musl":            `"armv7-unknown-linux-musleabi" or "armv7-unknown-linux-musleabihf"`,
		"riscv64-linux-gnu":           `"riscv64gc-unknown-linux-gnu"`,
		"x86_64-unknown-linux-gnux32": "",
		"x86_64-w64-mingw32":          "",
		"x86_64-windows-gnu":          `"x86_64-pc-windows-gnu"`,
		"sparc64-unknown-linux-gnu":   "",
		"aarch64":                     "",
	} {
		_, found := Load(project(rowOf(name)))
		if len(found) != 1 || strings.Contains(found.Error(), "did you mean") != (want != "") ||
			want != "" && !strings.HasSuffix(found.Error(), " (did you mean "+want+"?)") {
			t.Errorf("%s: %v, want %s", name, found, want)
		}
	}
}

func TestOutsideIsRefusedWithTheReason(t *testing.T) {
	for name, want := range map[string]string{
		"wasm32-unknown-unknown":       `targets.cue:2:21: targets.a.triple is "wasm32-unknown-unknown": WebAssembly has no Linux below it`,
		"wasm32-wasip1":                `targets.cue:2:21: targets.a.triple is "wasm32-wasip1": WebAssembly has no Linux below it`,
		"thumbv6m-none-eabi":           `targets.cue:2:21: targets.a.triple is "thumbv6m-none-eabi": it is bare metal`,
		"riscv32imac-unknown-none-elf": `targets.cue:2:21: targets.a.triple is "riscv32imac-unknown-none-elf": it is bare metal`,
		"x86_64-pc-windows-msvc":       `targets.cue:2:21: targets.a.triple is "x86_64-pc-windows-msvc": it is linked with Microsoft's own libraries, whose licence nobody can accept in a build: write triple: "x86_64-pc-windows-gnu" or "i686-pc-windows-gnu", which make programs for the same Windows`,
		"aarch64-pc-windows-gnullvm":   `targets.cue:2:21: targets.a.triple is "aarch64-pc-windows-gnullvm": no program was built for it yet that Debian's Wine, which proves builds for Windows, ran: write triple: "x86_64-pc-windows-gnullvm" or "i686-pc-windows-gnu"`,
		"arm-unknown-linux-gnueabihf":  `targets.cue:2:21: targets.a.triple is "arm-unknown-linux-gnueabihf": it is for an ARMv6, and Debian's armhf, of whose glibc a build would be, is for an ARMv7 at least: write triple: "arm-unknown-linux-musleabihf", whose`,
		"i586-unknown-linux-gnu":       `targets.cue:2:21: targets.a.triple is "i586-unknown-linux-gnu": Debian's i386, of whose glibc a build would be, is for an i686 at least: write triple: "i586-unknown-linux-musl", or "i686-unknown-linux-gnu"`,
		"x86_64-apple-darwin":          `targets.cue:2:21: targets.a.triple is "x86_64-apple-darwin": xgen builds programs for Linux and Windows`,
		"x86_64-unknown-freebsd":       `targets.cue:2:21: targets.a.triple is "x86_64-unknown-freebsd": its system is not Linux`,
		"mipsel-unknown-linux-mus":     `targets.cue:2:21: targets.a.triple is "mipsel-unknown-linux-mus": want one of rustc's targets`,
	} {
		_, found := Load(project(rowOf(name)))
		if len(found) != 1 || !strings.HasPrefix(found.Error(), want) || strings.Contains(want, ": write ") == strings.Contains(found.Error(), ": want one of rustc's targets that the catalog knows, such as") ||
			strings.Contains(want, ": write ") && strings.Contains(found.Error(), "did you mean") {
			t.Errorf("%s: %v", name, found)
		}
	}
}
