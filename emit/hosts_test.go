package emit_test

import (
	"debug/elf"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/xgen-build/xgen/schema/model"
)

// ofHost are words by which an emitted file could depend on the machine that builds.
var ofHost = regexp.MustCompile(`x86[_-]64|\b(amd64|aarch64|arm64)\b|\buname\b|print-architecture|TARGETARCH|BUILDARCH|getconf|[^-.]\barch\b`)

// dependsOnHost are the files that do, and how each serves both kinds of machines.
var dependsOnHost = map[string]string{
	"library.sh":  "configure is told the machine that builds, by uname -m",
	"import.sh":   "its messages name the machine; a GCC that does not run there is refused",
	"build.sh":    "for its own system pkg-config finds what the image has, where the project names no libraries",
	"packages.sh": "apt's own architecture, by dpkg's name",
	"release.sh":  "apt's own architecture, by dpkg's name",
	"pages.sh":    "its message names the machine's page size",
	"test.sh":     "the smoke command is run with the pages that are larger than the machine's",
	"pull.sh":     "the archive of Ubuntu's sources, which python-apt knows by the architecture that is in it",
	"tool.sh":     "the program must be one for this machine",
	"Dockerfile":  "a tool has a stage for each kind of machine, of which TARGETARCH chooses one",
	"wine.sh":     "Wine runs programs of the machine's own processor alone: its message names it, and both kinds of its programs lie in folders of Windows's names",
	"compiler.sh": "rustc's own objcopy lies in the folder of its host's triple",
}

// For targets that are no machine that builds, what is emitted is the same wherever it
// is used: only the files above ask where they are.
func TestDependsOnHost(t *testing.T) {
	all := compile(t, hostRows)
	seen := map[string]bool{}
	for name, a := range all {
		for line := range strings.Lines(string(a.Bytes)) {
			if strings.HasPrefix(strings.TrimSpace(line), "#") || !ofHost.MatchString(line) {
				continue
			}
			file := path.Base(name)
			if path.Base(path.Dir(name)) == "bin" && strings.Contains(line, "objcopy") {
				file = "compiler.sh"
			}
			seen[file] = true
			if dependsOnHost[file] == "" {
				t.Errorf("%s depends on the machine that builds: %s", name, line)
			}
		}
	}
	for file := range dependsOnHost {
		if !seen[file] {
			t.Errorf("%s does not depend on the machine that builds: take it out of the list", file)
		}
	}
}

// Each kind of machine has its stage of a tool, its zig, and its number in tool.sh.
func TestEachHost(t *testing.T) {
	all := compile(t, hostRows)
	dockerfile, tool := string(all["xgen/arm/Dockerfile"].Bytes), string(all["xgen/stage/tool.sh"].Bytes)
	for _, h := range model.Hosts {
		machine := elf.EM_NONE
		for machine.String() != h.Machine {
			machine++
		}
		if want := fmt.Sprintf("\n%s) want=%d ;;\n", h.Name, int(machine)); !strings.Contains(tool, want) {
			t.Errorf("tool.sh has no %q", want)
		}
		if !regexp.MustCompile(`\nFROM .* AS pulled-tool-t_on_` + h.Docker + "\n").MatchString(dockerfile) {
			t.Errorf("no stage has the tool on %s", h.Docker)
		}
	}
	sums := regexp.MustCompile(`XGEN_ZIG_SHA256='?([0-9a-f ]+)`).FindStringSubmatch(dockerfile)
	if len(sums) == 0 || len(slices.Compact(strings.Fields(sums[1]))) != len(model.Hosts) {
		t.Errorf("zig has %q", sums)
	}
}

// hostRows have every script that may ask where it is, for targets that do not build.
const hostRows = `
name: "hello"
targets: arm: {
	triple: "armv5te-unknown-linux-musleabi"
	cargo: strip: "debuginfo" // which zig cannot
	libraries: l: {kind: "autotools", provides: ["l"], source: {kind: "ubuntu", suite: "noble", package: "l", version: "1.0.4", sha256: "` + digest + `"}}
	tools: t: {program: "t", hosts: {
		x86_64: {kind: "url", url: "https://example.org/t", sha256: "` + digest + `"}
		aarch64: {kind: "url", url: "https://example.org/t", sha256: "` + digest + `"}
	}}
}
targets: debian: {triple: "armv5te-unknown-linux-musleabi", toolchain: kind: "debian"}
targets: image: {triple: "armv5te-unknown-linux-musleabi", toolchain: {kind: "image", image: "a@sha256:` + digest + `", gcc: "arm-linux-musleabi"}}
targets: gnu: {triple: "riscv64gc-unknown-linux-gnu", test: {}}
targets: pages: {triple: "powerpc64le-unknown-linux-musl", contract: smoke: {}}
targets: source: {triple: "armv5te-unknown-linux-musleabi", toolchain: kind: "source"}
targets: mingw: {triple: "i686-pc-windows-gnu", toolchain: kind: "mingw", contract: smoke: {}, test: {}}
targets: openssl: {
	triple: "mipsel-unknown-linux-musl"
	libraries: openssl: {kind: "openssl", source: {kind: "debian", package: "openssl", version: "9.0.0", sha256: "9999999999999999999999999999999999999999999999999999999999999999"}}
}
`
