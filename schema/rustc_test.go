package schema

import (
	"encoding/json"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/xgen-build/xgen/schema/catalog"
	"github.com/xgen-build/xgen/schema/model"
)

// printed is what rustc says of a target. A field that it leaves out has the
// default that its own documentation gives (rustc_target::spec::TargetOptions).
type printed struct {
	Arch      string
	OS        string
	Env       string
	Endian    string `json:"target-endian"`
	ExeSuffix string `json:"exe-suffix"`
	Width     any    `json:"target-pointer-width"` // a number since 1.91, a string before
	Atomics   *int   `json:"max-atomic-width"`
	CRTStatic bool   `json:"crt-static-default"`
	StaticPIE bool   `json:"static-position-independent-executables"`
	PIE       bool   `json:"position-independent-executables"`
	Features  string
	CPU       string
	LLVMFloat string `json:"llvm-floatabi"`
	LLVM      string `json:"llvm-target"`
	ABI       string
	ABIName   string `json:"llvm-abiname"`
	RustcABI  string `json:"rustc-abi"`
	Metadata  struct{ Tier int }
}

// TestCatalogAgainstRustc holds the facts of triples.cue against the compiler
// that they are about. Another version knows other facts, so that only this one
// counts: rustup brings it; without rustup, the machine's own may be it.
func TestCatalogAgainstRustc(t *testing.T) {
	rustc := compiler(t, catalog.Load().Defaults.Channel)
	for _, triple := range Catalog() {
		t.Run(triple.Name, func(t *testing.T) {
			compare(t, triple.Triple, printSpec(t, rustc, triple.Name))
			printed, err := run(rustc, "--print", "cfg", "--target", triple.Name).Output()
			if err != nil {
				t.Fatal(err)
			}
			facts := catalog.Load().Triples[triple.Name]
			if ours, its := facts.Cfg(facts.CRTStatic), slices.Sorted(strings.Lines(string(printed))); strings.Join(ours, "\n")+"\n" != strings.Join(its, "") {
				t.Errorf("cfg is\n%s\nin the catalog, and rustc says\n%s", strings.Join(ours, "\n"), strings.Join(its, ""))
			}
		})
	}
}

// compiler is the command that runs one version of rustc.
func compiler(t *testing.T, version string) []string {
	t.Helper()
	rustc := []string{"rustc"}
	_, err := exec.LookPath("rustup")
	withRustup := err == nil
	if withRustup {
		rustc = []string{"rustup", "run", "--install", version, "rustc"}
	}
	said, err := run(rustc, "--version").Output()
	switch {
	case withRustup && err != nil:
		t.Fatalf("%v: %v", rustc, err)
	case err != nil || !strings.Contains(string(said), " "+version+" "):
		t.Skipf("the catalog is about rustc %s, and this machine has %q and no rustup", version, said)
	}
	return rustc
}

func run(command []string, more ...string) *exec.Cmd {
	return exec.Command(command[0], append(command[1:len(command):len(command)], more...)...)
}

func printSpec(t *testing.T, rustc []string, triple string) printed {
	t.Helper()
	cmd := run(rustc, "-Zunstable-options", "--print", "target-spec-json", "--target", triple)
	cmd.Env = append(os.Environ(), "RUSTC_BOOTSTRAP=1")
	data, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v: %v", cmd.Args, err)
	}
	var s printed
	if err := json.Unmarshal(data, &s); err != nil {
		t.Fatal(err)
	}
	return s
}

func compare(t *testing.T, c model.Triple, s printed) {
	width := 0
	switch w := s.Width.(type) {
	case float64:
		width = int(w)
	case string:
		width, _ = strconv.Atoi(w)
	}
	e := catalog.Load().Triples[c.Name]
	atomics := width
	if s.Atomics != nil {
		atomics = *s.Atomics
	}
	endian := s.Endian
	if endian == "" {
		endian = "little"
	}
	if c.OS != "linux" { // a specification is for Linux alone
		s.CPU, s.RustcABI = "", ""
	}
	for _, fact := range []struct {
		name      string
		ours, its any
	}{
		{"arch", c.Arch, s.Arch},
		{"os", c.OS, s.OS},
		{"libc", c.Env(), s.Env},
		{"exeSuffix", c.ExeSuffix, s.ExeSuffix},
		{"endian", string(c.Endian), endian},
		{"width", c.Width, width},
		{"atomics", c.Atomics, atomics},
		{"crtStatic", c.CRTStatic, s.CRTStatic},
		{"staticPIE", c.StaticPIE, s.StaticPIE},
		{"pie", c.PIE, s.PIE},
		{"tier", c.Tier, s.Metadata.Tier},
		{"float", string(c.FloatABI), floatABI(c, s)},
		{"llvm", e.LLVM, s.LLVM},
		{"code.cpu", e.Code.CPU, s.CPU},
		{"code.abi", e.Code.ABI, s.RustcABI},
		{"abi", e.Printed.ABI, s.ABI},
		{"abiName", e.ABIName, s.ABIName},
	} {
		if fact.ours != fact.its {
			t.Errorf("%s is %v in the catalog, and rustc says %v", fact.name, fact.ours, fact.its)
		}
	}
}

// floatABI is how rustc passes floats. Only some targets say it at all.
func floatABI(c model.Triple, s printed) string {
	switch {
	case s.LLVMFloat != "":
		return s.LLVMFloat
	case strings.Contains(s.Features, "+soft-float"):
		return "soft"
	}
	return "hard"
}
