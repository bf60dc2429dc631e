package main

import (
	"bytes"
	"debug/elf"
	"encoding/binary"
	"encoding/hex"
	"os"

	"github.com/rogpeppe/go-internal/testscript"
)

// The attributes of C programs that zig cc 0.14.1 linked with -mcpu as in the
// name, and such as differ from them in one word.
const (
	armARM926    = "413f000000616561626900013500000043322e3039000561726d393236656a2d73000604080109010e0011011204140115001703180119011a021e0322002601"
	armV7VFP3D16 = "413b000000616561626900013100000043322e303900060a0741080109020a030c010e0011011204140115001703180119011a021c011e0322012601"
	mips32R2Soft = "000020020100000300000000000000000000000100000000"
	mips32R2Hard = "000020020101000100000000000000000000000100000000"
	mips32R5Soft = "000020050100000300000000000000000000000100000000"
	mipselR2Soft = "000020020100000300000000000000000100000000000000"
	riscvGC      = "4117000000726973637600010d0000000572763634676300"
	riscvGCV     = "4118000000726973637600010e000000057276363467637600"
)

// The e_flags that go with them.
const (
	armEABI5    = 0x5000200
	mips32R2O32 = 0x70001005
	riscvLP64D  = 0x5
	riscvLP64   = 0x1
)

// program is an ELF file as far as verify looks at one, of 32 bits and
// little-endian unless it says otherwise.
type program struct {
	machine    elf.Machine
	flags      uint32
	attributes string // hexadecimal
	interp     string
	symtab     bool
	big, wide  bool
}

// sectionOf names the section of a machine's attributes.
var sectionOf = map[elf.Machine]string{
	elf.EM_ARM: ".ARM.attributes", elf.EM_MIPS: ".MIPS.abiflags", elf.EM_RISCV: ".riscv.attributes",
}

// programs are what scripts ask for: such as keep the contract of armv5te
// (good), of mips, mipsel and riscv64, and such as break one in one way.
var programs = map[string]program{
	"good":         {machine: elf.EM_ARM, flags: armEABI5, attributes: armARM926},
	"dynamic":      {machine: elf.EM_ARM, flags: armEABI5, attributes: armARM926, interp: "/lib/ld-musl-arm.so.1"},
	"v7":           {machine: elf.EM_ARM, flags: armEABI5, attributes: armV7VFP3D16},
	"unstripped":   {machine: elf.EM_ARM, flags: armEABI5, attributes: armARM926, symtab: true},
	"mips":         {machine: elf.EM_MIPS, flags: mips32R2O32, attributes: mips32R2Soft, big: true},
	"mips-hard":    {machine: elf.EM_MIPS, flags: mips32R2O32, attributes: mips32R2Hard, big: true},
	"mips-r5":      {machine: elf.EM_MIPS, flags: mips32R2O32, attributes: mips32R5Soft, big: true},
	"mipsel":       {machine: elf.EM_MIPS, flags: mips32R2O32, attributes: mipselR2Soft},
	"riscv64":      {machine: elf.EM_RISCV, flags: riscvLP64D, attributes: riscvGC, wide: true},
	"riscv64-soft": {machine: elf.EM_RISCV, flags: riscvLP64, attributes: riscvGC, wide: true},
	"riscv64-v":    {machine: elf.EM_RISCV, flags: riscvLP64D, attributes: riscvGCV, wide: true},
}

// elfFile writes one of them.
func elfFile(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 || programs[args[0]].machine == 0 {
		ts.Fatalf("usage: elf KIND FILE")
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), programs[args[0]].bytes(), 0o755))
}

// bytes lays the file out: header, program headers, contents, section headers.
func (p program) bytes() []byte {
	start := uint64(52 + 2*32)
	if p.wide {
		start = 64 + 2*56
	}
	var body, names bytes.Buffer
	names.WriteByte(0)
	sections := []elf.Section64{{}}
	add := func(name string, typ elf.SectionType, data []byte) {
		sections = append(sections, elf.Section64{
			Name: uint32(names.Len()), Type: uint32(typ),
			Off: start + uint64(body.Len()), Size: uint64(len(data)),
		})
		names.WriteString(name + "\x00")
		body.Write(data)
	}
	add(".text", elf.SHT_PROGBITS, make([]byte, 16))
	attributes, err := hex.DecodeString(p.attributes)
	must(err)
	add(sectionOf[p.machine], elf.SHT_PROGBITS, attributes)
	if p.symtab {
		add(".symtab", elf.SHT_SYMTAB, make([]byte, 24))
	}
	loader := start + uint64(body.Len())
	body.WriteString(p.interp + "\x00")
	add(".shstrtab", elf.SHT_STRTAB, append(bytes.Clone(names.Bytes()), ".shstrtab\x00"...))

	end := start + uint64(body.Len())
	progs := []elf.Prog64{{Type: uint32(elf.PT_LOAD), Vaddr: address, Filesz: end}, {Type: uint32(elf.PT_NULL)}}
	if p.interp != "" {
		progs[1] = elf.Prog64{Type: uint32(elf.PT_INTERP), Off: loader, Vaddr: address + loader, Filesz: uint64(len(p.interp) + 1)}
	}
	return p.join(start, end, progs, body.Bytes(), sections)
}

// address is where the first byte of a program is loaded.
const address = 0x10000

// join writes the parts in the class and the byte order of the program.
func (p program) join(start, end uint64, progs []elf.Prog64, body []byte, sections []elf.Section64) []byte {
	ident := [16]byte{0x7f, 'E', 'L', 'F', byte(elf.ELFCLASS64), byte(elf.ELFDATA2LSB), 1}
	var order binary.ByteOrder = binary.LittleEndian
	if p.big {
		ident[elf.EI_DATA], order = byte(elf.ELFDATA2MSB), binary.BigEndian
	}
	h := elf.Header64{
		Ident: ident, Type: uint16(elf.ET_EXEC), Machine: uint16(p.machine), Version: 1, Entry: address + start,
		Phoff: 64, Shoff: end, Flags: p.flags, Ehsize: 64, Phentsize: 56, Phnum: uint16(len(progs)),
		Shentsize: 64, Shnum: uint16(len(sections)), Shstrndx: uint16(len(sections) - 1),
	}
	parts := []any{h, progs, body, sections}
	if !p.wide {
		h.Ident[elf.EI_CLASS] = byte(elf.ELFCLASS32)
		parts = narrow(h, progs, body, sections)
	}
	var out bytes.Buffer
	for _, part := range parts {
		must(binary.Write(&out, order, part))
	}
	return out.Bytes()
}

// narrow returns the same parts as 32-bit files have them.
func narrow(h elf.Header64, progs []elf.Prog64, body []byte, sections []elf.Section64) []any {
	parts := []any{elf.Header32{
		Ident: h.Ident, Type: h.Type, Machine: h.Machine, Version: h.Version, Entry: uint32(h.Entry),
		Phoff: 52, Shoff: uint32(h.Shoff), Flags: h.Flags, Ehsize: 52, Phentsize: 32, Phnum: h.Phnum,
		Shentsize: 40, Shnum: h.Shnum, Shstrndx: h.Shstrndx,
	}}
	for _, p := range progs {
		parts = append(parts, elf.Prog32{Type: p.Type, Off: uint32(p.Off), Vaddr: uint32(p.Vaddr), Filesz: uint32(p.Filesz)})
	}
	parts = append(parts, body)
	for _, s := range sections {
		parts = append(parts, elf.Section32{Name: s.Name, Type: s.Type, Off: uint32(s.Off), Size: uint32(s.Size)})
	}
	return parts
}
