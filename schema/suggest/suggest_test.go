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
