package emit

import (
	"debug/elf"
	"path"
	"strconv"

	"github.com/xgen-build/xgen/schema/model"
)

// ownWrappers are those of a GCC that the project brings. adopt.sh leaves its
// programs where the wrappers look, and forms.sh holds the wrappers' work
// against the target.
func ownWrappers(t *model.Target) []wrapper {
	names, own := toolNames(t), ownOf(t)
	compiler := func(tool, program string, kinds ...model.FlagKind) gccView {
		return gccView{
			Tool: tool, Triple: t.Triple.Name, Source: "a GCC of the project's own",
			GCC: own.GCC, Program: program, Float: string(t.Triple.FloatABI),
			linkView: linkOf(t),
			Own:      true, Static: t.Contract.Static.V,
			Missing: "xgen: the toolchain has no " + own.GCC + "-" + program + ", which is called for " + t.Triple.Name + ": take one that has it",
			Args:    own.Args, Flags: wrapperFlags(t, kinds...),
		}
	}
	return []wrapper{
		{names.CC, "gcc.tmpl", compiler("cc", "gcc", model.FlagC)},
		{names.CXX, "gcc.tmpl", compiler("c++", "g++", model.FlagC, model.FlagCXX)},
		{names.AR, "binutil.tmpl", binutilView{GCC: own.GCC, Program: own.GCC + "-ar"}},
		{names.Ranlib, "binutil.tmpl", binutilView{GCC: own.GCC, Program: own.GCC + "-ranlib"}},
	}
}

// ownForms are the forms of programs that a GCC of the project's own must link;
// nil for the sources of toolchains that xgen itself tries.
func ownForms(t *model.Target) []string {
	switch {
	case ownOf(t) == nil:
		return nil
	case !t.Contract.Static.V:
		return []string{"plain", "pie", "shared"}
	case t.Contract.PIE.V:
		return []string{"static", "static-pie"}
	}
	return []string{"static"}
}

// elfHead is what the head of an object says: class, byte order and machine, by
// the numbers of the ELF specification.
func elfHead(t model.Triple) []string {
	order := elf.ELFDATA2LSB
	if t.Endian == model.Big {
		order = elf.ELFDATA2MSB
	}
	machine := elf.EM_NONE
	for elf.Machine(machine).String() != t.ELF.Machine && machine < 1<<16-1 {
		machine++
	}
	return []string{strconv.Itoa(t.ELF.Class / 32), strconv.Itoa(int(order)), strconv.Itoa(int(machine))}
}

// Images gives the images that a target is built on, by the stages that a build
// context replaces.
func Images(t *model.Target) map[string]string {
	images := map[string]string{"os": t.Image.V}
	if own := ownOf(t); own != nil && own.Image != "" {
		images["toolchain"] = own.Image
	}
	return images
}

// ownView is what the stage cc shows of a GCC of the project's own.
type ownView struct {
	From     string // image or tarball
	Image    string // "" for a tarball
	GCC, Bin string
}

func viewOwn(t *model.Target) *ownView {
	own := ownOf(t)
	if own == nil {
		return nil
	}
	v := &ownView{From: string(t.Toolchain.Kind.V), Image: own.Image, GCC: own.GCC, Bin: own.Bin}
	if t.Toolchain.Source != nil {
		v.Bin = path.Join(prefix, "toolchain", own.Bin)
	}
	return v
}
