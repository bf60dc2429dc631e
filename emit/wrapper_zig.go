package emit

import "github.com/xgen-build/xgen/schema/model"

// zigView is what cc.tmpl and tool.tmpl show.
type zigView struct {
	Tool, Triple, Target, CPUFlag string
	Float                         string
	linkView
	Drop       []string   // arguments that zig does not know
	StripDebug bool       // the program keeps its symbol table and loses its debug information
	Flags      []flagView // the last one is passed first
}

func zigWrappers(t *model.Target) []wrapper {
	names := toolNames(t)
	return []wrapper{
		{names.CC, "cc.tmpl", zigCompiler(t, "cc", model.FlagC)},
		{names.CXX, "cc.tmpl", zigCompiler(t, "c++", model.FlagC, model.FlagCXX)},
		{names.AR, "tool.tmpl", zigView{Tool: "ar"}},
		{names.Ranlib, "tool.tmpl", zigView{Tool: "ranlib"}},
	}
}

func zigCompiler(t *model.Target, tool string, kinds ...model.FlagKind) zigView {
	zig := zigOf(t)
	return zigView{
		Tool: tool, Triple: t.Triple.Name, Target: zig.Target, CPUFlag: "-mcpu=" + zig.CPU,
		Float:      string(t.Triple.FloatABI),
		linkView:   linkOf(t),
		Drop:       zig.Drop,
		StripDebug: t.Cargo.Strip == "debuginfo",
		Flags:      wrapperFlags(t, kinds...),
	}
}
