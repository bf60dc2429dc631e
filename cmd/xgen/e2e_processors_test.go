//go:build e2e

package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/xgen-build/xgen/schema/catalog"
)

// askProcessors asks zig's Clang, Debian's GCC and QEMU for each line of
// /processors/wanted, "TOOL FOR NAME", whether they know the name. QEMU reads the name
// before it looks at the program, which is none.
const askProcessors = `#!/bin/sh
set -eu
export ZIG_GLOBAL_CACHE_DIR=/tmp/zig ZIG_LOCAL_CACHE_DIR=/tmp/zig
: >/tmp/empty.c
takes() {
	case "$1" in
	clang) /opt/xgen/zig/ziglang/zig cc -target "$2" "-mcpu=$3" -c -o /tmp/empty.o /tmp/empty.c ;;
	gcc) "$2-gcc" "$3" -S -o /tmp/empty.s /tmp/empty.c ;;
	qemu) ! "$2" -cpu "$3" /tmp/empty.c 2>&1 | grep -iE "CPU model|property|warning|not found|feature" ;;
	esac
}
failed=
while read -r tool for name; do
	known=no
	takes "$tool" "$for" "$name" >/tmp/said 2>&1 && known=yes
	case "$name" in *no-such*) want=no ;; *) want=yes ;; esac
	if [ "$known" != "$want" ]; then
		echo "$tool $for: $name"
		cat /tmp/said
		failed=yes
	fi
done </processors/wanted >&2
[ ! "$failed" ]
`

// Each name of a processor in the catalog is one that the tool knows that is told it.
func TestE2EProcessors(t *testing.T) {
	slow(t)
	wanted, compilers := processorNames(t)
	e := crate(t, "fn main() {}\n")
	e.write("processors/wanted", strings.Join(wanted, "\n")+"\n")
	e.write("processors/ask.sh", askProcessors)
	packages := "qemu-user gcc libc6-dev"
	for _, gcc := range compilers {
		packages += " gcc-" + strings.ReplaceAll(gcc, "_", "-")
	}
	e.write("processors/Dockerfile", e.read("xgen/armv5te/Dockerfile")+"\nFROM zig AS asked\nCOPY xgen/stage/packages.sh /processors/\n"+
		"RUN sh /processors/packages.sh "+packages+"\nCOPY processors /processors\nRUN sh /processors/ask.sh && touch /asked\nFROM scratch AS answer\nCOPY --from=asked /asked /\n")
	if out, err := e.solveCommand("armv5te", "processors", "answer", "type=local,dest="+t.TempDir()).CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}

// processorNames returns what is asked of each tool, with a name for each that it must
// refuse, and the compilers that are asked.
func processorNames(t *testing.T) (wanted, compilers []string) {
	t.Helper()
	for _, triple := range catalog.Load().Names() {
		facts := catalog.Load().Triples[triple]
		if facts.OS != "linux" || facts.Libc != "musl" {
			continue
		}
		var zig struct{ Target, NoFloats string }
		var source struct{ Kernel string }
		if err := json.Unmarshal(facts.Toolchains["zig"], &zig); err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(facts.Toolchains["source"], &source); err != nil {
			t.Fatal(err)
		}
		gcc := strings.Replace(source.Kernel, "i386", "i686", 1)
		compilers = append(compilers, gcc)
		add := func(tool, of, name, more string) {
			if name != "" {
				wanted = append(wanted, fmt.Sprint(tool, " ", of, " ", name, more))
			}
		}
		fit := maps.Clone(facts.Processors().Fit)
		fit[""] = catalog.CPU{Clang: "no-such", GCC: "-march=no-such", QEMU: "no-such"}
		for _, name := range slices.Sorted(maps.Keys(fit)) {
			cpu := fit[name]
			add("clang", zig.Target, cpu.Clang, zig.NoFloats)
			add("qemu", facts.QEMU.Binary, cpu.QEMU, "")
			// A GCC for hard floats takes no processor without.
			if facts.Arch != "arm" || strings.HasSuffix(gcc, "gnueabi") {
				add("gcc", gcc, cpu.GCC, "")
			}
		}
	}
	slices.Sort(wanted)
	slices.Sort(compilers)
	return slices.Compact(wanted), slices.Compact(compilers)
}
