package emit_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"
)

// A new target brings a folder of its own, lines in the files that list all
// targets, and scripts that none of the others needed: a reviewer of it reads
// nothing else.
func TestNewTarget(t *testing.T) {
	const one = `
name: "hello"
ci: github: {
	install: [{name: "Get xgen", run: "true"}]
	actions: {
		"actions/checkout": {commit: "11bd71901bbe5b1630ceea73d27597364c9af683", version: "v4.2.2"}
		"actions/upload-artifact": {commit: "ea165f8d65b6e75b540449e92b4886f43607fa02", version: "v4.6.2"}
	}
}
targets: arm: triple: "armv5te-unknown-linux-musleabi"
`
	lists := []string{"xgen/docker-bake.hcl"}
	for _, target := range []string{
		`new: triple: "x86_64-unknown-linux-musl"`,
		`"a-new": triple: "mips-unknown-linux-musl"`,
		`new: {triple: "armv5te-unknown-linux-musleabi", toolchain: kind: "debian"}`,
		`new: {triple: "aarch64-unknown-linux-gnu", toolchain: kind: "debian"}`,
	} {
		before, after := compile(t, one), compile(t, one+"targets: "+target+"\n")
		for name, a := range before {
			if b, ok := after[name]; !ok || !slices.Contains(lists, name) && !bytes.Equal(a.Bytes, b.Bytes) {
				t.Errorf("%s changes %s", target, name)
			}
		}
		for name := range after {
			if _, ok := before[name]; !ok && !strings.Contains(name, "new/") && !strings.HasPrefix(name, "xgen/stage/") {
				t.Errorf("%s adds %s", target, name)
			}
		}
	}
}
