package schema

import (
	"strings"
	"testing"
)

// What links another program than is promised of every one for Windows is refused by every
// word for it, and what links the same is not.
func TestWindowsFlags(t *testing.T) {
	const i686, musl = "i686-pc-windows-gnu", "x86_64-unknown-linux-musl"
	link := func(words ...string) string { return "flags: f: link: [\"" + strings.Join(words, `", "`) + "\"]\n" }
	const gui = "contract: subsystem: \"windows\"\n"
	const isConsole = " links a program for the subsystem windows and contract.subsystem is console (default): remove it, or write contract: subsystem: \"windows\""
	for _, c := range []struct{ src, want string }{
		{rowOf(windows) + link("-mwindows"), `targets.cue:3:17: flags.f: "-mwindows"` + isConsole},
		{rowOf(windows) + link("-Wl,--subsystem,windows"), `targets.cue:3:17: flags.f: "-Wl,--subsystem,windows"` + isConsole},
		{rowOf(i686) + link("-Wl,-subsystem=windows:6.0"), `targets.cue:3:17: flags.f: "-Wl,-subsystem=windows:6.0"` + isConsole},
		{rowOf(windows) + "flags: f: rustc: [\"-C\", \"link-args=-municode -mwindows\"]\n", `targets.cue:3:18: flags.f: "-C link-args=-municode -mwindows"` + isConsole},
		{rowOf(windows) + link("-Wl,--subsystem,native"), `targets.cue:3:17: flags.f: "-Wl,--subsystem,native" links a program for the subsystem native and contract.subsystem is console (default): remove it`},
		{rowOf(windows) + link("-mconsole") + gui, `targets.cue:3:17: flags.f: "-mconsole" links a program for the subsystem console and contract.subsystem is windows (targets.cue:4:22): remove it, or write`},
		{rowOf(windows) + link("-mwindows") + gui, ""},
		{rowOf(windows) + link("-mconsole"), ""},
		{rowOf(windows) + link("-Wl,--disable-dynamicbase"), `targets.cue:3:17: flags.f: "-Wl,--disable-dynamicbase" links a program that is loaded at one address only: remove it`},
		{rowOf(windows) + link("-Wl,--disable-reloc-section"), `targets.cue:3:17: flags.f: "-Wl,--disable-reloc-section" links a program that is loaded`},
		{rowOf(windows) + link("-Wl,--dynamicbase,--nxcompat,--high-entropy-va"), ""},
		{rowOf(windows) + link("-Wl,-disable-high-entropy-va"), `targets.cue:3:17: flags.f: "-Wl,-disable-high-entropy-va" has Windows choose among few addresses: remove it`},
		{rowOf(windows) + link("-Xlinker", "--disable-nxcompat"), `targets.cue:3:17: flags.f: "-Xlinker --disable-nxcompat" lets Windows run data as code: remove it`},
		{rowOf(windows) + link("-Wl,--insert-timestamp"), `targets.cue:3:17: flags.f: "-Wl,--insert-timestamp" writes the time of the build`},
		{rowOf(windows) + link("-Wl,--no-insert-timestamp"), ""},
		{rowOf(windows) + link("-shared-libgcc"), `targets.cue:3:17: flags.f: "-shared-libgcc" links with a DLL of the C compiler's, which no Windows has: remove it`},
		{rowOf(windows) + link("-static-libgcc"), ""},
		{rowOf(windows) + link("-l:libwinpthread.dll.a"), `targets.cue:3:17: flags.f: "-l:libwinpthread.dll.a" links with a DLL`},
		{rowOf(i686) + link("-l:libstdc++.dll.a"), `targets.cue:3:17: flags.f: "-l:libstdc++.dll.a" links with a DLL`},
		{rowOf(windows) + link("-Wl,-Bdynamic,-lgcc_s"), `targets.cue:3:17: flags.f: "-Wl,-Bdynamic,-lgcc_s" links with a DLL`},
		{rowOf(windows) + link("-no-pie"), `targets.cue:3:17: flags.f: "-no-pie" links a program that is loaded at one address only: remove it`},
		{rowOf(i686) + "flags: f: rustc: [\"-Clink-arg=-no-pie\"]\n", `targets.cue:3:18: flags.f: "-Clink-arg=-no-pie" links a program that is loaded`},
		{rowOf(windows) + link("-pie"), ""},
		{rowOf(windows) + link("-Wl,--no-pie"), ""}, // GNU ld links the same
		{rowOf(windows) + link("-Wl,--disable-re"), `targets.cue:3:17: flags.f: "-Wl,--disable-re" links a program that is loaded`},
		{rowOf(windows) + link("-Wl,--no-n"), `targets.cue:3:17: flags.f: "-Wl,--no-n" lets Windows run`},
		{rowOf(windows) + link("-Xlinker", "--subsystem", "-Xlinker", "windows"), `targets.cue:3:17: flags.f: "-Xlinker --subsystem -Xlinker windows"` + isConsole},
		{rowOf(windows) + link("-Wl,--sub", "-Wl,windows"), `targets.cue:3:17: flags.f: "-Wl,--sub -Wl,windows"` + isConsole},
		{rowOf(windows) + "flags: f: rustc: [\"-Clink-arg=-Xlinker\", \"-Clink-arg=--subsystem=windows\"]\n", `targets.cue:3:18: flags.f: "-Clink-arg=-Xlinker -Clink-arg=--subsystem=windows"` + isConsole},
		{rowOf(windows) + link("-Xlinker", "--subsystem", "-Xlinker", "console"), ""},
		{rowOf(windows) + link("-Wl,-Bdynamic,-lwinpthread"), `targets.cue:3:17: flags.f: "-Wl,-Bdynamic,-lwinpthread" has the linker take a DLL where it finds one, also of the C compiler's, which no Windows has: remove it, and name a DLL of your own by its import library: -l:libNAME.dll.a`},
		{rowOf(windows) + link("-Xlinker", "-Bdynamic", "-lwinpthread"), `targets.cue:3:17: flags.f: "-Xlinker -Bdynamic" has the linker take a DLL`},
		{rowOf(windows) + link("-Wl,-dy"), `targets.cue:3:17: flags.f: "-Wl,-dy" has the linker take a DLL`},
		{rowOf(windows) + link("-Wl,-call_shared"), `targets.cue:3:17: flags.f: "-Wl,-call_shared" has the linker take a DLL`},
		{rowOf(windows) + link("-lwinpthread.dll"), `targets.cue:3:17: flags.f: "-lwinpthread.dll" links with a DLL`},
		{rowOf(windows) + link("-Wl,--library=winpthread.dll"), `targets.cue:3:17: flags.f: "-Wl,--library=winpthread.dll" links with a DLL`},
		{rowOf(windows) + link("-l", ":libstdc++.dll.a"), `targets.cue:3:17: flags.f: "-l :libstdc++.dll.a" links with a DLL`},
		{rowOf(windows) + "flags: f: rustc: [\"-l\", \"dylib=gcc_s\"]\n", `targets.cue:3:18: flags.f: "-l dylib=gcc_s" links with a DLL`},
		{rowOf(windows) + "flags: f: rustc: [\"-l\", \"dylib=winpthread\"]\n", ""}, // the wrapper takes rustc's -Bdynamic away
		{rowOf(windows) + link("-Wl,-Bstatic,-lwinpthread", "-Wl,-dn", "-Wl,--dynamicbase"), ""},
		{rowOf(windows) + link("-l:libsqlite3.dll.a", "-l:libwinpthread.a", "-lwinpthread", "-lwinspool"), ""},
		{rowOf(musl) + link("-Wl,--insert-timestamp"), ""}, // the linker refuses it
	} {
		_, found := Load(project(c.src))
		if got := found.Error(); c.want == "" && len(found) > 0 || !strings.HasPrefix(got, c.want) || strings.Contains(got, "\n") {
			t.Errorf("%s: %v\nwant %s", c.src, found, c.want)
		}
	}
}
