package resolve

import (
	"strings"
	"testing"

	"github.com/xgen-build/xgen/schema/model"
)

// What a GCC's name tells is held against the triple; many names tell nothing.
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
		if got := otherABI(c.gcc, Entry{Float: c.float}); got != c.want {
			t.Errorf("%s, %s: %q, want %q", c.gcc, c.float, got, c.want)
		}
	}
}

func TestOwnNeedsMusl(t *testing.T) {
	gcc := model.Value[string]{V: "arm-linux-gnueabihf"}
	row := Target{Triple: model.Value[string]{V: "armv7-unknown-linux-gnueabihf"}}
	for libc, want := range map[string]bool{"gnu": true, "musl": false} {
		r := &resolver{user: &User{}, catalog: &Catalog{}}
		gcc.V = "arm-linux-x"
		r.own(Toolchain{GCC: &gcc}, row, Entry{Libc: libc})
		if got := strings.Contains(r.found.Error(), "is offered for musl alone: a program for armv7-unknown-linux-gnueabihf"); got != want {
			t.Errorf("%s: %v", libc, r.found)
		}
	}
}
