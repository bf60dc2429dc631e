package verify

import (
	"encoding/binary"
	"testing"

	"github.com/xgen-build/xgen/schema/isa"
	"github.com/xgen-build/xgen/schema/model"
)

func TestARMAttributes(t *testing.T) {
	tests := []struct {
		name    string
		section []byte
		newest  string
		isa     string
		isaOK   bool
		float   string
		soft    bool
		hard    bool
	}{
		{"arm926", armARM926, "v5TE", "v5TE", true, "soft", true, false},
		{"arm926 on v4T", armARM926, "v4T", "v5TE", false, "soft", true, false},
		{"arm1176", armARM1176JZFS, "v6K", "v6", true, "hard", false, true},
		{"v7 soft", armV7SoftFloat, "v7", "v7", true, "softfp, with VFPv3 instructions", false, false},
		{"v7 hard", armV7VFP3D16, "v7", "v7", true, "hard", false, true},
		{"v7 for v6K", armV7VFP3D16, "v6K", "v7, Thumb-2", false, "hard", false, true},
		{"Thumb on v4", arm(6, 1, 9, 1), "v4", "v4, Thumb", false, "soft", true, false},
		{"Thumb as the architecture", arm(6, 4, 9, 3), "v5TE", "v5TE", true, "soft", true, false},
		{"Thumb of the future", arm(6, 4, 9, 7), "v9", "v5TE, Thumb unknown (7)", false, "soft", true, false},
		{"M profile", arm(6, 10, 7, 'M', 9, 2), "v7", "v7-M", false, "soft", true, false},
		{"nothing said", arm(9, 1), "v7", "no Tag_CPU_arch in .ARM.attributes", false, "soft", true, false},
		{"another vendor", attributesOf("gnu", binary.LittleEndian, []byte{6, 4}), "v7", "no Tag_CPU_arch in .ARM.attributes", false, "soft", true, false},
		{"values compatible", arm(6, 4, 28, 3), "v5TE", "v5TE", true, "any, no values passed", true, true},
		{"values compatible with VFP", arm(6, 4, 10, 2, 28, 3), "v5TE", "v5TE", true, "any, with VFPv2 instructions", false, true},
		{"values of a toolchain", arm(6, 4, 28, 2), "v5TE", "v5TE", true, "unknown (2)", false, false},
		{"VFP of the future", arm(6, 4, 10, 77), "v5TE", "v5TE, VFP unknown (77)", false, "softfp, with unknown (77) instructions", false, false},
		{"VFPv3 on v6", arm(6, 6, 10, 3, 28, 1), "v6K", "v6, VFPv3", false, "hard", false, true},
		{"VFPv2 on v6", arm(6, 6, 10, 2, 28, 1), "v6K", "v6", true, "hard", false, true},
		{"VFPv2 on v5TE", arm(6, 4, 10, 2, 28, 3), "v4T", "v5TE, VFPv2", false, "any, with VFPv2 instructions", false, true},
		{"NEON on v6", arm(6, 6, 10, 2, 12, 1, 28, 1), "v6K", "v6, NEONv1", false, "hard", false, true},
		{"NEON on v7", arm(6, 10, 7, 'A', 9, 2, 10, 3, 12, 1, 28, 1), "v7", "v7", true, "hard", false, true},
		{"ARMv8's NEON on v7", arm(6, 10, 10, 3, 12, 3, 28, 1), "v7", "v7, NEON for ARMv8", false, "hard", false, true},
		{"NEON of the future", arm(6, 4, 12, 9), "v9", "v5TE, NEON unknown (9)", false, "soft", true, false},
		{"Tag_compatibility", arm(32, 1, 'x', 'x', 0, 6, 4), "v5TE", "v5TE", true, "soft", true, false},
	}
	for _, tt := range tests {
		a, err := parseARM(tt.section, binary.LittleEndian)
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		if found, ok := a.isa(tt.newest); found != tt.isa || ok != tt.isaOK {
			t.Errorf("%s: ISA %q, %v", tt.name, found, ok)
		}
		found, soft := a.float(model.FloatSoft)
		if _, hard := a.float(model.FloatHard); found != tt.float || soft != tt.soft || hard != tt.hard {
			t.Errorf("%s: float %q, soft %v, hard %v", tt.name, found, soft, hard)
		}
	}
}

// Blocks for single sections say nothing of the file.
func TestARMSectionBlock(t *testing.T) {
	data := arm(6, 4)
	data[11] = 2 // Tag_Section
	a, err := parseARM(data, binary.LittleEndian)
	if err != nil || a.Arch != "" {
		t.Errorf("%+v, %v", a, err)
	}
}

func TestMIPSFlags(t *testing.T) {
	for flags, want := range map[uint32]string{
		0x70001005: "MIPS32r2", 0x80000006: "MIPS64r2", 0x50001004: "MIPS32", 0x74001005: "MIPS32r2+mips16",
		0x72001005: "MIPS32r2+micromips", 0x808b0006: "MIPS64r2, vendor extension 139", 0xf0000000: "MIPS0", 0: "MIPS1",
	} {
		if got := mipsFromFlags(flags).String(); got != want {
			t.Errorf("%#x: %s, want %s", flags, got, want)
		}
	}
	if _, ok := mipsISA(nil, 0xf0000000, "MIPS64r2"); ok {
		t.Error("an unknown architecture is allowed")
	}
	if _, ok := mipsISA(nil, 0x70001005, "v5TE"); ok {
		t.Error("an unknown word allows something")
	}
	if got := (&isa.MIPS{Level: 32, Rev: 2, ASEs: 1 << 30}).String(); got != "MIPS32r2+unknown(30)" {
		t.Error(got)
	}
}

func TestMIPSFloat(t *testing.T) {
	tests := []struct {
		abi        uint8
		found      string
		soft, hard bool
	}{
		{0, "any, no values passed", true, true}, {1, "hard", false, true}, {2, "hard, single precision only", false, false},
		{3, "soft", true, false}, {4, "hard", false, true}, {5, "hard", false, true}, {6, "hard", false, true},
		{7, "hard", false, true}, {8, "unknown (8)", false, false},
	}
	for _, tt := range tests {
		m := &MIPS{FPABI: tt.abi}
		found, soft := m.float(model.FloatSoft)
		if _, hard := m.float(model.FloatHard); found != tt.found || soft != tt.soft || hard != tt.hard {
			t.Errorf("%d: %q, soft %v, hard %v", tt.abi, found, soft, hard)
		}
	}
	m, err := parseMIPS(mips64R2, binary.BigEndian)
	if err != nil || m.String() != "MIPS64r2" {
		t.Errorf("%v, %v", m, err)
	}
}

func TestRISCVInstructionSets(t *testing.T) {
	tests := []struct {
		newest, used string
		flags        uint32
		found        string
		ok           bool
	}{
		{"rv64gc", "rv64i2p1_m2p0_a2p1_f2p2_d2p2_c2p0_zicsr2p0_zmmul1p0", 5, "", true},
		{"rv64gc", "rv64imafdc", 5, "", true},
		// What rustc 1.95 and zig 0.14.1 write into a program for riscv64gc.
		{"rv64gc", "rv64i2p1_m2p0_a2p1_f2p2_d2p2_c2p0_zicsr2p0_zifencei2p0_zmmul1p0_zaamo1p0_zalrsc1p0_zca1p0_zcd1p0", 5, "", true},
		{"rv64gc", "rv64i2p1_zaamo1p0_zalrsc1p0_zca1p0_zcd1p0_zifencei2p0", 5, "", true},
		{"rv64gc", "rv64gcv1p0_zvl128b1p0", 5, "rv64gcv1p0_zvl128b1p0, not allowed: v, zve32f, zve32x, zve64d, zve64f, zve64x, zvl128b, zvl32b, zvl64b", false},
		{"rv64gcv", "rv64gc_zve32x1p0_zvl64b1p0", 5, "", true},
		{"rv64imac", "rv64gc", 1, "rv64gc, not allowed: d, f, zcd, zicsr, zifencei", false},
		{"rv64g", "rv64g", 1, "rv64g, not allowed: c", false},
		{"rv32gc", "rv32gc_zcf", 5, "", true},
		{"rv32gc", "rv64i", 0, "", false},
		{"rv64gc", "rv64i_xtheadba1p0", 0, "rv64i_xtheadba1p0, not allowed: xtheadba", false},
		{"rv64gc", "", 0, "no instruction set in Tag_RISCV_arch", false},
		{"rv64gc", "rv64", 0, "no instruction set in Tag_RISCV_arch", false},
		{"v5TE", "rv64i", 0, "", false},
		{"rv64gcb", "rv64gc_zba1p0_zbb1p0_zbs1p0", 0, "", true},
		{"rv64gc_zba", "rv64i2p1m2p0zba1p0", 0, "", true},
	}
	for _, tt := range tests {
		if tt.found == "" {
			tt.found = tt.used
		}
		r := &RISCV{Arch: tt.used}
		if found, ok := r.isa(tt.newest, tt.flags); found != tt.found || ok != tt.ok {
			t.Errorf("%s has %s: %q, %v", tt.newest, tt.used, found, ok)
		}
	}
}

func TestRISCVFloat(t *testing.T) {
	for flags, want := range map[uint32]string{
		0: "soft", 1: "soft", 3: "hard, single precision only", 5: "hard", 7: "hard, quadruple precision",
	} {
		found, ok := riscvFloat(flags, model.FloatHard)
		if found != want || ok != (want == "hard") {
			t.Errorf("%d: %q, %v", flags, found, ok)
		}
	}
}
