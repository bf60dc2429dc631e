package catalog

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/xgen-build/xgen/schema/model"
)

// Triple is what the catalog knows about one of rustc's targets: what the
// resolved project keeps of it, and what only the checks and the kinds of
// toolchains ask for.
type Triple struct {
	model.Triple
	// Printed is what rustc says of the target beside its other facts.
	Printed Printed `json:"cfg"`
	StdWhy  string  // why Std is what is used where the project says nothing
	// Toolchain is the kind that is used where the project names none, and why.
	Toolchain struct{ Default, Why string }
	// Toolchains is what each kind needs to know of the triple, by the name of its
	// facts. Package toolchain alone decodes it.
	Toolchains map[string]json.RawMessage
	Flags      map[string]Flag // the target's own, whatever the toolchain
	LLVM       string          // rustc's llvm-target
	Code       Code            // what rustc's code for it is compiled for; the zero Code of Windows
	Layout     string          // LLVM's data layout of Linux; "" of Windows
	ABIName    string          // rustc's llvm-abiname
	// OtherFloat are regular expressions of arguments that give code another float
	// ABI, by what they are for.
	OtherFloat map[string]string
	Generation int    // the newest of its instruction sets by the numbers in names of GCC; 0 where they have none
	LLD        string // what goes wrong with lld; "" where nothing is known
	AnyAddress bool   // C that is compiled for one address can lie at any
	ISAForm    ISAForm
	OpenSSL    OpenSSL
	CPUTable   string // the table of its processors
	// Processor is the one that the target is built for; nil for the oldest that its code
	// runs on.
	Processor *CPU `json:"-"`
}

// Printed is a part of what rustc --print cfg says.
type Printed struct {
	ABI      string   // target_abi
	Features []string // target_feature, but crt-static
}

// Cfg returns the lines of rustc --print cfg, sorted. crtStatic is said of the target
// where flags say otherwise than its specification.
func (t *Triple) Cfg(crtStatic bool) []string {
	family := "unix"
	if t.OS == "windows" {
		family = t.OS
	}
	out := []string{
		"debug_assertions", `panic="unwind"`, family, fmt.Sprintf("target_family=%q", family),
		fmt.Sprintf("target_vendor=%q", strings.Split(t.Name, "-")[1]), `target_has_atomic="ptr"`,
		fmt.Sprintf("target_arch=%q", t.Arch), fmt.Sprintf("target_os=%q", t.OS), fmt.Sprintf("target_env=%q", t.Env()),
		fmt.Sprintf("target_abi=%q", t.Printed.ABI), fmt.Sprintf("target_endian=%q", t.Endian), fmt.Sprintf(`target_pointer_width="%d"`, t.Width),
	}
	for bits := 8; bits <= t.Atomics; bits *= 2 {
		out = append(out, fmt.Sprintf(`target_has_atomic="%d"`, bits))
	}
	for _, name := range t.Printed.Features {
		out = append(out, fmt.Sprintf("target_feature=%q", name))
	}
	if crtStatic {
		out = append(out, `target_feature="crt-static"`)
	}
	slices.Sort(out)
	return out
}

// Flag is a group of arguments that the catalog adds, by the tool that gets them.
type Flag struct {
	Rustc, C, CXX, Link []string
	Since               string // the first release of rustc that knows it, and needs it; "" for all
	Dynamic             bool   // only where rustc links the target dynamically unless told otherwise
	SelfContained       bool   // only where rustc has start files of its own for the target
	Why                 string
}

// ISAForm is how a contract may write the architecture's instruction sets: those
// that package verify can read. Both are "" where binaries record none.
type ISAForm struct {
	Match string // a regular expression
	Want  string // the same in words
}

// OpenSSL is how OpenSSL is configured for the target.
type OpenSSL struct {
	Platform string // its own name of the target
	Args     []string
	Why      string // why Args; "" where there are none
	Wrong    bool   // without Args it computes what is wrong
}
