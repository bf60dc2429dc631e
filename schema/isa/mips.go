package isa

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/xgen-build/xgen/schema/lazyregexp"
)

// MIPS is an instruction set of MIPS.
type MIPS struct {
	Level int    // 1 to 5, 32 or 64
	Rev   int    // 1 to 6 for 32 and 64; 0 before
	Ext   uint32 // a vendor's extension; 0 for none
	ASEs  uint32 // AFL_ASE_* of the MIPS ABI, one bit each
}

// mipsASEs are the names of the bits of the ASEs, in their order, as GNU as
// spells them. A binary may only use those that its contract names.
var mipsASEs = []string{
	"dsp", "dspr2", "eva", "mcu", "mdmx", "mips3d", "mt", "smartmips", "virt", "msa",
	"mips16", "micromips", "xpa", "dspr3", "mips16e2", "crc", "", "ginv",
	"loongson-mmi", "loongson-cam", "loongson-ext", "loongson-ext2",
}

// mipsWord matches an instruction set in a contract: "MIPS32r2", "MIPS3",
// "MIPS32r2+dsp+mt".
var mipsWord = lazyregexp.New(`^MIPS([0-9]{1,2})(?:r([1-6]))?((?:[+][a-z0-9-]+)*)$`)

// ParseMIPS parses an instruction set in a contract.
func ParseMIPS(word string) (*MIPS, error) {
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

// Has reports whether a CPU with m's instruction set runs code for other.
// MIPS III to V are 64-bit, so that MIPS32 starts from MIPS II; release 6
// removed instructions and runs only code for release 6.
func (m *MIPS) Has(other *MIPS) bool {
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
