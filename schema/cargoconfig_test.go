package schema

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/xgen-build/xgen/schema/model"
)

// The project's own configuration of cargo, in the forms that real projects have.

const (
	armMusl = "aarch64-unknown-linux-musl"
	x86Musl = "x86_64-unknown-linux-musl"
	x86GNU  = "x86_64-unknown-linux-gnu"
	mipsel  = "mipsel-unknown-linux-musl"
)

// configRow is a .cargo/config.toml, what is said of it, and what of it holds in the build.
type configRow struct {
	name    string
	triples []string // armMusl where there is none
	rest    string   // of targets.cue
	config  string
	said    []string // beginnings
	holds   string   // of the first target
}

const (
	home   = ": remove it, or write it in ~/.cargo/config.toml, which is read at home alone"
	linker = ".linker: the target's toolchain links: it is switched off; write toolchain: … for another one"
	runner = ".runner: QEMU runs what is built for the target: it is switched off"
	builds = ".linker: the machine that builds links its own programs, as build scripts are, by its own compiler: it is switched off"
	warn   = ": warning: "
)

var configRows = []configRow{
	// Nothing to say.
	{name: "lld for msvc", config: "[target.x86_64-pc-windows-msvc]\nlinker = \"rust-lld\"\nrustflags = [\"-Ctarget-feature=+crt-static\", \"-Clink-arg=/STACK:8000000\"]\n"},
	{name: "64-cfg-elsewhere", config: "[target.'cfg(target_env = \"msvc\")']\nrustflags = [\"-C\", \"target-feature=+crt-static\"]\n" +
		"[target.'cfg(all(target_os = \"macos\", target_arch = \"aarch64\"))']\nrustflags = [\"-C\", \"target-cpu=apple-m1\"]\nrunner = \"sudo\"\n"},
	{name: "macOS", config: "[target.aarch64-apple-darwin]\nrustflags = [\"-C\", \"link-arg=-undefined\", \"-C\", \"link-arg=dynamic_lookup\"]\n[env]\nMACOSX_DEPLOYMENT_TARGET = \"11.0\"\n",
		holds: "env.MACOSX_DEPLOYMENT_TARGET.value=11.0"},
	{name: "wasm", config: "[target.wasm32-unknown-unknown]\nrunner = \"wasm-bindgen-test-runner\"\nrustflags = [\"--cfg\", 'getrandom_backend=\"wasm_js\"', \"-Ctarget-feature=+simd128\"]\n"},
	{name: "firmware beside it", config: "[target.thumbv7em-none-eabihf]\nrunner = \"probe-rs run --chip STM32F411\"\nlinker = \"flip-link\"\nrustflags = [\"-Clink-arg=-Tlink.x\"]\n"},
	{name: "xtask", config: "[alias]\nxtask = \"run --package xtask --\"\nlint = [\"clippy\", \"--all-targets\"]\n"},
	{name: "tokio_unstable", config: "[build]\nrustflags = [\"--cfg\", \"tokio_unstable\"]\n", holds: "build.rustflags: --cfg tokio_unstable"},
	{name: "tests", config: "[env]\nRUST_TEST_THREADS = \"1\"\nRUST_BACKTRACE = { value = \"1\", force = true }\n",
		holds: "env.RUST_BACKTRACE.force=true; env.RUST_BACKTRACE.value=1; env.RUST_TEST_THREADS.value=1"},
	{name: "the workspace's folder", config: "[env]\nCARGO_WORKSPACE_DIR = { value = \"\", relative = true }\n", holds: "env.CARGO_WORKSPACE_DIR.value=path:"},
	{name: "git", config: "[net]\ngit-fetch-with-cli = true\nretry = 5\noffline = true\n", holds: "net.retry=5"},
	{name: "registries", config: "[registries.own]\nindex = \"sparse+https://crates.example.com/\"\ntoken = \"x\"\ncredential-provider = [\"cargo:token\"]\n[registry]\ndefault = \"own\"\nglobal-credential-providers = [\"cargo:token\"]\n",
		holds: "registries.own.index=sparse+https://crates.example.com/; registry.default=own"},
	{name: "reports", config: "[future-incompat-report]\nfrequency = \"never\"\n[term]\ncolor = \"always\"\nverbose = true\n[cargo-new]\nvcs = \"none\"\n[install]\nroot = \"x\"\n[cache]\nauto-clean-frequency = \"never\"\n"},
	{name: "profile", config: "[profile.release]\noverflow-checks = true\nlto = \"thin\"\n[profile.dev.package.\"*\"]\nopt-level = 2\n",
		holds: "profile.dev.package.'*'.opt-level=2; profile.release.lto=thin; profile.release.overflow-checks=true"},
	{name: "http", config: "[http]\nmultiplexing = false\ncainfo = \"/etc/ssl/own.pem\"\n", holds: "http.multiplexing=false"},
	{name: "incremental", config: "[build]\nincremental = false\njobs = 4\npipelining = true\n", holds: "build.incremental=false"},
	{name: "docs", config: "[build]\nrustdocflags = [\"--cfg\", \"docsrs\"]\n[target.'cfg(all())']\nrustdocflags = [\"-D\", \"warnings\"]\n"},
	{name: "lints in flags", config: "[target.'cfg(all())']\nrustflags = [\"-Dwarnings\", \"-Wclippy::all\"]\n", holds: "target.'cfg(all())'.rustflags: -Dwarnings -Wclippy::all"},
	{name: "features of the CPU", triples: []string{x86Musl}, config: "[target.'cfg(target_arch = \"x86_64\")']\nrustflags = [\"-C\", \"target-feature=+aes,+sse4.2\"]\n",
		holds: "target.'cfg(target_arch = \"x86_64\")'.rustflags: -C target-feature=+aes,+sse4.2"},
	{name: "both forms, in cargo's order", config: "[target.'cfg(unix)']\nrustflags = [\"--cfg\", \"b\"]\n[target.'cfg(all())']\nrustflags = \"--cfg a\"\n[target." + armMusl + "]\nrustflags = [\"--cfg=c\"]\n",
		holds: "target." + armMusl + ".rustflags: --cfg=c; target.'cfg(all())'.rustflags: --cfg a; target.'cfg(unix)'.rustflags: --cfg b"},
	{name: "the target by default", config: "[build]\ntarget = \"" + armMusl + "\"\n"},
	{name: "one target of several", triples: []string{armMusl, x86Musl}, config: "[build]\ntarget = [\"" + x86Musl + "\"]\n"},
	{name: "compilers for others", config: "[env]\nCC_aarch64_apple_darwin = \"oa64-clang\"\n", holds: "env.CC_aarch64_apple_darwin.value=oa64-clang"},
	{name: "what stands for a build script", config: "[target." + armMusl + ".foo]\nrustc-link-lib = [\"foo\"]\nrustc-link-search = [\"/opt/foo\"]\n",
		said:  []string{"3:1" + warn + "target." + armMusl + ".foo.rustc-link-search: \"-L/opt/foo\" leads to /opt/foo of the machine at home, which no build has: put what is there into the repository"},
		holds: "target." + armMusl + ".foo.rustc-link-lib=[foo]; target." + armMusl + ".foo.rustc-link-search=[/opt/foo]"},
	{name: "folders of the machine at home", config: "[build]\nrustflags = [\"-L\", \"/opt/z\", \"-L\", \"native=libs\", \"-Clink-arg=-L/home/me/z/\", \"-L/usr/lib/z\"]\n",
		said:  []string{"2:1" + warn + "build.rustflags: \"-Clink-arg=-L/home/me/z/\" leads to /home/me/z of the machine at home, which no build has: put what is there into the repository and write its path from there, or write libraries: … for what is meant (and 1 more)"},
		holds: "build.rustflags: -L /opt/z -L native=libs -Clink-arg=-L/home/me/z/ -L/usr/lib/z"},
	{name: "folders of an image", rest: "image: \"docker.io/library/debian@sha256:" + someSum + "\"\n", config: "[build]\nrustflags = [\"-L/opt/z\"]\n", holds: "build.rustflags: -L/opt/z"},
	{name: "a source above the root", config: "[source.crates-io]\nreplace-with = \"own\"\n[source.own]\ndirectory = \"../vendor\"\n[source.unused]\ndirectory = \"none\"\n",
		said:  []string{"4:1" + warn + "source.own.directory is \"../vendor\", which lies above the project's root, of which builds are sent nothing: name the folder above both"},
		holds: "source.crates-io.replace-with=own; source.own.directory=path:../vendor; source.unused.directory=path:none"},
	{name: "crt-static where it is off", triples: []string{riscv}, config: "[target.'cfg(target_feature = \"crt-static\")']\nrustflags = [\"--cfg=fixed\"]\n",
		holds: "target.'cfg(target_feature = \"crt-static\")'.rustflags: --cfg=fixed"},
	{name: "crt-static where the contract says so", rest: "contract: {static: false}\n", config: "[target.'cfg(target_env = \"musl\")']\nrustflags = [\"-Ctarget-feature=-crt-static\"]\n",
		holds: "target.'cfg(target_env = \"musl\")'.rustflags: -Ctarget-feature=-crt-static"},
	{name: "unstable on a nightly", rest: "rust: channel: \"nightly-2026-03-01\"\n", config: "[unstable]\ntrim-paths = true\n[target.'cfg(all())']\nrustflags = [\"-Zlocation-detail=none\"]\n",
		holds: "target.'cfg(all())'.rustflags: -Zlocation-detail=none; unstable.trim-paths=true"},
	{name: "std with the program", rest: "rust: {channel: \"nightly-2026-03-01\", std: \"build-std\"}\n", config: "[unstable]\nbuild-std = [\"std\", \"panic_abort\"]\nbuild-std-features = [\"optimize_for_size\"]\n",
		holds: "unstable.build-std-features=[optimize_for_size]"},
	{name: "a release that takes what is unstable", config: "[env]\nRUSTC_BOOTSTRAP = \"1\"\n[build]\nrustflags = [\"-Zthreads=8\"]\n", holds: "build.rustflags: -Zthreads=8; env.RUSTC_BOOTSTRAP.value=1"},
	{name: "sources", config: "[source.crates-io]\nreplace-with = \"own\"\n[source.own]\ndirectory = \"vendor\"\n",
		said:  []string{"4:1" + warn + "source.own.directory is \"vendor\", and there is no vendor, from which cargo takes all crates here and in builds: make it before, as with cargo vendor"},
		holds: "source.crates-io.replace-with=own; source.own.directory=path:vendor"},
	{name: "no configuration", config: ""},
	{name: "crt-static, which cargo does not ask for", config: "[target.'cfg(target_feature = \"crt-static\")']\nrustflags = [\"-Ctarget-cpu=native\"]\n"},
	{name: "no crt-static", config: "[target.'cfg(not(target_feature = \"crt-static\"))']\nrustflags = [\"--cfg=dynamic\"]\n",
		holds: "target.'cfg(not(target_feature = \"crt-static\"))'.rustflags: --cfg=dynamic"},
	{name: "crt-static by a flag", config: "[target." + armMusl + "]\nrustflags = [\"-Ctarget-feature=+crt-static\"]\n[target.'cfg(target_feature = \"crt-static\")']\nrustflags = [\"--cfg=fixed\"]\n",
		holds: "target." + armMusl + ".rustflags: -Ctarget-feature=+crt-static; target.'cfg(target_feature = \"crt-static\")'.rustflags: --cfg=fixed"},
	{name: "a cfg of the flags", config: "[target." + armMusl + "]\nrustflags = [\"--cfg\", \"a\", '--cfg=b=\"c\"']\n[target.'cfg(all(a, b = \"c\"))']\nrustflags = [\"--cfg=d\"]\n[target.'cfg(d)']\nrustflags = [\"--cfg=e\"]\n",
		holds: "target." + armMusl + ".rustflags: --cfg a --cfg=b=\"c\"; target.'cfg(all(a, b = \"c\"))'.rustflags: --cfg=d"},
	{name: "a cfg of targets.cue", rest: "flags: s: rustc: [\"--cfg\", \"a\"]\n", config: "[target.'cfg(a)']\nrustflags = [\"--cfg=b\"]\n", holds: "target.'cfg(a)'.rustflags: --cfg=b"},
	{name: "a feature of the flags", triples: []string{x86Musl}, config: "[build]\nrustflags = [\"-C\", \"target-feature=+aes\"]\n[target.'cfg(not(target_feature = \"aes\"))']\nrustflags = [\"--cfg=n\"]\n",
		holds: "build.rustflags: -C target-feature=+aes"},
	{name: "values", config: "[profile.release]\nopt-level = \"z\"\ndebug = \"line-tables-only\"\nlto = \"off\"\npanic = \"abort\"\ncodegen-units = 1\n[profile.mine]\nlto = \"thinn\"\n[profile.release.package.x]\nopt-level = 3\n[resolver]\nincompatible-rust-versions = \"fallback\"\n",
		holds: "profile.mine.lto=thinn; profile.release.codegen-units=1; profile.release.debug=line-tables-only; profile.release.lto=off; profile.release.opt-level=z; profile.release.package.x.opt-level=3; profile.release.panic=abort; resolver.incompatible-rust-versions=fallback"},
	{name: "a nightly's", rest: "rust: channel: \"nightly-2026-03-01\"\n", config: "[profile.release]\npanic = \"immediate-abort\"\ncodegen-backend = \"cranelift\"\n",
		holds: "profile.release.codegen-backend=cranelift; profile.release.panic=immediate-abort"},

	// What is switched off.
	{name: "01-host-linker", config: "[target.x86_64-unknown-linux-gnu]\nlinker = \"clang\"\nrustflags = [\"-C\", \"link-arg=-fuse-ld=mold\"]\n",
		said: []string{"2:1" + warn + "target." + x86GNU + builds}},
	{name: "mold for the target itself", triples: []string{x86GNU}, config: "[target.x86_64-unknown-linux-gnu]\nlinker = \"clang\"\nrustflags = [\"-C\", \"link-arg=-fuse-ld=/usr/bin/mold\", \"--cfg=kept\"]\n",
		said: []string{"2:1" + warn + "target." + x86GNU + linker,
			"3:1" + warn + "target." + x86GNU + ".rustflags: \"-C link-arg=-fuse-ld=/usr/bin/mold\": Debian's GCC links with GNU ld, the only linker in its stage: it is switched off"},
		holds: "target." + x86GNU + ".rustflags: --cfg=kept"},
	{name: "a host by cfg", config: "[target.'cfg(all(target_os = \"linux\", target_env = \"gnu\"))']\nlinker = \"clang\"\n",
		said: []string{"2:1" + warn + "target.'cfg(all(target_os = \"linux\", target_env = \"gnu\"))'" + builds}},
	{name: "02-runner-string", config: "[target." + armMusl + "]\nlinker = \"aarch64-linux-musl-gcc\"\nrunner = \"qemu-aarch64 -L /usr/aarch64-linux-musl\"\nrustflags = \"-C target-feature=+crt-static\"\n",
		said:  []string{"2:1" + warn + "target." + armMusl + linker, "3:1" + warn + "target." + armMusl + runner},
		holds: "target." + armMusl + ".rustflags: -C target-feature=+crt-static"},
	{name: "03-env-cc", config: "[env]\nCC_aarch64_unknown_linux_musl = \"aarch64-linux-musl-gcc\"\nCFLAGS = { value = \"-O1\", force = true }\n\"AR_aarch64-unknown-linux-musl\" = \"ar\"\nHOST_CC = \"clang\"\n",
		said: []string{
			"2:1" + warn + "env.CC_aarch64_unknown_linux_musl: it would lead the compilers past every check of the target: it is switched off; xgen sets it from the target's toolchain: write toolchain: …",
			"3:12" + warn + "env.CFLAGS: it would lead the compilers past every check of the target: it is switched off; write flags: NAME: c: [\"…\"]",
			"4:1" + warn + "env.AR_aarch64-unknown-linux-musl: it would lead",
			"5:1" + warn + "env.HOST_CC: the machine that builds has its own compilers for its own programs, as build scripts are: it is switched off"}},
	{name: "what changes the compilers", config: "[env]\nLD_PRELOAD = \"/tmp/x.so\"\nLD_LIBRARY_PATH = { value = \"lib\", relative = true }\nLDAP_URL = \"x\"\n",
		said:  []string{"2:1" + warn + "env.LD_PRELOAD: it is switched off: it would change the compilers too", "3:21" + warn + "env.LD_LIBRARY_PATH: it is switched off: it would"},
		holds: "env.LDAP_URL.value=x"},
	{name: "sccache", config: "[build]\nrustc-wrapper = \"sccache\"\n", said: []string{"2:1" + warn + "build.rustc-wrapper: the wrapper is not part of the build's image: it is switched off"}},
	{name: "45-build-dir-tests", config: "[build]\nbuild-dir = \"{workspace-root}/out/build\"\ntarget-dir = \"out/target\"\n",
		said: []string{"2:1" + warn + "build.build-dir: the build has a folder of its own: it is switched off", "3:1" + warn + "build.target-dir: the build has"}},
	{name: "39-nightly-buildstd", triples: []string{armMusl, mipsel}, rest: "rust: channel: \"nightly-2026-03-01\"\n", config: "[unstable]\nbuild-std = [\"std\", \"panic_abort\"]\nbuild-std-features = [\"optimize_for_size\"]\n[profile.release]\npanic = \"abort\"\n",
		said: []string{
			"2:1" + warn + "unstable.build-std: std is built once for all builds: it is switched off; write rust: std: \"build-std\" to have cargo build std with the program (and 1 more)",
			"3:1" + warn + "unstable.build-std-features: std is built once"},
		holds: "profile.release.panic=abort"},
	{name: "unstable on a release", config: "[unstable]\nbuild-std = [\"std\"]\n", said: []string{"2:1" + warn + "unstable.build-std: cargo 1.95.0 takes no unstable settings: it has no effect; write rust: channel: \"nightly-…\""}},
	{name: "flags that cargo passes over", config: "[build]\nrustflags = [\"--cfg=a\"]\n[target.'cfg(unix)']\nrustflags = [\"--cfg=b\"]\n",
		said:  []string{"2:1" + warn + "build.rustflags: for " + armMusl + " cargo takes target.'cfg(unix)'.rustflags (.cargo/config.toml:4:1) in its place: write the flags there too"},
		holds: "target.'cfg(unix)'.rustflags: --cfg=b"},
	{name: "another target by default", config: "[build]\ntarget = \"wasm32-wasip1\"\n", said: []string{"2:1" + warn + "build.target: the triples of targets.cue are built: it is switched off"}},
	{name: "what targets.cue says too", rest: "env: A: \"1\"\ninputs: B: {}\ncargo: lto: \"fat\"\n", config: "[env]\nA = \"2\"\nB = \"2\"\nPATH = \"x\"\n[profile.release]\nlto = true\ndebug = 1\n",
		said: []string{"2:1" + warn + "env.A: env in targets.cue sets it: it is switched off", "3:1" + warn + "env.B: inputs in targets.cue sets it: it is switched off",
			"4:1" + warn + "env.PATH: it is switched off: the toolchain's own programs must be found",
			"6:1" + warn + "profile.release.lto: xgen sets it for this profile: it has no effect; write cargo: lto in targets.cue"},
		holds: "profile.release.debug=1"},

	// What no build can have.
	{name: "41-cfg-crt-static", config: "[target.'cfg(target_env = \"musl\")']\nrustflags = [\"-C\", \"target-feature=-crt-static\"]\n",
		said: []string{"2:1: target.'cfg(target_env = \"musl\")'.rustflags: \"-C target-feature=-crt-static\" links libc dynamically and contract.static is true"}},
	{name: "a static program with glibc", triples: []string{x86GNU}, config: "[target.'cfg(target_env = \"gnu\")']\nrustflags = [\"-C\", \"target-feature=+crt-static\"]\n",
		said: []string{"2:1: target.'cfg(target_env = \"gnu\")'.rustflags: \"-C target-feature=+crt-static\" links libc statically and contract.static is false (catalog): remove it, or choose a triple with musl"}},
	{name: "a dynamic program with glibc", triples: []string{x86GNU}, config: "[build]\nrustflags = [\"-Ctarget-feature=-crt-static\"]\n", holds: "build.rustflags: -Ctarget-feature=-crt-static"},
	{name: "a dynamic program with musl, and not", rest: "contract: static: false\n", config: "[build]\nrustflags = [\"-Ctarget-feature=+crt-static\"]\n",
		said: []string{"2:1: build.rustflags: \"-Ctarget-feature=+crt-static\" links libc statically and contract.static is false (targets.cue:3:19): remove it, or write contract: static: true"}},
	{name: "symbols that the contract does not have", config: "[build]\nrustflags = [\"-C\", \"strip=debuginfo\"]\n",
		said: []string{"2:1: build.rustflags: \"-C strip=debuginfo\" keeps the symbol table, whatever the profile says, and contract.stripped is true (default): remove it, and write cargo: strip: \"debuginfo\" in its place"}},
	{name: "the same as the profile", config: "[build]\nrustflags = [\"-Cstrip=symbols\"]\n", holds: "build.rustflags: -Cstrip=symbols"},
	{name: "symbols that nobody promised away", rest: "contract: stripped: false\n", config: "[build]\nrustflags = [\"-Cstrip=none\"]\n", holds: "build.rustflags: -Cstrip=none"},
	{name: "10-rust-lld", config: "[target." + armMusl + "]\nlinker = \"rust-lld\"\nrustflags = [\"-Clink-self-contained=yes\", \"-Clinker=rust-lld\"]\n",
		said: []string{"2:1" + warn + "target." + armMusl + linker, "3:1: target." + armMusl + ".rustflags: \"-Clinker=rust-lld\" replaces the linker that xgen chose" + home}},
	{name: "04-target-cpu-native", triples: []string{armMusl, x86Musl}, config: "[target.'cfg(all())']\nrustflags = [\"-C\", \"target-cpu=native\"]\n",
		said: []string{"2:1: target.'cfg(all())'.rustflags: \"-C target-cpu=native\" is for the processor of whatever machine builds, and the program dies on an older one" + home}},
	{name: "native for all builds", config: "[build]\nrustflags = \"-Ctarget-cpu=native\"\n", said: []string{"2:1: build.rustflags: \"-Ctarget-cpu=native\" is for"}},
	{name: "06-unstable-flag", config: "[build]\nrustflags = [\"-Z\", \"location-detail=none\"]\n",
		said: []string{"2:1: build.rustflags: \"-Z location-detail=none\" is an unstable option, which rustc 1.95.0 does not take: remove it, or write rust: channel: \"nightly-…\""}},
	{name: "35-plugin-lto", config: "[build]\nrustflags = [\"-Clinker-plugin-lto\"]\n",
		said: []string{"2:1: build.rustflags: \"-Clinker-plugin-lto\": zig refuses the words in which rustc hands it to the linker (-plugin-opt): write cargo: lto: \"thin\", which optimizes all Rust code as one, and leave C as it is"}},
	{name: "floats", triples: []string{"armv7-unknown-linux-musleabihf"}, config: "[target.'cfg(target_arch = \"arm\")']\nrustflags = [\"-Ctarget-feature=+soft-float\"]\n",
		said: []string{"2:1: target.'cfg(target_arch = \"arm\")'.rustflags: \"-Ctarget-feature=+soft-float\" contradicts armv7-unknown-linux-musleabihf"}},
	{name: "a linker's arguments from a build script's place", config: "[target." + armMusl + ".foo]\nrustc-link-arg = [\"-fuse-ld=lld\"]\n",
		said: []string{"2:1: target." + armMusl + ".foo.rustc-link-arg: \"-fuse-ld=lld\": zig links with its own lld"}},
	{name: "flags of the profile", rest: "rust: channel: \"nightly-2026-03-01\"\n", config: "[profile.release]\nrustflags = [\"-Ctarget-cpu=native\"]\n[profile.dev]\nrustflags = [\"-Ctarget-cpu=native\"]\n",
		said: []string{"2:1: profile.release.rustflags: \"-Ctarget-cpu=native\" is for the processor"}},
	{name: "no cfg", config: "[target.'cfg(any(unix)']\nrustflags = [\"-g\"]\n", said: []string{"2:1: target.'cfg(any(unix)'.rustflags: it ends too early"}},
	{name: "a number", config: "[env]\nN = 1\n", said: []string{"2:1: env.N: cargo takes a string, or {value = \"…\"}: write \"…\""}},
	{name: "no word of panic", config: "[profile.release]\npanic = \"abrt\"\n", said: []string{"2:1: profile.release.panic is \"abrt\", which cargo refuses: write \"unwind\" or \"abort\""}},
	{name: "of a profile that is not built too", config: "[profile.dev]\npanic = \"abrt\"\n", said: []string{"2:1: profile.dev.panic is \"abrt\""}},
	{name: "no word of lto", config: "[profile.release]\nlto = \"thinn\"\n", said: []string{"2:1: profile.release.lto is \"thinn\", which rustc refuses: write \"thin\", \"fat\", \"off\", true or false"}},
	{name: "too much", config: "[profile.release]\nopt-level = 9\n", said: []string{"2:1: profile.release.opt-level is \"9\", which rustc refuses: write a number from 0 to 3"}},
	{name: "a number as a word", config: "[profile.release]\nopt-level = \"3\"\n", said: []string{"2:1: profile.release.opt-level is \"3\", which cargo refuses: write a number from 0 to 3"}},
	{name: "flags of a release's profile", config: "[profile.release]\nrustflags = [\"-g\"]\n", said: []string{"2:1: profile.release.rustflags is a list, which cargo refuses: write flags in targets.cue, or have a nightly"}},
	{name: "the backend of a release's profile", config: "[profile.release]\ncodegen-backend = \"cranelift\"\n", said: []string{"2:1: profile.release.codegen-backend is \"cranelift\", which cargo refuses"}},
	{name: "the panic of a package", config: "[profile.release.package.x]\npanic = \"abort\"\n", said: []string{"2:1: profile.release.package.x.panic is \"abort\", which cargo refuses: write it in the profile itself"}},
	{name: "no origin", rest: "cargo: profile: \"dist\"\n", config: "[profile.dist]\nlto = true\n", said: []string{"2:1: profile.dist does not say from which profile it inherits, and cargo refuses it: write inherits = \"release\""}},
	{name: "no such origin", rest: "cargo: profile: \"dist\"\n", config: "[profile.dist]\ninherits = \"disty\"\n", said: []string{"2:1: profile.dist inherits from \"disty\", and there is no such profile: write inherits = \"release\""}},
	{name: "a circle", rest: "cargo: profile: \"a\"\n", config: "[profile.a]\ninherits = \"b\"\n[profile.b]\ninherits = \"a\"\n", said: []string{"4:1: profile.b inherits from itself, and cargo refuses it: write inherits = \"release\""}},
	{name: "an origin of cargo's own", config: "[profile.release]\ninherits = \"dev\"\n", said: []string{"2:1: profile.release.inherits is \"dev\", which cargo refuses"}},
	{name: "a word for yes", config: "[build]\nincremental = \"yes\"\n", said: []string{"2:1: build.incremental is \"yes\", which cargo refuses: write true or false"}},
	{name: "one number as flags", config: "[build]\nrustflags = 1\n", said: []string{"2:1: build.rustflags is 1, which cargo refuses: write a list of strings"}},
	{name: "a file that is no list", config: "include = \"local.toml\"\n", said: []string{"1:1: include is \"local.toml\", which cargo refuses: write include = [\"NAME.toml\"]"}},
	{name: "a file of another name", config: "include = [\"flags.conf\"]\n", said: []string{"1:1: include is a list, which cargo refuses: write include = [\"NAME.toml\"]"}},
	{name: "hidden text", config: "[env]\nN = \"a\\nb\"\n", said: []string{"2:1: env.N.value holds the control character U+000A, which no emitted file can: write plain text"}},
}

func (c configRow) targets() string {
	text := nameLine
	for i, triple := range append(c.triples, armMusl)[:max(1, len(c.triples))] {
		text += fmt.Sprintf("targets: t%d: triple: %q\n", i, triple)
	}
	return text + c.rest
}

func TestConfigurationOfCargo(t *testing.T) {
	for _, c := range configRows {
		t.Run(c.name, func(t *testing.T) {
			p, found := Load(with(c.targets(), ".cargo/config.toml", c.config, ".cargo/local.toml", "", ".cargo/flags.conf", ""))
			var said []string
			for _, d := range found {
				line, ok := strings.CutPrefix(d.String(), ".cargo/config.toml:")
				if !ok && d.Rule != "floating-channel" {
					t.Errorf("said is %s", d)
				}
				said = append(said, line)
			}
			if !slices.EqualFunc(said, c.said, strings.HasPrefix) {
				t.Errorf("said is\n%s\nwant\n%s", strings.Join(said, "\n"), strings.Join(c.said, "\n"))
			}
			if p != nil && heldOf(p.Targets[0]) != c.holds {
				t.Errorf("what holds is\n%s\nwant\n%s", heldOf(p.Targets[0]), c.holds)
			}
		})
	}
}

// heldOf lists what of the configuration holds for a target.
func heldOf(t *model.Target) string {
	var out []string
	for _, f := range t.Cargo.Rustflags {
		out = append(out, f.Name+": "+strings.Join(f.Args, " "))
	}
	for _, s := range t.Cargo.Settings {
		value := fmt.Sprint(s.Value)
		if s.Path {
			value = "path:" + value
		}
		out = append(out, keyOf(s.Key)+"="+value)
	}
	return strings.Join(out, "; ")
}

func keyOf(key []string) string {
	return strings.ReplaceAll(strings.Join(key, "."), "*", "'*'")
}

// The rules stand in targets.cue as well, and for C.
func TestFlagsOfTargets(t *testing.T) {
	for _, c := range []struct{ rest, want string }{
		{`flags: tiny: rustc: ["-Zlocation-detail=none", "-Zfmt-debug=none"]`, `targets.cue:3:21: flags.tiny: "-Zfmt-debug=none" is an unstable option, which rustc 1.95.0 does not take: remove it, or write rust: channel: "nightly-…" (and 1 more)`},
		{`flags: lto: {rustc: ["-Clinker-plugin-lto"], c: ["-flto=thin"]}`, `targets.cue:3:21: flags.lto: "-Clinker-plugin-lto": zig refuses the words`},
		{`toolchain: kind: "debian", flags: lto: rustc: ["-C", "linker-plugin-lto=yes"]`, `targets.cue:3:47: flags.lto: "-C linker-plugin-lto=yes": GCC's linker plugin does not read rustc's bitcode: write cargo: lto: "thin"`},
		{`flags: x: c: ["-march=native"]`, `targets.cue:3:14: flags.x: "-march=native" is for the processor of whatever machine builds, and the program dies on an older one: remove it`},
		{`flags: x: c: ["-mcpu=native+crypto"]`, `targets.cue:3:14: flags.x: "-mcpu=native+crypto" is for`},
		{`flags: x: rustc: ["-C", "target_cpu=native"]`, `targets.cue:3:18: flags.x: "-C target_cpu=native" is for`},
		{`flags: x: rustc: ["-Clinker-plugin-lto=no", "-Ctarget-feature=+crc"]`, ""},
		{`flags: x: c: ["-mtune=cortex-a53", "-Zx"]`, ""},
	} {
		_, found := Load(project(rowOf(armMusl) + strings.Replace(c.rest, "\", flags", "\"\nflags", 1) + "\n"))
		want := strings.Replace(c.want, ":3:47:", ":4:20:", 1)
		if got := found.Error(); got != want && (want == "" || !strings.HasPrefix(got, want)) {
			t.Errorf("%s gives\n%s\nwant\n%s", c.rest, got, want)
		}
	}
	manifest := "cargo-features = [\"profile-rustflags\"]\n" + crate("hello", "[profile.release]\nrustflags = [\"-Ctarget-cpu=native\"]\n")
	_, found := Load(with(smallest+"rust: channel: \"nightly-2026-03-01\"\n", "Cargo.toml", manifest))
	if want := "Cargo.toml:7:1: profile.release.rustflags: \"-Ctarget-cpu=native\" is for the processor"; !strings.HasPrefix(found.Error(), want) {
		t.Errorf("%v, want %s", found, want)
	}
}

// The flags that hold are those that cargo would give to rustc, in its order, and what
// is said of the others is so.
func TestFlagsAreCargos(t *testing.T) {
	if _, err := exec.LookPath("cargo"); err != nil {
		t.Fatal("cargo is missing: https://rustup.rs")
	}
	host := hostTriple(t)
	for _, config := range []string{
		"[build]\nrustflags = [\"--cfg=a\", \"--cfg=b\"]\n",
		"[build]\nrustflags = \"--cfg a\"\n[target.'cfg(windows)']\nrustflags = [\"--cfg=no\"]\n",
		"[build]\nrustflags = \"--cfg a\"\n[target.'cfg(unix)']\nrustflags = [\"--cfg=b\"]\n",
		"[build]\nrustflags = \"--cfg a\"\n[target.'cfg(unix)']\nrustflags = []\n",
		"[target.'cfg(unix)']\nrustflags = [\"--cfg=unix_\"]\n[target.'cfg(all())']\nrustflags = \" --cfg  all \"\n[target." + host + "]\nrustflags = [\"--cfg=own\"]\n[target.'cfg(not(target_feature = \"crt-static\"))']\nrustflags = [\"--cfg=dynamic\"]\n",
		"[target." + host + "]\nrustflags = [\"--cfg=a\"]\n[target.'cfg(a)']\nrustflags = [\"--cfg=b\"]\n[target.'cfg(b)']\nrustflags = [\"--cfg=c\"]\n",
		"[build]\nrustflags = [\"--cfg\", \"a\"]\n[target.'cfg(a)']\nrustflags = [\"--cfg=b\"]\n",
		"[target.'cfg(unix)']\nrustflags = [\"--cfg=a\"]\n[target.'cfg(a)']\nrustflags = [\"--cfg=b\"]\n",
		"[unstable]\nbuild-std = [\"std\"]\n[build]\nrustflags = [\"--cfg=release\"]\n",
		"[env]\nRUSTC_BOOTSTRAP = \"1\"\n[build]\nrustflags = [\"-Zlocation-detail=none\"]\n",
	} {
		fsys := with(rowOf(host), ".cargo/config.toml", config)
		p, found := Load(fsys)
		if p == nil {
			t.Fatal(found)
		}
		var ours []string
		for _, f := range p.Targets[0].Cargo.Rustflags {
			ours = append(ours, f.Args...)
		}
		if its := flagsOfCargo(t, fsys, host); !slices.Equal(ours, its) {
			t.Errorf("%s\nflags are %q, and cargo's are %q", config, ours, its)
		}
	}
}

func hostTriple(t *testing.T) string {
	t.Helper()
	said, err := exec.Command("rustc", "-vV").Output()
	_, rest, _ := strings.Cut(string(said), "\nhost: ")
	host, _, ok := strings.Cut(rest, "\n")
	if err != nil || !ok {
		t.Fatalf("%v: rustc -vV says %q", err, said)
	}
	return host
}

// flagsOfCargo returns what cargo adds to its own arguments of rustc for a project.
func flagsOfCargo(t *testing.T, fsys fstest.MapFS, host string) []string {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, fsys); err != nil {
		t.Fatal(err)
	}
	// A program in rustc's place shows each word of the call that compiles.
	rustc := filepath.Join(t.TempDir(), "rustc")
	const script = "#!/bin/sh\ncase \" $* \" in *' --crate-name hello '*) for word; do echo \"word: $word\" >&2; done ;; esac\nexec \"$@\"\n"
	if err := os.WriteFile(rustc, []byte(script), 0o755); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("cargo", "check", "--offline", "--target", host)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "RUSTC_WRAPPER="+rustc, "CARGO_TARGET_DIR="+t.TempDir())
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	var words []string
	for line := range strings.Lines(string(out)) {
		if word, ok := strings.CutPrefix(strings.TrimSpace(line), "word: "); ok {
			words = append(words, word)
		}
	}
	// Behind the folders of the dependencies.
	last := -1
	for i, word := range words {
		if strings.HasPrefix(word, "dependency=") {
			last = i
		}
	}
	return words[last+1:]
}

// 12-config-patch and 14-config-include: what the configuration puts in the place of a
// crate comes along, and what it includes is read.
func TestConfigBringsFiles(t *testing.T) {
	for _, c := range []struct{ name, rest, context, holds string }{
		{"12-config-patch", "cargo: manifest: \"app/Cargo.toml\"\n", "app third/itoa", "patch.crates-io.itoa.path=path:third/itoa"},
		{"14-config-include", "", ".", "env.GREETING.value=hello"},
	} {
		fsys := with(nameLine+"targets: aarch64: triple: \""+armMusl+"\"\n"+c.rest,
			".cargo/config.toml", "include = [{ path = \"../build/common.toml\" }]\n", "build/common.toml", "[env]\nGREETING = \"hello\"\n")
		if c.context != "." {
			delete(fsys, ".cargo/config.toml")
			for name, text := range map[string]string{
				"app/Cargo.toml": crate("hello", "[dependencies]\nitoa = \"1\"\n"), "app/src/main.rs": "fn main() {}\n",
				"app/Cargo.lock":         "version = 4\n\n[[package]]\nname = \"hello\"\nversion = \"0.1.0\"\ndependencies = [\n \"itoa\",\n]\n\n[[package]]\nname = \"itoa\"\nversion = \"1.0.99\"\n",
				"app/.cargo/config.toml": "[patch.crates-io]\nitoa = { path = \"../third/itoa\" }\n",
				"third/itoa/Cargo.toml":  "[package]\nname = \"itoa\"\nversion = \"1.0.99\"\nedition = \"2021\"\n", "third/itoa/src/lib.rs": "",
			} {
				fsys[name] = &fstest.MapFile{Data: []byte(text)}
			}
		}
		p, found := Load(fsys)
		if len(found) > 0 || strings.Join(p.Context, " ") != c.context || heldOf(p.Targets[0]) != c.holds {
			t.Errorf("%s: %v, of the context %v, holds %s", c.name, found, p.Context, heldOf(p.Targets[0]))
		}
	}
}
