package spec

import (
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/xgen-build/xgen/schema/model"
)

// Spec is a target specification: the keys that decide which machine it is for,
// each as rustc takes it, its default where it is not written.
type Spec struct {
	Keys  map[string]model.SpecKey // all of them
	Begin model.Pos                // of the object

	Arch, OS, Env, ABI, Vendor        string
	LLVMTarget, LLVMFloatABI, ABIName string
	CPU                               string
	DataLayout, Endian, Features      string
	Width                             int // of a pointer, in bits
	Atomics                           int // the widest, in bits
	CRTStatic, CRTStaticRespected     bool
	StaticPIE, PIE                    bool
	Family                            []string
	LinkerFlavor, Relocation          string
	CodeModel                         string
	RustcABI                          string
}

// required are the keys without which rustc takes no specification.
var required = []string{"llvm-target", "target-pointer-width", "data-layout", "arch"}

// Parse reads the specification in the file name. An error is a model.Diagnostic
// with the place that is at fault.
func Parse(name string, src []byte) (*Spec, error) {
	keys, begin, err := scan(name, src)
	if err != nil {
		return nil, err
	}
	s := &Spec{
		Keys: keys, Begin: begin, OS: "none", Vendor: "unknown", Endian: "little",
		LinkerFlavor: "gnu-cc", Relocation: "pic", Atomics: unsaid,
	}
	for _, key := range required {
		switch k, ok := keys[key]; {
		case !ok:
			return nil, fault(begin, "has no %s, without which rustc takes no specification: write what rustc prints for the target that yours is like", key)
		case string(k.JSON) == "null":
			return nil, fault(k.Pos, "has null for %s, which rustc does not take: write what rustc prints for the target that yours is like", key)
		}
	}
	return s, s.decode()
}

// unsaid is the number of a key that is not there.
const unsaid = -1

// decode sets what the keys say. rustc takes null for a key that is not there.
func (s *Spec) decode() error {
	known := map[string]any{
		"arch": &s.Arch, "os": &s.OS, "env": &s.Env, "abi": &s.ABI, "vendor": &s.Vendor,
		"llvm-target": &s.LLVMTarget, "llvm-floatabi": &s.LLVMFloatABI, "llvm-abiname": &s.ABIName,
		"data-layout": &s.DataLayout, "target-endian": &s.Endian, "features": &s.Features, "cpu": &s.CPU,
		"target-pointer-width": (*bits)(&s.Width), "max-atomic-width": &s.Atomics,
		"crt-static-default": &s.CRTStatic, "crt-static-respected": &s.CRTStaticRespected,
		"static-position-independent-executables": &s.StaticPIE, "position-independent-executables": &s.PIE,
		"target-family": (*words)(&s.Family), "linker-flavor": &s.LinkerFlavor,
		"relocation-model": &s.Relocation, "rustc-abi": &s.RustcABI, "code-model": &s.CodeModel,
	}
	for _, key := range slices.Sorted(maps.Keys(known)) {
		k, ok := s.Keys[key]
		if ok && json.Unmarshal(k.JSON, known[key]) != nil {
			return fault(k.Pos, "has a wrong %s, %s: write %s", key, Shortened(k.JSON), kindOf(known[key]))
		}
	}
	if s.Atomics == unsaid {
		s.Atomics = s.Width
	}
	return nil
}

// At returns where a key stands; where it does not, where the object begins.
func (s *Spec) At(key string) model.Pos {
	if k, ok := s.Keys[key]; ok {
		return k.Pos
	}
	return s.Begin
}

// LLVMArch returns the first word of the name that LLVM has for the target.
func (s *Spec) LLVMArch() string {
	first, _, _ := strings.Cut(s.LLVMTarget, "-")
	return first
}

// SoftFloat reports whether the specification asks for floats in the registers of
// integers.
func (s *Spec) SoftFloat() bool {
	if s.LLVMFloatABI != "" {
		return s.LLVMFloatABI == "soft"
	}
	return slices.Contains(s.FeatureWords(), "+soft-float")
}

// FeatureWords are the features of LLVM's, each with its sign.
func (s *Spec) FeatureWords() []string {
	if s.Features == "" {
		return nil
	}
	return strings.Split(s.Features, ",")
}

// Relocatable reports whether rustc links programs that run at any address, where the
// target has such.
func (s *Spec) Relocatable() bool { return s.Relocation == "pic" || s.Relocation == "pie" }

// bits is a number, or one in a string: rustc wrote a pointer's width so before 1.91.
type bits int

func (b *bits) UnmarshalJSON(data []byte) error {
	n, err := strconv.Atoi(strings.Trim(string(data), `"`))
	*b = bits(n)
	return err
}

// words is a list of strings, or one.
type words []string

func (w *words) UnmarshalJSON(data []byte) error {
	var one string
	if json.Unmarshal(data, &one) == nil {
		*w = words{one}
		return nil
	}
	return json.Unmarshal(data, (*[]string)(w))
}

// kindOf says what a key must be.
func kindOf(into any) string {
	switch into.(type) {
	case *string:
		return "a string"
	case *bool:
		return "true or false"
	case *words:
		return "a list of strings"
	}
	return "a whole number"
}

// Shortened is a value on one line, and the beginning of one that is long.
func Shortened(text json.RawMessage) string {
	s := []rune(strings.Join(strings.Fields(string(text)), " "))
	if len(s) <= 60 {
		return string(s)
	}
	end := "…"
	if s[0] == '"' {
		end = "…\""
	}
	return string(s[:60]) + end
}
