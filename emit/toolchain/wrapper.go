package toolchain

import "github.com/xgen-build/xgen/schema/model"

// Wrapper is a script that stands for one program of the toolchain.
type Wrapper struct {
	Name, Template string
	View           any
}

// compilerView is what the templates of all compiler wrappers show.
type compilerView struct {
	Tool, Triple string
	Atomics      bool   // there is an archive of atomic operations to link
	ARM          string // the newest architecture that the contract allows
	Float        string
	Args         []string   // what fixes the compiler to the target
	Flags        []flagView // the last one is passed first
}

// flagView is a group of flags with the reason for it.
type flagView struct {
	Why  string
	Args []string
}

// compilerOf returns the view of a compiler that takes these kinds of flags.
func compilerOf(t *model.Target, tool string, args []string, kinds ...model.FlagKind) compilerView {
	v := compilerView{Tool: tool, Triple: t.Triple.Name, Atomics: t.Triple.LacksAtomics64(), Float: string(t.Triple.FloatABI), Args: args}
	if t.Triple.ELF.Machine == "EM_ARM" {
		v.ARM = t.Contract.ISA.V
	}
	for _, f := range Flags(t, kinds...) {
		v.Flags = append([]flagView{{Why: f.Why, Args: f.Args}}, v.Flags...)
	}
	return v
}

// Flags returns the target's flags of these kinds, kind by kind, without those
// that hold no argument.
func Flags(t *model.Target, kinds ...model.FlagKind) []model.Flag {
	var out []model.Flag
	for _, k := range kinds {
		for _, f := range t.Flags {
			if f.Kind == k && len(f.Args) > 0 {
				out = append(out, f)
			}
		}
	}
	return out
}
