package suggest

import "testing"

func TestName(t *testing.T) {
	names := []string{"sha256", "targets", "lto", "armv5te", "mipsel"}
	for _, c := range []struct{ name, want string }{
		{"sha265", "sha256"}, // two neighbours swapped
		{"target", "targets"},
		{"lot", "lto"},
		{"amrv5te", "armv5te"},
		{"x", ""},
		{"riscv64", ""},
		{"", ""},
	} {
		if got := Name(c.name, names); got != c.want {
			t.Errorf("Name(%q) is %q, want %q", c.name, got, c.want)
		}
	}
}

// A machine that is known is meant: mipsel begins as mips does and is another.
func TestTriplesOfAKnownMachine(t *testing.T) {
	known := []string{"mips-unknown-linux-musl", "mipsel-unknown-linux-gnu"}
	if got := Triples("mips-acme-linux-gnu", known); got != nil {
		t.Errorf("%q", got)
	}
	if got := Triples("mipse-acme-linux-gnu", known); len(got) != 1 || got[0] != known[1] {
		t.Errorf("%q", got)
	}
}
