package main

import (
	"bytes"
	"debug/elf"
	"encoding/binary"
	"encoding/hex"
	"os"

	"github.com/rogpeppe/go-internal/testscript"
)

// The .ARM.attributes of C programs that zig cc 0.14.1 linked with -mcpu as
// in the name.
const (
	armARM926    = "413f000000616561626900013500000043322e3039000561726d393236656a2d73000604080109010e0011011204140115001703180119011a021e0322002601"
	armV7VFP3D16 = "413b000000616561626900013100000043322e303900060a0741080109020a030c010e0011011204140115001703180119011a021c011e0322012601"
)

// program is a 32-bit little-endian ELF file, as far as verify looks at one.
type program struct {
	machine    elf.Machine
	attributes string // hexadecimal
	interp     string
	symtab     bool
}

// programs are what scripts ask for: one that keeps the contract of armv5te,
// and such as break it in one way.
var programs = map[string]program{
	"good":       {machine: elf.EM_ARM, attributes: armARM926},
	"dynamic":    {machine: elf.EM_ARM, attributes: armARM926, interp: "/lib/ld-musl-arm.so.1"},
	"mips":       {machine: elf.EM_MIPS},
	"v7":         {machine: elf.EM_ARM, attributes: armV7VFP3D16},
	"unstripped": {machine: elf.EM_ARM, attributes: armARM926, symtab: true},
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
	const header, progs = 52, 2 * 32
	var body, names bytes.Buffer
	names.WriteByte(0)
	sections := []elf.Section32{{}}
	add := func(name string, typ elf.SectionType, data []byte) {
		sections = append(sections, elf.Section32{
			Name: uint32(names.Len()), Type: uint32(typ),
			Off: uint32(header + progs + body.Len()), Size: uint32(len(data)),
		})
		names.WriteString(name + "\x00")
		body.Write(data)
	}
	add(".text", elf.SHT_PROGBITS, make([]byte, 16))
	attributes, err := hex.DecodeString(p.attributes)
	must(err)
	if len(attributes) > 0 {
		add(".ARM.attributes", elf.SHT_PROGBITS, attributes)
	}
	if p.symtab {
		add(".symtab", elf.SHT_SYMTAB, make([]byte, 16))
	}
	loader := uint32(header + progs + body.Len())
	body.WriteString(p.interp + "\x00")
	add(".shstrtab", elf.SHT_STRTAB, append(bytes.Clone(names.Bytes()), ".shstrtab\x00"...))

	end := uint32(header + progs + body.Len())
	load := elf.Prog32{Type: uint32(elf.PT_LOAD), Vaddr: 0x10000, Filesz: end}
	second := elf.Prog32{Type: uint32(elf.PT_NULL)}
	if p.interp != "" {
		second = elf.Prog32{Type: uint32(elf.PT_INTERP), Off: loader, Vaddr: 0x10000 + loader, Filesz: uint32(len(p.interp) + 1)}
	}
	var out bytes.Buffer
	for _, part := range []any{
		elf.Header32{
			Ident: [16]byte{0x7f, 'E', 'L', 'F', 1, 1, 1}, Type: uint16(elf.ET_EXEC), Machine: uint16(p.machine), Version: 1,
			Entry: 0x10000 + header + progs, Phoff: header, Shoff: end, Flags: 0x5000200, Ehsize: header,
			Phentsize: 32, Phnum: 2, Shentsize: 40, Shnum: uint16(len(sections)), Shstrndx: uint16(len(sections) - 1),
		}, load, second, body.Bytes(), sections,
	} {
		must(binary.Write(&out, binary.LittleEndian, part))
	}
	return out.Bytes()
}
