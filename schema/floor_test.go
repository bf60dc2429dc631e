package schema

import "testing"

// A glibc newer than our zig has is refused for that zig alone.
func TestRow74GlibcThatZigHasNot(t *testing.T) {
	for toolchain, want := range map[string]string{
		`toolchain: kind: "zig"`:    "targets.cue:2:69: contract.glibc is \"2.99\": zig ",
		`toolchain: kind: "debian"`: "",
		`toolchain: {kind: "zig", version: "0.99.0", sha256: ["` + someSum + `", "` + otherSum + `"]}`: "",
	} {
		p, found := Load(project("name: \"hello\"\ntargets: a: {triple: \"" + arm64gnu + "\", contract: {glibc: \"2.99\"}, " + toolchain + "}\n"))
		checkMessage(t, toolchain, p != nil, found, want)
	}
}
