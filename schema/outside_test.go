package schema

import (
	"slices"
	"strings"
	"testing"
)

// Each of rustc's targets is in the catalog, or is one for Linux, or is refused
// with a reason; and no reason speaks of a target of the catalog.
func TestOutside(t *testing.T) {
	list, err := run(compiler(t, shared().catalog.Defaults.Channel), "--print", "target-list").Output()
	if err != nil {
		t.Fatal(err)
	}
	triple := shared().shape.find("targets").find("a").find("triple")
	known := shared().catalog.Names()
	for _, name := range strings.Fields(string(list)) {
		linux := slices.Contains(known, name) || strings.Contains(name, "-linux-") || strings.HasSuffix(name, "-linux") || strings.Contains(name, "android")
		linux = linux && !strings.HasPrefix(name, "wasm") && !strings.HasSuffix(name, "-none")
		if why := triple.because(name); (why == "") != linux {
			t.Errorf("%s: %q", name, why)
		}
	}
}

func TestOutsideIsRefusedWithTheReason(t *testing.T) {
	for name, want := range map[string]string{
		"wasm32-unknown-unknown":       `targets.cue:2:21: targets.a.triple is "wasm32-unknown-unknown": WebAssembly has no Linux below it`,
		"wasm32-wasip1":                `targets.cue:2:21: targets.a.triple is "wasm32-wasip1": WebAssembly has no Linux below it`,
		"thumbv6m-none-eabi":           `targets.cue:2:21: targets.a.triple is "thumbv6m-none-eabi": it is bare metal`,
		"riscv32imac-unknown-none-elf": `targets.cue:2:21: targets.a.triple is "riscv32imac-unknown-none-elf": it is bare metal`,
		"x86_64-unknown-freebsd":       `targets.cue:2:21: targets.a.triple is "x86_64-unknown-freebsd": its system is not Linux`,
		"mipsel-unknown-linux-mus":     `targets.cue:2:21: targets.a.triple is "mipsel-unknown-linux-mus": want one of rustc's targets`,
	} {
		_, found := Load(project(rowOf(name)))
		if len(found) != 1 || !strings.HasPrefix(found.Error(), want) || !strings.Contains(found.Error(), ": want one of rustc's targets that the catalog knows, such as") {
			t.Errorf("%s: %v", name, found)
		}
	}
}
