package verify

import (
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/xgen-build/xgen/schema/lazyregexp"
	"github.com/xgen-build/xgen/schema/model"
)

// MIPS is what .MIPS.abiflags says of the whole file: the structure
// Elf_MIPS_ABIFlags_v0 of the MIPS ABI's FP supplement ("MIPS O32 ABI - FR0
// and FR1 Interlinking", section 10).
type MIPS struct {
	Level int    // 1 to 5, 32 or 64
	Rev   int    // 1 to 6 for 32 and 64; 0 before
	FPABI uint8  // Val_GNU_MIPS_ABI_FP_*
	Ext   uint32 // a vendor's extension of the ISA; 0 for none
	ASEs  uint32 // AFL_ASE_*, one bit each
}

// mipsFlagsSize is the size of version 0 of the structure in bytes.
const mipsFlagsSize = 24

// mipsASEs are the names of the bits of the ASEs, in their order, as GNU as
// spells them. A binary may only use those that its contract names.
var mipsASEs = []string{
	"dsp", "dspr2", "eva", "mcu", "mdmx", "mips3d", "mt", "smartmips", "virt", "msa",
	"mips16", "micromips", "xpa", "dspr3", "mips16e2", "crc", "", "ginv",
	"loongson-mmi", "loongson-cam", "loongson-ext", "loongson-ext2",
}

// parseMIPS decodes .MIPS.abiflags.
func parseMIPS(data []byte, order binary.ByteOrder) (*MIPS, error) {
	if len(data) < mipsFlagsSize {
		return nil, errShort
	}
	if v := order.Uint16(data); v != 0 {
		return nil, fmt.Errorf("its version is %d", v)
	}
	m := &MIPS{
		Level: int(data[2]),
		Rev:   int(data[3]),
		FPABI: data[7],
		Ext:   order.Uint32(data[8:]),
		ASEs:  order.Uint32(data[12:]),
	}
	if m.Level >= 32 {
		m.Rev = max(m.Rev, 1)
	}
	return m, nil
}

// mipsArchs are the values of EF_MIPS_ARCH, the upper four bits of e_flags.
var mipsArchs = []MIPS{
	{Level: 1}, {Level: 2}, {Level: 3}, {Level: 4}, {Level: 5},
	{Level: 32, Rev: 1}, {Level: 64, Rev: 1}, {Level: 32, Rev: 2}, {Level: 64, Rev: 2},
	{Level: 32, Rev: 6}, {Level: 64, Rev: 6},
}

// mipsFromFlags decodes e_flags, the only place where a file without
// .MIPS.abiflags has its instruction set: EF_MIPS_ARCH, the vendor's machine
// and the bits for MIPS16 and microMIPS.
func mipsFromFlags(flags uint32) *MIPS {
	const microMIPS, mips16 = 0x02000000, 0x04000000
	var m MIPS
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

// mipsWord matches an instruction set in a contract: "MIPS32r2", "MIPS3",
// "MIPS32r2+dsp+mt".
var mipsWord = lazyregexp.New(`^MIPS([0-9]{1,2})(?:r([1-6]))?((?:[+][a-z0-9-]+)*)$`)

// parseMIPSWord parses an instruction set in a contract.
func parseMIPSWord(word string) (*MIPS, error) {
	parts := mipsWord.FindStringSubmatch(word)
	if parts == nil {
		return nil, errors.New("not a MIPS instruction set")
	}
	m := &MIPS{}
	m.Level, _ = strconv.Atoi(parts[1])
	m.Rev, _ = strconv.Atoi(parts[2])
	if m.Level >= 32 {
		m.Rev = max(m.Rev, 1)
	}
	if !m.exists() {
		return nil, errors.New("not a MIPS instruction set")
	}
	return m, m.addASEs(parts[3])
}

// exists reports whether there is such a level with such a revision.
func (m *MIPS) exists() bool {
	if m.Level == 32 || m.Level == 64 {
		return slices.Contains([]int{1, 2, 3, 5, 6}, m.Rev)
	}
	return m.Level >= 1 && m.Level <= 5 && m.Rev == 0
}

// addASEs sets the bits of names that are joined by "+".
func (m *MIPS) addASEs(names string) error {
	for _, name := range strings.FieldsFunc(names, func(r rune) bool { return r == '+' }) {
		bit := slices.Index(mipsASEs, name)
		if bit < 0 {
			return fmt.Errorf("%q is no extension of MIPS", name)
		}
		m.ASEs |= 1 << bit
	}
	return nil
}

// base returns level and revision as readelf spells them.
func (m *MIPS) base() string {
	if m.Rev > 1 {
		return fmt.Sprintf("MIPS%dr%d", m.Level, m.Rev)
	}
	return fmt.Sprintf("MIPS%d", m.Level)
}

// String returns the instruction set as a contract spells it: "MIPS32r2+dsp".
func (m *MIPS) String() string {
	s := m.base()
	for i := range 32 {
		if m.ASEs&(1<<i) == 0 {
			continue
		}
		if i < len(mipsASEs) && mipsASEs[i] != "" {
			s += "+" + mipsASEs[i]
		} else {
			s += fmt.Sprintf("+unknown(%d)", i)
		}
	}
	if m.Ext != 0 {
		s += fmt.Sprintf(", vendor extension %d", m.Ext)
	}
	return s
}

// has reports whether a CPU with m's instruction set runs code for other.
// MIPS III to V are 64-bit, so that MIPS32 starts from MIPS II; release 6
// removed instructions and runs only code for release 6.
func (m *MIPS) has(other *MIPS) bool {
	if other.Ext != 0 || other.ASEs&^m.ASEs != 0 || !other.exists() {
		return false
	}
	switch {
	case m.Rev == 6 || other.Rev == 6:
		return m.Rev == other.Rev && m.Level >= other.Level
	case m.Level == 32 && other.Level < 32:
		return other.Level <= 2
	}
	return m.Level >= other.Level && (other.Level < 32 || m.Rev >= other.Rev)
}

// mipsISA returns the instruction set, of which the section and e_flags each
// name one, and reports whether the newest allowed one has all of it.
func mipsISA(section *MIPS, flags uint32, newest string) (found string, ok bool) {
	allowed, err := parseMIPSWord(newest)
	header := mipsFromFlags(flags)
	if section == nil {
		return header.String() + " by e_flags", err == nil && allowed.has(header)
	}
	if err == nil && allowed.has(section) && !allowed.has(header) {
		return header.String() + " by e_flags", false
	}
	return section.String(), err == nil && allowed.has(section)
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
