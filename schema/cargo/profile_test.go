package cargo

import "testing"

func TestStrip(t *testing.T) {
	for _, c := range []struct{ profiles, profile, want string }{
		{"", "release", ""},
		{"", "bench", ""},
		{"", "dev", "none"},
		{"", "test", "none"},
		{"[profile.release]\nstrip = true\n", "release", "symbols"},
		{"[profile.release]\nstrip = false\n", "bench", "none"},
		{"[profile.release]\nstrip = \"debuginfo\"\n[profile.small]\ninherits = \"release\"\n", "small", "debuginfo"},
		{"[profile.small]\ninherits = \"release\"\nstrip = \"none\"\n[profile.tiny]\ninherits = \"small\"\n", "tiny", "none"},
		{"[profile.tiny]\ninherits = \"release\"\n", "tiny", ""},
		{"[profile.mine]\ninherits = \"test\"\n", "mine", "none"},
		{"[profile.dev]\ndebug = false\n", "test", "debuginfo"},
		{"[profile.dev]\ndebug = 0\n", "dev", "debuginfo"},
		{"[profile.dev]\ndebug = 0\n[profile.test]\ndebug = 1\n", "test", "none"},
		{"[profile.a]\ninherits = \"b\"\n[profile.b]\ninherits = \"a\"\n", "a", ""},
	} {
		w, err := Read(files("Cargo.toml", pack("a", c.profiles)), "Cargo.toml")
		if err != nil {
			t.Fatal(err)
		}
		if got := w.Strip(c.profile); got != c.want {
			t.Errorf("%q strips %q in %s, want %q", c.profiles, got, c.profile, c.want)
		}
	}
}
