package verify

import (
	"encoding/binary"
	"fmt"

	"github.com/xgen-build/xgen/schema/isa"
	"github.com/xgen-build/xgen/schema/model"
)

// MIPS is what .MIPS.abiflags says of the whole file: the structure
// Elf_MIPS_ABIFlags_v0 of the MIPS ABI's FP supplement ("MIPS O32 ABI - FR0
// and FR1 Interlinking", section 10).
type MIPS struct {
	isa.MIPS
	FPABI uint8 // Val_GNU_MIPS_ABI_FP_*
}

// mipsFlagsSize is the size of version 0 of the structure in bytes.
const mipsFlagsSize = 24

// parseMIPS decodes .MIPS.abiflags.
func parseMIPS(data []byte, order binary.ByteOrder) (*MIPS, error) {
	if len(data) < mipsFlagsSize {
		return nil, errShort
	}
	if v := order.Uint16(data); v != 0 {
		return nil, fmt.Errorf("its version is %d", v)
	}
	m := &MIPS{FPABI: data[7], MIPS: isa.MIPS{
		Level: int(data[2]),
		Rev:   int(data[3]),
		Ext:   order.Uint32(data[8:]),
		ASEs:  order.Uint32(data[12:]),
	}}
	if m.Level >= 32 {
		m.Rev = max(m.Rev, 1)
	}
	return m, nil
}

// mipsArchs are the values of EF_MIPS_ARCH, the upper four bits of e_flags.
var mipsArchs = []isa.MIPS{
	{Level: 1}, {Level: 2}, {Level: 3}, {Level: 4}, {Level: 5},
	{Level: 32, Rev: 1}, {Level: 64, Rev: 1}, {Level: 32, Rev: 2}, {Level: 64, Rev: 2},
	{Level: 32, Rev: 6}, {Level: 64, Rev: 6},
}

// mipsFromFlags decodes e_flags, the only place where a file without
// .MIPS.abiflags has its instruction set: EF_MIPS_ARCH, the vendor's machine
// and the bits for MIPS16 and microMIPS.
func mipsFromFlags(flags uint32) *isa.MIPS {
	const microMIPS, mips16 = 0x02000000, 0x04000000
	var m isa.MIPS
	if n := int(flags >> 28); n < len(mipsArchs) {
		m = mipsArchs[n]
	}
	m.Ext = flags >> 16 & 0xff
	if flags&mips16 != 0 {
		m.ASEs |= 1 << 10
	}
	if flags&microMIPS != 0 {
		m.ASEs |= 1 << 11
	}
	return &m
}

// mipsISA returns the instruction set, of which the section and e_flags each
// name one, and reports whether the newest allowed one has all of it.
func mipsISA(section *MIPS, flags uint32, newest string) (found string, ok bool) {
	allowed, err := isa.ParseMIPS(newest)
	header := mipsFromFlags(flags)
	if section == nil {
		return header.String() + " by e_flags", err == nil && allowed.Has(header)
	}
	if err == nil && allowed.Has(&section.MIPS) && !allowed.Has(header) {
		return header.String() + " by e_flags", false
	}
	return section.String(), err == nil && allowed.Has(&section.MIPS)
}

// float returns the float ABI of the file (Val_GNU_MIPS_ABI_FP_*), and reports
// whether it is the wanted one.
func (m *MIPS) float(want model.FloatABI) (found string, ok bool) {
	const anyABI, double, single, soft, old64, xx, fp64, fp64A = 0, 1, 2, 3, 4, 5, 6, 7
	switch m.FPABI {
	case anyABI:
		return "any, no values passed", true
	case soft:
		return "soft", want == model.FloatSoft
	case double, xx, fp64, fp64A, old64:
		return "hard", want == model.FloatHard
	case single:
		return "hard, single precision only", false
	}
	return fmt.Sprintf("unknown (%d)", m.FPABI), false
}
