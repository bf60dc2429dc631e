package schema

import (
	"fmt"
	"path"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
)

// with adds files to the ordinary project, and to its lock their packages.
func with(targets string, pairs ...string) fstest.MapFS {
	fsys := project(targets)
	for i := 0; i < len(pairs); i += 2 {
		fsys[pairs[i]] = &fstest.MapFile{Data: []byte(pairs[i+1])}
		if name := packageName.FindStringSubmatch(pairs[i+1]); name != nil && path.Base(pairs[i]) == "Cargo.toml" {
			fsys["Cargo.lock"].Data = append(fsys["Cargo.lock"].Data, locked(name[1], "0.1.0")...)
		}
	}
	return fsys
}

var packageName = regexp.MustCompile(`(?m)^name = "(.*)"$`)

// locked is an entry of Cargo.lock.
func locked(name, version string, dependencies ...string) string {
	return fmt.Sprintf("\n[[package]]\nname = %q\nversion = %q\ndependencies = [%s]\n", name, version, quoted(dependencies))
}

func quoted(words []string) string {
	var b strings.Builder
	for _, w := range words {
		fmt.Fprintf(&b, "%q, ", w)
	}
	return b.String()
}

func crate(name, more string) string {
	return "[package]\nname = \"" + name + "\"\nversion = \"0.1.0\"\nedition = \"2021\"\n" + more
}

const (
	nameLine  = "name: \"hello\"\n"
	smallest  = nameLine + row
	mipsRow   = nameLine + "targets: a: triple: \"mips-unknown-linux-musl\"\n"
	x86Row    = nameLine + "targets: a: triple: \"x86_64-unknown-linux-musl\"\n"
	twoCrates = "[workspace]\nmembers = [\"a\", \"./b/\"]\n"
)

func workspaceOfTwo(targets string) fstest.MapFS {
	return with(targets, "Cargo.toml", twoCrates, "a/Cargo.toml", crate("a", ""), "a/src/main.rs", "",
		"b/Cargo.toml", crate("b", ""), "b/src/main.rs", "")
}

// Row 22 of the faults: arguments that run or read what no emitted file shows,
// however they are wrapped.
func TestForbiddenFlags(t *testing.T) {
	for _, c := range []struct{ group, want string }{
		{`rustc: ["-C", "linker=/bin/evil"]`, `"-C linker=/bin/evil" replaces the linker that xgen chose: remove it`},
		{`rustc: ["--codegen", "linker=x"]`, `"--codegen linker=x" replaces the linker`},
		{`rustc: ["--codegen=linker=x"]`, `"--codegen=linker=x" replaces the linker`},
		{`rustc: ["-Clinker-flavor=gcc"]`, `"-Clinker-flavor=gcc" replaces the linker`},
		{`rustc: ["-Clink-arg=@/tmp/f"]`, `"-Clink-arg=@/tmp/f" reads further arguments`},
		{`rustc: ["-Clink-args=-g -fplugin=x.so"]`, `"-Clink-args=-g -fplugin=x.so" loads code`},
		{`rustc: ["-C", "link-arg=-specs=x"]`, `"-C link-arg=-specs=x" replaces the compiler driver's`},
		{`rustc: ["-Clink_arg=@f"]`, `"-Clink_arg=@f" reads further arguments`},
		{`rustc: ["-gClinker=x"]`, `"-gClinker=x" replaces the linker`},
		{`rustc: ["-C", "target_feature=-crt-static"]`, `"-C target_feature=-crt-static" links libc`},
		{`link: ["--for-linker=--plugin=x"]`, `"--for-linker=--plugin=x" loads code`},
		{`rustc: ["-Zcodegen-backend=x.so"]`, `"-Zcodegen-backend=x.so" loads code`},
		{`rustc: ["--target", "x"]`, `"--target" replaces the target`},
		{`rustc: ["-Clink-arg=-Wl,--plugin=x"]`, `"-Clink-arg=-Wl,--plugin=x" loads code`},
		{`c: ["-Xclang", "-load", "-Xclang", "x.so"]`, `"-Xclang -load" loads code`},
		{`c: ["-Wp,@f"]`, `"-Wp,@f" reads further arguments`},
		{`c: ["-Wa,@f"]`, `"-Wa,@f" reads further arguments`},
		{`c: ["-Wl,-z,now,--plugin=evil.so"]`, `"-Wl,-z,now,--plugin=evil.so" loads code`},
		{`c: ["-target", "x"]`, `"-target" replaces the target`},
		{`c: ["--target=x"]`, `"--target=x" replaces the target`},
		{`c: ["--config=f"]`, `"--config=f" reads further arguments`},
		{`cxx: ["--config", "f"]`, `"--config" reads further arguments`},
		{`link: ["-fuse-ld=/bin/evil"]`, `"-fuse-ld=/bin/evil" replaces the linker`},
		{`link: ["-Xlinker", "-plugin", "-Xlinker", "x"]`, `"-Xlinker -plugin" loads code`},
		{`link: ["-Wl,-sysroot=/x"]`, `"-Wl,-sysroot=/x" replaces the libc`},
		{`link: ["-Xlinker", "--sys", "-Xlinker", "/x"]`, `"-Xlinker --sys -Xlinker /x" replaces the libc`},
		{`link: ["--sysroot=/"]`, `"--sysroot=/" replaces the libc that xgen chose: remove it`},
		{`link: ["-B/tmp"]`, `"-B/tmp" makes the compiler run`},
		{`link: ["-static-pie"]`, `"-static-pie": rustc makes no static position-independent executable`},
		{`rustc: ["-C", "link-arg=-static-pie"]`, `"-C link-arg=-static-pie": rustc makes no static`},
		{`rustc: ["-C", "link-arg=-mhard-float"]`, `"-C link-arg=-mhard-float" contradicts`},
		{`rustc: ["-C", "target-feature=-crt-static"]`, `"-C target-feature=-crt-static" links libc dynamically and contract.static is true (catalog)`},
		{`rustc: ["-Ctarget-feature=+v5te,-crt-static"]`, `"-Ctarget-feature=+v5te,-crt-static" links libc dynamically`},
	} {
		t.Run(c.group, func(t *testing.T) {
			_, found := Load(project(smallest + "flags: f: {" + c.group + "}\n"))
			if len(found) != 1 || !strings.HasPrefix(found[0].Pos.String(), "targets.cue:3:") ||
				!strings.HasPrefix(found[0].Message, "flags.f: "+c.want) {
				t.Errorf("messages are\n%v\nwant flags.f: %s", found, c.want)
			}
		})
	}
}

func TestStaticFlagNamesBoth(t *testing.T) {
	_, found := Load(project(smallest + "contract: static: true\nflags: f: rustc: [\"-Ctarget-feature=-crt-static\"]\n"))
	checkFound(t, found.Error(), []string{`targets.cue:4:18: flags.f: "-Ctarget-feature=-crt-static" links libc dynamically and contract.static is true (targets.cue:3:19)`})
}

// TestFlagsThatPass keeps the checks from refusing what is harmless.
func TestFlagsThatPass(t *testing.T) {
	for _, group := range []string{
		`rustc: ["-C", "target-feature=+strict-align"]`, `rustc: ["-Clinker-plugin-lto=no"]`, `rustc: ["-Clink-arg=-Wl,-z,relro"]`,
		`c: ["-Xclang", "-target-feature", "-Xclang", "+strict-align"]`, `c: ["-DX=a@b"]`, `c: ["-Wp,-DX"]`,
		`link: ["-Wl,-Bstatic,-lx,-Bdynamic"]`, `link: ["-Wl,-dynamic-linker,/lib/ld.so"]`, `link: ["-Wl,-Bsymbolic-functions"]`,
		`rustc: ["-C"]`, `c: ["-Xlinker"]`,
	} {
		if _, found := Load(project(smallest + "flags: f: {" + group + "}\n")); len(found) > 0 {
			t.Errorf("%s: %v", group, found)
		}
	}
	if _, found := Load(project(x86Row + "flags: f: link: [\"-static-pie\"]\n")); len(found) > 0 {
		t.Errorf("static-pie where the triple has it: %v", found)
	}
}

func TestReservedNames(t *testing.T) {
	for _, name := range []string{
		"CARGO_TARGET_X_LINKER", "CARGO_BUILD_JOBS", "CARGO_PKG_VERSION", "CARGO", "RUSTC", "RUSTC_WRAPPER", "RUSTUP_TOOLCHAIN", "RUSTC_BOOTSTRAP",
		"CC_armv5te_unknown_linux_musleabi", "CXX_armv5te_unknown_linux_musleabi", "AR_armv5te_unknown_linux_musleabi",
		"RANLIB_armv5te_unknown_linux_musleabi", "IFS", "CDPATH", "ENV", "BASH_ENV", "SHELLOPTS", "LD_AUDIT", "ZIG_LOCAL_CACHE_DIR",
		"CFLAGS", "CXXFLAGS", "CPPFLAGS", "LDFLAGS", "CC", "CXX", "AR", "RANLIB", "LD", "TARGET_CFLAGS", "TARGET_CC", "TARGET_AR",
		"CFLAGS_armv5te_unknown_linux_musleabi", "LDFLAGS_armv5te_unknown_linux_musleabi", "CMAKE_TOOLCHAIN_FILE", "COMPILER_PATH", "CPATH",
		"PKG_CONFIG", "TARGET_PKG_CONFIG", "PKG_CONFIG_PATH", "PKG_CONFIG_LIBDIR", "PKG_CONFIG_SYSROOT_DIR", "PKG_CONFIG_PATH_armv5te_unknown_linux_musleabi",
	} {
		for _, field := range []string{"env: " + name + ": \"x\"\n", "inputs: " + name + ": {}\n"} {
			_, found := Load(project(smallest + field))
			if len(found) != 1 || !strings.HasPrefix(found[0].String(), "targets.cue:3:") || !strings.HasPrefix(found[0].Message, strings.SplitAfter(field, ": ")[0]+name+" cannot be set: ") {
				t.Errorf("%s gives %v", field, found)
			}
		}
	}
	for _, name := range []string{"OPENSSL_STATIC", "PROTOC", "GIT_VERSION", "RUST_LOG", "CC_mips_unknown_linux_musl", "ENVIRONMENT",
		"HOST_CFLAGS", "HOST_CC", "HOST_PKG_CONFIG_PATH", "CFLAGS_x86_64_unknown_linux_gnu", "CCACHE_DIR", "PKG_CONFIG_DEBUG"} {
		if _, found := Load(project(smallest + "env: " + name + ": \"x\"\n")); len(found) > 0 {
			t.Errorf("%s is refused: %v", name, found)
		}
	}
}

// What leads the compilers of the target is refused with what to write instead,
// whatever sets it. HOST_ is for the machine that builds, unless a row's triple is
// that machine's own.
func TestSteeringNames(t *testing.T) {
	file := `{kind: "url", url: "https://example.com/x", sha256: "` + someSum + `"}`
	for _, c := range []struct{ triple, rest, want string }{
		{armsoft, `env: CFLAGS: "-mfloat-abi=hard"`, `targets.cue:3:6: env: CFLAGS cannot be set: write flags: NAME: c: ["…"]`},
		{armsoft, `env: CXXFLAGS_armv5te_unknown_linux_musleabi: "-g"`, `targets.cue:3:6: env: CXXFLAGS_armv5te_unknown_linux_musleabi cannot be set: write flags: NAME: cxx: ["…"]`},
		{armsoft, `inputs: TARGET_LDFLAGS: {}`, `targets.cue:3:9: inputs: TARGET_LDFLAGS cannot be set: write flags: NAME: link: ["…"]`},
		{armsoft, `env: CC: "gcc"`, `targets.cue:3:6: env: CC cannot be set: xgen sets it from the target's toolchain: write toolchain: …`},
		{armsoft, `tools: x: {env: "CFLAGS", hosts: x86_64: ` + file + `}`, `targets.cue:3:17: tools.x.env: CFLAGS cannot be set: write flags`},
		{armsoft, `tools: x: {env: "TARGET_CC", hosts: x86_64: ` + file + `}`, `targets.cue:3:17: tools.x.env: TARGET_CC cannot be set: xgen sets it`},
		{armsoft, `tools: x: {env: "PKG_CONFIG", hosts: x86_64: ` + file + `}`, `targets.cue:3:17: tools.x.env: PKG_CONFIG cannot be set: pkg-config is set up to find the target's own libraries and no others: write libraries: …`},
		{"x86_64-unknown-linux-gnu", `env: HOST_CFLAGS: "-march=native"`, `targets.cue:3:6: env: HOST_CFLAGS cannot be set: write flags: NAME: c: ["…"]`},
		{"x86_64-unknown-linux-gnu", `env: CFLAGS_x86_64_unknown_linux_gnu: "-g"`, `targets.cue:3:6: env: CFLAGS_x86_64_unknown_linux_gnu cannot be set: write flags`},
	} {
		_, found := Load(project(rowOf(c.triple) + c.rest + "\n"))
		if len(found) != 1 || found[0].Rule != "reserved-env" || !strings.HasPrefix(found.Error(), c.want) {
			t.Errorf("%s gives\n%v\nwant %s", c.rest, found, c.want)
		}
	}
}

// TestFilesFaults holds what depends on the project's other files.
func TestFilesFaults(t *testing.T) {
	const features = "[features]\ndefault = [\"x\"]\nx = []\ny = []\n[[bin]]\nname = \"hello\"\nrequired-features = [\"x\"]\n[[bin]]\nname = \"extra\"\nrequired-features = [\"y\"]\n"
	for _, c := range []struct {
		name  string
		files fstest.MapFS
		want  []string
	}{
		{"EnvAndInput", project(smallest + "inputs: A: {}\nenv: A: \"x\"\n"), []string{"targets.cue:4:6: A is also an input (targets.cue:3:9), whose value would be lost: keep one"}},
		{"ManifestAbove", project(smallest + "cargo: manifest: \"..\"\n"), []string{`targets.cue:3:18: cargo.manifest is "..": it must lie below the project's root, the folder of targets.cue: write a path from targets.cue that does, or context: root: ".."`}},
		{"Profile", project(smallest + "cargo: profile: \"relase\"\n"), []string{`targets.cue:3:17: no profile "relase" in the workspace: did you mean "release"?`}},
		{"RequiredFeature", with(smallest+"cargo: bins: [\"extra\"]\n", "Cargo.toml", crate("hello", features)),
			[]string{`targets.cue:3:14: binary "extra" requires features that are not turned on: write cargo: features: ["y"]`}},
		{"NoBinaryReady", with(smallest+"cargo: \"no-default-features\": true\n", "Cargo.toml", crate("hello", "autobins = false\n[features]\nx = []\n[[bin]]\nname = \"hello\"\nrequired-features = [\"x\"]\n")),
			[]string{`targets.cue:2:10: Cargo.toml: every binary requires a feature that is not turned on: write cargo: features: ["x"]`}},
		{"NotAMember", with(smallest+"cargo: manifest: \"c/Cargo.toml\"\n", "Cargo.toml", twoCrates, "a/Cargo.toml", crate("a", ""), "b/Cargo.toml", crate("b", ""), "c/Cargo.toml", crate("c", "")),
			[]string{"targets.cue:3:18: cargo.manifest: c/Cargo.toml: it lies in the workspace of Cargo.toml and is no member"}},
		{"RootAbove", with(smallest, "Cargo.toml", crate("hello", "workspace = \"../..\"\n")),
			[]string{"targets.cue:1:1: cargo.manifest: Cargo.toml: package.workspace is \"../..\": the workspace's root lies above the project's root"}},
		{"SeveralBins", workspaceOfTwo(smallest + "contract: smoke: args: [\"x\"]\n"), []string{`targets.cue:3:11: contract.smoke: there are several binaries (a, b): write bin: "a"`}},
		{"NoBins", project(smallest + "cargo: bins: []\n"), []string{`targets.cue:3:14: cargo.bins is empty, so there would be nothing to publish: write some of ["hello"], or leave bins out`}},
		{"Syntax", with(smallest, "Cargo.toml", "[package]\nname = \n"), []string{"Cargo.toml:2:"}},
		{"ToolchainBogus", with(smallest, "rust-toolchain", "bogus\n"), []string{`rust-toolchain:1:1: channel "bogus": want a rustup toolchain such as`}},
		{"ToolchainShell", with(smallest, "rust-toolchain.toml", "[toolchain]\nchannel = \"1.70; id\"\n"), []string{`rust-toolchain.toml:2:1: channel "1.70; id": want`}},
		{"ToolchainOption", with(smallest, "rust-toolchain", " -x\n"), []string{`rust-toolchain:1:2: channel "-x": want`}},
		{"ToolchainTwoLines", with(smallest, "rust-toolchain", "1.90.0\nx86_64\n"), []string{"rust-toolchain:1:1: rustup takes the file for TOML, since it has more than one line, and refuses it: leave the channel, in one line"}},
		{"ToolchainPath", with(smallest, "rust-toolchain.toml", "[toolchain]\npath = \"/opt/rust\"\n"), []string{"rust-toolchain.toml:2:1: path names a toolchain of one machine"}},
		{"ChannelFloor", project(smallest + "rust: channel: \"1.81.0\"\n"), []string{`targets.cue:3:16: std for armv5te-unknown-linux-musleabi is built from source, which Rust 1.81.0 cannot: write rust: channel: "1.82.0"`}},
		{"ChannelFloorNightly", project(smallest + "rust: channel: \"nightly-2024-05-01\"\n"), []string{`targets.cue:3:16: std for`}},
		{"OldRust", with(smallest+"rust: channel: \"1.90.0\"\n", "Cargo.toml", crate("hello", "[workspace.package]\nrust-version = \"1.91\"\n[workspace]\nmembers = [\"a\"]\n[dependencies]\na = { path = \"a\" }\n"),
			"a/Cargo.toml", crate("a", "rust-version.workspace = true\n"), "Cargo.lock", locked("hello", "0.1.0", "a")+locked("a", "0.1.0")), []string{"targets.cue:3:16: package a needs Rust 1.91 and the channel is 1.90.0"}},
		{"ISAForm", project(smallest + "contract: isa: \"armv5\"\n"), []string{`targets.cue:3:16: contract.isa is "armv5", which no binary for armv5te-unknown-linux-musleabi records: write an ARM architecture such as "v5TE"`}},
		{"ISAOfMIPS", project(mipsRow + "contract: isa: \"mips32\"\n"), []string{`targets.cue:3:16: contract.isa is "mips32", which no binary for mips-unknown-linux-musl records: write a MIPS level`}},
		{"Row75Pages", project(smallest + "contract: pages: [4096, 16Ki]\n"), []string{`targets.cue:3:18: contract.pages has 16384: kernels for armv5te-unknown-linux-musleabi have pages of 4096 bytes: write some of these`}},
		{"Row75NoPages", project(smallest + "contract: pages: []\n"), []string{`targets.cue:3:18: contract.pages is empty: kernels for armv5te-unknown-linux-musleabi have pages of 4096 bytes: write some of these`}},
		{"ISANone", project(x86Row + "contract: isa: \"v3\"\n"), []string{`targets.cue:3:16: contract.isa: binaries for x86_64-unknown-linux-musl do not record`}},
	} {
		t.Run(c.name, func(t *testing.T) {
			p, found := Load(c.files)
			if p != nil {
				t.Error("a project was given all the same")
			}
			checkFound(t, found.Error(), c.want)
		})
	}
}

// TestFilesAccepted holds what was once refused, or chosen wrongly.
func TestFilesAccepted(t *testing.T) {
	const optional = "[dependencies]\nopt = { version = \"1\", optional = true }\n[features]\ndefault = []\n"
	for _, c := range []struct {
		name           string
		files          fstest.MapFS
		packages, bins string
	}{
		{"one package", project(smallest), "", "hello"},
		{"workspace", workspaceOfTwo(smallest), "a b", "a b"},
		{"a member", workspaceOfTwo(smallest + "cargo: manifest: \"b/Cargo.toml\"\n"), "b", "b"},
		{"named", workspaceOfTwo(smallest + "cargo: packages: [\"a\"]\n"), "a", "a"},
		{"implicit feature", with(smallest+"cargo: features: [\"opt\", \"default\"]\n", "Cargo.toml", crate("hello", optional),
			"Cargo.lock", locked("hello", "0.1.0", "opt")+fetched("opt", nil)), "", "hello"},
		{"required features", with(smallest, "Cargo.toml", crate("hello", "[features]\nx = []\n[[bin]]\nname = \"more\"\nrequired-features = [\"x\"]\n")), "", "hello"},
		{"features on", with(smallest+"cargo: features: [\"x\"]\n", "Cargo.toml", crate("hello", "[features]\nx = []\n[[bin]]\nname = \"more\"\nrequired-features = [\"x\"]\n")), "", "hello more"},
		{"other member's rust-version", with(smallest+"cargo: packages: [\"hello\"]\nrust: channel: \"1.90.0\"\n", "Cargo.toml", crate("hello", "[workspace]\nmembers = [\"a\"]\n"),
			"a/Cargo.toml", crate("a", "rust-version = \"1.91\"\n")), "hello", "hello"},
		{"own profile", with(smallest+"cargo: profile: \"tiny\"\n", "Cargo.toml", crate("hello", "[profile.tiny]\ninherits = \"release\"\n")), "", "hello"},
		{"profile of the configuration", with(smallest+"cargo: profile: \"tiny\"\n", ".cargo/config.toml", "[profile.tiny]\ninherits = \"release\"\n"), "", "hello"},
		{"unused toolchain file", with(smallest+"rust: channel: \"1.90.0\"\n", "rust-toolchain", "bogus\n"), "", "hello"},
		{"old channel, prebuilt std", project(x86Row + "rust: channel: \"1.81.0\"\n"), "", "hello"},
		{"isa", project(mipsRow + "contract: isa: \"MIPS32r2+dsp\"\n"), "", "hello"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p, found := Load(c.files)
			if len(found) > 0 {
				t.Fatal(found)
			}
			got := p.Targets[0].Cargo
			if packages := strings.Join(got.Packages, " "); packages != c.packages {
				t.Errorf("packages are %q, want %q", packages, c.packages)
			}
			if bins := strings.Join(got.Bins, " "); bins != c.bins {
				t.Errorf("binaries are %q, want %q", bins, c.bins)
			}
		})
	}
}

func TestFloatingChannel(t *testing.T) {
	_, found := Load(project(smallest + "rust: channel: \"1.95\"\n"))
	checkFound(t, found.Error(), []string{`targets.cue:3:16: warning: rust channel "1.95" moves`})
}

// Two binaries of one name are never chosen between silently, and it is said once
// for all targets.
func TestBinaryTwice(t *testing.T) {
	const tool = "[[bin]]\nname = \"tool\"\npath = \"src/main.rs\"\n"
	two := func(rest, ofB string) fstest.MapFS {
		return with(smallest+"targets: b: triple: \"mips-unknown-linux-musl\"\n"+rest, "Cargo.toml", twoCrates,
			"a/Cargo.toml", crate("a", tool), "a/src/main.rs", "", "b/Cargo.toml", crate("b", ofB), "b/src/main.rs", "")
	}
	const want = `binary "tool" is in the packages a and b, and cargo keeps only one of them: write cargo: packages: ["a"]`
	for rest, at := range map[string]string{
		"":                                  "targets.cue:2:10: ",
		"cargo: bins: [\"tool\"]\n":         "targets.cue:4:14: ",
		"cargo: packages: [\"a\", \"b\"]\n": "targets.cue:4:18: ",
		"cargo: packages: [\"b\"]\n":        "",
	} {
		_, found := Load(two(rest, tool))
		if at == "" && len(found) > 0 || at != "" && (len(found) != 1 || found.Error() != at+want) {
			t.Errorf("%q gives\n%v\nwant %s%s", rest, found, at, want)
		}
	}
	if _, found := Load(two("", "[features]\nx = []\n"+tool+"required-features = [\"x\"]\n")); len(found) > 0 {
		t.Errorf("one that is not built: %v", found)
	}
}

// What one file lacks is said once, however many targets there are.
func TestLockfileOnce(t *testing.T) {
	fsys := project(smallest + "targets: b: triple: \"mips-unknown-linux-musl\"\n")
	delete(fsys, "Cargo.lock")
	_, found := Load(fsys)
	checkFound(t, found.Error(), []string{"targets.cue:2:10: Cargo.toml has no Cargo.lock"})
}

func TestLockfileHint(t *testing.T) {
	fsys := project(smallest)
	delete(fsys, "Cargo.lock")
	_, found := Load(fsys)
	checkFound(t, found.Error(), []string{"targets.cue:2:10: Cargo.toml has no Cargo.lock: run cargo generate-lockfile there and commit it; where the workspace's root lies above targets.cue, name it, such as context: root: \"..\""})
}
