package lint

import "testing"

// As the Cargo book has it ("Specifying dependencies"): the first part that is not
// zero decides.
func TestCompatible(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"1.2.3", "1.9.0", true},
		{"1.2.3", "2.0.0", false},
		{"0.2.3", "0.2.9", true},
		{"0.1.5", "0.2.0", false},
		{"0.0.3", "0.0.3", true},
		{"0.0.3", "0.0.4", false},
		{"0.1.0", "1.1.0", false},
		{"x", "x", true},
		{"x", "1.0.0", false},
	} {
		if got := compatible(c.a, c.b); got != c.want {
			t.Errorf("%s and %s: %v", c.a, c.b, got)
		}
	}
}
