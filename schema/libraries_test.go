package schema

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/xgen-build/xgen/schema/catalog"
	"github.com/xgen-build/xgen/schema/model"
)

const (
	someSum  = "0000000000000000000000000000000000000000000000000000000000000001"
	otherSum = "0000000000000000000000000000000000000000000000000000000000000002"
)

// from is a source of Debian's.
func from(name, version, sum string) string {
	return `source: {kind: "debian", package: "` + name + `", version: "` + version + `", sha256: "` + sum + `"}`
}

func names(t *model.Target) (out []string) {
	for _, l := range t.Libraries {
		out = append(out, l.Name)
	}
	return out
}

// Libraries come after those that they need; what a target adds joins what all
// have, and a condition keeps one out.
func TestLibraries(t *testing.T) {
	p, found := Load(project(rowOf(armsoft) + `targets: b: triple: "x86_64-unknown-linux-musl"
libraries: a: {kind: "autotools", ` + from("a", "1.0", someSum) + `, needs: ["m", "z"], why: "because"}
libraries: m: {kind: "cmake", ` + from("m", "1.0", otherSum) + `, needs: ["z"]}
libraries: z: {kind: "autotools", ` + from("z", "1.0", strings.Replace(someSum, "1", "3", 1)) + `}
libraries: wide: {kind: "autotools", ` + from("w", "1.0", strings.Replace(someSum, "1", "4", 1)) + `, when: width: 64}
targets: [_]: libraries: own: {kind: "openssl", args: ["no-legacy"]}
targets: [_]: libraries: own: ` + from("openssl", "3.5.7", "a8c0d28a529ca480f9f36cf5792e2cd21984552a3c8e4aa11a24aa31aeac98e8") + "\n"))
	if p == nil {
		t.Fatal(found)
	}
	row := p.Target("a")
	if got := names(row); !slices.Equal(got, []string{"z", "m", "a", "own"}) {
		t.Errorf("the order is %v", got)
	}
	own := row.Libraries[3]
	if own.Platform != "linux-armv4" || !slices.Equal(own.Arguments(), []string{"no-legacy"}) || !slices.Equal(own.Provides.V, []string{"openssl"}) {
		t.Errorf("%+v", own)
	}
	if u := row.Unbuilt; len(u) != 1 || u[0].Name != "wide" || u[0].Because != "width is 32, not 64" {
		t.Errorf("%+v", u)
	}
	if l := row.Libraries[2]; l.Why != "because" || l.Pos.Line != 4 || l.Source.String() != "a 1.0 (debian)" {
		t.Errorf("%+v", l)
	}
}

// Each platform of OpenSSL's has a name, and what is left out has a reason.
func TestOpenSSLOfCatalog(t *testing.T) {
	for name, e := range catalog.Load().Triples {
		if e.Libc == "musl" && (e.OpenSSL.Platform == "" || len(e.OpenSSL.Args) > 0 && e.OpenSSL.Why == "") {
			t.Errorf("%s: %+v", name, e.OpenSSL)
		}
	}
}

// What cannot be built is refused where it stands, with what to write.
func TestLibraryRefusals(t *testing.T) {
	const arm, gnu = armsoft, "// glibc\n"
	lib := func(name, rest string) string {
		return "libraries: " + name + `: {kind: "autotools", ` + from(name, "1.0", strings.Repeat("0", 63)+name[:1]) + rest + "}\n"
	}
	for name, c := range map[string]struct{ rest, want string }{
		"a cycle": {
			lib("a", `, needs: ["b"]`) + lib("b", `, needs: ["c"]`) + lib("c", `, needs: ["a"]`),
			`targets.cue:5:174: libraries need each other in a circle, so none can be built first: a → b → c → a: take one of these out of needs`,
		},
		"itself":         {lib("a", `, needs: ["a"]`), `targets.cue:3:174: libraries need each other in a circle, so none can be built first: a → a`},
		"a name":         {lib("a", `, needs: ["bb"]`) + lib("b", ""), `targets.cue:3:174: libraries.a needs "bb", which no library of a is called: did you mean "b"?`},
		"a condition":    {lib("a", `, needs: ["b"]`) + lib("b", `, when: width: 64`) + `targets: b: triple: "x86_64-unknown-linux-musl"`, `targets.cue:3:174: libraries.a needs "b", which a does without: width is 32, not 64: give both the same when`},
		"no sha256":      {`libraries: a: {kind: "cmake", source: {kind: "npm", package: "a", version: "1.0"}}`, `targets.cue:3:39: libraries.a.source.sha256 is missing`},
		"http":           {`libraries: a: {kind: "cmake", source: {kind: "url", url: "http://example.com/a", sha256: "` + someSum + `"}}`, `targets.cue:3:58: libraries.a.source.url is "http://example.com/a": want an address that begins with https://`},
		"a password":     {`libraries: a: {kind: "cmake", source: {kind: "url", url: "https://me:word@example.com/a", sha256: "` + someSum + `"}}`, `targets.cue:3:58: libraries.a.source.url is`},
		"a kind":         {`libraries: a: {kind: "meson", ` + from("a", "1", someSum) + "}", `targets.cue:3:22: libraries.a.kind is "meson": want `},
		"another's sum":  {lib("a", "") + `libraries: d: {kind: "cmake", ` + from("a", "1.1", strings.Repeat("0", 63)+"a") + "}\n", `targets.cue:4:94: libraries.d.source.sha256 is also that of libraries.a.source, which is a 1.0 (debian), and this is a 1.1 (debian): write its own`},
		"a known sum":    {`libraries: a: {kind: "openssl", ` + from("openssl", "3.5.6", "a8c0d28a529ca480f9f36cf5792e2cd21984552a3c8e4aa11a24aa31aeac98e8") + "}", `targets.cue:3:104: libraries.a.source.sha256 is that of openssl 3.5.7, and this is openssl 3.5.6 (debian)`},
		"a known other":  {`libraries: a: {kind: "openssl", ` + from("openssl", "3.5.7", someSum) + "}", `targets.cue:3:104: libraries.a.source.sha256 is not that of openssl 3.5.7 (debian), which is a8c0d28a`},
		"no file":        {`libraries: a: {kind: "cmake", source: {kind: "file", path: "a.tar", sha256: "` + someSum + `"}}`, `targets.cue:3:60: libraries.a.source.path: there is no file a.tar: write its path from the project's root`},
		"another file":   {`libraries: a: {kind: "cmake", source: {kind: "file", path: "Cargo.toml", sha256: "` + someSum + `"}}`, `targets.cue:3:82: libraries.a.source: Cargo.toml has the sha256 `},
		"a file outside": {`libraries: a: {kind: "cmake", source: {kind: "file", path: "a/../../b", sha256: "` + someSum + `"}}`, `targets.cue:3:60: libraries.a.source.path is "a/../../b": it must lie below`},
		"the folder above": {`libraries: a: {kind: "cmake", source: {kind: "file", path: "..", sha256: "` + someSum + `"}}`,
			`targets.cue:3:60: libraries.a.source.path is "..": it must lie below the project's root, the folder of targets.cue: write a path from targets.cue that does, or context: root: ".."`},
		"floats":         {lib("a", `, args: ["-mfloat-abi=hard"]`), `targets.cue:3:173: libraries.a.args: "-mfloat-abi=hard" contradicts armv5te-unknown-linux-musleabi, which passes floats the soft way: remove it, or choose another triple`},
		"floats in":      {lib("a", `, args: ["EXTRA=-O2 -mhard-float"]`), `targets.cue:3:173: libraries.a.args: "-mhard-float" contradicts armv5te`},
		"right floats":   {lib("a", `, args: ["-mfloat-abi=soft", "--enable-float"]`), ``},
		"a sysroot":      {lib("a", `, args: ["-DCMAKE_SYSROOT=/x"]`), `targets.cue:3:173: libraries.a.args: "-DCMAKE_SYSROOT=/x": xgen says it from the target's toolchain: write toolchain: …`},
		"another target": {lib("a", `, args: ["-D", "CMAKE_CXX_COMPILER_TARGET:STRING=x"]`), `targets.cue:3:173: libraries.a.args: "CMAKE_CXX_COMPILER_TARGET:STRING=x": xgen says it from the target's triple: remove it`},
		"another root":   {lib("a", `, args: ["-DCMAKE_FIND_ROOT_PATH=/"]`), `targets.cue:3:173: libraries.a.args: "-DCMAKE_FIND_ROOT_PATH=/": a library finds those that it needs: write needs: ["…"]`},
		"a mode of it":   {lib("a", `, args: ["-DCMAKE_FIND_ROOT_PATH_MODE_LIBRARY=BOTH"]`), `targets.cue:3:173: libraries.a.args: "-DCMAKE_FIND_ROOT_PATH_MODE_LIBRARY=BOTH": a library finds`},
		"a launcher":     {lib("a", `, args: ["-DCMAKE_C_COMPILER_LAUNCHER=x"]`), `targets.cue:3:173: libraries.a.args: "-DCMAKE_C_COMPILER_LAUNCHER=x": xgen says it from the target's toolchain`},
		"for none":       {lib("b", `, when: width: 64`), `targets.cue:3:12: libraries.b is for targets with width: 64 and none is: remove it`},
		"of Debian":      {lib("a", `, needs: ["b"]`) + gnu + `libraries: b: {kind: "debian", packages: ["b-dev"]}`, `targets.cue:3:174: libraries.a needs "b", which is Debian's: what is built from source finds only what is built so: take "a" of Debian too`},
		"a folder":       {lib("a", `, folder: "../../etc"`), `targets.cue:3:175: libraries.a.folder is "../../etc", which lies outside of the archive: write the path as it is in there, without ..`},
		"prefix":         {lib("a", `, args: ["--prefix=/opt"]`), `targets.cue:3:173: libraries.a.args: "--prefix=/opt": xgen says where the library is laid out`},
		"one dash":       {lib("a", `, args: ["-host", "x"]`), `targets.cue:3:173: libraries.a.args: "-host": xgen says it from the target's triple: remove it`},
		"shared":         {lib("a", `, args: ["--enable-shared"]`), `targets.cue:3:173: libraries.a.args: "--enable-shared": a library is static`},
		"CC":             {lib("a", `, args: ["CC=gcc"]`), `targets.cue:3:173: libraries.a.args: "CC=gcc": xgen says it from the target's toolchain: write toolchain: …`},
		"CFLAGS":         {lib("a", `, args: ["CFLAGS=-g"]`), `targets.cue:3:173: libraries.a.args: "CFLAGS=-g": xgen says it so that one build gives the bytes of another: write flags: NAME: c: ["…"]`},
		"cmake's own":    {lib("a", `, args: ["-D", "CMAKE_C_FLAGS:STRING=-g"]`), `targets.cue:3:173: libraries.a.args: "CMAKE_C_FLAGS:STRING=-g": xgen says it`},
		"a plugin":       {lib("a", `, args: ["-fplugin=evil.so"]`), `targets.cue:3:173: libraries.a.args: "-fplugin=evil.so" loads code into the compiler: remove it`},
		"a plugin in":    {lib("a", `, args: ["EXTRA=-O2 -fplugin=evil.so"]`), `targets.cue:3:173: libraries.a.args: "-fplugin=evil.so" loads code into the compiler: remove it`},
		"a file of args": {lib("a", `, args: ["@more"]`), `targets.cue:3:173: libraries.a.args: "@more" reads further arguments from a file: remove it`},
		"no package":     {gnu + `libraries: x: {kind: "debian", packages: []}`, `targets.cue:4:12: libraries.x.packages is empty, so nothing would be installed: write the package's name`},
		"a needed path":  {gnu + `libraries: x: {kind: "debian", packages: ["x-dev"], needed: ["/x y"]}`, `targets.cue:4:62: libraries.x.needed[0] is "/x y": want the name of a shared library such as "libssl.so.3"`},
		"an empty when":  {lib("a", `, when: {}`), `targets.cue:3:167: libraries.a.when says nothing, so every target meets it: write a condition such as arch: "arm", or remove when`},
		"npm's name":     {`libraries: a: {kind: "cmake", ` + from("@a/b", "1", someSum) + "}", `targets.cue:3:65: libraries.a.source.package is "@a/b": want the name of a source package such as "libmnl"`},
		"Debian's version": {`libraries: a: {kind: "cmake", source: {kind: "crate", crate: "a", version: "1:2~x", sha256: "` + someSum + `"}}`,
			`targets.cue:3:76: libraries.a.source.version is "1:2~x": want a whole version such as "1.0.5"`},
		"right names": {`libraries: a: {kind: "cmake", source: {kind: "npm", package: "@a/b", version: "1.0.0-rc.1", sha256: "` + someSum + `"}}
` + `libraries: b: {kind: "cmake", ` + from("libb++1.6", "1:2~x+ds-1", otherSum) + "}", ""},
		"a path's want": {lib("a", `, folder: "a b"`), `targets.cue:3:175: libraries.a.folder is "a b": want a path as it is in the archive: letters, digits and any of _./+-, the first of them no / or -`},
		"right args":    {lib("a", `, args: ["--enable-static-nss=no", "--sysconfdir=/usr/etc", "no-legacy", "-DWITH_TESTS=OFF"]`), ``},
	} {
		triple := arm
		if strings.Contains(c.rest, gnu) {
			triple = "armv7-unknown-linux-gnueabihf"
		}
		_, found := Load(project(rowOf(triple) + c.rest + "\n"))
		if c.want == "" && len(found) == 0 {
			continue
		}
		if len(found) != 1 || !strings.HasPrefix(found.Error(), c.want) {
			t.Errorf("%s gives\n%v\nwant %s", name, found, c.want)
		}
	}
}

// A tool is for the machine that builds: a file is read, and a name tells.
func TestToolRefusals(t *testing.T) {
	arm64 := append([]byte("\x7fELF\x02\x01\x01"), make([]byte, 57)...)
	arm64[18] = 183
	root := project("")
	root["protoc"] = &fstest.MapFile{Data: arm64}
	f, err := readPinned(root, "protoc")
	if err != nil || f.Machine != "EM_AARCH64" {
		t.Fatal(f, err)
	}
	sum := f.SHA256
	file := `{kind: "file", path: "protoc", sha256: "` + sum + `"}`
	url := func(name string) string {
		return `{kind: "url", url: "https://example.com/v1/` + name + `", sha256: "` + someSum + `"}`
	}
	root["x.tgz"] = &fstest.MapFile{Data: []byte("no program")}
	tgz, err := readPinned(root, "x.tgz")
	if err != nil {
		t.Fatal(err)
	}
	fetched := func(kind, name string) string {
		return `{kind: "` + kind + `", ` + name + `: "p", version: "1.0.0", sha256: "` + someSum + `"}`
	}
	for name, c := range map[string]struct{ rest, want string }{
		"a program":     {`hosts: x86_64: ` + file, `targets.cue:3:53: tools.protoc.hosts.x86_64: protoc is a program for aarch64: write the file for x86_64, or hosts: aarch64`},
		"a name":        {`program: "p", hosts: x86_64: ` + url("protoc-linux-aarch64.zip"), `targets.cue:3:65: tools.protoc.hosts.x86_64: protoc-linux-aarch64.zip is for aarch64 by its name`},
		"no source":     {`hosts: {}`, `targets.cue:3:8: tools.protoc has no source: write hosts: x86_64`},
		"no machine":    {`hosts: mips: ` + file, `targets.cue:3:24: unknown field "mips" in tools.protoc.hosts: allowed are aarch64, x86_64`},
		"env":           {`hosts: aarch64: ` + file + `, env: "PATH"`, `targets.cue:3:146: tools.protoc.env: PATH cannot be set`},
		"twice":         {`hosts: aarch64: ` + file + `, env: "P", program: "p", paths: P: "x"`, `targets.cue:3:175: tools.protoc sets P, and so does tools.protoc`},
		"outside":       {`hosts: aarch64: ` + file + `, program: "a/../../x"`, `targets.cue:3:150: tools.protoc.program is "a/../../x", which lies outside of the archive: write the path as it is in there, without ..`},
		"a path out":    {`hosts: aarch64: ` + file + `, program: "p", paths: P: ".."`, `targets.cue:3:165: tools.protoc.paths.P is "..", which lies outside`},
		"an input":      {`hosts: aarch64: ` + file + `, env: "P"}, inputs: {P: {}`, `targets.cue:3:146: P is also an input`},
		"one name":      {`hosts: aarch64: ` + file + `, program: "bin/p"}, tools: other: {hosts: aarch64: ` + url("x.zip") + `, program: "p"`, `targets.cue:3:150: tools.other and tools.protoc both have a program p`},
		"right":         {`hosts: aarch64: ` + file + `, hosts: x86_64: ` + url("protoc_x86_64"), ""},
		"both words":    {`program: "p", hosts: x86_64: ` + url("aarch64-from-x86_64.zip"), ""},
		"a wheel":       {`hosts: x86_64: ` + fetched("pypi", "package"), `targets.cue:3:39: tools.protoc.hosts.x86_64 is an archive (kind: "pypi"), and tools.protoc does not say which file in it is the program: write program: its path in there, such as "bin/protoc"`},
		"npm's":         {`hosts: x86_64: ` + fetched("npm", "package"), `targets.cue:3:39: tools.protoc.hosts.x86_64 is an archive (kind: "npm")`},
		"a crate":       {`hosts: x86_64: ` + fetched("crate", "crate"), `targets.cue:3:39: tools.protoc.hosts.x86_64 is an archive (kind: "crate")`},
		"Debian's":      {`hosts: x86_64: ` + fetched("debian", "package"), `targets.cue:3:39: tools.protoc.hosts.x86_64 is an archive (kind: "debian")`},
		"Ubuntu's":      {`hosts: x86_64: {suite: "noble"} & ` + fetched("ubuntu", "package"), `targets.cue:3:`},
		"a zip":         {`hosts: x86_64: ` + url("x.zip"), `targets.cue:3:51: tools.protoc.hosts.x86_64 is an archive (x.zip), and`},
		"a tarball":     {`hosts: x86_64: ` + url("x.tar.XZ?raw=1"), `targets.cue:3:51: tools.protoc.hosts.x86_64 is an archive (x.tar.XZ), and`},
		"a file":        {`hosts: x86_64: {kind: "file", path: "x.tgz", sha256: "` + tgz.SHA256 + `"}`, `targets.cue:3:53: tools.protoc.hosts.x86_64 is an archive (x.tgz), and`},
		"no archive":    {`hosts: x86_64: ` + url("tar.zip/x-1.tard"), ""},
		"a path beside": {`hosts: aarch64: ` + file + `, paths: INCLUDE: "include"`, `targets.cue:3:157: tools.protoc.paths.INCLUDE is a path in an archive, and without program the source is no archive but the program itself: write program, or remove paths`},
	} {
		root["targets.cue"] = &fstest.MapFile{Data: []byte(rowOf(armsoft) + "tools: protoc: {" + c.rest + "}\n")}
		_, found := Load(root)
		if c.want == "" && len(found) > 0 || c.want != "" && (len(found) != 1 || !strings.HasPrefix(found.Error(), c.want)) {
			t.Errorf("%s gives\n%v\nwant %s", name, found, c.want)
		}
	}
}

// A library of one target's, whose condition does not hold of it, is used by none.
func TestUnusedLibraryOfTarget(t *testing.T) {
	_, found := Load(project(rowOf(armsoft) + `targets: a: libraries: l: {kind: "autotools", when: arch: "mips", source: {kind: "url", url: "https://example.org/l-1.0.tar.gz", sha256: "` + someSum + "\"}}\n"))
	checkFound(t, found.Error(), []string{`targets.cue:3:24: libraries.l is for targets with arch: "mips" and none is: remove it`})
}

// Where it is not known which libraries a target has, none is said to be missing.
func TestUnknownLibraries(t *testing.T) {
	const lib = "libraries: openssl: {kind: \"openssl\", needs: [\"%s\"], source: {kind: \"debian\", package: \"openssl\", version: \"9\", sha256: \"" + someSum + "\"}}\n"
	for needs, want := range map[string]string{
		"nolib":   `libraries.openssl needs "nolib", which no library of a is called`,
		"openssl": "libraries need each other in a circle",
	} {
		_, found := Load(withCrates(strings.Replace(lib, "%s", needs, 1), `openssl = "1"`, "openssl", "openssl-sys"))
		if got := found.Error(); strings.Count(got, "\n") > 0 || !strings.Contains(got, want) {
			t.Errorf("%s: %s", needs, got)
		}
	}
}
