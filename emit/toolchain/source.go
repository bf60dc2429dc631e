package toolchain

import (
	"fmt"
	"slices"
	"strings"

	"github.com/xgen-build/xgen/emit/layout"
	"github.com/xgen-build/xgen/emit/stage"
	"github.com/xgen-build/xgen/schema/model"
	resolved "github.com/xgen-build/xgen/schema/toolchain"
)

// source is GCC with its binutils and musl, built from source. Its stages are based
// on the target's image alone, and what fixes GCC to the target stands in the last:
// the engine has one layer for all targets, of any project, with the same GCC triple,
// sources and patches.
type source struct {
	ownGCC
	params resolved.Source
}

func (s source) Text() string {
	var from []string
	for _, part := range s.Toolchain.Parts {
		from = append(from, part.Source.String())
	}
	text := s.text(strings.Join(from, ", "))
	if names := s.params.Aliases; len(names) > 0 {
		text += ", also as " + strings.Join(names, ", ")
	}
	return text
}

func (s source) Archives() (out []Archive) {
	for _, part := range s.Toolchain.Parts {
		out = append(out, Archive{Part: part})
	}
	return out
}

// sourceView is what the stages' templates show.
type sourceView struct {
	Packages stage.Packages // of the machine that builds
	Run      stage.Run
	Why      []string // of the changes
	GCC      string
	Diffs    string // where they lie; "" for none

	Args, Aliases []string
	Kernel        string
}

func (s source) Stages(p *model.Project, _ Common) []stage.Stage {
	binutils, compiler, libc := stage.New(p, "binutils", "os"), stage.New(p, "compiler", "binutils"), stage.New(p, "libc", "compiler")
	tools, gcc, musl := s.view(p, binutils, "binutils", "binutils.sh"), s.view(p, compiler, "gcc", "compiler.sh"), s.view(p, libc, "musl", "libc.sh")
	tools.Packages = binutils.Packages("bison", "flex", "g++", "gcc", "libgmp-dev", "libmpc-dev", "libmpfr-dev", "linux-libc-dev", "make", "patch", "xz-utils")
	musl.Args, musl.Aliases = s.params.Args, s.params.Aliases
	return []stage.Stage{
		binutils.Stage("toolchain/source/binutils.stage.tmpl", tools),
		compiler.Stage("toolchain/source/compiler.stage.tmpl", gcc),
		libc.Stage("toolchain/source/libc.stage.tmpl", musl),
		stage.New(p, "cc", "rust", "libc").Stage("toolchain/source/cc.stage.tmpl", nil),
	}
}

// view is what the stages have in common: what builds a part, and the changes to it.
func (s source) view(p *model.Project, b *stage.Builder, part, script string) sourceView {
	v := sourceView{Run: stage.Offline(b.Script(script), b.From("pulled-"+part, "/pulled/tree", "/xgen/source")), GCC: s.params.GCC, Kernel: s.params.Kernel}
	v.Run.Mounts = append(v.Run.Mounts, b.Script("quietly.sh"))
	i := slices.IndexFunc(s.Toolchain.Parts, func(p model.Part) bool { return p.Name == part })
	if changes := s.Toolchain.Parts[i].Patches; len(changes) > 0 {
		v.Diffs = "/xgen/diffs"
		v.Run.Mounts = append(v.Run.Mounts, b.Script("patch-source.sh"), stage.Bind(layout.ToolchainDiffs(p, s.Target, part), v.Diffs))
		for _, c := range changes {
			v.Why = append(v.Why, fmt.Sprintf("%s: %s", c.Name, c.Why))
		}
	}
	return v
}
