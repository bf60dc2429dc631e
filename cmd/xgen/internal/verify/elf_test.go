package verify

import (
	"bytes"
	"debug/elf"
	"encoding/binary"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xgen-build/xgen/schema/model"
)

// Position-independent executables, static or not, and shared libraries are
// all ET_DYN.
func TestPIE(t *testing.T) {
	loader := "/lib/ld-musl-x86_64.so.1"
	tests := map[string]struct {
		m    image
		pie  bool
		what string
	}{
		"executable":                  {image{typ: elf.ET_EXEC}, false, executable},
		"dynamic executable":          {image{typ: elf.ET_EXEC, interp: loader}, false, executable},
		"static-pie":                  {image{typ: elf.ET_DYN, pie: true}, true, executable},
		"dynamic PIE":                 {image{typ: elf.ET_DYN, pie: true, interp: loader}, true, executable},
		"PIE of an old linker":        {image{typ: elf.ET_DYN, interp: loader, needed: []string{"libc.so"}}, true, executable},
		"shared library":              {image{typ: elf.ET_DYN, soname: "libz.so.1"}, false, "ELF shared library"},
		"plugin":                      {image{typ: elf.ET_DYN, needed: []string{"libc.so"}}, false, "ELF shared library"},
		"library with an interpreter": {image{typ: elf.ET_DYN, interp: loader, soname: "libc.so.6"}, false, "ELF shared library"},
		"marked, but not ET_DYN":      {image{typ: elf.ET_EXEC, pie: true}, false, executable},
	}
	for name, tt := range tests {
		for _, class := range []int{32, 64} {
			tt.m.class, tt.m.machine, tt.m.endian = class, elf.EM_X86_64, model.Little
			b := tt.m.inspect(t)
			if b.PIE != tt.pie || b.what() != tt.what {
				t.Errorf("%s, %d-bit: PIE %v, %s", name, class, b.PIE, b.what())
			}
		}
	}
}

// The loader goes by segments: a file whose section headers were cut off is
// judged the same.
func TestNoSectionHeaders(t *testing.T) {
	m := goodMIPS()
	m.sections, m.segment, m.noHeaders = nil, mips32R2Soft, true
	m.interp, m.needed = "/lib/ld-musl-mips-sf.so.1", []string{"libc.so"}
	b := m.inspect(t)
	if b.MIPS == nil || b.Interp != m.interp || !slices.Equal(b.Needed, m.needed) || b.Flags != m.flags {
		t.Errorf("%+v", b)
	}
}

func TestNoProgram(t *testing.T) {
	whole := goodARM().build()
	for found, data := range map[string][]byte{
		"empty file":     {},
		"script":         []byte("#!/bin/sh\nexec true\n"),
		"static library": []byte("!<arch>\n"),
		"neither an ELF file nor a Windows program":                    []byte("x"),
		"truncated ELF file: the header ends beyond byte 40":           whole[:40],
		"truncated Windows program: the DOS header ends beyond byte 6": []byte("MZ\x90\x00\x03\x00"),
	} {
		_, err := check(model.Contract{}, "hello", bytes.NewReader(data), int64(len(data)))
		bad, ok := errors.AsType[*FormatError](err)
		if !ok || bad.Found != found {
			t.Errorf("%v, want %s", err, found)
		}
	}
}

// Wherever a file is cut off, it is seen, with section headers at its end or
// without any.
func TestTruncated(t *testing.T) {
	for _, noHeaders := range []bool{false, true} {
		m := goodARM()
		m.needed, m.noHeaders = []string{"libc.so"}, noHeaders
		whole := m.build()
		for n := range whole {
			_, err := inspectELF(bytes.NewReader(whole[:n]), int64(n))
			if _, ok := errors.AsType[*FormatError](err); !ok {
				t.Fatalf("%d of %d bytes: %v", n, len(whole), err)
			}
		}
	}
}

func TestDamagedELF(t *testing.T) {
	m := goodARM()
	m.needed = []string{"libc.so"}
	data := m.build()
	at := bytes.Index(data, []byte("libc.so"))
	data[at] = 0
	_, err := inspectELF(bytes.NewReader(data), int64(len(data)))
	if err == nil || !strings.Contains(err.Error(), "DT_NEEDED names nothing") {
		t.Error(err)
	}
	data = goodRISCV().build()
	text := binary.LittleEndian.Uint64(data[40:]) + 64 // e_shoff, then the second header
	binary.LittleEndian.PutUint64(data[text+32:], 1<<40)
	_, err = inspectELF(bytes.NewReader(data), int64(len(data)))
	if err == nil || !strings.Contains(err.Error(), "a section ends beyond byte") {
		t.Error(err)
	}
	data = goodARM().build()
	data[4] = 9 // EI_CLASS
	if _, err := inspectELF(bytes.NewReader(data), int64(len(data))); err == nil || !strings.Contains(err.Error(), "damaged ELF file") {
		t.Error(err)
	}
}

// A name from a binary cannot write to the terminal.
func TestNamesAreEscaped(t *testing.T) {
	m := goodARM()
	m.interp = "/lib/\x1b[2Jld.so"
	r := row(t, checkELF(armContract(), "hello", m.inspect(t)), "interpreter")
	if r.Found != `"/lib/\x1b[2Jld.so"` {
		t.Error(r.Found)
	}
	m.interp = strings.Repeat("ä", 300)
	r = row(t, checkELF(armContract(), "hello", m.inspect(t)), "interpreter")
	if r.Found != strings.Repeat("ä", 100)+" …" {
		t.Error(r.Found)
	}
}

// What the host's compiler makes is what it was asked for.
func TestHostCompiler(t *testing.T) {
	if testing.Short() {
		t.Skip("links five programs")
	}
	cc, err := exec.LookPath("gcc")
	if err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal("gcc is not installed: apt-get install gcc libc6-dev")
		}
		t.Skip("no gcc on this machine")
	}
	dir := t.TempDir()
	source := filepath.Join(dir, "main.c")
	if err := os.WriteFile(source, []byte("int main(void) { return 0; }\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	tests := map[string]struct {
		flags                []string
		what                 string
		pie, static, symbols bool
	}{
		"static":  {[]string{"-static", "-no-pie"}, executable, false, true, true},
		"no-pie":  {[]string{"-no-pie", "-s"}, executable, false, false, false},
		"pie":     {[]string{"-pie", "-fPIE"}, executable, true, false, true},
		"static-": {[]string{"-static-pie", "-fPIE"}, executable, true, true, true},
		"shared":  {[]string{"-shared", "-fPIC"}, "ELF shared library", false, true, true},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			out := filepath.Join(dir, name)
			if msg, err := exec.Command(cc, append(tt.flags, "-o", out, source)...).CombinedOutput(); err != nil {
				t.Fatalf("%v: %s", err, msg)
			}
			b := inspectFile(t, out)
			static := b.Interp == "" && b.Needed == nil
			if b.what() != tt.what || b.PIE != tt.pie || static != tt.static || b.Symbols != tt.symbols {
				t.Errorf("%s: %+v", b.what(), b)
			}
		})
	}
}
