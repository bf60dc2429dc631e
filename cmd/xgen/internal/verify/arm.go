package verify

import (
	"encoding/binary"
	"fmt"

	"github.com/xgen-build/xgen/schema/isa"
	"github.com/xgen-build/xgen/schema/model"
)

// ARM is what .ARM.attributes says of the whole file. The tags and their
// values are those of the Addenda to the ABI for the Arm Architecture, section
// "Build attributes"; the words are readelf's.
//
// It is as true as the linker is careful: GNU ld joins the attributes of all
// objects, LLVM's lld (and so zig) keeps those of the first object alone.
type ARM struct {
	Arch    string // "v5TE"; "" where the section does not say
	Profile byte   // 'A', 'R', 'M', 'S' (A or R), or 0
	Thumb   uint64 // Tag_THUMB_ISA_use: 0 none, 1 16-bit, 2 Thumb-2, 3 whatever the architecture has
	FP      uint64 // Tag_FP_arch; 0 for none
	SIMD    uint64 // Tag_Advanced_SIMD_arch; 0 for none
	VFPArgs uint64 // Tag_ABI_VFP_args: 0 core registers, 1 VFP registers, 2 other, 3 passes none
}

// armHardFloat is EF_ARM_ABI_FLOAT_HARD in e_flags (ELF for the Arm
// Architecture, "ARM-specific e_flags"). lld sets it when one of the objects
// does, while it may take the attributes from start files that say nothing.
const armHardFloat = 0x400

// The tags that verify reads.
const (
	tagARMCPURawName     = 4
	tagARMCPUName        = 5
	tagARMCPUArch        = 6
	tagARMCPUArchProfile = 7
	tagARMThumbUse       = 9
	tagARMFPArch         = 10
	tagARMAdvancedSIMD   = 12
	tagARMABIVFPArgs     = 28
)

// armArchs names the values of Tag_CPU_arch.
var armArchs = []string{
	"Pre-v4", "v4", "v4T", "v5T", "v5TE", "v5TEJ", "v6", "v6KZ", "v6T2", "v6K", "v7",
	"v6-M", "v6S-M", "v7E-M", "v8", "v8-R", "v8-M.baseline", "v8-M.mainline",
	"v8.1-A", "v8.2-A", "v8.3-A", "v8.1-M.mainline", "v9",
}

// armUse is a value of a tag for instructions that an architecture may have beside its own.
type armUse struct {
	name  string
	since string // the first architecture with a processor that has them; "" for any
}

// armThumbs are the values of Tag_THUMB_ISA_use; 3 is "whatever the architecture has".
var armThumbs = []armUse{{}, {"Thumb", "v4T"}, {"Thumb-2", "v6T2"}, {}}

// armFPs are the values of Tag_FP_arch. VFPv1 and VFPv2 are those of ARM10, ARM9 and
// ARM11; LLVM's and GNU as' names of processors know none older than v7 with VFPv3.
var armFPs = []armUse{
	{}, {"VFPv1", "v5T"}, {"VFPv2", "v5TE"}, {"VFPv3", "v7"}, {"VFPv3-D16", "v7"}, {"VFPv4", "v7"}, {"VFPv4-D16", "v7"},
	{"FP for ARMv8", "v8"}, {"FP for ARMv8-D16", "v8"},
}

// armSIMDs are the values of Tag_Advanced_SIMD_arch.
var armSIMDs = []armUse{
	{}, {"NEONv1", "v7"}, {"NEONv1 with multiply-add", "v7"}, {"NEON for ARMv8", "v8"}, {"NEON for ARMv8.1", "v8"},
}

// armUseOf returns what a value of a tag says, also one that is newer than the list.
func armUseOf(list []armUse, v uint64) (use armUse, known bool) {
	if v < uint64(len(list)) {
		return list[v], true
	}
	return armUse{name: fmt.Sprintf("unknown (%d)", v)}, false
}

// parseARM decodes .ARM.attributes. Tags below 32 have numbers but for two
// names; from 32 on the odd ones have strings.
func parseARM(data []byte, order binary.ByteOrder) (*ARM, error) {
	isText := func(tag uint64) bool {
		return tag == tagARMCPURawName || tag == tagARMCPUName || tag > 32 && tag%2 == 1
	}
	a, err := buildAttributes(data, order, "aeabi", isText)
	if err != nil {
		return nil, err
	}
	arm := &ARM{
		Profile: byte(a.number[tagARMCPUArchProfile]),
		Thumb:   a.number[tagARMThumbUse],
		FP:      a.number[tagARMFPArch],
		SIMD:    a.number[tagARMAdvancedSIMD],
		VFPArgs: a.number[tagARMABIVFPArgs],
	}
	if arch, ok := a.number[tagARMCPUArch]; ok {
		arm.Arch = armArch(arch)
	}
	if arm.Arch == "v7" && arm.Profile == 'M' {
		arm.Arch = "v7-M" // it has no ARM instructions
	}
	return arm, nil
}

// armArch returns the name of a value of Tag_CPU_arch, also of one that is newer than the
// list.
func armArch(v uint64) string {
	if v < uint64(len(armArchs)) {
		return armArchs[v]
	}
	return fmt.Sprintf("unknown (%d)", v)
}

// isa returns the architecture and what it uses beside it, and reports whether the newest
// allowed architecture has both. Thumb needs v4T and its 32-bit instructions v6T2, VFPv3 and
// NEON need v7, whatever the architecture's own tag says.
func (a *ARM) isa(newest string) (found string, ok bool) {
	if a.Arch == "" {
		return "no Tag_CPU_arch in .ARM.attributes", false
	}
	for _, tag := range []struct {
		word string // before a value that has no name
		list []armUse
		v    uint64
	}{{"Thumb ", armThumbs, a.Thumb}, {"VFP ", armFPs, a.FP}, {"NEON ", armSIMDs, a.SIMD}} {
		use, known := armUseOf(tag.list, tag.v)
		if !known {
			return a.Arch + ", " + tag.word + use.name, false
		}
		if use.since != "" && !isa.ARMHas(newest, use.since) {
			return a.Arch + ", " + use.name, false
		}
	}
	return a.Arch, isa.ARMHas(newest, a.Arch)
}

// float returns the float ABI of the file, and reports whether it is the
// wanted one. Soft means that nothing needs a floating-point unit. Values in
// core registers together with VFP instructions are a third ABI, softfp.
func (a *ARM) float(want model.FloatABI) (found string, ok bool) {
	const core, vfp, none = 0, 1, 3
	fp, _ := armUseOf(armFPs, a.FP)
	switch {
	case a.VFPArgs == vfp:
		return "hard", want == model.FloatHard
	case a.VFPArgs != core && a.VFPArgs != none:
		return fmt.Sprintf("unknown (%d)", a.VFPArgs), false
	case a.FP == 0 && a.VFPArgs == core:
		return "soft", want == model.FloatSoft
	case a.FP == 0:
		return "any, no values passed", true
	case a.VFPArgs == none:
		return "any, with " + fp.name + " instructions", want == model.FloatHard
	}
	return "softfp, with " + fp.name + " instructions", false
}
