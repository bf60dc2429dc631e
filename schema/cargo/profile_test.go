package cargo

import (
	"strings"
	"testing"
)

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
		{"[profile.release]\ndebug = true\n", "release", "none"},
		{"[profile.release]\ndebug = 1\n", "bench", "none"},
		{"[profile.release]\ndebug = \"line-tables-only\"\n[profile.small]\ninherits = \"release\"\n", "small", "none"},
		{"[profile.release]\ndebug = false\n", "release", ""},
		{"[profile.release]\ndebug = \"none\"\n", "release", ""},
		{"[profile.release]\ndebug = 2\n[profile.small]\ninherits = \"release\"\ndebug = 0\n", "small", ""},
		{"[profile.release]\nstrip = true\n[profile.small]\ninherits = \"release\"\ndebug = 2\n", "small", "symbols"},
		{"[profile.a]\ninherits = \"b\"\n[profile.b]\ninherits = \"a\"\n", "a", ""},
	} {
		w, err := Read(files("Cargo.toml", pack("a", c.profiles)), "Cargo.toml")
		if err != nil {
			t.Fatal(err)
		}
		if got := w.Profiles.Strip(c.profile); got != c.want {
			t.Errorf("%q strips %q in %s, want %q", c.profiles, got, c.profile, c.want)
		}
	}
}

// A profile of cargo's configuration is joined with that of Cargo.toml, key by
// key, and the nearer file is heard first.
func TestProfileOfConfig(t *testing.T) {
	for _, c := range []struct{ near, far, manifest, profile, want string }{
		{"", "[profile.release]\nstrip = \"none\"\n", "", "release", "none"},
		{"[profile.release]\nstrip = \"debuginfo\"\n", "[profile.release]\nstrip = \"none\"\n", "[profile.release]\nstrip = true\n", "release", "debuginfo"},
		{"[profile.small]\ninherits = \"dev\"\n", "", "", "small", "none"},
		{"[profile.small]\nstrip = \"none\"\n", "", "[profile.small]\ninherits = \"dev\"\nstrip = true\n", "small", "none"},
		{"[profile]\nrelease = {debug = true}\n", "", "", "release", "none"},
		{"[profile.release]\ndebug = false\n", "", "[profile.release]\ndebug = true\n", "release", ""},
	} {
		w, err := Read(files("app/Cargo.toml", pack("a", c.manifest), "app/.cargo/config.toml", c.near, ".cargo/config.toml", c.far), "app/Cargo.toml")
		if err != nil {
			t.Fatal(err)
		}
		if got := w.Profiles.Strip(c.profile); got != c.want {
			t.Errorf("%q, %q and %q strip %q in %s, want %q", c.near, c.far, c.manifest, got, c.profile, c.want)
		}
	}
}

// What reaches rustc and the emitted files is one of the words that cargo
// knows; anything else is refused where it stands.
func TestStripWords(t *testing.T) {
	for _, c := range []struct{ manifest, config, want string }{
		{"[profile.release]\nstrip = \"bogus\"\n", "", `app/Cargo.toml:5:1: profile.release.strip is "bogus": want "none", "debuginfo", "symbols", true or false`},
		{"[profile]\nx = {strip = 'none\" # '}\n", "", `app/Cargo.toml:5:6: profile.x.strip is "none\" # ": want "none"`},
		{"[profile.x]\nstrip = 1\n", "", `app/Cargo.toml:5:1: profile.x.strip is "1": want "none"`},
		{"", "\nprofile.x.strip = \"all\"\n", `.cargo/config.toml:2:1: profile.x.strip is "all": want "none"`},
	} {
		_, err := Read(files("app/Cargo.toml", pack("a", c.manifest), ".cargo/config.toml", c.config), "app/Cargo.toml")
		if err == nil || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("%s%s: %v, want %s…", c.manifest, c.config, err, c.want)
		}
	}
}

func TestFatLTO(t *testing.T) {
	for _, c := range []struct{ profiles, profile, by string }{
		{"", "release", ""},
		{"[profile.release]\nlto = true\n", "release", "release"},
		{"[profile.release]\nlto = \"fat\"\n", "bench", "release"},
		{"[profile.release]\nlto = \"thin\"\n", "release", ""},
		{"[profile.release]\nlto = false\n", "release", ""},
		{"[profile.release]\nlto = true\n", "dev", ""},
		{"[profile.release]\nlto = true\n[profile.small]\ninherits = \"release\"\n", "small", "release"},
		{"[profile.release]\nlto = true\n[profile.small]\ninherits = \"release\"\nlto = \"off\"\n", "small", ""},
		{"[profile.dev]\nlto = true\n", "test", "dev"},
		{"[profile.a]\ninherits = \"b\"\n[profile.b]\ninherits = \"a\"\n", "a", ""},
	} {
		w, err := Read(files("Cargo.toml", pack("a", c.profiles)), "Cargo.toml")
		if err != nil {
			t.Fatal(err)
		}
		by, fat := w.Profiles.FatLTO(c.profile)
		if !fat {
			by = ""
		}
		if by != c.by {
			t.Errorf("%q: fat LTO of %s by %q, want by %q", c.profiles, c.profile, by, c.by)
		}
	}
}
