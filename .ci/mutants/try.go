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
	died      fate = iota
	survived       // its tests pass
	unreached      // no test runs the line
	invalid        // it does not compile
)

// testedBy names the packages whose tests a package has besides its own.
var testedBy = map[string][]string{
	"schema/resolve":   {"schema"},
	"schema/model":     {"schema"},
	"schema/lint":      {"schema"},
	"schema/plaintext": {"schema"},
}

// bench is the folder of what is compiled, and what is known of each package
// with tests.
type bench struct {
	ctx   context.Context // ends when the user has enough
	dir   string
	known map[string]*healthy // by the package that is broken, and the one with the tests
}

// healthy is a package's tests on the program as it is.
type healthy struct {
	takes   time.Duration
	reached coverage
}

// try tries the mutants one after the other and names the survivors.
func try(ctx context.Context, chosen []mutant, out io.Writer) (map[fate]int, error) {
	dir, err := os.MkdirTemp("", "mutants-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	b := &bench{ctx: ctx, dir: dir, known: map[string]*healthy{}}
	counts := map[fate]int{}
	for _, m := range chosen {
		f, err := b.fate(m)
		if err = cmp.Or(context.Cause(ctx), err); err != nil {
			return nil, err
		}
		counts[f]++
		switch f {
		case survived:
			fmt.Fprintf(out, "%s: SURVIVED in %s\n", m, m.function)
		case unreached:
			fmt.Fprintf(out, "%s: SURVIVED in %s: no test runs it\n", m, m.function)
		}
	}
	return counts, nil
}

// fate has a mutant meet the tests: the short ones first, most end there.
func (b *bench) fate(m mutant) (fate, error) {
	last := unreached
	for _, tests := range append([]string{m.pkg}, testedBy[m.pkg]...) {
		h, err := b.healthy(m.pkg, tests)
		if err != nil {
			return died, err
		}
		if h == nil || m.inFunction && !h.reached.holds(m.file, m.line) {
			continue
		}
		bin, err := b.compile(tests, &m)
		if err != nil {
			return invalid, nil
		}
		limit := 3*h.takes + 10*time.Second
		if b.runTests(bin, tests, limit, "-test.short") != nil || b.runTests(bin, tests, limit) != nil {
			return died, nil
		}
		last = survived
	}
	return last, nil
}

// healthy runs tests once on the program as it is: they must pass, and they
// say how long they take and which lines of a package they reach. It is nil
// for a package without tests.
func (b *bench) healthy(pkg, tests string) (*healthy, error) {
	key := pkg + " " + tests
	if h, ok := b.known[key]; ok {
		return h, nil
	}
	bin, err := b.compile(tests, nil, "-cover", "-coverpkg=./"+pkg)
	if err != nil {
		return nil, err
	}
	if _, err := os.Stat(bin); err != nil { // no tests: the compiler writes nothing
		b.known[key] = nil
		return nil, nil
	}
	profile := filepath.Join(b.dir, "profile")
	begun := time.Now()
	if err := b.runTests(bin, tests, 10*time.Minute, "-test.coverprofile="+profile); err != nil {
		return nil, fmt.Errorf("the tests of %s fail on the program as it is: %w", tests, err)
	}
	h := &healthy{takes: time.Since(begun)}
	h.reached, err = readCoverage(profile)
	b.known[key] = h
	return h, err
}

// compile makes the test binary of a package, with one file replaced.
func (b *bench) compile(tests string, m *mutant, flags ...string) (bin string, err error) {
	bin = filepath.Join(b.dir, "test.bin")
	if err := os.Remove(bin); err != nil && !errors.Is(err, os.ErrNotExist) {
		return "", err
	}
	args := append([]string{"test", "-c", "-vet=off", "-p=1", "-o", bin}, flags...)
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
