package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xgen-build/xgen/schema/exitcode"
)

// A feature that is on by default and needs what no recipe brings is left out, and said; what
// can be built stays. Not where the program needs it, nor where the user has written what is
// built, nor where cargo is not there to say what is compiled.
func TestInitLeavesOut(t *testing.T) {
	const (
		optional = "[features]\nplain = []\ndefault = [\"plain\", \"fancy\", \"tls\"]\nfancy = [\"dep:yeslogic-fontconfig-sys\"]\ntls = [\"dep:openssl\"]\n" +
			"[dependencies]\nopenssl = {version = \"0.10\", optional = true}\nyeslogic-fontconfig-sys = {version = \"6\", optional = true}\n"
		left  = "no-default-features\": true\n\t// \"fancy\" is left out, since yeslogic-fontconfig-sys 6.0.0 cannot be built\n\tfeatures: [\"plain\", \"tls\"]\n"
		said  = `Cargo.toml:7:1: feature "fancy" is left out of those that are on by default: Cargo.lock has yeslogic-fontconfig-sys 6.0.0, whose build script asks pkg-config for fontconfig`
		needs = "[[bin]]\nname = \"hello\"\npath = \"src/main.rs\"\nrequired-features = [\"fancy\"]\n"
	)
	crates := vendor(t)
	for name, c := range map[string]struct {
		manifest, have string
		path           string
		code           exitcode.Code
		leaves         bool
	}{
		"optional":       {manifest: optional, path: os.Getenv("PATH"), leaves: true},
		"two of them":    {manifest: strings.Replace(optional, `"tls"]`, `"tls", "more"]`+"\nmore = [\"fancy\"]", 1), path: os.Getenv("PATH"), code: exitcode.Invalid},
		"always":         {manifest: strings.NewReplacer(", optional = true", "", "\"dep:yeslogic-fontconfig-sys\"", "", "\"dep:openssl\"", "").Replace(optional), path: os.Getenv("PATH"), code: exitcode.Invalid},
		"the program's":  {manifest: needs + optional, path: os.Getenv("PATH"), code: exitcode.Invalid},
		"user's targets": {manifest: optional, have: "name: \"hello\"\n" + muslTarget, path: os.Getenv("PATH"), code: exitcode.Invalid},
		"no cargo":       {manifest: optional, path: "/nowhere"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := rowProject(t, crates, compiledRow{manifest: c.manifest, targets: muslTarget})
			targets := filepath.Join(dir, "targets.cue")
			if err := os.Remove(targets); err != nil {
				t.Fatal(err)
			}
			if c.have != "" {
				writeFiles(t, dir, map[string]string{"targets.cue": c.have})
			}
			var out bytes.Buffer
			code := Main([]string{"-C", dir, "init", "aarch64"}, Streams{In: strings.NewReader(""), Out: &out, Err: &out}, func(name string) (string, bool) {
				if name == "PATH" {
					return c.path, true
				}
				return os.LookupEnv(name)
			})
			text, err := os.ReadFile(targets)
			if err != nil || code != c.code || strings.Contains(string(text), left) != c.leaves || strings.Contains(out.String(), said) != c.leaves ||
				strings.Contains(out.String(), "left out") != c.leaves {
				t.Errorf("%d, %v\n%s\n%s", code, err, &out, text)
			}
			if c.leaves && !strings.Contains(string(text), "openssl: {}") {
				t.Errorf("%s", text)
			}
		})
	}
}
