package verify

import (
	"bytes"
	"debug/elf"
	"encoding/binary"
	"encoding/hex"
	"os"
	"testing"

	"github.com/xgen-build/xgen/schema/model"
)

// image describes an ELF file for build to write: one PT_LOAD that covers the
// file, and what else is asked for.
type image struct {
	class   int // 32 or 64
	endian  model.Endian
	machine elf.Machine
	typ     elf.Type
	flags   uint32

	interp    string
	needed    []string
	soname    string
	versions  []string // of the symbols that it asks the first library for
	pie       bool     // DF_1_PIE
	sections  map[string][]byte
	segment   []byte // of type ptAttributes
	symtab    bool
	noHeaders bool   // no section headers at all
	noCode    bool   // PT_LOAD without bytes, as in a file of debug symbols
	pad       int    // bytes of filling
	align     uint64 // of PT_LOAD
}

const base = 0x10000 // the address of the file's first byte

// byteOrder is both halves of encoding/binary's byte orders.
type byteOrder interface {
	binary.ByteOrder
	binary.AppendByteOrder
}

// writer lays out one image.
type writer struct {
	image
	order    byteOrder
	body     []byte // what follows the headers
	progs    []elf.ProgHeader
	shdrs    []elf.SectionHeader
	strings  []byte // section names
	bodyFrom uint64
}

// build writes the file.
func (m image) build() []byte {
	w := &writer{image: m, order: binary.LittleEndian, strings: []byte{0}, bodyFrom: 64 + 56*4}
	if m.endian == model.Big {
		w.order = binary.BigEndian
	}
	w.add("", elf.SHT_NULL, nil)
	w.add(".text", elf.SHT_PROGBITS, make([]byte, 16+m.pad))
	for _, name := range sorted(m.sections) {
		w.add(name, elf.SHT_PROGBITS, m.sections[name])
	}
	if m.symtab {
		w.add(".symtab", elf.SHT_SYMTAB, make([]byte, 24))
	}
	w.dynamic()
	if m.segment != nil {
		w.prog(ptAttributes, m.segment)
	}
	w.prog(elf.PT_LOAD, nil)
	return w.file()
}

// put appends data to the body and returns its offset.
func (w *writer) put(data []byte) uint64 {
	at := w.bodyFrom + uint64(len(w.body))
	w.body = append(w.body, data...)
	return at
}

func (w *writer) add(name string, typ elf.SectionType, data []byte) {
	at := w.put(data)
	w.shdrs = append(w.shdrs, elf.SectionHeader{Name: name, Type: typ, Offset: at, Size: uint64(len(data))})
}

func (w *writer) prog(typ elf.ProgType, data []byte) {
	at := w.put(data)
	w.progs = append(w.progs, elf.ProgHeader{Type: typ, Off: at, Vaddr: base + at, Filesz: uint64(len(data))})
}

// dynamic writes PT_INTERP and PT_DYNAMIC where something needs them.
func (w *writer) dynamic() {
	if w.interp != "" {
		w.prog(elf.PT_INTERP, append([]byte(w.interp), 0))
	}
	if w.needed == nil && w.soname == "" && !w.pie {
		return
	}
	table, entries := []byte{0}, []uint64{}
	name := func(tag elf.DynTag, s string) {
		entries = append(entries, uint64(tag), uint64(len(table)))
		table = append(append(table, s...), 0)
	}
	for _, lib := range w.needed {
		name(elf.DT_NEEDED, lib)
	}
	if w.soname != "" {
		name(elf.DT_SONAME, w.soname)
	}
	if w.pie {
		entries = append(entries, uint64(elf.DT_FLAGS_1), uint64(elf.DF_1_PIE))
	}
	if len(w.versions) > 0 {
		need := append(w.order.AppendUint16(nil, 1), w.order.AppendUint16(nil, uint16(len(w.versions)))...)
		for _, word := range []uint32{1, 16, 0} { // the library's name, where its versions begin, no next library
			need = w.order.AppendUint32(need, word)
		}
		for i, version := range w.versions {
			next := uint32(16)
			if i == len(w.versions)-1 {
				next = 0
			}
			for _, word := range []uint32{0, 0, uint32(len(table)), next} {
				need = w.order.AppendUint32(need, word)
			}
			table = append(append(table, version...), 0)
		}
		entries = append(entries, uint64(elf.DT_VERNEED), base+w.put(need), uint64(elf.DT_VERNEEDNUM), 1)
	}
	at := w.put(table)
	entries = append(entries, uint64(elf.DT_STRTAB), base+at, uint64(elf.DT_STRSZ), uint64(len(table)), 0, 0)
	w.prog(elf.PT_DYNAMIC, w.words(entries))
}

// words encodes words of the class's size.
func (w *writer) words(list []uint64) []byte {
	var out []byte
	for _, v := range list {
		if w.class == 32 {
			out = w.order.AppendUint32(out, uint32(v))
		} else {
			out = w.order.AppendUint64(out, v)
		}
	}
	return out
}

// file puts headers and body together.
func (w *writer) file() []byte {
	if w.noHeaders {
		w.shdrs = nil
	} else {
		w.add(".shstrtab", elf.SHT_STRTAB, nil)
		for i := range w.shdrs {
			w.shdrs[i].Addr = uint64(len(w.strings)) // the name's offset, see section
			w.strings = append(append(w.strings, w.shdrs[i].Name...), 0)
		}
		last := &w.shdrs[len(w.shdrs)-1]
		last.Size = uint64(len(w.strings))
		last.Offset = w.put(w.strings)
	}
	shoff := w.put(nil)
	load := &w.progs[len(w.progs)-1]
	load.Off, load.Vaddr, load.Filesz, load.Memsz, load.Align = 0, base, shoff, shoff, w.align
	if w.noCode {
		load.Filesz = 0
	}
	var out bytes.Buffer
	w.headers(&out, shoff)
	out.Write(make([]byte, int(w.bodyFrom)-out.Len()))
	out.Write(w.body)
	for _, s := range w.shdrs {
		w.section(&out, s)
	}
	return out.Bytes()
}

// headers writes the ELF header and the program headers.
func (w *writer) headers(out *bytes.Buffer, shoff uint64) {
	ident := [16]byte{0x7f, 'E', 'L', 'F', 1, 1, 1}
	if w.endian == model.Big {
		ident[5] = 2
	}
	entry, shnum := base+w.bodyFrom, uint16(len(w.shdrs))
	shstrndx := max(shnum, 1) - 1
	if shnum == 0 {
		shoff = 0
	}
	if w.class == 32 {
		w.write(out, elf.Header32{Ident: ident, Type: uint16(w.typ), Machine: uint16(w.machine), Version: 1,
			Entry: uint32(entry), Phoff: 52, Shoff: uint32(shoff), Flags: w.flags, Ehsize: 52,
			Phentsize: 32, Phnum: uint16(len(w.progs)), Shentsize: 40, Shnum: shnum, Shstrndx: shstrndx})
		for _, p := range w.progs {
			w.write(out, elf.Prog32{Type: uint32(p.Type), Off: uint32(p.Off), Vaddr: uint32(p.Vaddr), Filesz: uint32(p.Filesz), Memsz: uint32(p.Memsz), Align: uint32(p.Align)})
		}
		return
	}
	ident[4] = 2
	w.write(out, elf.Header64{Ident: ident, Type: uint16(w.typ), Machine: uint16(w.machine), Version: 1,
		Entry: entry, Phoff: 64, Shoff: shoff, Flags: w.flags, Ehsize: 64,
		Phentsize: 56, Phnum: uint16(len(w.progs)), Shentsize: 64, Shnum: shnum, Shstrndx: shstrndx})
	for _, p := range w.progs {
		w.write(out, elf.Prog64{Type: uint32(p.Type), Off: p.Off, Vaddr: p.Vaddr, Filesz: p.Filesz, Memsz: p.Memsz, Align: p.Align})
	}
}

// section writes one section header; Addr holds the offset of its name.
func (w *writer) section(out *bytes.Buffer, s elf.SectionHeader) {
	if w.class == 32 {
		w.write(out, elf.Section32{Name: uint32(s.Addr), Type: uint32(s.Type), Off: uint32(s.Offset), Size: uint32(s.Size)})
		return
	}
	w.write(out, elf.Section64{Name: uint32(s.Addr), Type: uint32(s.Type), Off: s.Offset, Size: s.Size})
}

func (w *writer) write(out *bytes.Buffer, v any) {
	if err := binary.Write(out, w.order, v); err != nil {
		panic(err)
	}
}

// inspect builds and reads m.
func (m image) inspect(t *testing.T) *elfBinary {
	t.Helper()
	data := m.build()
	b, err := inspectELF(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// inspectFile reads the ELF file at a path.
func inspectFile(t *testing.T, path string) *elfBinary {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	b, err := inspectELF(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// unhex decodes hexadecimal digits.
func unhex(s string) []byte {
	data, err := hex.DecodeString(s)
	if err != nil {
		panic(err)
	}
	return data
}

// The attribute sections of C programs that zig cc 0.14.1 linked, -mcpu as in
// the name; readelf -A was held against what the tests say of them.
var (
	armARM926       = unhex("413f000000616561626900013500000043322e3039000561726d393236656a2d73000604080109010e0011011204140115001703180119011a021e0322002601")
	armARM1176JZFS  = unhex("4147000000616561626900013d00000043322e3039000561726d313137366a7a662d73000606080109010a020e0011011204140115001703180119011a021c011e03220126014401")
	armV7SoftFloat  = unhex("4137000000616561626900012d00000043322e303900060a0741080109020a030e0011011204140115001703180119011a021e0322012601")
	armV7VFP3D16    = unhex("413b000000616561626900013100000043322e303900060a0741080109020a030c010e0011011204140115001703180119011a021c011e0322012601")
	mips32R2Soft    = unhex("000020020100000300000000000000000000000100000000")
	mips64R2        = unhex("000040020202000100000000000000000000000100000000")
	riscvBaseline64 = unhex("4146000000726973637600013c00000004100572763634693270315f6d3270305f613270315f663270325f643270325f633270305f7a696373723270305f7a6d6d756c31703000")
)

// goodARM is what the catalog promises of armv5te, without a fault.
func goodARM() image {
	return image{class: 32, endian: model.Little, machine: elf.EM_ARM, typ: elf.ET_EXEC, flags: 0x5000200,
		sections: map[string][]byte{".ARM.attributes": armARM926}}
}

// goodMIPS is a big-endian soft-float program.
func goodMIPS() image {
	return image{class: 32, endian: model.Big, machine: elf.EM_MIPS, typ: elf.ET_EXEC, flags: 0x70001005,
		sections: map[string][]byte{".MIPS.abiflags": mips32R2Soft}}
}

// goodRISCV is a riscv64gc program.
func goodRISCV() image {
	return image{class: 64, endian: model.Little, machine: elf.EM_RISCV, typ: elf.ET_EXEC, flags: 5,
		sections: map[string][]byte{".riscv.attributes": riscvBaseline64}}
}

// arm writes an .ARM.attributes section with the given tags and numbers.
func arm(pairs ...byte) []byte { return attributesOf("aeabi", binary.LittleEndian, pairs) }

// riscv writes a .riscv.attributes section with the given arch string.
func riscv(arch string) []byte {
	return attributesOf("riscv", binary.LittleEndian, append(append([]byte{4, 16, 5}, arch...), 0))
}

// attributesOf writes one vendor's subsection with one block for the file.
func attributesOf(vendor string, order binary.AppendByteOrder, pairs []byte) []byte {
	block := append(order.AppendUint32([]byte{1}, uint32(5+len(pairs))), pairs...)
	out := order.AppendUint32([]byte{'A'}, uint32(4+len(vendor)+1+len(block)))
	return append(append(append(out, vendor...), 0), block...)
}

// mips writes .MIPS.abiflags.
func mips(level, rev, fp byte, ext, ases uint32) []byte {
	out := []byte{0, 0, level, rev, 1, 0, 0, fp}
	out = binary.BigEndian.AppendUint32(out, ext)
	out = binary.BigEndian.AppendUint32(out, ases)
	return append(out, make([]byte, 8)...)
}

// binaryOrder picks one of the byte orders.
func binaryOrder(big bool) byteOrder {
	if big {
		return binary.BigEndian
	}
	return binary.LittleEndian
}
