package emit_test

import (
	"bytes"
	"encoding/json"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/moby/buildkit/frontend/dockerfile/instructions"
	"github.com/moby/buildkit/frontend/dockerfile/linter"
	"github.com/moby/buildkit/frontend/dockerfile/parser"
	"github.com/pelletier/go-toml/v2"
	"github.com/rhysd/actionlint"

	"github.com/xgen-build/xgen/emit"
	"github.com/xgen-build/xgen/schema"
)

// need returns a program that reads artifacts in earnest. In CI it has to be there.
func need(t *testing.T, name, install string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err == nil {
		return path
	}
	if os.Getenv("CI") != "" {
		t.Fatalf("%s is not installed: %s", name, install)
	}
	t.Skipf("%s is not installed: %s", name, install)
	return ""
}

func output(t *testing.T, cmd *exec.Cmd) string {
	t.Helper()
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %v\n%s", cmd.Args, err, out)
	}
	return string(out)
}

// stages reads a Dockerfile as BuildKit does, with its linter.
func stages(t *testing.T, data []byte) []instructions.Stage {
	t.Helper()
	res, err := parser.Parse(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range res.Warnings {
		t.Errorf("warning: %s", w.Short)
	}
	lint := linter.New(&linter.Config{
		Warn: func(rule, _, _, message string, at []parser.Range) {
			t.Errorf("%v: %s: %s", at, rule, message)
		},
	})
	found, _, err := instructions.Parse(res.AST, lint)
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func TestBuildKitReadsDockerfiles(t *testing.T) {
	with := []string{"os", "rust", "zig", "cc", "std", "source", "fetch", "patch", "build", "emulator", "outputs", "artifact", "test", "reports", "report"}
	instead := func(stages ...string) []string { return slices.Replace(slices.Clone(with), 2, 3, stages...) }
	eachProject(t, func(t *testing.T, all map[string]emit.Artifact) {
		for _, a := range ending(all, "/Dockerfile") {
			order := with
			switch { // each source of toolchains has stages of its own
			case bytes.Contains(a.Bytes, []byte("/debian-gcc.sh")):
				order = instead()
			case bytes.Contains(a.Bytes, []byte("XGEN_FROM=tarball")):
				order = instead("pull-url", "pulled-toolchain")
			case bytes.Contains(a.Bytes, []byte("AS compiler")):
				order = instead("pull-debian", "pulled-binutils", "pulled-gcc", "pulled-musl", "binutils", "compiler", "libc")
			case bytes.Contains(a.Bytes, []byte("AS component")):
				order = instead("toolchain", "component")
			case bytes.Contains(a.Bytes, []byte("XGEN_FROM=image")):
				order = instead("toolchain")
			}
			if bytes.Contains(a.Bytes, []byte("/multiarch.sh")) {
				order = instead()
			}
			for _, more := range [][2]string{{"cc", "atomics"}, {"emulator", "system"}, {"emulator", "runtime"}} { // only where they are used
				if bytes.Contains(a.Bytes, []byte(" AS "+more[1]+"\n")) {
					order = slices.Insert(slices.Clone(order), slices.Index(order, more[0])+1, more[1])
				}
			}
			var names []string
			for _, s := range stages(t, a.Bytes) {
				names = append(names, s.Name)
			}
			want := order
			if strings.Contains(string(a.Bytes), "testrun.sh") {
				want = slices.Insert(slices.Insert(slices.Clone(order), len(order)-2, "testrun"), slices.Index(order, "emulator"), "tests")
				if strings.Contains(string(a.Bytes), "fmt.sh") {
					want = slices.Insert(want, slices.Index(want, "tests"), "fmt")
				}
			}
			if !slices.Equal(names, want) {
				t.Errorf("%s: stages are %v, want %v", a.Path, names, want)
			}
		}
	})
}

func TestShellsReadScripts(t *testing.T) {
	shellcheck := need(t, "shellcheck", "apt-get install shellcheck")
	eachProject(t, func(t *testing.T, all map[string]emit.Artifact) {
		dir := place(t, all)
		var scripts []string
		for _, name := range slices.Sorted(maps.Keys(all)) {
			isScript := bytes.HasPrefix(all[name].Bytes, []byte("#!/bin/sh\n"))
			if isScript != (all[name].Mode == 0o755) {
				t.Errorf("%s has the mode %v", name, all[name].Mode)
			}
			if isScript {
				scripts = append(scripts, filepath.Join(dir, name))
				output(t, exec.Command("sh", "-n", filepath.Join(dir, name)))
			}
		}
		// The three left out take a user's text in quotes for a mistake.
		args := []string{"--shell=sh", "--exclude=SC2016,SC2089,SC2090"}
		output(t, exec.Command(shellcheck, append(args, unlike(t, scripts)...)...))
	})
}

// unlike leaves out scripts that have the bytes of another: with a row for
// each triple most of them do.
func unlike(t *testing.T, names []string) []string {
	t.Helper()
	seen := map[string]bool{}
	return slices.DeleteFunc(names, func(name string) bool {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		twice := seen[string(data)]
		seen[string(data)] = true
		return twice
	})
}

// cargoConfig is what cargo takes from a config.toml.
type cargoConfig struct {
	Target map[string]struct {
		Linker    string
		Runner    []string
		Rustflags []string
	}
	Env     map[string]cargoEnv
	Profile map[string]map[string]any
}

type cargoEnv struct {
	Value string
	Force bool
}

func TestCargoReadsConfig(t *testing.T) {
	cargo := need(t, "cargo", "https://rustup.rs")
	all := compile(t, everything)
	dir := place(t, all)
	for _, a := range ending(all, "/config.toml") {
		var want cargoConfig
		if err := toml.Unmarshal(a.Bytes, &want); err != nil {
			t.Fatalf("%s: %v", a.Path, err)
		}
		for key, into := range map[string]any{
			"target": want.Target, "env": want.Env, "profile": want.Profile,
		} {
			if got, want := cargoGet(t, cargo, filepath.Join(dir, a.Path), key), asJSON(t, into); got != want {
				t.Errorf("%s: cargo reads %s as\n%s\nand go-toml as\n%s", a.Path, key, got, want)
			}
		}
	}
}

// cargoGet has cargo itself read a part of a configuration.
func cargoGet(t *testing.T, cargo, file, key string) string {
	t.Helper()
	cmd := exec.Command(cargo, "-Zunstable-options", "config", "get", "--format=json", "--config", file, key)
	cmd.Dir = t.TempDir()
	// Nothing of the machine's own configuration.
	cmd.Env = append(os.Environ(), "RUSTC_BOOTSTRAP=1", "CARGO_HOME="+t.TempDir(), "RUSTUP_HOME="+rustupHome())
	cmd.Env = slices.DeleteFunc(cmd.Env, func(kv string) bool {
		return strings.HasPrefix(kv, "CARGO_") && !strings.HasPrefix(kv, "CARGO_HOME=")
	})
	data, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v: %v", cmd.Args, err)
	}
	var got map[string]json.RawMessage
	if err := json.Unmarshal(data, &got); err != nil {
		t.Fatal(err)
	}
	return canonical(t, key, got[key])
}

// rustupHome is where the toolchain lies that cargo is a proxy for.
func rustupHome() string {
	if dir := os.Getenv("RUSTUP_HOME"); dir != "" {
		return dir
	}
	return filepath.Join(os.Getenv("HOME"), ".rustup")
}

// canonical decodes by the types above and encodes again.
func canonical(t *testing.T, key string, data []byte) string {
	t.Helper()
	var c cargoConfig
	into := map[string]any{"target": &c.Target, "env": &c.Env, "profile": &c.Profile}[key]
	if err := json.Unmarshal(data, into); err != nil {
		t.Fatalf("%s: %v\n%s", key, err, data)
	}
	return asJSON(t, into)
}

func asJSON(t *testing.T, v any) string {
	t.Helper()
	data, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// cargo accepts a bad key under target.* when it is asked, and not when it builds.
func TestCargoChecksWithConfig(t *testing.T) {
	cargo := need(t, "cargo", "https://rustup.rs")
	need(t, "cc", "apt-get install gcc")
	all := compile(t, everything)
	for _, config := range ending(all, "/config.toml") {
		dir := t.TempDir()
		write(t, filepath.Join(dir, "Cargo.toml"), "[package]\nname = \"hello\"\nversion = \"0.1.0\"\nedition = \"2021\"\n[features]\ntls = []\n", 0o644)
		write(t, filepath.Join(dir, "src/main.rs"), `fn main() { assert_eq!((env!("EVIL"), env!("VAR")), (include_str!("evil"), include_str!("var"))); }`, 0o644)
		write(t, filepath.Join(dir, "src/evil"), hostile, 0o644)
		write(t, filepath.Join(dir, "src/var"), variable, 0o644)
		write(t, filepath.Join(dir, "config.toml"), string(config.Bytes), 0o644)
		profile := "release"
		if strings.Contains(config.Path, "x64") {
			profile = "dev"
		}
		cmd := exec.Command(cargo, "run", "--quiet", "--offline", "--profile", profile, "--config", "config.toml")
		cmd.Dir = dir
		output(t, cmd)
	}
}

func TestCMakeReadsToolchain(t *testing.T) {
	cmake := need(t, "cmake", "apt-get install cmake")
	all := byPath(t, loadFiles(t, everyTriple(), map[string]string{"Cargo.lock": lockWithCMake}))
	dir := place(t, all)
	var script strings.Builder
	script.WriteString("cmake_policy(VERSION 3.18)\nfunction(look file)\n  include(${file})\n" +
		"  foreach(tool C_COMPILER CXX_COMPILER AR RANLIB)\n    if(NOT EXISTS ${CMAKE_${tool}})\n" +
		"      message(FATAL_ERROR \"${file}: no ${CMAKE_${tool}}\")\n    endif()\n  endforeach()\n" +
		"  message(STATUS \"${CMAKE_SYSTEM_NAME} ${CMAKE_SYSTEM_PROCESSOR}\")\nendfunction()\n")
	files := ending(all, "/toolchain.cmake")
	for _, name := range slices.Sorted(maps.Keys(files)) {
		script.WriteString("look(" + filepath.Join(dir, name) + ")\n")
	}
	write(t, filepath.Join(dir, "check.cmake"), script.String(), 0o644)
	said := output(t, exec.Command(cmake, "-P", filepath.Join(dir, "check.cmake")))
	windows := strings.Count(said, "-- Windows ")
	if n := strings.Count(said, "-- Linux ") + windows; n != len(schema.Catalog()) || windows != 3 || !strings.Contains(said, "-- Linux arm\n") || !strings.Contains(said, "-- Windows x86_64\n") {
		t.Errorf("%d of %d files were read:\n%s", n, len(files), said)
	}
}

func TestActionlintReadsWorkflow(t *testing.T) {
	shellcheck := need(t, "shellcheck", "apt-get install shellcheck")
	lint, err := actionlint.NewLinter(io.Discard, &actionlint.LinterOptions{Shellcheck: shellcheck})
	if err != nil {
		t.Fatal(err)
	}
	files := ending(compile(t, everything), ".github/workflows/xgen.yml")
	if len(files) != 1 {
		t.Fatal("no workflow was emitted")
	}
	for _, a := range files {
		found, err := lint.Lint(a.Path, a.Bytes, nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range found {
			// shellcheck knows $(id) between single quotes for what it looks like.
			if !strings.Contains(e.Message, "SC2016") {
				t.Error(e)
			}
		}
	}
}
