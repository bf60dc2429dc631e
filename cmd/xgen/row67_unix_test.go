package main

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/xgen-build/xgen/schema/exitcode"
)

// That the mode of a file forbids reading it is exit code 3, with its name, for
// each file and folder of a project. Root may read everything, so for root xgen
// runs as another user.
func TestRow67Unreadable(t *testing.T) {
	dir := t.TempDir()
	program := filepath.Join(dir, "xgen")
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(self)
	if err != nil {
		t.Fatal(err)
	}
	home := filepath.Join(dir, "home")
	if err := errors.Join(os.WriteFile(program, data, 0o755), os.Chmod(filepath.Dir(dir), 0o755), os.Mkdir(home, 0o755)); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		"targets.cue": "targets.cue:1:1: targets.cue: permission denied",
		"Cargo.toml":  "cargo.manifest: Cargo.toml: permission denied",
		"Cargo.lock":  "cargo.manifest: Cargo.lock: permission denied",
		"src":         "cargo.manifest: src/main.rs: permission denied",
		".":           ": permission denied",
	} {
		root := filepath.Join(dir, strings.ReplaceAll(name, ".", "-"))
		writeFiles(t, root, cargoProject)
		if err := os.Chmod(filepath.Join(root, name), 0); err != nil {
			t.Fatal(err)
		}
		for _, verb := range []string{"vet", "emit", "list"} {
			cmd := exec.Command(program, "-C", root, verb)
			cmd.Env, cmd.Dir = []string{"HOME=" + home}, dir
			if os.Geteuid() == 0 {
				cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
			}
			var said bytes.Buffer
			cmd.Stderr = &said
			err := cmd.Run()
			var failed *exec.ExitError
			if !errors.As(err, &failed) || failed.ExitCode() != int(exitcode.Environment) || !strings.Contains(said.String(), want) {
				t.Errorf("%s, %s: %v: %s\nwant exit code %d and %q", name, verb, err, &said, exitcode.Environment, want)
			}
		}
		if err := os.Chmod(filepath.Join(root, name), 0o755); err != nil {
			t.Fatal(err)
		}
	}
}
