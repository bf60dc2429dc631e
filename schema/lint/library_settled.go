package lint

import (
	"path"
	"slices"
	"strings"

	"github.com/xgen-build/xgen/schema/model"
)

// settled are what stage/library.sh and toolchain.cmake say to configure scripts
// themselves, as patterns, and what to write instead.
var settled = []struct{ name, hint string }{
	{"--prefix", laidOut}, {"--exec-prefix", laidOut}, {"--libdir", laidOut}, {"--includedir", laidOut},
	{"PREFIX", laidOut}, {"DESTDIR", laidOut},
	{"-DCMAKE_INSTALL_PREFIX", laidOut}, {"-DCMAKE_INSTALL_LIBDIR", laidOut}, {"-DCMAKE_INSTALL_INCLUDEDIR", laidOut}, {"--install-prefix", laidOut},
	{"--host", fromTriple}, {"--build", fromTriple}, {"--target", fromTriple},
	{"-DCMAKE_SYSTEM_NAME", fromTriple}, {"-DCMAKE_SYSTEM_PROCESSOR", fromTriple},
	{"-DCMAKE_*_COMPILER_TARGET", fromTriple}, {"-DCMAKE_LIBRARY_ARCHITECTURE", fromTriple},
	{"--cross-compile-prefix", fromTriple},
	{"--enable-shared", onlyStatic}, {"--disable-static", onlyStatic}, {"--enable-static", onlyStatic}, {"--disable-shared", onlyStatic},
	{"-DBUILD_SHARED_LIBS", onlyStatic}, {"shared", onlyStatic}, {"-DCMAKE_POSITION_INDEPENDENT_CODE", onlyStatic},
	{"CC", ofToolchain}, {"CXX", ofToolchain}, {"CPP", ofToolchain}, {"LD", ofToolchain}, {"AR", ofToolchain}, {"RANLIB", ofToolchain},
	{"-DCMAKE_*_COMPILER", ofToolchain}, {"-DCMAKE_*_COMPILER_LAUNCHER", ofToolchain}, {"-DCMAKE_*_COMPILER_EXTERNAL_TOOLCHAIN", ofToolchain},
	{"-DCMAKE_TOOLCHAIN_FILE", ofToolchain}, {"--toolchain", ofToolchain}, {"-DCMAKE_TRY_COMPILE_TARGET_TYPE", ofToolchain},
	{"-DCMAKE_LINKER", ofToolchain}, {"-DCMAKE_AR", ofToolchain}, {"-DCMAKE_*_COMPILER_AR", ofToolchain},
	{"-DCMAKE_RANLIB", ofToolchain}, {"-DCMAKE_*_COMPILER_RANLIB", ofToolchain},
	{"-DCMAKE_SYSROOT", ofToolchain}, {"-DCMAKE_SYSROOT_COMPILE", ofToolchain}, {"-DCMAKE_SYSROOT_LINK", ofToolchain},
	{"CFLAGS", byFlags}, {"CXXFLAGS", byFlags}, {"CPPFLAGS", byFlags}, {"LDFLAGS", byFlags},
	{"-DCMAKE_*_FLAGS", byFlags}, {"-DCMAKE_*_FLAGS_INIT", byFlags},
	{"PKG_CONFIG", byNeeds}, {"PKG_CONFIG_PATH", byNeeds}, {"PKG_CONFIG_LIBDIR", byNeeds}, {"PKG_CONFIG_SYSROOT_DIR", byNeeds}, {"-DCMAKE_PREFIX_PATH", byNeeds},
	{"-DCMAKE_FIND_ROOT_PATH", byNeeds}, {"-DCMAKE_FIND_ROOT_PATH_MODE_*", byNeeds},
}

// platformOfOpenSSL reports whether OpenSSL's Configure takes an argument for the name of
// a platform, which it does with every word that is none of its own, or whether it is the
// macro of a byte order.
func platformOfOpenSSL(arg string) bool {
	switch arg {
	case "-DB_ENDIAN", "-DL_ENDIAN":
		return true
	case "shared", "sctp", "threads", "zlib", "zlib-dynamic", "fips", "386", "":
		return false
	}
	own := slices.ContainsFunc([]string{"-", "+", "no-", "disable-", "enable-"}, func(prefix string) bool { return strings.HasPrefix(arg, prefix) })
	return !own && !strings.Contains(arg, "=")
}

const (
	laidOut     = "xgen says where the library is laid out, and pkg-config finds it there: remove it"
	fromTriple  = "xgen says it from the target's triple: remove it"
	onlyStatic  = "a library is static and position-independent, so that every program can have it: remove it"
	ofToolchain = "xgen says it from the target's toolchain: write toolchain: …"
	byFlags     = "xgen says it so that one build gives the bytes of another: write flags: NAME: c: [\"…\"]"
	byNeeds     = "a library finds those that it needs: write needs: [\"…\"]"
)

// settledFor says why an argument of a configure script is xgen's own, "" where
// it is not. cmake takes -D and its value in two words, and a type behind a name;
// autoconf takes one dash for two.
func settledFor(kind model.LibraryKind, arg string) string {
	if kind == model.LibraryOpenSSL && platformOfOpenSSL(arg) {
		return fromTriple
	}
	name, _, _ := strings.Cut(arg, "=")
	name, _, _ = strings.Cut(name, ":")
	for _, s := range settled {
		for _, said := range []string{name, "-D" + name, "-" + name} {
			if ok, _ := path.Match(s.name, said); ok {
				return s.hint
			}
		}
	}
	return ""
}
