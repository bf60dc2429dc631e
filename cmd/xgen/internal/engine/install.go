package engine

import (
	"context"
	_ "embed"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"github.com/xgen-build/xgen/emit/flock"
)

// A module of two lines that requires BuildKit, as `go mod tidy` left it: its
// sums pin every byte that is compiled.
var (
	//go:embed buildkit.mod
	buildkitMod []byte
	//go:embed buildkit.sum
	buildkitSum []byte
)

// buildkitPath is BuildKit's module.
const buildkitPath = "github.com/moby/buildkit"

// Install builds BuildKit with the user's Go and puts it into p.Dir, unless it
// is there. Both programs appear at once, whole; what an interrupted
// installation left is removed by the next one. It calls progress with one
// line before each thing that takes long or changes the machine.
func (p *Private) Install(ctx context.Context, progress func(string)) error {
	if err := errors.Join(supported(), needRoot()); err != nil {
		return err
	}
	if err := p.makeRun(); err != nil {
		return err
	}
	lock, err := lockFile(ctx, p.run("install.lock"), flock.Exclusive)
	if err != nil {
		return err
	}
	defer lock.Close()
	if _, err := needTool(ctx, progress, "runc", "runc"); err != nil {
		return err
	}
	if p.Installed() {
		return nil
	}
	return p.build(ctx, progress)
}

// build compiles in a folder beside the final one and renames it.
func (p *Private) build(ctx context.Context, progress func(string)) error {
	goTool, err := exec.LookPath("go")
	if err != nil {
		return unusable("private", "install Go 1.24 or newer", "BuildKit is built with go, and there is none here")
	}
	if err := sweep(filepath.Join(p.Dir, newPrefix)); err != nil {
		return err
	}
	dir, err := os.MkdirTemp(p.Dir, newPrefix)
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	begun := time.Now()
	progress(fmt.Sprintf("building BuildKit %s with %s: one to four minutes", BuildKitVersion, goTool))
	if err := compile(ctx, goTool, dir); err != nil {
		return err
	}
	if err := os.Rename(filepath.Join(dir, "bin"), p.binaries()); err != nil {
		return err
	}
	progress(fmt.Sprintf("installed %s in %.0fs", p.binaries(), time.Since(begun).Seconds()))
	return nil
}

// newPrefix marks the names of unfinished folders.
const newPrefix = ".new-"

// sweep removes unfinished folders, whose paths begin with prefix. The caller
// holds the lock.
func sweep(prefix string) error {
	left, err := filepath.Glob(globQuote(prefix) + "*")
	for _, path := range left {
		err = errors.Join(err, os.RemoveAll(path))
	}
	return err
}

// globQuote escapes the characters that filepath.Glob would read as a pattern.
func globQuote(path string) string {
	return strings.NewReplacer(`\`, `\\`, `*`, `\*`, `?`, `\?`, `[`, `\[`).Replace(path)
}

// compile writes the module into dir and builds its two programs into dir/bin.
func compile(ctx context.Context, goTool, dir string) error {
	if err := errors.Join(
		os.WriteFile(filepath.Join(dir, "go.mod"), buildkitMod, 0o600),
		os.WriteFile(filepath.Join(dir, "go.sum"), buildkitSum, 0o600),
		os.Mkdir(filepath.Join(dir, "bin"), 0o755),
	); err != nil {
		return err
	}
	cmd := exec.Command(goTool, "build", "-mod=readonly", "-buildvcs=false", "-trimpath",
		"-ldflags", "-s -w -X "+buildkitPath+"/version.Version="+BuildKitVersion,
		"-o", "bin/", buildkitPath+"/cmd/buildkitd", buildkitPath+"/cmd/buildctl")
	cmd.Dir, cmd.Env = dir, goEnv(os.Environ())
	said, err := combined(ctx, cmd)
	if err != nil && ctx.Err() == nil {
		return buildFailure(said, err)
	}
	return err
}

// goEnv returns the caller's environment without the variables that would
// change what is compiled. GOPROXY and GOSUMDB stay the caller's.
func goEnv(environ []string) []string {
	return append(environ, "CGO_ENABLED=0", "GOFLAGS=", "GOWORK=off", "GO111MODULE=on", "GOOS=", "GOARCH=", "GOEXPERIMENT=")
}

// buildFailure returns the error of a go command with the end of its output.
func buildFailure(said string, err error) error {
	lines := strings.Split(strings.TrimSpace(said), "\n")
	e := &SolveError{Message: fmt.Sprintf("building BuildKit: %v: %s", err, lastLine(said)), Tail: lines[max(0, len(lines)-TailLines):]}
	return withSpace(e, "the user's cache", said)
}
