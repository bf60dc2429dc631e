package isa

import (
	"errors"
	"strings"

	"github.com/xgen-build/xgen/schema/lazyregexp"
)

// riscvImplied lists the extensions that each one includes (The RISC-V
// Instruction Set Manual, volume I, "ISA Extension Naming Conventions" and the
// chapters of the extensions).
var riscvImplied = map[string]string{
	"g":       "i m a f d zicsr zifencei",
	"m":       "zmmul",
	"a":       "zaamo zalrsc",
	"f":       "zicsr",
	"d":       "f",
	"q":       "d",
	"c":       "zca",
	"b":       "zba zbb zbs",
	"v":       "d zve64d zvl128b",
	"zve64d":  "zve64f d",
	"zve64f":  "zve64x zve32f",
	"zve32f":  "zve32x f",
	"zve64x":  "zve32x zvl64b",
	"zve32x":  "zvl32b zicsr",
	"zvl128b": "zvl64b",
	"zvl64b":  "zvl32b",
	"zcd":     "zca d",
	"zcf":     "zca f",
	"zcb":     "zca",
	"zfh":     "zfhmin",
	"zfhmin":  "f",
	"zicntr":  "zicsr",
	"zihpm":   "zicsr",
	"zabha":   "zaamo",
	"zacas":   "zaamo",
	"zvfh":    "zvfhmin zve32f zfhmin",
	"zvfhmin": "zve32f",
	"zk":      "zkn zkr zkt",
	"zkn":     "zbkb zbkc zbkx zkne zknd zknh",
	"zvbb":    "zvkb",
	"h":       "zicsr",
	"zfa":     "f",
	"zce":     "zcb zcmp zcmt",
	"zcmp":    "zca",
	"zcmt":    "zca zicsr",
}

// riscvVersion matches the "2p1" at the end of an extension's name.
var riscvVersion = lazyregexp.New(`[0-9]+p[0-9]+$`)

// RISCV parses an ISA string such as "rv64gc" or "rv64i2p1_m2p0_zicsr2p0",
// and returns the width and the set of extensions with those that they imply.
// Names of one letter may stand together; longer ones begin with s, x or z and
// are separated by underscores. Versions are ignored: later versions only
// specify the same instructions more exactly.
func RISCV(arch string) (width string, set map[string]bool, err error) {
	arch = strings.ToLower(arch)
	if !strings.HasPrefix(arch, "rv32") && !strings.HasPrefix(arch, "rv64") {
		return "", nil, errors.New("not a RISC-V instruction set")
	}
	width, set = arch[:4], map[string]bool{}
	for part := range strings.SplitSeq(arch[4:], "_") {
		for _, name := range riscvNames(part) {
			riscvAdd(set, name)
		}
	}
	riscvCompressed(width, set)
	delete(set, "g") // only a short way to write what it implies
	if !set["i"] && !set["e"] {
		return "", nil, errors.New("a RISC-V instruction set without a base")
	}
	return width, set, nil
}

// riscvCompressed adds what c includes together with d and, on 32 bits, with
// f.
func riscvCompressed(width string, set map[string]bool) {
	if set["c"] && set["d"] {
		riscvAdd(set, "zcd")
	}
	if set["c"] && set["f"] && width == "rv32" {
		riscvAdd(set, "zcf")
	}
}

// riscvNames splits the text between two underscores into extensions. The
// single letters at its beginning may be followed by a longer name.
func riscvNames(part string) []string {
	var list []string
	for part != "" {
		if strings.ContainsRune("sxz", rune(part[0])) {
			return append(list, riscvVersion.ReplaceAllString(part, ""))
		}
		list = append(list, part[:1])
		part = riscvSkipVersion(part[1:])
	}
	return list
}

// riscvSkipVersion returns s without a version such as "2p1" or "2" at its
// beginning.
func riscvSkipVersion(s string) string {
	const digits = "0123456789"
	t := strings.TrimLeft(s, digits)
	if t == s {
		return s
	}
	if minor, ok := strings.CutPrefix(t, "p"); ok {
		return strings.TrimLeft(minor, digits)
	}
	return t
}

// riscvAdd adds an extension and all that it implies.
func riscvAdd(set map[string]bool, name string) {
	if set[name] {
		return
	}
	set[name] = true
	for _, implied := range strings.Fields(riscvImplied[name]) {
		riscvAdd(set, implied)
	}
}

// riscvHas reports whether one set has all extensions of another.
func riscvHas(have, want string) bool {
	width, set, err := RISCV(have)
	other, wanted, err2 := RISCV(want)
	for name := range wanted {
		if !set[name] {
			return false
		}
	}
	return err == nil && err2 == nil && width == other
}
