package emit_test

import (
	"archive/tar"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// externalArgs runs a wrapper of the project external with programs that show their
// arguments, and returns what it says where it fails.
func externalArgs(t *testing.T, target, tool string, args ...string) (got []string, said string) {
	t.Helper()
	dir := place(t, compile(t, external))
	for _, gcc := range []string{"arm-linux-musleabi", "aarch64-linux-musl"} {
		for _, program := range []string{"gcc", "ar"} {
			write(t, filepath.Join(dir, "gcc", gcc, "bin", gcc+"-"+program), showArguments, 0o755)
		}
	}
	write(t, filepath.Join(dir, "gcc/aarch64-linux-musl/bin/aarch64-linux-musl-g++"), showArguments, 0o755)
	cmd := exec.Command(filepath.Join(dir, "xgen", target, "bin", tool), args...)
	cmd.Env = []string{"XGEN_PREFIX=" + dir, "XGEN_CFLAGS=-g0", "PATH=" + filepath.Join(dir, "xgen", target, "bin") + ":/usr/bin:/bin"}
	out, err := cmd.CombinedOutput()
	if err != nil {
		return nil, string(out)
	}
	for _, word := range words(string(out)) {
		got = append(got, strings.ReplaceAll(word, dir, "/prefix"))
	}
	return got, ""
}

// A GCC of the project's own gets what fixes it to the target, and none of
// clang's words; a wrapper of the same name does not call itself.
func TestExternalCompiler(t *testing.T) {
	got, said := externalArgs(t, "image", "arm-linux-musleabi-cc", "--target=armv5te-unknown-linux-musleabi", "-Qunused-arguments", "-c", "user's.c")
	want := []string{"-static", "-L", "/prefix/gcc/arm-linux-musleabi/lib", "-march=armv5te", "-marm", "-mfloat-abi=soft", "-g0", hostile, "-c", "user's.c"}
	if !slices.Equal(got, want) {
		t.Errorf("GCC gets\n%q, want\n%q\n%s", got, want, said)
	}
	if got, said := externalArgs(t, "image", "arm-linux-musleabi-ar", "rcs", "x.a"); !slices.Equal(got, []string{"rcs", "x.a"}) {
		t.Errorf("ar gets %q\n%s", got, said)
	}
	if _, said := externalArgs(t, "image", "arm-linux-musleabi-c++", "-c", "x.cc"); said != "xgen: the toolchain has no arm-linux-musleabi-g++, which is called for armv5te-unknown-linux-musleabi: take one that has it\n" {
		t.Errorf("without a C++ compiler: %q", said)
	}
	if got, said := externalArgs(t, "tarball", "aarch64-linux-musl-c++", "-c", "x.cc"); !contains(got, []string{"-g0", hostile, "-DCXX", "-c", "x.cc"}) {
		t.Errorf("g++ gets %q\n%s", got, said)
	}
}

// What is linked is static where the contract says so, and else what the caller
// asks for.
func TestExternalLinkModes(t *testing.T) {
	for _, c := range []struct {
		target, tool string
		args, want   []string
	}{
		{"image", "arm-linux-musleabi-cc", nil, []string{"-static"}},
		{"image", "arm-linux-musleabi-cc", []string{"-pie"}, []string{"-static-pie"}},
		{"image", "arm-linux-musleabi-cc", []string{"-static", "-static-pie"}, []string{"-static-pie"}},
		{"image", "arm-linux-musleabi-cc", []string{"-shared"}, []string{"-shared"}},
		{"tarball", "aarch64-linux-musl-cc", nil, nil},
		{"tarball", "aarch64-linux-musl-cc", []string{"-pie"}, []string{"-pie"}},
		{"tarball", "aarch64-linux-musl-cc", []string{"-static"}, []string{"-static"}},
	} {
		got, said := externalArgs(t, c.target, c.tool, append([]string{"x.o"}, c.args...)...)
		forms := slices.DeleteFunc(got, func(s string) bool {
			return !slices.Contains([]string{"-static", "-static-pie", "-pie", "-shared"}, s)
		})
		if !slices.Equal(forms, c.want) {
			t.Errorf("%s %q: GCC gets %q, want %q\n%s", c.target, c.args, forms, c.want, said)
		}
	}
}

// stage runs a stage script of the project external; name=value pairs come first.
func stage(t *testing.T, dir, script string, args ...string) (said string, err error) {
	t.Helper()
	n := slices.IndexFunc(args, func(a string) bool { return !strings.Contains(a, "=") })
	if n < 0 {
		n = len(args)
	}
	cmd := exec.Command("sh", append([]string{"xgen/stage/" + script}, args[n:]...)...)
	cmd.Dir, cmd.Env = dir, append(os.Environ(), append([]string{"XGEN_PREFIX=" + dir, "TMPDIR=" + t.TempDir()}, args[:n]...)...)
	out, err := cmd.CombinedOutput()
	return string(out), err
}

// imported runs import.sh with a GCC that answers to what it is asked.
func imported(t *testing.T, machine string, files []string, more ...string) (dir, said string, err error) {
	t.Helper()
	need(t, "gcc", "apt-get install gcc libc6-dev")
	dir = place(t, compile(t, external))
	write(t, filepath.Join(dir, "rust/bin/rustc"), "#!/bin/sh\necho rustc\n", 0o755)
	for _, name := range files {
		write(t, filepath.Join(dir, "lib", name), name, 0o644)
	}
	write(t, filepath.Join(dir, "tools/arm-linux-musleabi-gcc"), `#!/bin/sh
case $1 in
-dumpmachine) echo `+machine+` ;;
-print-file-name=*) [ ! -e "`+dir+`/lib/${1#*=}" ] || { echo "`+dir+`/lib/${1#*=}"; exit; }; echo "${1#*=}" ;;
esac
`, 0o755)
	for _, tool := range []string{"ar", "ranlib"} {
		write(t, filepath.Join(dir, "tools/arm-linux-musleabi-"+tool), showArguments, 0o755)
	}
	write(t, filepath.Join(dir, "path/pkg-config"), "", 0o755)
	args := append([]string{"XGEN_GCC=arm-linux-musleabi", "XGEN_TOOLS=" + dir + "/tools", "XGEN_FROM=image",
		"PATH=" + dir + "/path:/usr/bin:/bin"}, more...)
	said, err = stage(t, dir, "import.sh", args...)
	return dir, said, err
}

// An imported GCC lies where the wrappers look, with the unwinder that it has;
// the stamp is another one where its libc is.
func TestImport(t *testing.T) {
	stamps := map[string]bool{}
	for _, c := range []struct {
		files []string
		want  string
	}{
		{[]string{"libgcc_eh.a", "libc.a"}, "GROUP(-lgcc_eh -lgcc -lc)\n"},
		{[]string{"libc.a"}, "GROUP(-lgcc -lc)\n"},
	} {
		dir, said, err := imported(t, "armv5-any-linux-musleabi", c.files)
		if err != nil {
			t.Fatal(err, said)
		}
		got, _ := os.ReadFile(filepath.Join(dir, "gcc/arm-linux-musleabi/lib/libunwind.a"))
		_, missing := os.Stat(filepath.Join(dir, "gcc/arm-linux-musleabi/bin/arm-linux-musleabi-gcc"))
		stamp, _ := os.ReadFile(filepath.Join(dir, "stamp/cc"))
		stamps[strings.ReplaceAll(string(stamp), dir, "")] = true
		if string(got) != c.want || missing != nil || len(stamp) == 0 {
			t.Errorf("%q, %v, %q", got, missing, stamp)
		}
	}
	if len(stamps) != 2 {
		t.Errorf("another libgcc gives the same stamp: %v", stamps)
	}
}

// What is missing is named, with what to write.
func TestImportRefuses(t *testing.T) {
	tools := func(t *testing.T, names ...string) string { // a PATH that lacks some
		dir := t.TempDir()
		for _, name := range []string{"sh", "cc", "make", "readelf", "awk", "comm", "cut", "find", "sha256sum", "sort", "xargs", "cat", "mktemp", "rm", "dirname", "uname", "getconf"} {
			if path, err := exec.LookPath(name); err == nil && !slices.Contains(names, name) {
				if err := os.Symlink(path, filepath.Join(dir, name)); err != nil {
					t.Fatal(err)
				}
			}
		}
		return "PATH=" + dir
	}
	for _, c := range []struct {
		machine string
		more    []string
		want    string
	}{
		{"arm-linux-musleabi", []string{tools(t, "make")}, "xgen: the image lacks what every build uses: make pkg-config: add it in an image of your own (FROM this one), or write toolchain: kind: \"tarball\""},
		{"arm-linux-musleabi", []string{"XGEN_GCC=arm-other"}, "xgen: there is no arm-other-gcc in "},
		{"arm-linux-musleabi", []string{"XGEN_GCC=arm-other"}, "/tools/arm-linux-musleabi\n"},
		{"arm-linux-musleabi", []string{"XGEN_TOOLS=", "XGEN_FROM=tarball"}, "xgen: there is no arm-linux-musleabi-gcc in PATH, which is "},
		{"arm-linux-gnueabi", nil, "compiles for arm-linux-gnueabi, and the target's libc is musl: write toolchain: gcc:"},
		{"x; exit 126", nil, "-gcc does not run here, on a "},
		{"arm-linux-musleabi", []string{"XGEN_PREFIX=/nowhere"}, "xgen: rustc does not run in the image: it wants glibc 2.17 or later ("},
	} {
		_, said, err := imported(t, c.machine, nil, c.more...)
		if err == nil || !strings.Contains(said, c.want) {
			t.Errorf("%s %q: %v, %q, want %q", c.machine, c.more, err, said, c.want)
		}
	}
}

// checkModes runs check-link-modes.sh with this machine's own compiler behind a wrapper that
// may do something else first.
func checkModes(t *testing.T, first string, more ...string) (said string, err error) {
	t.Helper()
	gcc := need(t, "gcc", "apt-get install gcc libc6-dev")
	need(t, "readelf", "apt-get install binutils")
	machine := map[string]string{"x86_64": "2 1 62", "aarch64": "2 1 183"}[strings.TrimSpace(output(t, exec.Command("uname", "-m")))]
	if machine == "" {
		t.Skip("no number of this machine is known here")
	}
	dir := place(t, compile(t, external))
	write(t, filepath.Join(dir, "bin/cross-cc"), "#!/bin/sh\n"+first+"\nexec "+gcc+" \"$@\"\n", 0o755)
	return stage(t, dir, "check-link-modes.sh", append([]string{"XGEN_CC=cross-cc", "XGEN_BIN=" + dir + "/bin", "XGEN_ELF=" + machine, "XGEN_FLOAT=hard"}, more...)...)
}

// Every form of program is linked and looked at; a missing start file is named.
func TestLinkModes(t *testing.T) {
	for _, forms := range [][]string{{"static", "static-pie", "shared"}, {"plain", "pie", "shared"}} {
		if said, err := checkModes(t, "", forms...); err != nil || said != "" {
			t.Errorf("%q: %v\n%s", forms, err, said)
		}
	}
	const noStart = `case " $* " in
*print-file-name=rcrt1.o*) echo rcrt1.o; exit ;;
*' -static-pie '*) echo "ld: cannot find rcrt1.o" >&2; exit 1 ;;
esac`
	said, err := checkModes(t, noStart, "static", "static-pie")
	if err == nil || said != "ld: cannot find rcrt1.o\nxgen: the toolchain does not link a static-pie program (it has no rcrt1.o), and the target's are such: take one with a whole libc and libgcc for the target\n" {
		t.Errorf("%v, %q", err, said)
	}
	said, err = checkModes(t, noStart, "static")
	if err != nil || said != "xgen: note: the toolchain does not link a static-pie program (it has no rcrt1.o), which this target does not need: ld: cannot find rcrt1.o\n" {
		t.Errorf("%v, %q", err, said)
	}
	const plainly = `for arg; do shift; [ "$arg" = -static-pie ] && arg=-static; set -- "$@" "$arg"; done`
	if said, err = checkModes(t, plainly, "static", "static-pie"); err == nil || !strings.Contains(said, "xgen: what it makes with -fPIE -static-pie is no file of type DYN\nxgen: the toolchain does not link a static-pie program, and") {
		t.Errorf("static in static-pie's place: %v, %q", err, said)
	}
}

// A compiler for another machine, or with libraries for other floats, is
// refused before anything is built with it.
func TestLinkModesRefuse(t *testing.T) {
	for _, c := range []struct {
		first, more, want string
	}{
		{"", "XGEN_ELF=1 2 8", "xgen: the compiler makes objects of another kind than the target's:\nxgen:   Class:"},
		{`case " $* " in *' -c '*) echo "cc1: bad value (armv5te)" >&2; exit 1 ;; esac`, "A=", "cc1: bad value (armv5te)\nxgen: the compiler does not take the arguments that fix it"},
		{"", "XGEN_FLOAT=soft", "passes floats the hard way, and the target the soft way: with it a program computes nonsense"},
	} {
		dir := t.TempDir() // a readelf that says of archives what it says on MIPS
		write(t, filepath.Join(dir, "readelf"), "#!/bin/sh\ncase \"$*\" in *.a) echo '  Tag_GNU_MIPS_ABI_FP: Hard or soft float'; echo '  Tag_GNU_MIPS_ABI_FP: Hard float (double precision)' ;; *) exec /usr/bin/readelf \"$@\" ;; esac\n", 0o755)
		said, err := checkModes(t, c.first, c.more, "PATH="+dir+":"+os.Getenv("PATH"), "static")
		if err == nil || !strings.Contains(said, c.want) {
			t.Errorf("%q: %v, %q, want %q", c.more, err, said, c.want)
		}
	}
}

// An image's toolchain is a base of its own, where rustup is not asked; a
// tarball's lies beside Rust.
func TestExternalStages(t *testing.T) {
	all := compile(t, external)
	text := func(target string) string { return string(all["xgen/"+target+"/Dockerfile"].Bytes) }
	for target, want := range map[string][]string{
		"image":   {"FROM example.org/x@sha256:" + digest + " AS toolchain\n", "FROM toolchain AS cc\n", "COPY --from=rust /opt/xgen /opt/xgen\n", "XGEN_TOOLS=/opt/x ", "check-link-modes.sh static\n"},
		"ready":   {"FROM rust AS component\n", "COPY --from=component /opt/xgen /opt/xgen\n", "XGEN_TOOLS='' ", "check-link-modes.sh static static-pie\n"},
		"tarball": {"FROM rust AS cc\nCOPY --from=pulled-toolchain /pulled/tree /opt/xgen/toolchain\n", "XGEN_TOOLS=/opt/xgen/toolchain/bin ", " --drop-links\n", "check-link-modes.sh plain pie shared\n"},
	} {
		for _, w := range want {
			if !strings.Contains(text(target), w) {
				t.Errorf("%s: no %q in\n%s", target, w, text(target))
			}
		}
		if strings.Count(text(target), "std-prebuilt.sh,") > 1 {
			t.Errorf("%s: std is installed twice", target)
		}
	}
}

// A libc's loader is a link to the target's own in many toolchains: such links
// are left out and said, and nothing else that leads out is let in.
func TestUnpackDropsLinks(t *testing.T) {
	need(t, "bsdtar", "https://libarchive.org")
	link := tar.Header{Name: "x/lib/ld-musl.so.1", Linkname: "/lib/libc.so", Typeflag: tar.TypeSymlink}
	dir := place(t, compile(t, external))
	write(t, filepath.Join(dir, "archive"), string(tarball(t, tar.Header{Name: "x/bin/gcc"}, link, tar.Header{Name: "x/cc", Linkname: "bin/gcc", Typeflag: tar.TypeSymlink})), 0o644)
	said, err := stage(t, dir, "unpack.sh", "archive", "tree", "--drop-links")
	if err != nil || said != "xgen: a link that leads out of the archive is left out: x/lib/ld-musl.so.1 -> /lib/libc.so\n" {
		t.Errorf("%v, %q", err, said)
	}
	left, _ := filepath.Glob(filepath.Join(dir, "tree/lib/*"))
	if _, err := os.Stat(filepath.Join(dir, "tree/cc")); err != nil || len(left) > 0 {
		t.Errorf("%v, %q", err, left)
	}
	write(t, filepath.Join(dir, "archive"), string(tarball(t, tar.Header{Name: "../out"})), 0o644)
	if said, err := stage(t, dir, "unpack.sh", "archive", "tree", "--drop-links"); err == nil || !strings.Contains(said, "paths that lead out of it") {
		t.Errorf("%v, %q", err, said)
	}
}
