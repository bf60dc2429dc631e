package toolchain

import (
	"slices"
	"strings"

	"github.com/xgen-build/xgen/schema/catalog"
	"github.com/xgen-build/xgen/schema/model"
)

// ofGCC returns what every kind of GCC has. What fixes it to the target's oldest processor
// names from here on the one that the target names.
func ofGCC(r *request, args *[]string) model.Toolchain {
	*args = gccArgs(r.Triple, *args)
	return model.Toolchain{
		NamedCPU: namedByGCC(r.Triple), CPUArgs: cpuArgs(*args), StaticPIE: staticPIE(r.Triple),
		DebianLibraries: noDebianLibraries(r), PluginLTO: model.Ability{WhyNot: gccReadsNoBitcode},
	}
}

// gccReadsNoBitcode is why no kind of GCC has the ability PluginLTO.
const gccReadsNoBitcode = "GCC's linker plugin does not read rustc's bitcode"

// gccArgs returns what fixes GCC to the processor that the target names, in the place
// of what fixes it to the target's oldest one.
func gccArgs(t *catalog.Triple, args []string) []string {
	if t.Processor == nil || t.Processor.GCC == "" {
		return args
	}
	i := slices.IndexFunc(args, fixesCPU)
	if i < 0 {
		return append([]string{t.Processor.GCC}, args...)
	}
	out := slices.Clone(args)
	out[i] = t.Processor.GCC
	return out
}

func fixesCPU(arg string) bool {
	return slices.ContainsFunc([]string{"-march=", "-mcpu=", "-mips"}, func(p string) bool { return strings.HasPrefix(arg, p) })
}

// cpuArgs are those of a GCC's arguments that name a processor.
func cpuArgs(args []string) []string {
	return slices.DeleteFunc(slices.Clone(args), func(arg string) bool { return !fixesCPU(arg) })
}

// namedByGCC says whether a GCC can be told of the processor that the target names.
func namedByGCC(t *catalog.Triple) (out model.Ability) {
	if t.Processor != nil && t.Processor.GCC == "" {
		out.WhyNot = "GCC 14 does not know it"
	}
	return out
}
