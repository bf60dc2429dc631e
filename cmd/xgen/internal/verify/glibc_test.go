package verify

import (
	"debug/elf"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xgen-build/xgen/schema/model"
)

// The versions are read by the segments, in both classes and byte orders.
func TestGlibc(t *testing.T) {
	for _, c := range []struct {
		asks   []string
		newest string
		found  string
		ok     bool
	}{
		{[]string{"GLIBC_2.2.5", "GLIBC_2.17", "GLIBC_2.4"}, "2.17", "2.17", true},
		{[]string{"GLIBC_2.2.5", "GLIBC_2.4"}, "2.17", "2.4", true},
		{[]string{"GLIBC_2.17", "GLIBC_2.34"}, "2.17", "GLIBC_2.34", false},
		{[]string{"GLIBC_2.17.1"}, "2.17", "GLIBC_2.17.1", false},
		{[]string{"GLIBC_2.9"}, "2.17", "2.9", true},
		{[]string{"GLIBC_2.34", "GLIBC_2.28", "GLIBC_2.9"}, "2.17", "GLIBC_2.28; GLIBC_2.34", false},
		{[]string{"GLIBC_PRIVATE", "GLIBC_2.17"}, "2.17", "GLIBC_PRIVATE", false},
		{[]string{"GLIBC_ABI_DT_RELR", "GLIBC_2.17"}, "2.17", "GLIBC_ABI_DT_RELR", false},
		{[]string{"GLIBC_2.16-x", "GLIBC_2.17"}, "2.17", "GLIBC_2.16-x", false},
		{[]string{"GLIBC_v2.16", "GLIBC_2.17"}, "2.17", "GLIBC_v2.16", false},
		{[]string{"GCC_3.0", "OPENSSL_3.0.0"}, "2.17", "none", true},
	} {
		for _, class := range []int{32, 64} {
			for _, endian := range []model.Endian{model.Little, model.Big} {
				m := image{class: class, endian: endian, machine: elf.EM_PPC64, typ: elf.ET_DYN, pie: true,
					interp: "/lib/ld.so.1", needed: []string{"libc.so.6"}, versions: c.asks, noHeaders: true}
				if found, ok := m.inspect(t).glibc(c.newest); found != c.found || ok != c.ok {
					t.Errorf("%v, %d-bit %s: %q, %v", c.asks, class, endian, found, ok)
				}
			}
		}
	}
}

// The symbols that ask for too new a glibc are named, as in a real program.
func TestGlibcNamesSymbols(t *testing.T) {
	gcc, err := exec.LookPath("gcc")
	if err != nil {
		t.Fatal("no gcc: apt-get install gcc libc6-dev")
	}
	program := filepath.Join(t.TempDir(), "x")
	cmd := exec.Command(gcc, "-x", "c", "-o", program, "-")
	cmd.Stdin = strings.NewReader("int main(void) { return 0; }")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	b := inspectFile(t, program)
	if found, ok := b.glibc("2.0"); ok || !strings.Contains(found, ": ") || !strings.Contains(found, "__libc_start_main") {
		t.Errorf("%q, %v", found, ok)
	}
	if found, ok := b.glibc("2.999"); !ok || !strings.HasPrefix(found, "2.") {
		t.Errorf("%q, %v", found, ok)
	}
}

func TestGlibcContract(t *testing.T) {
	c := model.Contract{
		Interp: from("/lib/ld-linux-armhf.so.3"), Needed: from([]string{"libc.so.6"}), Glibc: from("2.17"),
	}
	m := goodARM()
	m.interp, m.needed, m.versions = "/lib/ld-linux-armhf.so.3", []string{"libc.so.6"}, []string{"GLIBC_2.17"}
	if rows := checkELF(c, "hello", m.inspect(t)); !Held(rows) || len(rows) != 5 {
		t.Errorf("%+v", rows)
	}
	m.interp, m.versions = "/lib/ld-musl-armhf.so.1", []string{"GLIBC_2.18"}
	broken := ""
	for _, r := range checkELF(c, "hello", m.inspect(t)) {
		if r.Status != OK {
			broken += r.Promise + ": " + r.Found + "\n"
		}
	}
	if broken != "interpreter: /lib/ld-musl-armhf.so.1\nglibc: GLIBC_2.18\n" {
		t.Error(broken)
	}
}

// lld takes the attributes of glibc's start files, which say nothing of floats,
// and notes the ABI in the header.
func TestFloatOfARMHeader(t *testing.T) {
	m := goodARM()
	withARM(6, 10, 10, 3)(&m)
	for flags, want := range map[uint32]string{armEABI5: "softfp, with VFPv3 instructions", armEABI5 | armHardFloat: "hard"} {
		m.flags = flags
		if found, ok := m.inspect(t).float(model.FloatHard); found != want || ok != (want == "hard") {
			t.Errorf("%#x: %q, %v", flags, found, ok)
		}
	}
}

const armEABI5 = 0x5000000

func from[T any](v T) model.Value[T] { return model.Value[T]{V: v, Origin: user} }
