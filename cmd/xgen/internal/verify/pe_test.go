package verify

import (
	"bytes"
	"debug/pe"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/xgen-build/xgen/schema/model"
)

// peContract is x86_64-pc-windows-gnu with every promise made.
func peContract() model.Contract {
	limit := value[int64](2e6)
	return model.Contract{
		Format: value(model.FormatPE), Class: value(64), Machine: value("IMAGE_FILE_MACHINE_AMD64"), Endian: value(model.Little),
		Subsystem: value(model.SubsystemConsole), Static: value(true), PIE: value(true), Stripped: value(true), MaxSize: &limit,
		System: fromCatalog("kernel32.dll", "msvcrt.dll"), Needed: fromCatalog(), Own: fromCatalog("libwinpthread-*.dll", "libgcc_s_*.dll"),
	}
}

func pe32Contract() model.Contract {
	c := peContract()
	c.Class, c.Machine = value(32), value("IMAGE_FILE_MACHINE_I386")
	return c
}

func fromCatalog(names ...string) model.Value[[]string] {
	return model.Value[[]string]{V: names, Origin: model.Origin{From: model.FromCatalog}}
}

func TestEveryPEPromiseHasARow(t *testing.T) {
	catalog := model.Origin{From: model.FromCatalog}
	want := []Row{
		{"hello.exe", "file", "Windows executable", "Windows executable", OK, model.Origin{From: model.FromDefault}},
		{"hello.exe", "class", "64-bit", "64-bit", OK, user},
		{"hello.exe", "machine", "x86-64", "x86-64", OK, user},
		{"hello.exe", "subsystem", "console", "console", OK, user},
		{"hello.exe", "needed", "at most Windows's own", "KERNEL32.dll, msvcrt.dll", OK, catalog},
		{"hello.exe", "ASLR", "yes", "yes", OK, user},
		{"hello.exe", "NX", "yes", "yes", OK, user},
		{"hello.exe", "stripped", "yes", "yes", OK, user},
		{"hello.exe", "size", "at most 2 MB", "2.05 kB", OK, user},
	}
	if got := checkPE(peContract(), "hello.exe", goodPE().inspect(t)); !slices.Equal(got, want) {
		t.Errorf("got %+v\nwant %+v", got, want)
	}
	if rows := checkPE(pe32Contract(), "hello.exe", good32PE().inspect(t)); !Held(rows) {
		t.Errorf("%+v", rows)
	}
}

// Each promise is broken by a file that differs in one thing.
func TestBrokenPEPromises(t *testing.T) {
	ordinals := []string{"", "a", "b", "c", "d"}
	for name, tt := range map[string]struct {
		change         func(*peImage)
		promise, found string
	}{
		"library":       {func(m *peImage) { m.kind |= pe.IMAGE_FILE_DLL }, "file", "Windows library (DLL)"},
		"not linked":    {func(m *peImage) { m.kind = 0 }, "file", "Windows program that was not linked to its end"},
		"no code":       {func(m *peImage) { m.noCode = true }, "file", "Windows program without code"},
		"not executed":  {func(m *peImage) { m.text &^= pe.IMAGE_SCN_MEM_EXECUTE }, "file", "Windows program without code"},
		"system":        {func(m *peImage) { m.kind |= pe.IMAGE_FILE_SYSTEM }, "file", "Windows driver (IMAGE_FILE_SYSTEM)"},
		"32 bits":       {func(m *peImage) { m.bits = 32 }, "class", "32-bit"},
		"machine":       {func(m *peImage) { m.machine = pe.IMAGE_FILE_MACHINE_ARM64 }, "machine", "AArch64"},
		"other machine": {func(m *peImage) { m.machine = 0x1234 }, "machine", "machine 0x1234"},
		"windows":       {func(m *peImage) { m.subsystem = pe.IMAGE_SUBSYSTEM_WINDOWS_GUI }, "subsystem", "windows"},
		"EFI":           {func(m *peImage) { m.subsystem = pe.IMAGE_SUBSYSTEM_EFI_APPLICATION }, "subsystem", "EFI application"},
		"driver":        {func(m *peImage) { m.subsystem = pe.IMAGE_SUBSYSTEM_NATIVE }, "subsystem", "native: a driver, or a program that runs before Windows"},
		"subsystem":     {func(m *peImage) { m.subsystem = 99 }, "subsystem", "number 99"},
		"winpthread": {func(m *peImage) { m.imports = []asked{{"libwinpthread-1.dll", []string{"pthread_create"}}} }, "needed",
			"not allowed: libwinpthread-1.dll (for pthread_create): " + whyOwn},
		"foreign": {func(m *peImage) { m.imports = []asked{{"msvcrt.dll", nil}, {"Foo.DLL", ordinals}} }, "needed",
			"not allowed: Foo.DLL (for number 1, a, b and 2 more)"},
		"delayed": {func(m *peImage) { m.delayed = []asked{{"foo.dll", []string{"a"}}} }, "needed",
			"not allowed: foo.dll (for a)"},
		"no names":  {func(m *peImage) { m.noNames, m.imports = true, []asked{{"foo.dll", []string{"a"}}} }, "needed", "not allowed: foo.dll (for a)"},
		"no ending": {func(m *peImage) { m.imports = []asked{{"kernel32", nil}, {"foo", nil}} }, "needed", "not allowed: foo"},
		"a path":    {func(m *peImage) { m.imports = []asked{{`\\host\kernel32.dll`, nil}} }, "needed", `not allowed: \\host\kernel32.dll`},
		"Kelvin":    {func(m *peImage) { m.imports = []asked{{"\u212aERNEL32.dll", nil}} }, "needed", "not allowed: \u212aERNEL32.dll"},
		"escaped":   {func(m *peImage) { m.imports = []asked{{"\x1b[2J.dll", nil}} }, "needed", `not allowed: "\x1b[2J.dll"`},
		"relocations stripped": {func(m *peImage) { m.kind |= pe.IMAGE_FILE_RELOCS_STRIPPED }, "ASLR",
			"no: it has no relocations, so that it can be loaded at one address only: link without -Wl,--disable-reloc-section"},
		"no relocations": {func(m *peImage) { m.relocs = nil }, "ASLR",
			"no: it has no relocations, so that it can be loaded at one address only: link without -Wl,--disable-reloc-section"},
		"relocations of nothing": {func(m *peImage) { m.relocs = []byte{0, 16, 0, 0, 12, 0, 0, 0, 8, 0, 0, 0} }, "ASLR",
			"no: it has no relocations, so that it can be loaded at one address only: link without -Wl,--disable-reloc-section"},
		"fixed address":  {func(m *peImage) { m.flags &^= pe.IMAGE_DLLCHARACTERISTICS_DYNAMIC_BASE }, "ASLR", "no: DYNAMIC_BASE is not set: link with -Wl,--dynamicbase"},
		"little entropy": {func(m *peImage) { m.flags &^= pe.IMAGE_DLLCHARACTERISTICS_HIGH_ENTROPY_VA }, "ASLR", "no: HIGH_ENTROPY_VA is not set, and Windows chooses among few addresses: link with -Wl,--high-entropy-va"},
		"executed data":  {func(m *peImage) { m.flags &^= pe.IMAGE_DLLCHARACTERISTICS_NX_COMPAT }, "NX", "no: NX_COMPAT is not set, and Windows may run data as code: link with -Wl,--nxcompat"},
		"symbols":        {func(m *peImage) { m.symbols = 1 }, "stripped", "no: symbol table"},
		"debug":          {func(m *peImage) { m.debug = ".debug_info" }, "stripped", "no: debug information"},
		"short debug":    {func(m *peImage) { m.debug = ".debug_x" }, "stripped", "no: debug information"},
		"both":           {func(m *peImage) { m.symbols, m.debug = 3, ".debug_line" }, "stripped", "no: symbol table and debug information"},
		"size":           {func(m *peImage) { m.overlay = 2e6 }, "size", "2 MB (2048 bytes too many)"},
	} {
		m := goodPE()
		tt.change(&m)
		rows := checkPE(peContract(), "hello.exe", m.inspect(t))
		if r := row(t, rows, tt.promise); r.Found != tt.found || r.Status != Failed {
			t.Errorf("%s: %s: %s\nwant %s", name, r.Status, r.Found, tt.found)
		}
	}
}

// What keeps the promises, although it looks otherwise.
func TestKeptPEPromises(t *testing.T) {
	own := peContract()
	own.Needed = value([]string{"Kernel32.DLL", "foo"})
	for name, tt := range map[string]struct {
		c      model.Contract
		change func(*peImage)
	}{
		"no imports":          {peContract(), func(m *peImage) { m.imports = nil }},
		"code beside data":    {peContract(), func(m *peImage) { m.text = pe.IMAGE_SCN_MEM_EXECUTE | pe.IMAGE_SCN_CNT_INITIALIZED_DATA }},
		"twice":               {peContract(), func(m *peImage) { m.imports = append(m.imports, asked{"kernel32.DLL", []string{"a"}}) }},
		"an overlay":          {peContract(), func(m *peImage) { m.overlay = 1000 }},
		"a longer DOS header": {peContract(), func(m *peImage) { m.dosHeader = 128 }},
		"names of sections":   {peContract(), func(m *peImage) { m.debug = ".eh_frame_x" }},
		"the user's own":      {own, func(m *peImage) { m.imports = append(m.imports, asked{"FOO.dll", nil}) }},
		"a block of nothing":  {peContract(), func(m *peImage) { m.relocs = append([]byte{0, 16, 0, 0, 8, 0, 0, 0}, oneReloc...) }},
		"delayed, an old table": {pe32Contract(), func(m *peImage) {
			*m = good32PE()
			m.delayed, m.absolute = []asked{{"msvcrt.dll", []string{"", "a"}}}, true
		}},
	} {
		m := goodPE()
		tt.change(&m)
		if rows := checkPE(tt.c, "hello.exe", m.inspect(t)); !Held(rows) {
			t.Errorf("%s: %+v", name, rows)
		}
	}
	c := model.Contract{Format: value(model.FormatPE)}
	for _, r := range checkPE(c, "hello.exe", goodPE().inspect(t)) {
		if !slices.Contains([]string{"file", "needed", "ASLR", "NX"}, r.Promise) {
			t.Errorf("%q was not promised", r.Promise)
		}
	}
}

// Without section headers, tables or an end.
func TestDamagedPE(t *testing.T) {
	const head, opt = 64 + 4, 64 + 4 + 20
	set16 := func(at int, v uint16) func([]byte) { return func(b []byte) { peOrder.PutUint16(b[at:], v) } }
	set32 := func(at int, v uint32) func([]byte) { return func(b []byte) { peOrder.PutUint32(b[at:], v) } }
	const sections = opt + 240
	imports := opt + 112 + 8*pe.IMAGE_DIRECTORY_ENTRY_IMPORT
	relocs := opt + 112 + 8*pe.IMAGE_DIRECTORY_ENTRY_BASERELOC
	for want, change := range map[string]func([]byte){
		"DOS executable":                               set32(60, 1000),
		"the PE header is at byte":                     set32(60, 1<<31),
		"no optional header":                           set16(head+16, 0),
		"the optional header has 100 bytes":            set16(head+16, 100),
		"its optional header begins with 0x107":        set16(opt, 0x107),
		"its sections are aligned to 512 bytes":        set32(opt+32, 512),
		"its sections are aligned to 5000 bytes":       set32(opt+32, 5000),
		"it has 97 sections":                           set16(head+2, 97),
		"is loaded over what is before it":             set32(sections+40+12, textAt),
		"a section begins at byte 1025":                set32(sections+20, 1025),
		"a section ends beyond byte":                   set32(sections+16, 1<<31),
		"the name of a DLL is at an address":           set32(1024+512+0, 0), // changed below
		"its table of imports does not end":            set32(imports, 1<<30),
		"a block of relocations has 0 bytes of":        set32(relocs, textAt),
		"aligned to 0 bytes in the file":               set32(opt+36, 0),
		"aligned to 256 bytes in the file":             set32(opt+36, 256),
		"aligned to 1000 bytes in the file":            set32(opt+36, 1000),
		"aligned to 8192 bytes in the file":            set32(opt+36, 8192),
		"aligned to 131072 bytes in the file":          func(b []byte) { set32(opt+32, 1<<17)(b); set32(opt+36, 1<<17)(b) },
		"the address 0x140008000, which is no":         set32(opt+24, 0x40008000),
		"bytes, and it says 0":                         set32(opt+56, 0),
		"loaded into 12288 bytes, and it says 8192":    set32(opt+56, 8192),
		"loaded into 12288 bytes, and it says 12289":   set32(opt+56, 12289),
		"its headers have 408 bytes, and it says 0":    set32(opt+60, 0),
		"its headers have 408 bytes, and it says 1023": set32(opt+60, 1023),
		"between 0x2000 and 0x3000 nothing is loaded":  set32(sections+40+12, 0x3000),
		"between 0x1000 and 0x2000 nothing is loaded":  set32(sections+12, 0x2000),
		"the bytes from 1024 to 1536 belong to two":    set32(sections+40+20, 1024),
		"the bytes from 512 to 1024 belong to two":     set32(sections+20, 512),
		"a block of relocations is at an address that": set32(relocs, 1<<30),
	} {
		data := goodPE().build()
		if strings.HasPrefix(want, "the name of a DLL") {
			at := peOrder.Uint32(data[imports:]) - tablesAt + 1024 + 512
			change = set32(int(at)+12, 1<<30)
		}
		change(data)
		_, err := inspectPE(bytes.NewReader(data), int64(len(data)))
		if bad, ok := errors.AsType[*FormatError](err); !ok || !strings.Contains(bad.Found, want) {
			t.Errorf("%v, want %s", err, want)
		}
	}
	elsewhere := goodPE().build()
	set32(opt+16, tablesAt)(elsewhere)
	if b, err := inspectPE(bytes.NewReader(elsewhere), int64(len(elsewhere))); err != nil || b.what() != "Windows program without code" {
		t.Errorf("an entry point among the tables: %+v, %v", b, err)
	}
	none := goodPE().build()
	set16(head+2, 0)(none)
	peOrder.PutUint32(none[imports:], 0)
	peOrder.PutUint32(none[relocs:], 0)
	set32(opt+56, textAt)(none)
	if b, err := inspectPE(bytes.NewReader(none), int64(len(none))); err != nil || b.what() != "Windows program without code" {
		t.Errorf("%+v, %v", b, err)
	}
}

// What Windows does not read is not read here: directories beyond their number, and
// imports beyond an entry without addresses.
func TestUnreadPE(t *testing.T) {
	const opt = 64 + 4 + 20
	fewer := goodPE().build()
	peOrder.PutUint32(fewer[opt+108:], pe.IMAGE_DIRECTORY_ENTRY_IMPORT)
	ended := goodPE().build()
	table := peOrder.Uint32(ended[opt+112+8*pe.IMAGE_DIRECTORY_ENTRY_IMPORT:]) - tablesAt + 1024 + 512
	peOrder.PutUint32(ended[table+20+16:], 0)
	for want, data := range map[int][]byte{0: fewer, 1: ended, 2: goodPE().build()} {
		b, err := inspectPE(bytes.NewReader(data), int64(len(data)))
		if err != nil || len(b.imports) != want {
			t.Errorf("%+v, %v, want %d", b, err, want)
		}
	}
}

// Of a section the pages are loaded that it has in memory, as far as the file has them.
func TestLoadedPE(t *testing.T) {
	for _, tt := range []struct {
		raw, memory uint32
		want        uint64
	}{{512, 16, 512}, {8192, 16, 4096}, {8192, 4097, 8192}, {512, 8192, 512}, {512, 0, 512}, {0, 4096, 0}, {4096, 1<<32 - 1, 4096}} {
		s := peSection{SectionHeader32: pe.SectionHeader32{SizeOfRawData: tt.raw, VirtualSize: tt.memory}}
		if got := s.loaded(); got != tt.want {
			t.Errorf("%+v: %d", tt, got)
		}
	}
}

// The headers are loaded too, with what lies between them and the first section.
func TestNameInHeadersOfPE(t *testing.T) {
	const opt, free = 64 + 4 + 20, 900
	data := goodPE().build()
	copy(data[free:], "foo.dll\x00")
	table := peOrder.Uint32(data[opt+112+8*pe.IMAGE_DIRECTORY_ENTRY_IMPORT:]) - tablesAt + 1024 + 512
	peOrder.PutUint32(data[table+12:], free)
	b, err := inspectPE(bytes.NewReader(data), int64(len(data)))
	if err != nil || len(b.imports) != 2 || b.imports[0].dll != "foo.dll" {
		t.Errorf("%+v, %v", b, err)
	}
}

// A DLL of the C compiler's is not allowed because somebody names it.
func TestNamedOwnDLL(t *testing.T) {
	c, m := peContract(), goodPE()
	c.Needed, m.imports = value([]string{"libwinpthread-1.dll"}), []asked{{"libwinpthread-1.dll", nil}}
	if r := row(t, checkPE(c, "hello.exe", m.inspect(t)), "needed"); r.Status != Failed || r.Found != "not allowed: libwinpthread-1.dll: "+whyOwn {
		t.Errorf("%+v", r)
	}
}

// Wherever a file is cut off, it is seen.
func TestTruncatedPE(t *testing.T) {
	for _, m := range []peImage{goodPE(), good32PE()} {
		m.symbols = 2
		whole := m.build()
		for n := range len(whole) - 4 { // the string table has no names
			_, err := inspectPE(bytes.NewReader(whole[:n]), int64(n))
			if _, ok := errors.AsType[*FormatError](err); !ok {
				t.Fatalf("%d of %d bytes: %v", n, len(whole), err)
			}
		}
	}
	data := goodPE().build()
	if _, err := inspectPE(bytes.NewReader(data[:100]), int64(len(data))); err == nil || !strings.Contains(err.Error(), "it became shorter") {
		t.Error(err)
	}
}

// A program of one format says in one row that the contract wants the other.
func TestOtherFormat(t *testing.T) {
	for _, tt := range []struct {
		c     model.Contract
		data  []byte
		found string
	}{
		{armContract(), goodPE().build(), "Windows executable (PE, x86-64), which Linux does not run"},
		{peContract(), goodARM().build(), "ELF executable (ARM), which Windows does not run"},
	} {
		_, err := check(tt.c, "hello", bytes.NewReader(tt.data), int64(len(tt.data)))
		if bad, ok := errors.AsType[*FormatError](err); !ok || bad.Found != tt.found {
			t.Errorf("%v, want %s", err, tt.found)
		}
	}
	if r := unfit(peContract(), "hello.exe", "script"); r.Want != "Windows executable" {
		t.Errorf("%+v", r)
	}
}

// evilPE are files that lead where no linker leads, and what is said of them.
func evilPE() map[string]struct {
	data []byte
	want string
} {
	type evil = struct {
		data []byte
		want string
	}
	many := goodPE()
	for range maxDLLs + 1 {
		many.imports = append(many.imports, asked{"a.dll", nil})
	}
	endless := goodPE()
	for range maxDLLs {
		endless.imports = append(endless.imports, asked{"a.dll", slices.Repeat([]string{""}, 70)})
	}
	long := goodPE()
	long.imports = []asked{{strings.Repeat("x", maxName+1), nil}}
	blocks := goodPE()
	blocks.relocs = bytes.Repeat([]byte{0, 16, 0, 0, 8, 0, 0, 0}, 1000)
	return map[string]evil{
		"DLLs":      {many.build(), "imports from more than 1024 DLLs"},
		"functions": {endless.build(), "imports more than 65536 functions"},
		"name":      {long.build(), "the name of a DLL is at an address that has no name"},
		"blocks":    {blocks.build(), ""},
		"sections":  {overlapping(), "belong to two sections"},
	}
}

// overlapping is a file whose sections all have the same bytes, most of which are
// relocations of nothing.
func overlapping() []byte {
	m := goodPE()
	m.relocs = bytes.Repeat([]byte{0, 16, 0, 0, 0, 0, 1, 0}, 1<<14)
	data := m.build()
	head := 64 + 4
	peOrder.PutUint16(data[head+2:], 8)
	first := make([]byte, 40)
	copy(first, data[head+20+240+40:])
	size, second := peOrder.Uint32(first[16:]), peOrder.Uint32(first[12:])
	size = (size + smallestPage - 1) / smallestPage * smallestPage
	for i := range uint32(6) {
		peOrder.PutUint32(first[8:], size)
		peOrder.PutUint32(first[12:], second+(i+1)*size)
		copy(data[head+20+240+80+int(i)*40:], first)
	}
	relocs := head + 20 + 112 + 8*pe.IMAGE_DIRECTORY_ENTRY_BASERELOC
	peOrder.PutUint32(data[relocs+4:], 1<<31)
	peOrder.PutUint32(data[head+20+56:], second+7*size)
	return data
}

func TestRow62EvilPE(t *testing.T) {
	for name, evil := range evilPE() {
		bounded(t, name, len(evil.data), func() {
			_, err := inspectPE(bytes.NewReader(evil.data), int64(len(evil.data)))
			if evil.want != "" && (err == nil || !strings.Contains(err.Error(), evil.want)) {
				t.Errorf("%s: %v, want %s", name, err, evil.want)
			}
		})
	}
}

// However large a file is, little of it is read.
func TestRow74LittleOfPEIsRead(t *testing.T) {
	m := goodPE()
	m.overlay = 16 << 20
	data := m.build()
	file := &counted{Reader: bytes.NewReader(data)}
	if _, err := inspectPE(file, int64(len(data))); err != nil || file.read > 1<<16 {
		t.Errorf("%d of %d bytes were read, %v", file.read, len(data), err)
	}
}

// No file makes verify panic, whatever it promises, and none is dear.
func FuzzPE(f *testing.F) {
	for _, m := range []peImage{goodPE(), good32PE()} {
		m.symbols, m.debug, m.delayed = 1, ".debug_info", []asked{{"a.dll", []string{"", "b"}}}
		f.Add(m.build())
	}
	for _, evil := range evilPE() {
		if len(evil.data) < longestSeed {
			f.Add(evil.data)
		}
	}
	f.Add([]byte("MZ"))
	f.Fuzz(func(t *testing.T, data []byte) {
		bounded(t, "PE", len(data), func() {
			b, err := inspectPE(bytes.NewReader(data), int64(len(data)))
			if err != nil {
				if _, ok := errors.AsType[*FormatError](err); !ok {
					t.Errorf("an error without a reason for the reader: %v", err)
				}
				return
			}
			for _, c := range []model.Contract{peContract(), pe32Contract()} {
				checkPE(c, "hello.exe", b)
			}
		})
	})
}
