package lint

import (
	"fmt"
	"slices"
	"strings"

	"github.com/xgen-build/xgen/schema/arguments"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
)

var windowsFlag = check{
	rule.Error("windows-flag", "the flag links another kind of program than is promised of every one for Windows, which it would break only after the build"),
	eachArgument(func(t *model.Target, g given, a arguments.Argument, f *findings) {
		if t.Contract.Format.V != model.FormatPE {
			return
		}
		contract := t.Contract.Subsystem
		if asked := subsystemOf(a); asked != "" && asked != contract.V {
			f.at(g.pos, "%s: %q links a program for the subsystem %s and contract.subsystem is %s (%s): remove it%s",
				g.field, a.Text(), asked, contract.V, contract, orSubsystem(asked))
			return
		}
		for _, part := range a.Parts {
			if why := brokenOnWindows(t, part); why != "" {
				f.at(g.pos, "%s: %q %s: remove it", g.field, a.Text(), why)
				return
			}
		}
	}),
}

// subsystemOf returns the subsystem of Windows that an argument of GCC's or of a linker's
// asks for.
func subsystemOf(a arguments.Argument) string {
	asked := ""
	for i, part := range a.Parts {
		switch value, assigned := strings.CutPrefix(longOption(part), "subsystem="); {
		case part == "-mwindows":
			asked = model.SubsystemWindows
		case part == "-mconsole":
			asked = model.SubsystemConsole
		case assigned:
			asked = value
		case longOption(part) == "subsystem" && i+1 < len(a.Parts):
			asked = a.Parts[i+1]
		}
	}
	asked, _, _ = strings.Cut(asked, ":") // the version of Windows
	return asked
}

// orSubsystem says how a contract has a subsystem, where one can.
func orSubsystem(name string) string {
	if name != model.SubsystemConsole && name != model.SubsystemWindows {
		return ""
	}
	return fmt.Sprintf(", or write contract: subsystem: %q", name)
}

// longOption returns the name of a linker's long option, which has one or two dashes.
func longOption(part string) string {
	return strings.TrimPrefix(strings.TrimPrefix(part, "-"), "-")
}

// windowsOptions are options of GNU ld's and of lld's that break what every program
// for Windows promises.
var windowsOptions = []struct {
	names []string
	why   string
}{
	{[]string{"disable-dynamicbase", "no-dynamicbase", "disable-reloc-section"}, "links a program that is loaded at one address only"},
	{[]string{"disable-high-entropy-va", "no-high-entropy-va"}, "has Windows choose among few addresses"},
	{[]string{"disable-nxcompat", "no-nxcompat"}, "lets Windows run data as code"},
	{[]string{"insert-timestamp"}, "writes the time of the build into the program, and two builds of one commit would differ"},
}

// brokenOnWindows returns which promise a part of an argument breaks.
func brokenOnWindows(t *model.Target, part string) string {
	for _, o := range windowsOptions {
		if slices.Contains(o.names, longOption(part)) {
			return o.why
		}
	}
	if part == "-shared-libgcc" || importsOwn(t.Contract, part) {
		return "links with a DLL of the C compiler's, which no Windows has"
	}
	return ""
}

// importsOwn reports whether a part of an argument is the import library of a DLL of a C
// compiler's: -l:libwinpthread.dll.a, or -lgcc_s, which there is no other of.
func importsOwn(c model.Contract, part string) bool {
	file, named := strings.CutPrefix(part, "-l:")
	if !named {
		file = part[strings.LastIndexByte(part, '/')+1:]
	}
	stem, dll := strings.CutSuffix(file, ".dll.a")
	switch {
	case part == "-lgcc_s" || file == "libgcc_s.a":
		stem = "libgcc_s_seh"
	case !dll:
		return false
	}
	return c.IsOwn(stem+"-1.dll") || c.IsOwn(stem+".dll")
}
