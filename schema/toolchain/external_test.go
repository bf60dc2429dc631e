package toolchain

import (
	"strings"
	"testing"

	"github.com/xgen-build/xgen/schema/catalog"
	"github.com/xgen-build/xgen/schema/input"

	"github.com/xgen-build/xgen/schema/model"
)

// What a GCC's name says is held against the triple; many names say nothing.
func TestOtherABI(t *testing.T) {
	for _, c := range []struct{ gcc, float, want string }{
		{"arm-linux-musleabi", "soft", ""},
		{"arm-unknown-linux-musleabihf", "hard", ""},
		{"arm-openwrt-linux", "soft", ""},
		{"arm-openwrt-linux-muslgnueabi", "soft", ""},
		{"mips-linux-muslsf", "soft", ""},
		{"mips-linux-musl", "soft", ""},
		{"mips-linux-muslsf", "hard", "that passes floats the soft way"},
		{"arm-linux-musleabi", "hard", "that passes floats the soft way"},
		{"arm-linux-musleabihf", "soft", "that passes floats the hard way"},
		{"arm-linux-gnueabihf", "hard", "for glibc"},
	} {
		if got := otherABI(c.gcc, &catalog.Triple{Triple: model.Triple{FloatABI: model.FloatABI(c.float)}}); got != c.want {
			t.Errorf("%s, %s: %q, want %q", c.gcc, c.float, got, c.want)
		}
	}
}

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
