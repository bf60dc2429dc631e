package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"time"
)

// fate says what became of a mutant.
type fate int

const (
	died     fate = iota
	survived      // its tests pass
	invalid       // it does not compile
)

// testedBy names the packages whose tests a package has besides its own.
var testedBy = map[string][]string{
	"schema/resolve":   {"schema"},
	"schema/model":     {"schema"},
	"schema/lint":      {"schema"},
	"schema/plaintext": {"schema"},
	"schema/toolchain": {"schema"},
	"schema/decode":    {"schema", "schema/check"},
}

// bench is where mutants are tried.
type bench struct {
	ctx   context.Context          // ends when the user has enough
	dir   string                   // of what is compiled, and of the tests' temporary files
	takes map[string]time.Duration // how long a package's tests take on the program as it is; 0: it has none
}

// try tries the mutants one after the other and names the survivors.
func try(ctx context.Context, chosen []mutant, out io.Writer) (map[fate]int, error) {
	dir, err := os.MkdirTemp("", "mutants-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	b := &bench{ctx: ctx, dir: dir, takes: map[string]time.Duration{}}
	counts := map[fate]int{}
	for _, m := range chosen {
		f, err := b.fate(m)
		if err = cmp.Or(context.Cause(ctx), err); err != nil {
			return nil, err
		}
		counts[f]++
		if f == survived {
			fmt.Fprintf(out, "%s: survives (%s)\n", m, m.key())
		}
	}
	return counts, nil
}

// fate has a mutant meet the tests: the short ones first, most end there.
func (b *bench) fate(m mutant) (fate, error) {
	for _, tests := range append([]string{m.pkg}, testedBy[m.pkg]...) {
		takes, err := b.healthy(tests)
		if err != nil {
			return died, err
		}
		if takes == 0 {
			continue
		}
		bin, err := b.compile(tests, &m)
		if err != nil {
			return invalid, nil
		}
		limit := 3*takes + 10*time.Second
		if b.runTests(bin, tests, limit, "-test.short") != nil || b.runTests(bin, tests, limit) != nil {
			return died, nil
		}
	}
	return survived, nil
}

// healthy runs a package's tests once on the program as it is: they must pass.
func (b *bench) healthy(tests string) (takes time.Duration, err error) {
	if takes, ok := b.takes[tests]; ok {
		return takes, nil
	}
	bin, err := b.compile(tests, nil)
	if err != nil {
		return 0, err
	}
	if _, err := os.Stat(bin); err == nil { // without tests nothing is written
		begun := time.Now()
		if err := b.runTests(bin, tests, 10*time.Minute); err != nil {
			return 0, fmt.Errorf("the tests of %s fail on the program as it is: %w", tests, err)
		}
		takes = time.Since(begun)
	}
	b.takes[tests] = takes
	return takes, nil
}

// compile makes the test binary of a package, with one file replaced.
func (b *bench) compile(tests string, m *mutant) (bin string, err error) {
	bin = filepath.Join(b.dir, "test.bin")
	if err := os.Remove(bin); err != nil && !errors.Is(err, os.ErrNotExist) {
		return "", err
	}
	args := []string{"test", "-c", "-vet=off", "-p=1", "-ldflags=-s -w", "-o", bin}
	if m != nil {
		overlay, err := b.overlay(*m)
		if err != nil {
			return "", err
		}
		args = append(args, "-overlay="+overlay)
	}
	cmd := exec.CommandContext(b.ctx, "go", append(args, "./"+tests)...)
	said, err := cmd.CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("go test -c ./%s: %w\n%s", tests, err, said)
	}
	return bin, nil
}

// overlay writes the broken file and the list by which the go command reads it
// in the place of the real one.
func (b *bench) overlay(m mutant) (name string, err error) {
	real, err := filepath.Abs(filepath.FromSlash(m.file))
	if err != nil {
		return "", err
	}
	broken, name := filepath.Join(b.dir, "broken.go"), filepath.Join(b.dir, "overlay.json")
	list, err := json.Marshal(map[string]any{"Replace": map[string]string{real: broken}})
	return name, errors.Join(err, os.WriteFile(broken, m.broken(), 0o644), os.WriteFile(name, list, 0o644))
}

// runTests runs a test binary in its package's folder, to the first failure.
// What it has started ends with it.
func (b *bench) runTests(bin, tests string, limit time.Duration, args ...string) error {
	ctx, cancel := context.WithTimeout(b.ctx, limit)
	defer cancel()
	cmd := exec.CommandContext(ctx, bin, append([]string{"-test.failfast"}, args...)...)
	cmd.Dir = filepath.FromSlash(tests)
	cmd.WaitDelay = time.Second
	cmd.Env = append(os.Environ(), "TMPDIR="+b.dir) // a test that is killed sweeps nothing
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	kill := func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
	cmd.Cancel = kill
	said, err := cmd.CombinedOutput()
	if cmd.Process != nil {
		_ = kill()
	}
	if err != nil {
		return fmt.Errorf("%w\n%s", err, said)
	}
	return nil
}
