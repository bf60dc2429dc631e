//go:build real

package main

import (
	"cmp"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xgen-build/xgen/cmd/xgen/internal/askcargo"
	"github.com/xgen-build/xgen/schema/cargo"
)

// realCargo is cargo with a folder of its own for what it fetches.
type realCargo struct {
	home         string
	cargo, rustc string // "" for the rustc that cargo finds
	host         string // the triple of this machine
}

// newRealCargo finds the cargo that is used outside of any project: a program's own
// rust-toolchain.toml may name one that is not installed.
func newRealCargo(t *testing.T) *realCargo {
	t.Helper()
	cache, err := cacheDir()
	if err != nil {
		t.Fatal(err)
	}
	c := &realCargo{home: filepath.Join(cache, "real"), cargo: "cargo"}
	if err := os.MkdirAll(c.home, 0o755); err != nil {
		t.Fatal(err)
	}
	which := exec.Command("rustup", "which", "cargo")
	which.Dir = "/"
	if out, err := which.Output(); err == nil {
		c.cargo = strings.TrimSpace(string(out))
		c.rustc = filepath.Join(filepath.Dir(c.cargo), "rustc")
	}
	c.takeConfig(t)
	_, about, _ := strings.Cut(string(c.must(t, c.home, "--version", "--verbose")), "host: ")
	c.host, _, _ = strings.Cut(about, "\n")
	return c
}

// takeConfig takes over the user's configuration of cargo, which may name a mirror.
func (c *realCargo) takeConfig(t *testing.T) {
	t.Helper()
	own := cmp.Or(os.Getenv("CARGO_HOME"), filepath.Join(os.Getenv("HOME"), ".cargo"))
	for _, name := range []string{"config.toml", "config"} {
		text, err := os.ReadFile(filepath.Join(own, name))
		if err == nil {
			err = os.WriteFile(filepath.Join(c.home, name), text, 0o600)
		}
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			t.Fatal(err)
		}
	}
}

// env is the environment in which xgen asks.
func (c *realCargo) env(name string) string {
	if name == "CARGO_HOME" {
		return c.home
	}
	return os.Getenv(name)
}

// realAsker asks as xgen does, and again where cargo is too slow for it, as it may be on
// a busy machine.
type realAsker struct{ anew func() *askcargo.Cargo }

func (c *realCargo) asker(t *testing.T, dir string) realAsker {
	kept := t.TempDir()
	return realAsker{func() *askcargo.Cargo {
		return &askcargo.Cargo{Context: t.Context(), Root: dir, Env: c.env, Kept: kept}
	}}
}

// Ask answers a question.
func (a realAsker) Ask(q cargo.Question) (said []byte, err error) {
	for range 10 {
		said, err = a.anew().Ask(q)
		var s *cargo.Silence
		if !errors.As(err, &s) || s.Reason != cargo.TooLate {
			break
		}
	}
	return said, err
}

// run runs cargo in a folder and returns what it prints.
func (c *realCargo) run(t *testing.T, dir string, args ...string) ([]byte, error) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), c.cargo, args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "CARGO_HOME="+c.home, "RUSTC_BOOTSTRAP=1") // for the graph of units
	if c.rustc != "" {
		cmd.Env = append(cmd.Env, "RUSTC="+c.rustc)
	}
	var words strings.Builder
	cmd.Stderr = &words
	out, err := cmd.Output()
	if err != nil {
		err = errors.New("cargo " + strings.Join(args, " ") + ": " + strings.TrimSpace(words.String()))
	}
	return out, err
}

func (c *realCargo) must(t *testing.T, dir string, args ...string) []byte {
	t.Helper()
	out, err := c.run(t, dir, args...)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// project returns a copy of what is published of a program, all of whose crates are
// fetched.
func (c *realCargo) project(t *testing.T, p realProgram) string {
	t.Helper()
	from := c.unpacked(p)
	if from == "" {
		c.must(t, c.home, "info", p.Crate+"@"+p.Version)
	}
	if from = c.unpacked(p); from == "" {
		t.Fatalf("cargo has not unpacked %s", p.name())
	}
	dir := filepath.Join(t.TempDir(), p.Crate)
	if err := os.CopyFS(dir, os.DirFS(from)); err != nil {
		t.Fatal(err)
	}
	fetch := []string{"fetch", "--locked"}
	for _, triple := range append([]string{c.host}, p.triples()...) {
		fetch = append(fetch, "--target", triple)
	}
	done := filepath.Join(c.home, "fetched", strings.Join(append(p.triples(), p.Crate, p.Version), "+"))
	if _, err := os.Stat(done); err != nil {
		c.must(t, dir, fetch...)
		writeFiles(t, filepath.Dir(done), map[string]string{filepath.Base(done): ""})
	}
	return dir
}

// unpacked is the folder into which cargo unpacked a program; "" where it did not.
func (c *realCargo) unpacked(p realProgram) string {
	found, _ := filepath.Glob(filepath.Join(c.home, "registry/src/*", p.Crate+"-"+p.Version, ".cargo-ok"))
	if len(found) == 0 {
		return ""
	}
	return filepath.Dir(found[0])
}

// realUnit is something that cargo would compile, of its graph of units.
type realUnit struct {
	ID       string `json:"pkg_id"`
	Target   struct{ Kind []string }
	Platform *string // none for the machine that builds
	Features []string
}

// realCrate is a package of the graph, for the target or for the machine that builds.
type realCrate struct {
	Name, Version string
	Host          bool
	Features      []string
	Links         string   // the native library that it says it links
	Build         []string // names of what its build script may use
}

// realMetadata is what cargo says of packages.
type realMetadata struct {
	Packages []realPackage
	Root     string `json:"workspace_root"`
}

type realPackage struct {
	ID, Name, Version, Links string
	Manifest                 string `json:"manifest_path"`
	RustVersion              string `json:"rust_version"`
	DefaultRun               string `json:"default_run"`
	Features                 map[string][]string
	Dependencies             []realDependency
	Targets                  []struct {
		Name     string
		Kind     []string
		Required []string `json:"required-features"`
	}
}

type realDependency struct {
	Name, Kind, Target, Rename, Path, Source string
	Req                                      string
	Optional                                 bool
}

// described is what cargo reads in the manifest.
func (c *realCargo) described(t *testing.T, dir string) (m realMetadata) {
	t.Helper()
	c.decode(t, c.must(t, dir, "metadata", "--no-deps", "--offline", "--locked", "--format-version", "1"), &m)
	return m
}

func (c *realCargo) decode(t *testing.T, out []byte, into any) {
	t.Helper()
	if err := json.Unmarshal(out, into); err != nil {
		t.Fatal(err)
	}
}

// packages are those that any of a program's triples may be compiled of, by cargo's name.
func (c *realCargo) packages(t *testing.T, dir string, p realProgram) map[string]realPackage {
	t.Helper()
	args := []string{"metadata", "--offline", "--locked", "--format-version", "1"}
	for _, triple := range append([]string{c.host}, p.triples()...) {
		args = append(args, "--filter-platform", triple)
	}
	var m realMetadata
	c.decode(t, c.must(t, dir, append(args, p.arguments()...)...), &m)
	out := map[string]realPackage{}
	for _, pkg := range m.Packages {
		out[pkg.ID] = pkg
	}
	return out
}

// compiled is what a build compiles, by cargo's own plan of it.
func (c *realCargo) compiled(t *testing.T, dir string, p realProgram, triple string, packages map[string]realPackage) (out []realCrate) {
	t.Helper()
	var graph struct{ Units []realUnit }
	args := []string{"build", "--offline", "--locked", "--unit-graph", "-Z", "unstable-options", "--target", triple}
	c.decode(t, c.must(t, dir, append(args, p.arguments()...)...), &graph)
	for _, u := range graph.Units {
		if pkg := packages[u.ID]; !slices.Contains(u.Target.Kind, "custom-build") {
			out = append(out, pkg.crate(u))
		}
	}
	return out
}

func (p realPackage) hasScript() bool {
	for _, target := range p.Targets {
		if slices.Contains(target.Kind, "custom-build") {
			return true
		}
	}
	return false
}

func (p realPackage) crate(u realUnit) realCrate {
	c := realCrate{Name: p.Name, Version: p.Version, Host: u.Platform == nil, Features: u.Features, Links: p.Links}
	for _, d := range p.Dependencies {
		if d.Kind == "build" {
			c.Build = append(c.Build, d.Name)
		}
	}
	return c
}

// arguments are those by which cargo knows which features are meant.
func (p realProgram) arguments() (out []string) {
	if p.NoDefault {
		out = append(out, "--no-default-features")
	}
	if len(p.Features) > 0 {
		out = append(out, "--features", strings.Join(p.Features, ","))
	}
	return out
}
