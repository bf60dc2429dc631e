package toolchain

import (
	"strings"
	"testing"

	"github.com/xgen-build/xgen/schema/catalog"
	"github.com/xgen-build/xgen/schema/input"
	"github.com/xgen-build/xgen/schema/model"
)

func TestExternalNeedsMusl(t *testing.T) {
	gcc := model.Value[string]{V: "arm-linux-x"}
	for libc, want := range map[string]bool{"gnu": true, "musl": false} {
		triple := *catalog.Load().Triples["armv7-unknown-linux-gnueabihf"]
		triple.Libc = libc
		_, found := Resolve(Request{Catalog: catalog.Load(), Triple: &triple, Asked: &input.Toolchain{
			Kind: model.Value[string]{V: "image"}, GCC: &gcc, Image: &model.Value[string]{V: "gcc@sha256:0"},
		}})
		if got := strings.Contains(found.Error(), "is offered for musl alone: a program for armv7-unknown-linux-gnueabihf"); got != want {
			t.Errorf("%s: %v", libc, found)
		}
	}
}
