package engine

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// aptGet puts an apt-get, and a sudo, that are scripts in the way of the real ones.
func aptGet(t *testing.T, script string) (dir string) {
	t.Helper()
	dir = t.TempDir()
	for name, text := range map[string]string{"apt-get": script, "sudo": `shift; exec "$@"`} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte("#!/bin/sh\ncd "+dir+"\n"+text), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	t.Setenv("PATH", dir+":"+os.Getenv("PATH"))
	return dir
}

// told collects the progress, without sudo.
func told(lines *[]string) func(string) {
	return func(s string) { *lines = append(*lines, strings.Replace(s, "sudo -n ", "", 1)) }
}

func TestAptInstall(t *testing.T) {
	const install = "running apt-get install -y --no-install-recommends runc"
	for name, c := range map[string]struct {
		script string
		want   []string
		fails  bool
	}{
		"good":     {"exit 0", []string{install}, false},
		"old list": {"[ $1 = update ] && touch list; [ -e list ]", []string{install, "running apt-get update", install}, false},
		"bad":      {"[ $1 = update ] || { echo 'E: Unable to locate' >&2; exit 100; }", []string{install, "running apt-get update", install}, true},
	} {
		t.Run(name, func(t *testing.T) {
			aptGet(t, c.script)
			var lines []string
			err := aptInstall(t.Context(), told(&lines), "runc")
			var u *Unusable
			if !slices.Equal(lines, c.want) || c.fails != errors.As(err, &u) {
				t.Errorf("%q, %v", lines, err)
			}
			if c.fails && !strings.HasSuffix(u.Hint(), "apt-get install -y --no-install-recommends runc") {
				t.Errorf("hint: %s", u.Hint())
			}
		})
	}
}

func TestNoApt(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	var u *Unusable
	err := aptInstall(t.Context(), func(s string) { t.Error(s) }, "runc")
	if !errors.As(err, &u) || u.Hint() != "install runc" {
		t.Error(err)
	}
}

// TestNeedTool finds a tool only once it is installed.
func TestNeedTool(t *testing.T) {
	dir := aptGet(t, "touch xgen-tool; chmod +x xgen-tool")
	var lines []string
	for range 2 {
		path, err := needTool(t.Context(), told(&lines), "xgen-tool", "tool")
		if err != nil || path != filepath.Join(dir, "xgen-tool") {
			t.Errorf("%s, %v", path, err)
		}
	}
	if len(lines) != 1 {
		t.Errorf("%q", lines)
	}
}

// TestInstallWithoutGo says what is missing.
func TestInstallWithoutGo(t *testing.T) {
	dir := aptGet(t, "exit 1")
	t.Setenv("PATH", dir)
	if err := os.WriteFile(filepath.Join(dir, "runc"), []byte("#!/bin/sh\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	p := &Private{Dir: t.TempDir()}
	var u *Unusable
	err := p.Install(t.Context(), func(s string) { t.Error(s) })
	if supported() == nil && (!errors.As(err, &u) || !strings.Contains(u.Hint(), "install Go")) {
		t.Error(err)
	}
	if err := p.Engine().Check(t.Context()); !errors.As(err, &u) || u.Hint() != installCommand {
		t.Error(err)
	}
}
