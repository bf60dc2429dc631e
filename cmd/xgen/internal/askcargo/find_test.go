package askcargo

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/xgen-build/xgen/schema/cargo"
)

// rustup is a folder with rustup, which must not run, and a toolchain.
func rustup(t *testing.T, link func(rustup, cargo string) error) (home string) {
	t.Helper()
	home = t.TempDir()
	bin := filepath.Join(home, "bin")
	write(t, filepath.Join(bin, "rustup"), "#!/bin/sh\necho rustup was run\n")
	if err := link(filepath.Join(bin, "rustup"), filepath.Join(bin, "cargo")); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(home, ".rustup/settings.toml"), "version = \"12\"\ndefault_toolchain = \"mine\"\n\n[overrides]\n")
	write(t, filepath.Join(home, ".rustup/toolchains/mine/bin/cargo"), "#!/bin/sh\necho the toolchain\\'s, $RUSTC\n")
	write(t, filepath.Join(home, ".rustup/toolchains/mine/bin/rustc"), "#!/bin/sh\n")
	return home
}

// rustup obeys a project's rust-toolchain.toml and fetches what it names: it is passed by.
func TestRustup(t *testing.T) {
	for name, link := range map[string]func(string, string) error{"symbolic": os.Symlink, "hard": os.Link} {
		home := rustup(t, link)
		ask := func(env map[string]string) (string, cargo.Reason) {
			env["PATH"] = filepath.Join(home, "bin") + ":/usr/bin:/bin"
			said, err := asking(t, t.TempDir(), env).Ask(cargo.Question{})
			return string(said), reason(err)
		}
		bin := filepath.Join(home, ".rustup/toolchains/mine/bin")
		if said, _ := ask(map[string]string{"HOME": home}); said != "the toolchain's, "+bin+"/rustc\n" {
			t.Errorf("%s: %q", name, said)
		}
		if said, _ := ask(map[string]string{"RUSTUP_HOME": filepath.Join(home, ".rustup")}); said != "the toolchain's, "+bin+"/rustc\n" {
			t.Errorf("%s: %q", name, said)
		}
		for what, env := range map[string]map[string]string{"elsewhere": {"HOME": t.TempDir()}, "relative": {"RUSTUP_HOME": ".rustup"}} {
			if said, why := ask(env); why != cargo.NoCargo {
				t.Errorf("%s: %s: %q, %s", name, what, said, why)
			}
		}
		for _, settings := range []string{"", "default_toolchain = \"gone\"\n", "default_toolchain = \"../mine\"\n"} {
			write(t, filepath.Join(home, ".rustup/settings.toml"), settings)
			if said, why := ask(map[string]string{"HOME": home}); why != cargo.NoCargo {
				t.Errorf("%s: %q: %q, %s", name, settings, said, why)
			}
		}
	}
}

// A folder that is counted from where xgen was started may be the project's own.
func TestRelativePath(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	write(t, filepath.Join(dir, "bin/cargo"), "#!/bin/sh\necho run\n")
	for _, list := range []string{"bin", "./bin", "", ":", "bin:/nowhere"} {
		c := asking(t, dir, map[string]string{"PATH": list})
		if said, err := c.Ask(cargo.Question{}); reason(err) != cargo.NoCargo {
			t.Errorf("%q: %q, %v", list, said, err)
		}
	}
}
