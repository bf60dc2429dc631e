package toolchain

import (
	"strings"
	"testing"

	"github.com/xgen-build/xgen/schema/catalog"
	"github.com/xgen-build/xgen/schema/input"
	"github.com/xgen-build/xgen/schema/model"
)

func TestExternalNeedsMusl(t *testing.T) {
	gcc := model.Value[string]{V: "x"}
	for _, name := range catalog.Load().Names() {
		triple := catalog.Load().Triples[name]
		_, found := Resolve(Request{Catalog: catalog.Load(), Triple: triple, Asked: &input.Toolchain{
			Kind: model.Value[string]{V: "image"}, GCC: &gcc, Image: &model.Value[string]{V: "gcc@sha256:0"},
		}, Patches: func(string, input.SourcePatches) []model.SourcePatch { return nil }})
		if got := strings.Contains(found.Error(), "is offered for musl alone"); got != (triple.Libc != "musl") {
			t.Errorf("%s: %v", name, found)
		}
	}
}
