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
		if why := breaksOnWindows(t, a); why != "" {
			f.at(g.pos, "%s: %q %s", g.field, a.Text(), why)
		}
	}),
}

// subsystemOf returns the subsystem of Windows that an argument asks for.
func subsystemOf(a arguments.Argument) (asked string) {
	for _, o := range a.Link {
		if o.Name == arguments.Subsystem {
			asked, _, _ = strings.Cut(o.Value, ":") // the version of Windows
		}
	}
	return asked
}

// orSubsystem says how a contract has a subsystem, where one can.
func orSubsystem(name string) string {
	if name != model.SubsystemConsole && name != model.SubsystemWindows {
		return ""
	}
	return fmt.Sprintf(", or write contract: subsystem: %q", name)
}

// brokenOnWindows are the options that break what every program for Windows promises.
var brokenOnWindows = []struct {
	names []string
	why   string
}{
	{[]string{"disable-dynamicbase", "disable-reloc-section"}, oneAddress},
	{[]string{"disable-high-entropy-va"}, "has Windows choose among few addresses: remove it"},
	{[]string{"disable-nxcompat"}, "lets Windows run data as code: remove it"},
	{[]string{"insert-timestamp"}, "writes the time of the build into the program, and two builds of one commit would differ: remove it"},
	{[]string{arguments.SharedGCC}, ownDLL},
}

const (
	oneAddress = "links a program that is loaded at one address only: remove it"
	ownDLL     = "links with a DLL of the C compiler's, which no Windows has: remove it"
	anyDLL     = "has the linker take a DLL where it finds one, also of the C compiler's, which no Windows has: remove it, and name a DLL of your own by its import library: -l:libNAME.dll.a"
)

// breaksOnWindows returns which promise an argument breaks, and what to do.
func breaksOnWindows(t *model.Target, a arguments.Argument) string {
	if importsOwn(t.Contract, a) {
		return ownDLL
	}
	for _, o := range a.Link {
		switch {
		case o.Driver && o.Name == arguments.NoPIE: // GNU ld's own does nothing there
			return oneAddress
		case o.Name == arguments.Bdynamic && t.Toolchain.OwnDLLs:
			return anyDLL
		}
		for _, broken := range brokenOnWindows {
			if slices.Contains(broken.names, o.Name) {
				return broken.why
			}
		}
	}
	return ""
}

// importsOwn reports whether an argument names the import library of a DLL of a C
// compiler's: -l:libwinpthread.dll.a, -lwinpthread.dll, or -lgcc_s, which there is no
// other of. The wrapper's -static has the linker pass over the DLL itself.
func importsOwn(c model.Contract, a arguments.Argument) bool {
	var files []string
	for _, part := range a.Parts {
		files = append(files, part[strings.LastIndexByte(part, '/')+1:])
	}
	for _, o := range a.Link {
		if file, named := strings.CutPrefix(o.Value, ":"); o.Name == arguments.Library && named {
			files = append(files, file)
		} else if o.Name == arguments.Library {
			files = append(files, "lib"+o.Value+".a")
		}
	}
	return slices.ContainsFunc(files, func(file string) bool {
		stem, imports := strings.CutSuffix(file, ".dll.a")
		return file == "libgcc_s.a" || imports && (c.IsOwn(stem+"-1.dll") || c.IsOwn(stem+".dll"))
	})
}
