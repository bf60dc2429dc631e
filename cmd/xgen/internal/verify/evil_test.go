package verify

import (
	"bytes"
	"compress/zlib"
	"debug/elf"
	"encoding/binary"
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/xgen-build/xgen/schema/model"
)

// bounded fails where reading an input of some bytes takes more memory or time
// than its size allows. What is allowed is generous: the evil files took
// thousands of times as much.
func bounded(t *testing.T, name string, input int, read func()) {
	t.Helper()
	const perByte, beside = 128, 4 << 20
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	start := time.Now()
	read()
	took := time.Since(start)
	runtime.ReadMemStats(&after)
	if got, most := after.TotalAlloc-before.TotalAlloc, uint64(perByte*input+beside); got > most {
		t.Errorf("%s: %d bytes of input took %d bytes of memory, and may take %d", name, input, got, most)
	}
	if most := 10*time.Second + time.Duration(input)*10*time.Microsecond; took > most {
		t.Errorf("%s: %d bytes of input took %s, and may take %s", name, input, took, most)
	}
}

// elf64 writes a program of 64 bits for x86-64 whose whole content is loaded at
// base; body begins at byte 64.
func elf64(body []byte, progs []elf.Prog64, sections []elf.Section64, names uint16) []byte {
	phoff := uint64(64 + len(body))
	progs = append(progs, elf.Prog64{Type: uint32(elf.PT_LOAD), Vaddr: base, Filesz: phoff, Memsz: phoff, Align: 0x10000})
	var out bytes.Buffer
	put := func(v any) {
		if err := binary.Write(&out, binary.LittleEndian, v); err != nil {
			panic(err)
		}
	}
	h := elf.Header64{Ident: [16]byte{0x7f, 'E', 'L', 'F', 2, 1, 1}, Type: uint16(elf.ET_DYN), Machine: uint16(elf.EM_X86_64), Version: 1,
		Entry: base + 64, Phoff: phoff, Phentsize: 56, Phnum: uint16(len(progs)), Ehsize: 64}
	if len(sections) > 0 {
		h.Shoff, h.Shentsize, h.Shnum, h.Shstrndx = phoff+56*uint64(len(progs)), 64, uint16(len(sections)), names
	}
	put(h)
	out.Write(body)
	put(progs)
	put(sections)
	return out.Bytes()
}

// words encodes 64-bit words.
func words(list ...uint64) (out []byte) {
	for _, w := range list {
		out = binary.LittleEndian.AppendUint64(out, w)
	}
	return out
}

// halves encodes 32-bit words.
func halves(list ...uint32) (out []byte) {
	for _, w := range list {
		out = binary.LittleEndian.AppendUint32(out, w)
	}
	return out
}

// dynamicELF has a PT_DYNAMIC that begins with entries, and then a body at
// address base+64.
func dynamicELF(body []byte, entries ...uint64) []byte {
	entries = append(entries, 0, 0)
	at := uint64(64 + len(body))
	body = append(body, words(entries...)...)
	return elf64(body, []elf.Prog64{{Type: uint32(elf.PT_DYNAMIC), Off: at, Filesz: uint64(8 * len(entries))}}, nil, 0)
}

// repeat returns the same n times.
func repeat[T any](n int, list ...T) (out []T) {
	for range n {
		out = append(out, list...)
	}
	return out
}

// compressed is a section of so many zeros, as SHF_COMPRESSED has it.
func compressed(n int) []byte {
	var out bytes.Buffer
	out.Write(words(uint64(elf.COMPRESS_ZLIB), uint64(n), 1))
	w := zlib.NewWriter(&out)
	if _, err := w.Write(make([]byte, n)); err != nil || w.Close() != nil {
		panic(err)
	}
	return out.Bytes()
}

// evilELF are small files that are dear to read, and the words of the error, ""
// where they can be judged after all.
func evilELF() map[string]struct {
	data []byte
	want string
} {
	type evil = struct {
		data []byte
		want string
	}
	const strtab, strsz, needed, verneed, verneednum = uint64(elf.DT_STRTAB), uint64(elf.DT_STRSZ), uint64(elf.DT_NEEDED), uint64(elf.DT_VERNEED), uint64(elf.DT_VERNEEDNUM)
	long := append(bytes.Repeat([]byte{'a'}, 60_000), 0)
	chained := halves(repeat(4000, uint32(0xffff<<16|1), 1, 16, 16)...)
	bomb := compressed(64 << 20)
	symbols := repeat(2000, words(0x10<<32, 0, 0)...)
	tags := append([]byte{'A'}, attributesOf("aeabi", binary.LittleEndian, bytes.Repeat([]byte{6, 1}, 100_000))[1:]...)
	armed := goodARM()
	armed.sections = map[string][]byte{".ARM.attributes": tags}
	return map[string]evil{
		"versions multiplied": {dynamicELF(append([]byte("\x00libc.so\x00       "), chained...),
			needed, 1, strtab, base+64, strsz, 16, verneed, base+80, verneednum, 4000), "DT_VERNEED has chains that run into each other"},
		"versions lead out": {dynamicELF([]byte("\x00libc.so\x00       \x01\x00\x01\x00\x01\x00\x00\x00\x00\x00\x00\x70\x00\x00\x00\x00"),
			needed, 1, strtab, base+64, strsz, 16, verneed, base+80, verneednum, 1), "DT_VERNEED has a chain that leads out of it"},
		"one library often":      {dynamicELF(long, append([]uint64{strtab, base + 64, strsz, uint64(len(long))}, repeat(10_000, needed, uint64(len(long)-3000))...)...), ""},
		"a long name often":      {dynamicELF(long, append([]uint64{strtab, base + 64, strsz, uint64(len(long))}, repeat(10_000, needed, 0)...)...), "DT_NEEDED names nothing"},
		"strings without an end": {dynamicELF([]byte("\x00libc"), needed, 1, strtab, base+64, strsz, 1<<60), "the string table of PT_DYNAMIC ends beyond"},
		"strings nowhere":        {dynamicELF([]byte("\x00libc"), needed, 1, strtab, 1, strsz, 6), "at an address that is not loaded"},
		"many interpreters": {elf64(long, repeat(1000, elf.Prog64{Type: uint32(elf.PT_INTERP), Off: 64, Filesz: uint64(len(long))}), nil, 0),
			"it has two segments PT_INTERP"},
		"a long interpreter": {elf64(long, []elf.Prog64{{Type: uint32(elf.PT_INTERP), Off: 64, Filesz: uint64(len(long))}}, nil, 0), "PT_INTERP has 60001 bytes"},
		"names inflated": {elf64(bomb, nil, []elf.Section64{{}, {Type: uint32(elf.SHT_STRTAB), Flags: uint64(elf.SHF_COMPRESSED), Off: 64, Size: uint64(len(bomb))}}, 1),
			"which is no plain string table"},
		"symbols inflated": {elf64(append([]byte("\x00"), bomb...), nil, []elf.Section64{{}, {Type: uint32(elf.SHT_STRTAB), Off: 64, Size: 1},
			{Type: uint32(elf.SHT_DYNSYM), Flags: uint64(elf.SHF_COMPRESSED), Off: 65, Size: uint64(len(bomb)), Link: 1}}, 1), ""},
		"one name of many sections": {elf64(long, nil, append(repeat(5000, elf.Section64{Type: uint32(elf.SHT_PROGBITS)}), elf.Section64{Type: uint32(elf.SHT_STRTAB), Off: 64, Size: uint64(len(long))}), 5000), ""},
		"one name of many symbols": {elf64(append(long, symbols...), nil, []elf.Section64{{}, {Type: uint32(elf.SHT_STRTAB), Off: 64, Size: uint64(len(long))},
			{Type: uint32(elf.SHT_DYNSYM), Off: 64 + uint64(len(long)), Size: uint64(len(symbols)), Link: 1}}, 1), ""},
		"sections counted elsewhere": {func() []byte {
			data := elf64(nil, nil, []elf.Section64{{Size: 1 << 40}}, 0)
			binary.LittleEndian.PutUint16(data[60:], 0)
			return data
		}(), "more sections than a program can have"},
		"names in no section":     {elf64(nil, nil, make([]elf.Section64, 2), 9), "which there is not"},
		"sections one in another": {elf64(long, nil, repeat(5000, elf.Section64{Type: uint32(elf.SHT_DYNSYM), Off: 64, Size: uint64(len(long))}), 0), ""},
		"many attributes":         {armed.build(), ".ARM.attributes has 200"},
	}
}

// A file that is made to be dear is read within bounds, and what is damaged in
// it is said.
func TestRow62EvilELF(t *testing.T) {
	for name, evil := range evilELF() {
		bounded(t, name, len(evil.data), func() {
			b, err := inspectELF(bytes.NewReader(evil.data), int64(len(evil.data)))
			if (err == nil) != (evil.want == "") || err != nil && !strings.Contains(err.Error(), evil.want) {
				t.Errorf("%s: %v, want %q", name, err, evil.want)
			}
			if err == nil {
				checkELF(armContract(), "hello", b)
			}
		})
	}
}

// A table does not show what somebody has put into a file by the thousand.
func TestRow62ManyNames(t *testing.T) {
	m := goodARM()
	m.needed = repeat(3000, "libc.so")
	r := row(t, checkELF(armContract(), "hello", m.inspect(t)), "needed")
	if len(r.Found) > 1000 || !strings.HasSuffix(r.Found, " and 2960 more") {
		t.Error(len(r.Found), r.Found)
	}
}

// A file that is cut off while it is read is said to be.
func TestRow62FileChanges(t *testing.T) {
	data := goodARM().build()
	_, err := inspectELF(bytes.NewReader(data[:len(data)-40]), int64(len(data)))
	if err == nil || !strings.Contains(err.Error(), "it became shorter while it was read") {
		t.Error(err)
	}
}

// evilOutputs are what test programs print to be dear.
func evilOutputs() map[string]string {
	failed := strings.Builder{}
	printed := strings.Builder{}
	for i := range 20_000 {
		fmt.Fprintf(&failed, "test t%d ... FAILED\n", i)
		fmt.Fprintf(&printed, "---- t%d stdout ----\n", 19_999-i)
	}
	head := "running 1 test\n"
	return map[string]string{
		"many that failed": head + failed.String() + "\nfailures:\n\n" + printed.String() + "\nfailures:\n" +
			"\ntest result: FAILED. 0 passed; 20000 failed; 0 ignored; 0 measured; 0 filtered out\n",
		"one that prints much": head + "test t ... FAILED\n\nfailures:\n\n---- t stdout ----\n" + strings.Repeat("x\n", 200_000) + "\nfailures:\n    t\n",
		"empty lines":          head + strings.Repeat("\n", 1_000_000),
		"one line":             head + "test " + strings.Repeat("a ... ok - should panic ", 20_000),
		"many headers":         strings.Repeat(head, 50_000),
		"many summaries":       head + strings.Repeat("test result: ok. 1 passed\n", 50_000),
	}
}

func TestRow62EvilOutput(t *testing.T) {
	for name, out := range evilOutputs() {
		data := recorded(t, map[string]any{"stdout": out, "stderr": strings.Repeat("\n.", 100_000), "exit": 139})
		bounded(t, name, len(data), func() {
			if _, err := ParseTests(data, 10); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		})
	}
	var slow strings.Builder
	names := make([]string, 20_000)
	for i := range names {
		names[i] = fmt.Sprint("t", i)
		fmt.Fprintf(&slow, "test t%d has been running for over 60 seconds\n", i)
	}
	data := recorded(t, map[string]any{"stdout": "running 9 tests\n" + slow.String(), "exit": 124, "list": names})
	bounded(t, "many that run", len(data), func() {
		if p, err := ParseTests(data, 10); err != nil || len(p[0].Tests) != len(names) {
			t.Errorf("%v, %d tests", err, len(p[0].Tests))
		}
	})
}

// evilReports are report.json that nobody's jq has written, and what is said.
func evilReports() map[string]struct{ data, want string } {
	type evil = struct{ data, want string }
	change := func(old, new string) string { return strings.Replace(goodReport, old, new, 1) }
	return map[string]evil{
		"deep":          {change(`"version": 7`, `"version": `+strings.Repeat("[", 100_000)), "exceeded max depth"},
		"many fields":   {"{" + strings.Repeat(`"a":1,`, 50_000) + `"b":1}`, `the field a stands there twice`},
		"twice":         {change(`"exit": 0`, `"exit": 1, "exit": 0`), "the field exit stands there twice"},
		"twice at all":  {change(`"binaries"`, `"binaries": [], "binaries"`), "the field binaries stands there twice"},
		"huge exit":     {change(`"exit": 0`, `"exit": 1e999999`), `the field "exit"`},
		"huge seconds":  {change(`"seconds": 0.25`, `"seconds": 1e999999`), `the field "seconds"`},
		"huge size":     {change("612000", strings.Repeat("9", 10_000)), `the field "size"`},
		"negative":      {change("612000", "-1e400"), `the field "size"`},
		"capitals only": {strings.Replace(goodReport, `"binaries"`, `"BINARIES"`, 1), `"binaries" is missing`},
	}
}

func TestRow62EvilReport(t *testing.T) {
	for name, evil := range evilReports() {
		bounded(t, name, len(evil.data), func() {
			if _, err := ParseReport([]byte(evil.data)); err == nil || !strings.Contains(err.Error(), evil.want) {
				t.Errorf("%s: %.200v, want %q", name, err, evil.want)
			}
		})
	}
	huge := bytes.Repeat([]byte(" "), maxReport+1)
	if _, err := ParseReport(huge); err == nil || !strings.Contains(err.Error(), "report.json has more than 64 MiB: have the programs print less") {
		t.Error(err)
	}
	if _, err := ParseTests(huge, 10); err == nil || !strings.Contains(err.Error(), "tests.json has more than 64 MiB") {
		t.Error(err)
	}
}

// What a smoke command prints is as foreign.
func TestRow62EvilSmoke(t *testing.T) {
	for name, out := range map[string]string{
		"twice":        `{"v":2,"v":1}`,
		"twice within": `{"v":{"a":2,"a":1}}`,
		"deep":         `{"v":` + strings.Repeat("[", 30_000) + strings.Repeat("]", 30_000) + `}`,
		"huge":         `{"v":1e999999999999}`,
		"lines":        strings.Repeat("\n.", 30_000),
	} {
		rep := ran(1, out)
		rep.Smoke[1].Stderr = out
		for _, promise := range []func(*model.Smoke){field1("v", "1"), field1("v", `{"a":1}`)} {
			bounded(t, name, len(out), func() {
				if rows := CheckSmoke(smoke(promise), nil, rep); rows[len(rows)-1].Status != Failed {
					t.Errorf("%s: %+v", name, rows)
				}
			})
		}
	}
}
