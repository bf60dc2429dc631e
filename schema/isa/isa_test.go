package isa

import "testing"

func TestARMArchitectures(t *testing.T) {
	tests := []struct {
		newest, used string
		ok           bool
	}{
		{"v5TE", "v5TE", true}, {"v5TE", "v4T", true}, {"v5TE", "Pre-v4", true}, {"v5TE", "v5TEJ", false},
		{"v5TE", "v6", false}, {"v6", "v5TEJ", true}, {"v6", "v6K", false}, {"v6K", "v6", true},
		{"v6K", "v6KZ", true}, {"v6KZ", "v6K", true}, {"v6K", "v6T2", false}, {"v6T2", "v6K", false},
		{"v6T2", "v6", true}, {"v7", "v6KZ", true}, {"v7", "v6T2", true}, {"v7", "v8", false}, {"v9", "v4", true},
		{"v7", "v7-M", false}, {"v7", "v6-M", false}, {"v5TX", "v4", false}, {"v7", "unknown (99)", false},
	}
	for _, tt := range tests {
		if got := ARMHas(tt.newest, tt.used); got != tt.ok {
			t.Errorf("%s has %s: %v", tt.newest, tt.used, got)
		}
	}
}

func TestMIPSInstructionSets(t *testing.T) {
	tests := []struct {
		newest, used string
		ok           bool
	}{
		{"MIPS32r2", "MIPS32r2", true}, {"MIPS32r2", "MIPS32", true}, {"MIPS32r2", "MIPS2", true},
		{"MIPS32r2", "MIPS3", false}, {"MIPS32r2", "MIPS32r5", false}, {"MIPS32r5", "MIPS32r2", true},
		{"MIPS32r6", "MIPS32r5", false}, {"MIPS32r6", "MIPS32r6", true}, {"MIPS32r2", "MIPS64", false},
		{"MIPS64r2", "MIPS32r2", true}, {"MIPS64r2", "MIPS5", true}, {"MIPS64", "MIPS32r2", false},
		{"MIPS64r6", "MIPS32r6", true}, {"MIPS3", "MIPS1", true}, {"MIPS3", "MIPS32", false},
		{"MIPS32r2+dsp", "MIPS32r2+dsp", true}, {"MIPS32r2", "MIPS32r2+msa", false}, {"MIPS32r1", "MIPS32", true},
	}
	for _, tt := range tests {
		newest, err := ParseMIPS(tt.newest)
		if err != nil {
			t.Fatal(err)
		}
		used, err := ParseMIPS(tt.used)
		if err != nil {
			t.Fatal(err)
		}
		if got := newest.Has(used); got != tt.ok {
			t.Errorf("%s has %s: %v", tt.newest, tt.used, got)
		}
	}
	for _, word := range []string{"", "MIPS", "MIPS7", "MIPS32r4", "MIPS32r2x", "MIPS3r2", "v5TE", "MIPS32r2+sse", "MIPS33"} {
		if m, err := ParseMIPS(word); err == nil {
			t.Errorf("%q is taken for %v", word, m)
		}
	}
}

func TestHas(t *testing.T) {
	for _, c := range []struct {
		have, want string
		ok         bool
	}{
		{"v7", "v5TE", true}, {"v4T", "v5TE", false}, {"MIPS32r5", "MIPS32r2", true}, {"MIPS32", "MIPS32r2", false},
		{"rv64gc_zba", "rv64gc", true}, {"rv64g", "rv64gc", false}, {"rv64imafdc_zicsr_zifencei", "rv64gc", true},
		{"rv64gc", "rv32gc", false}, {"rv64gc", "v7", false}, {"MIPS32r2", "v7", false}, {"rv64x", "rv64gc", false}, {"", "v7", false},
	} {
		if got := Has(c.have, c.want); got != c.ok {
			t.Errorf("%s has %s: %v", c.have, c.want, got)
		}
	}
}
