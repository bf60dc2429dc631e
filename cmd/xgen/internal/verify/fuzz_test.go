package verify

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"github.com/xgen-build/xgen/schema/model"
)

// longestSeed is how long the evil files are from which fuzzing starts; longer
// ones, which the tests read, would leave it few executions.
const longestSeed = 70_000

// No input makes verify panic, whatever it promises, and none is dear.
func FuzzInspect(f *testing.F) {
	for _, m := range []image{goodARM(), goodMIPS(), goodRISCV()} {
		m.interp, m.needed, m.soname, m.symtab = "/lib/ld.so", []string{"libc.so"}, "x", true
		m.versions = []string{"GLIBC_2.4", "GLIBC_2.17"}
		f.Add(m.build())
		m.noHeaders, m.segment = true, mips32R2Soft
		f.Add(m.build())
	}
	for _, evil := range evilELF() {
		if len(evil.data) < longestSeed {
			f.Add(evil.data)
		}
	}
	f.Add([]byte("#!/bin/sh"))
	f.Fuzz(func(t *testing.T, data []byte) {
		bounded(t, "ELF", len(data), func() {
			b, err := inspectELF(bytes.NewReader(data), int64(len(data)))
			if err != nil {
				if _, ok := errors.AsType[*FormatError](err); !ok {
					t.Errorf("an error without a reason for the reader: %v", err)
				}
				return
			}
			for _, c := range []model.Contract{armContract(), mipsContract(), riscvContract()} {
				checkELF(c, "hello", b)
			}
		})
	})
}

// The attribute parsers by themselves, where chance finds more.
func FuzzAttributes(f *testing.F) {
	for _, section := range [][]byte{armARM926, mips32R2Soft, riscvBaseline64, riscv("rv64" + strings.Repeat("i2p1", 5000)),
		attributesOf("aeabi", binaryOrder(false), bytes.Repeat([]byte{6, 1}, 20_000))} {
		f.Add(section, true)
		f.Add(section, false)
	}
	f.Fuzz(func(t *testing.T, data []byte, big bool) {
		if len(data) > maxAttributes {
			return
		}
		bounded(t, "attributes", len(data), func() {
			for _, m := range []image{goodARM(), goodMIPS(), goodRISCV()} {
				b := &elfBinary{Machine: m.machine}
				if err := b.decode(data, binaryOrder(big)); err != nil {
					continue
				}
				for _, isa := range []string{"v5TE", "MIPS32r2+dsp", "rv64gc"} {
					b.isa(isa)
					b.float(model.FloatSoft)
				}
			}
		})
	})
}

func FuzzReport(f *testing.F) {
	f.Add([]byte(goodReport), "{}")
	f.Add([]byte(goodReport), `{"v":1e5}`)
	for _, evil := range evilReports() {
		if len(evil.data) < longestSeed {
			f.Add([]byte(evil.data), `{"v":{"a":2,"a":1}}`)
		}
	}
	f.Fuzz(func(t *testing.T, data []byte, out string) {
		bounded(t, "report", len(data)+len(out), func() {
			rep, err := ParseReport(data)
			if err != nil {
				rep = ran(0, out)
			}
			CheckSmoke(smoke(field1("v", "1")), nil, rep)
			sameJSON(raw(out), raw(out))
		})
	})
}

// FuzzTests reads what test programs print, and tests.json itself.
func FuzzTests(f *testing.F) {
	for _, out := range evilOutputs() {
		f.Add(out[:min(len(out), longestSeed)], 101)
	}
	f.Add(failing, 101)
	f.Add(`{"programs": [null]}`, -1)
	f.Fuzz(func(t *testing.T, out string, exit int) {
		data := []byte(out)
		if exit >= 0 {
			data = recorded(t, map[string]any{"stdout": out, "stderr": out, "exit": exit, "list": strings.Fields(out)})
		}
		bounded(t, "tests", len(data), func() {
			programs, err := ParseTests(data, 10)
			if err == nil {
				CheckTests(&model.Test{}, programs)
			}
		})
	})
}
