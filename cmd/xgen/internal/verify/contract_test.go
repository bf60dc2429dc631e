package verify

import (
	"debug/elf"
	"encoding/binary"
	"maps"
	"slices"
	"testing"

	"github.com/xgen-build/xgen/schema/model"
)

func sorted(m map[string][]byte) []string { return slices.Sorted(maps.Keys(m)) }

// user is where the promises of these tests come from.
var user = model.Origin{From: model.FromUser, Pos: model.Pos{File: "targets.cue", Line: 3, Col: 2}}

// value is a promise of the user's.
func value[T any](v T) model.Value[T] { return model.Value[T]{V: v, Origin: user} }

// armContract is armv5te with every promise made.
func armContract() model.Contract {
	limit := value[int64](2e6)
	return model.Contract{
		Class: value(32), Machine: value("EM_ARM"), Endian: value(model.Little),
		FloatABI: value(model.FloatSoft), ISA: value("v5TE"),
		Static: value(true), Stripped: value(true), PIE: value(false), MaxSize: &limit,
	}
}

func mipsContract() model.Contract {
	c := armContract()
	c.Machine, c.Endian, c.ISA = value("EM_MIPS"), value(model.Big), value("MIPS32r2")
	return c
}

func riscvContract() model.Contract {
	c := armContract()
	c.Class, c.Machine, c.ISA = value(64), value("EM_RISCV"), value("rv64gc")
	c.FloatABI = value(model.FloatHard)
	return c
}

// row finds a row by its promise.
func row(t *testing.T, rows []Row, promise string) Row {
	t.Helper()
	i := slices.IndexFunc(rows, func(r Row) bool { return r.Promise == promise })
	if i < 0 {
		t.Fatalf("no row %q in %+v", promise, rows)
	}
	return rows[i]
}

func TestEveryPromiseHasARow(t *testing.T) {
	want := []Row{
		{"hello", "file", "ELF executable", "ELF executable", OK, model.Origin{From: model.FromDefault}},
		{"hello", "class", "32-bit", "32-bit", OK, user},
		{"hello", "machine", "ARM", "ARM", OK, user},
		{"hello", "byte order", "little-endian", "little-endian", OK, user},
		{"hello", "float ABI", "soft", "soft", OK, user},
		{"hello", "ISA", "at most v5TE", "v5TE", OK, user},
		{"hello", "interpreter", "none (static)", "none", OK, user},
		{"hello", "needed", "none (static)", "none", OK, user},
		{"hello", "PIE", "no", "no", OK, user},
		{"hello", "stripped", "yes", "yes", OK, user},
		{"hello", "size", "at most 2 MB", "613 kB", OK, user},
	}
	m := goodARM()
	m.pad = 612_000
	if got := checkELF(armContract(), "hello", m.inspect(t)); !slices.Equal(got, want) {
		t.Errorf("got\n%+v\nwant\n%+v", got, want)
	}
}

// Nothing is promised by an empty contract but what its comments say.
func TestEmptyContract(t *testing.T) {
	var got []string
	for _, r := range checkELF(model.Contract{}, "hello", goodARM().inspect(t)) {
		got = append(got, r.Promise)
	}
	if want := []string{"file", "needed", "PIE"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestGoodBinaries(t *testing.T) {
	for name, good := range map[string]struct {
		c model.Contract
		m image
	}{
		"arm": {armContract(), goodARM()}, "mips": {mipsContract(), goodMIPS()}, "riscv": {riscvContract(), goodRISCV()},
	} {
		if rows := checkELF(good.c, "hello", good.m.inspect(t)); !Held(rows) {
			t.Errorf("%s: %+v", name, rows)
		}
	}
}

// Each change breaks one promise and no other.
func TestBrokenPromises(t *testing.T) {
	wide := goodARM()
	wide.class = 64
	tests := map[string]struct {
		c              model.Contract
		m              image
		change         func(*image)
		promise, found string
	}{
		"class":             {armContract(), wide, nil, "class", "64-bit"},
		"machine":           {riscvContract(), goodRISCV(), func(m *image) { m.machine = elf.EM_AARCH64 }, "machine", "AArch64"},
		"unknown machine":   {riscvContract(), goodRISCV(), func(m *image) { m.machine = elf.EM_VAX }, "machine", "EM_VAX"},
		"arm is big-endian": {armContract(), goodARM(), bigARM, "byte order", "big-endian"},
		"mips is little":    {mipsContract(), goodMIPS(), littleMIPS, "byte order", "little-endian"},
		"hard float":        {armContract(), goodARM(), withARM(6, 4, 10, 2, 28, 1), "float ABI", "hard"},
		"softfp":            {armContract(), goodARM(), withARM(6, 4, 10, 2), "float ABI", "softfp, with VFPv2 instructions"},
		"newer ISA":         {armContract(), goodARM(), withARM(6, 10), "ISA", "v7"},
		"Thumb-2":           {armContract(), goodARM(), withARM(6, 4, 9, 2), "ISA", "v5TE, Thumb-2"},
		"interpreter":       {armContract(), goodARM(), func(m *image) { m.interp = "/lib/ld-musl-arm.so.1" }, "interpreter", "/lib/ld-musl-arm.so.1"},
		"needed":            {armContract(), goodARM(), func(m *image) { m.needed = []string{"libc.so", "libz.so.1"} }, "needed", "libc.so, libz.so.1"},
		"symbols":           {armContract(), goodARM(), func(m *image) { m.symtab = true }, "stripped", "no: symbol table"},
		"debug information": {armContract(), goodARM(), func(m *image) { m.sections[".debug_info"] = []byte{1} }, "stripped", "no: debug information"},
		"all of it":         {armContract(), goodARM(), func(m *image) { m.symtab, m.sections[".debug_info"] = true, []byte{1} }, "stripped", "no: symbol table and debug information"},
		"size":              {armContract(), goodARM(), func(m *image) { m.pad += 2e6 + 1 - len(m.build()) }, "size", "2 MB (1 bytes too many)"},
		"static-pie":        {armContract(), goodARM(), func(m *image) { m.typ, m.pie = elf.ET_DYN, true }, "PIE", "yes"},
		"shared library":    {armContract(), goodARM(), func(m *image) { m.typ, m.soname = elf.ET_DYN, "libx.so" }, "file", "ELF shared library"},
		"object":            {armContract(), goodARM(), func(m *image) { m.typ = elf.ET_REL }, "file", "ELF object file, not linked"},
		"core":              {armContract(), goodARM(), func(m *image) { m.typ = elf.ET_CORE }, "file", "core dump"},
		"no type":           {armContract(), goodARM(), func(m *image) { m.typ = elf.ET_NONE }, "file", "ELF file of unknown type ET_NONE"},
		"no code":           {armContract(), goodARM(), func(m *image) { m.noCode = true }, "file", "ELF file without code"},
		"mips hard float":   {mipsContract(), goodMIPS(), withMIPS(mips(32, 2, 1, 0, 0)), "float ABI", "hard"},
		"mips newer ISA":    {mipsContract(), goodMIPS(), withMIPS(mips(32, 3, 3, 0, 0)), "ISA", "MIPS32r3"},
		"mips DSP":          {mipsContract(), goodMIPS(), withMIPS(mips(32, 2, 3, 0, 1)), "ISA", "MIPS32r2+dsp"},
		"mips vendor":       {mipsContract(), goodMIPS(), withMIPS(mips(32, 2, 3, 5, 0)), "ISA", "MIPS32r2, vendor extension 5"},
		"mips e_flags":      {mipsContract(), goodMIPS(), func(m *image) { m.flags = 0x90001005 }, "ISA", "MIPS32r6 by e_flags"},
		"riscv soft float":  {riscvContract(), goodRISCV(), func(m *image) { m.flags = 1 }, "float ABI", "soft"},
		"riscv extension":   {riscvContract(), goodRISCV(), withRISCV("rv64gc_zba1p0"), "ISA", "rv64gc_zba1p0, not allowed: zba"},
		"riscv width":       {riscvContract(), goodRISCV(), withRISCV("rv32imafd"), "ISA", "rv32imafd"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if tt.change != nil {
				tt.change(&tt.m)
			}
			rows := checkELF(tt.c, "hello", tt.m.inspect(t))
			if r := row(t, rows, tt.promise); r.Status != Failed || r.Found != tt.found {
				t.Errorf("%+v", r)
			}
			for _, r := range rows {
				if r.Promise != tt.promise && r.Status != OK && tt.promise != "machine" {
					t.Errorf("also broken: %+v", r)
				}
			}
			if !Broken(rows) || Held(rows) {
				t.Error("the sum of the rows is wrong")
			}
		})
	}
}

func bigARM(m *image) {
	m.endian = model.Big
	m.sections = map[string][]byte{".ARM.attributes": attributesOf("aeabi", binary.BigEndian, []byte{6, 4})}
}

func littleMIPS(m *image) {
	m.endian = model.Little
	m.sections = map[string][]byte{".MIPS.abiflags": mips(32, 2, 3, 0, 0)}
}

func withARM(pairs ...byte) func(*image) {
	return func(m *image) { m.sections[".ARM.attributes"] = arm(pairs...) }
}

func withMIPS(section []byte) func(*image) {
	return func(m *image) { m.sections[".MIPS.abiflags"] = section }
}

func withRISCV(arch string) func(*image) {
	return func(m *image) { m.sections[".riscv.attributes"] = riscv(arch) }
}

func TestMissingAttributes(t *testing.T) {
	bare := func(m image) image { m.sections = nil; return m }
	tests := []struct {
		c              model.Contract
		m              image
		promise, found string
		status         Status
	}{
		{armContract(), bare(goodARM()), "ISA", "no .ARM.attributes", Failed},
		{armContract(), bare(goodARM()), "float ABI", "no .ARM.attributes", Failed},
		{mipsContract(), bare(goodMIPS()), "float ABI", "no .MIPS.abiflags", Failed},
		{mipsContract(), bare(goodMIPS()), "ISA", "MIPS32r2 by e_flags", OK},
		{riscvContract(), bare(goodRISCV()), "ISA", "no .riscv.attributes", Failed},
		{riscvContract(), bare(goodRISCV()), "float ABI", "hard", OK},
	}
	for _, tt := range tests {
		r := row(t, checkELF(tt.c, "hello", tt.m.inspect(t)), tt.promise)
		if r.Found != tt.found || r.Status != tt.status {
			t.Errorf("%+v, want %s", r, tt.found)
		}
	}
}

func TestDamagedAttributes(t *testing.T) {
	for name, data := range map[string][]byte{
		"format": {'B'}, "empty": {}, "no length": {'A', 1}, "length beyond the end": {'A', 99, 0, 0, 0},
		"length of zero": {'A', 0, 0, 0, 0}, "no vendor": {'A', 5, 0, 0, 0, 'x'},
		"no value": arm(6), "no end of a string": arm(5, 'x'), "endless number": arm(6, 0xff, 0xff),
		"block": arm()[:14],
	} {
		m := goodARM()
		m.sections[".ARM.attributes"] = data
		r := row(t, checkELF(armContract(), "hello", m.inspect(t)), "ISA")
		if r.Status != Failed || len(r.Found) < 10 || r.Found[:7] != "damaged" {
			t.Errorf("%s: %+v", name, r)
		}
	}
	m := goodMIPS()
	withMIPS(mips(32, 2, 3, 0, 0)[:23])(&m)
	if r := row(t, checkELF(mipsContract(), "hello", m.inspect(t)), "float ABI"); r.Found != "damaged .MIPS.abiflags: it ends too early" {
		t.Errorf("%+v", r)
	}
	m = goodMIPS()
	withMIPS(append([]byte{0, 1}, mips(32, 2, 3, 0, 0)[2:]...))(&m)
	if r := row(t, checkELF(mipsContract(), "hello", m.inspect(t)), "float ABI"); r.Found != "damaged .MIPS.abiflags: its version is 1" {
		t.Errorf("%+v", r)
	}
}

func TestDynamicContract(t *testing.T) {
	c := armContract()
	c.Static, c.PIE, c.Needed = value(false), value(true), value([]string{"libc.so.6", "libm.so.6"})
	m := goodARM()
	m.typ, m.interp, m.needed = elf.ET_DYN, "/lib/ld-linux.so.3", []string{"libc.so.6"}
	if rows := checkELF(c, "hello", m.inspect(t)); !Held(rows) {
		t.Errorf("%+v", rows)
	}
	m.needed = []string{"libc.so.6", "libgcc_s.so.1"}
	r := row(t, checkELF(c, "hello", m.inspect(t)), "needed")
	if r.Status != Failed || r.Found != "libc.so.6, libgcc_s.so.1; not allowed: libgcc_s.so.1: where a library's entry brings it, write needed there" || r.Want != "at most libc.so.6, libm.so.6" {
		t.Errorf("%+v", r)
	}
	m.typ = elf.ET_EXEC
	if r := row(t, checkELF(c, "hello", m.inspect(t)), "PIE"); r.Status != Failed || r.Found != "no" {
		t.Errorf("%+v", r)
	}
}

// Machines with one float ABI keep it; what a file cannot say is not believed.
func TestOtherMachines(t *testing.T) {
	tests := []struct {
		machine elf.Machine
		flags   uint32
		want    model.FloatABI
		found   string
		status  Status
	}{
		{elf.EM_X86_64, 0, model.FloatHard, "hard (the only one)", OK},
		{elf.EM_X86_64, 0, model.FloatSoft, "hard (the only one)", Failed},
		{elf.EM_PPC, 0, model.FloatHard, "not recorded in the file", Failed},
		{elf.EM_LOONGARCH, 0x43, model.FloatHard, "hard", OK},
		{elf.EM_LOONGARCH, 0x41, model.FloatHard, "soft", Failed},
		{elf.EM_LOONGARCH, 0x42, model.FloatHard, "hard, single precision only", Failed},
		{elf.EM_LOONGARCH, 0, model.FloatHard, "unknown", Failed},
	}
	for _, tt := range tests {
		m := image{class: 64, endian: model.Little, machine: tt.machine, typ: elf.ET_EXEC, flags: tt.flags}
		c := model.Contract{FloatABI: value(tt.want), ISA: value("v5TE")}
		rows := checkELF(c, "hello", m.inspect(t))
		if r := row(t, rows, "float ABI"); r.Found != tt.found || r.Status != tt.status {
			t.Errorf("%+v", r)
		}
		if r := row(t, rows, "ISA"); r.Found != "not recorded in the file" || r.Status != Failed {
			t.Errorf("%+v", r)
		}
	}
}
