package schema

import (
	"reflect"
	"slices"
	"testing"

	"github.com/xgen-build/xgen/schema/model"
)

// fromCatalog is a promise as the catalog makes it.
func fromCatalog[T any](v T) model.Value[T] {
	return model.Value[T]{V: v, Origin: model.Origin{From: model.FromCatalog}}
}

// TestRow74ContractOfEachTriple: a project that says nothing of its contract
// has all of the catalog's, field by field, for every triple.
func TestRow74ContractOfEachTriple(t *testing.T) {
	for _, triple := range Catalog() {
		p, found := Load(project("name: \"hello\"\n" + rowOf(triple.Name)))
		if p == nil {
			t.Errorf("%s: %v", triple.Name, found)
			continue
		}
		windows := triple.PE != nil
		static, abi := triple.Libc == "musl" || windows, fromCatalog(triple.FloatABI)
		switch {
		case windows:
			abi = model.Value[model.FloatABI]{}
		case !triple.ELF.Float:
			abi.V = ""
		}
		position, class, machine := triple.PIE, triple.ELF.Class, triple.ELF.Machine
		switch {
		case windows:
			position, class, machine = true, triple.PE.Bits, triple.PE.Machine
		case static:
			position = triple.StaticPIE
		}
		got := p.Targets[0].Contract
		for name, pair := range map[string][2]any{
			"class":     {got.Class, fromCatalog(class)},
			"machine":   {got.Machine, fromCatalog(machine)},
			"endian":    {got.Endian, fromCatalog(triple.Endian)},
			"float ABI": {got.FloatABI, abi},
			"ISA":       {got.ISA, fromCatalog(triple.ELF.ISA)},
			"static":    {got.Static, fromCatalog(static)},
			"PIE":       {got.PIE, fromCatalog(position)},
			"stripped":  {got.Stripped, model.Value[bool]{V: true, Origin: model.Origin{From: model.FromDefault}}},
		} {
			if !reflect.DeepEqual(pair[0], pair[1]) {
				t.Errorf("%s: %s is %+v, want %+v", triple.Name, name, pair[0], pair[1])
			}
		}
		if got.MaxSize != nil || got.Smoke != nil || len(got.Needed.V) > 0 == static || len(got.System.V) > 0 != windows || (got.Interp.V != "") == static {
			t.Errorf("%s: got %+v", triple.Name, got)
		}
	}
}

// The smoke command is run with each size of memory pages that the contract has,
// where there is a QEMU that has other pages and runs the target's code.
func TestPagesOfSmoke(t *testing.T) {
	for triple, want := range map[string][]int{
		"aarch64-unknown-linux-musl":     {4096, 16384, 65536},
		"loongarch64-unknown-linux-musl": nil,
	} {
		p, found := Load(project(rowOf(triple) + "contract: smoke: args: [\"--version\"]\n"))
		if p == nil {
			t.Fatal(found)
		}
		c := p.Target("a").Contract
		if !slices.Equal(c.Smoke.Pages, want) || len(c.Pages.V) != 3 {
			t.Errorf("%s: run with %v of %v", triple, c.Smoke.Pages, c.Pages.V)
		}
	}
}
