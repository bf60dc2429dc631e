package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/xgen-build/xgen/cmd/xgen/internal/snapshot"
)

// fakeBuildctl stands in for BuildKit's client where the real one cannot be
// made to fail on purpose. $FAKE says what a build does:
//
//	good    plays a recorded build and exports $FAKE_DIR/out with a report
//	slow    the same, but it takes a second
//	fail    plays a recorded build whose last step fails
//	hang    exports a part and never ends
//	deaf    the same, and takes no notice of SIGINT
//	lost    plays a recorded build whose daemon ends, and names the daemon's address
//	killed  is killed
//
// and as a daemon: down (no answer), names (the same, with its address) and old
// (BuildKit 0.9). It notes its
// arguments in $FAKE_DIR/args, its processes in pids, and what it did in log.
func fakeBuildctl() {
	f := fake{dir: os.Getenv("FAKE_DIR"), args: os.Args[1:]}
	switch {
	case slices.Contains(f.args, "--version"):
		fmt.Println("buildctl github.com/moby/buildkit v0.25.2 fake")
	case slices.Contains(f.args, "info"):
		f.info()
	default:
		f.build()
	}
}

type fake struct {
	dir  string
	args []string
}

func (f fake) info() {
	switch os.Getenv("FAKE") {
	case "down":
		fmt.Fprintln(os.Stderr, "error: dial unix /nowhere: no such file or directory")
		os.Exit(1)
	case "names":
		fmt.Fprintf(os.Stderr, "error: dial tcp: address %s: too many colons in address\n", bare(os.Getenv("BUILDKIT_HOST")))
		os.Exit(1)
	case "old":
		fmt.Println("BuildKit: github.com/moby/buildkit v0.9.3 fake")
	default:
		fmt.Println("BuildKit: github.com/moby/buildkit v0.25.2 fake")
	}
}

func (f fake) build() {
	f.note("args", fmt.Sprintf("%q", f.args))
	f.note("pids", fmt.Sprint(os.Getpid()))
	f.note("log", "begin "+f.option("filename="))
	switch os.Getenv("FAKE") {
	case "fail":
		f.play("fail.jsonl")
		fmt.Fprintln(os.Stderr, "error: failed to solve: process \"/bin/sh -c for …\" did not complete successfully: exit code: 3")
		os.Exit(1)
	case "lost":
		f.play("lost/daemon-killed.jsonl")
		fmt.Fprintf(os.Stderr, "error: failed to receive status: rpc error: code = Unavailable desc = dial %s: EOF\n", bare(os.Getenv("BUILDKIT_HOST")))
		os.Exit(1)
	case "killed":
		must(syscall.Kill(os.Getpid(), syscall.SIGKILL))
	case "deaf":
		signal.Ignore(os.Interrupt)
		f.hang()
	case "hang":
		f.hang()
	case "slow":
		time.Sleep(time.Second)
	}
	f.play("good.jsonl")
	if dest := f.output(); dest != "" {
		must(os.MkdirAll(dest, 0o755))
		must(exec.Command("cp", "-R", "-P", "-p", filepath.Join(f.dir, "out")+"/.", dest).Run())
		must(os.WriteFile(filepath.Join(dest, "report.json"), f.report(), 0o644))
		must(os.WriteFile(filepath.Join(dest, ".sources"), f.sources(), 0o644))
		// What the project's tests did, where a script says so.
		if tests, err := os.ReadFile(filepath.Join(f.dir, "tests.json")); err == nil {
			must(os.WriteFile(filepath.Join(dest, "tests.json"), tests, 0o644))
		}
	}
	f.note("log", "end "+f.option("filename="))
}

// sources is the list that the stage of that name makes of its context, or what
// a script has it see.
func (f fake) sources() []byte {
	if list, err := os.ReadFile(filepath.Join(f.dir, "sources")); err == nil {
		return list
	}
	ignore, err := os.ReadFile(filepath.Join(f.option("dockerfile="), "Dockerfile.dockerignore"))
	must(err)
	cache, err := os.MkdirTemp("", "seen-")
	must(err)
	defer os.RemoveAll(cache)
	tree, err := snapshot.Store{Cache: cache}.Take(context.Background(), ".", ignore)
	must(err)
	defer tree.Close()
	return tree.List(0)
}

// bare is an address as network errors name it.
func bare(addr string) string {
	_, rest, _ := strings.Cut(addr, "://")
	return rest
}

// hang leaves a part of an export and a child, and waits for ever.
func (f fake) hang() {
	f.play("good.jsonl")
	must(os.MkdirAll(f.output(), 0o755))
	for _, name := range []string{"hello", "part"} {
		must(os.WriteFile(filepath.Join(f.output(), name), []byte("half"), 0o755))
	}
	child := exec.Command("sleep", "1000")
	must(child.Start())
	f.note("pids", fmt.Sprint(child.Process.Pid))
	f.note("xgen", fmt.Sprint(os.Getppid())) // last: scripts wait for it
	must(child.Wait())
}

// note appends a line to one of the fake's files.
func (f fake) note(file, line string) {
	out, err := os.OpenFile(filepath.Join(f.dir, file), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o644)
	must(err)
	_, err = fmt.Fprintln(out, line)
	must(err)
	must(out.Close())
}

// play writes a recorded progress stream as buildctl does.
func (f fake) play(name string) {
	data, err := os.ReadFile(filepath.Join(os.Getenv("RECORDED"), name))
	must(err)
	_, err = os.Stderr.Write(data)
	must(err)
}

func (f fake) option(prefix string) string {
	for _, arg := range f.args {
		if value, ok := strings.CutPrefix(arg, prefix); ok {
			return value
		}
	}
	return ""
}

// output reads --output type=local,dest=DIR, which is a line of CSV.
func (f fake) output() string {
	at := slices.Index(f.args, "--output")
	if at < 0 {
		return ""
	}
	fields, err := csv.NewReader(strings.NewReader(f.args[at+1])).Read()
	must(err)
	dest, ok := strings.CutPrefix(fields[1], "dest=")
	if fields[0] != "type=local" || !ok {
		panic("no local output: " + f.args[at+1])
	}
	return dest
}

// report is what the test stage would have written. What the binary "printed"
// stands in $FAKE_DIR/stdout, and what became of Cargo.lock in lock, where a
// script writes them.
func (f fake) report() []byte {
	binaries, smoke := []any{}, []any{}
	names, err := os.ReadDir(filepath.Join(f.dir, "out"))
	must(err)
	for _, e := range names {
		var data []byte // of what is no file, nothing
		if e.Type().IsRegular() {
			data, err = os.ReadFile(filepath.Join(f.dir, "out", e.Name()))
			must(err)
		}
		binaries = append(binaries, map[string]any{
			"name": e.Name(), "size": len(data), "sha256": fmt.Sprintf("%x", sha256.Sum256(data)),
		})
	}
	if said, err := os.ReadFile(filepath.Join(f.dir, "stdout")); err == nil {
		smoke = append(smoke, map[string]any{
			"binary": "hello", "command": []string{"hello"}, "cpu": "arm926", "exit": 0,
			"stdout": string(bytes.TrimSpace(said)), "stderr": "", "seconds": 0.1,
		})
	}
	report := map[string]any{"binaries": binaries, "smoke": smoke}
	if lock, err := os.ReadFile(filepath.Join(f.dir, "lock")); err == nil {
		report["lock"] = string(lock)
	}
	data, err := json.Marshal(report)
	must(err)
	return data
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}
