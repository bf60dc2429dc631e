package lint

import (
	"slices"
	"strings"

	"github.com/xgen-build/xgen/schema/arguments"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
)

var pluginLTO = check{
	rule.Error("plugin-lto", "not every linker can optimize rustc's code, and one that cannot fails where std is first linked"),
	eachArgument(func(t *model.Target, g given, a arguments.Argument, f *findings) {
		name, value, _ := strings.Cut(a.Parts[0], "=")
		off := slices.Contains([]string{"n", "no", "off", "false"}, value)
		if g.kind == model.FlagRustc && name == "-Clinker-plugin-lto" && !off && !t.Toolchain.PluginLTO.OK() {
			f.at(g.pos, "%s: %q: %s: write cargo: lto: \"thin\", which optimizes all Rust code as one, and leave C as it is", g.field, a.Text(), t.Toolchain.PluginLTO.WhyNot)
		}
	}),
}
