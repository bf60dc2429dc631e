//go:build e2e

package main

import (
	"path/filepath"
	"testing"

	"github.com/xgen-build/xgen/cmd/xgen/internal/engine"
)

// newEngine has e use the private engine of another cache folder, which is empty at
// first, and starts it; target is any of the project. The folder's path should be
// short: a socket lies below it. What is returned ends the engine.
func (e *e2e) newEngine(cache, target string) (stop func()) {
	e.t.Helper()
	e.env = append(e.env, "XDG_CACHE_HOME="+cache)
	e.sh("mkdir -p " + cache + "/xgen/buildkit && ln -sf " + privatePrograms(e.t) + " " + cache + "/xgen/buildkit/")
	e.xgen(0, "run", target, "--stage", "os", "--engine", "private", "--emit")
	return func() { _ = e.command("engine", "stop").Run() }
}

// privatePrograms is the folder of the private engine's programs.
func privatePrograms(t *testing.T) string {
	t.Helper()
	cache, err := cacheDir()
	if err != nil {
		t.Fatal(err)
	}
	p := &engine.Private{Dir: filepath.Join(cache, "buildkit")}
	if !p.Installed() {
		t.Fatal("the private engine is not installed: xgen engine install --force")
	}
	return filepath.Dir(p.Buildctl())
}
