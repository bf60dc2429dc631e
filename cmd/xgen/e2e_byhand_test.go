//go:build e2e

package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// afresh has byHand run every step of the stage build, with empty cache mounts
// (BuildKit gives them new ids where a stage's cache is not to be used).
const afresh = "afresh"

// byHandSum builds the program with the engine's own client and hashes it.
func (e *e2e) byHandSum(more ...string) string {
	e.t.Helper()
	out := e.t.TempDir()
	e.byHand("artifact", "type=local,dest="+out, nil, more...)
	data, err := os.ReadFile(filepath.Join(out, "probe"))
	if err != nil {
		e.t.Fatal(err)
	}
	return fmt.Sprintf("%x", sha256.Sum256(data))
}

// byHand solves a stage with the engine's own client.
func (e *e2e) byHand(stage, output string, into io.Writer, more ...string) {
	e.t.Helper()
	cmd := e.handCommand("armv5te", stage, output, more...)
	var said bytes.Buffer
	cmd.Stdout, cmd.Stderr = into, &said
	if err := cmd.Run(); err != nil {
		e.t.Fatalf("%v: %v\n%s", cmd.Args, err, &said)
	}
}

// handCommand is the call of the engine's own client that solves a stage of a
// target's Dockerfile; more is afresh or further options of that client.
func (e *e2e) handCommand(target, stage, output string, more ...string) *exec.Cmd {
	e.t.Helper()
	return e.solveCommand(target, "xgen/"+target, stage, output, more...)
}

// solveCommand is handCommand for any folder that holds a Dockerfile, with the
// base of a target. The private engine, which ends where xgen is idle, runs for it.
func (e *e2e) solveCommand(target, folder, stage, output string, more ...string) *exec.Cmd {
	e.t.Helper()
	e.xgen(0, "run", target, "--stage", "os")
	plan, _ := e.xgen(0, "run", target, "--dry-run")
	var args []string
	base := regexp.MustCompile(`with (\S+) as its base`).FindStringSubmatch(plan)
	client, addr := e.client()
	if client == "docker" {
		args = []string{"buildx", "build", "--file", folder + "/Dockerfile", "--target", stage, "--output", output}
		if base != nil {
			args = append(args, "--build-context", "os="+e.dockerBase(base[1]))
		}
		if slices.Contains(more, afresh) {
			args = append(args, "--no-cache-filter", "build")
		}
		args = append(args, ".")
	} else {
		args = []string{"--addr", addr, "build", "--frontend=dockerfile.v0", "--local", "context=.",
			"--local", "dockerfile=" + folder, "--opt", "target=" + stage, "--output", output}
		if slices.Contains(more, afresh) {
			args = append(args, "--opt", "no-cache=build")
		}
		if base != nil {
			dir, digest := e.layout(base[1])
			args = append(args, "--oci-layout", "base="+dir, "--opt", "context:os=oci-layout://base@"+digest)
		}
	}
	if _, err := os.Stat(bundles[0]); err == nil {
		args = append(args, "--secret", "id=ca,src="+bundles[0])
	}
	args = append(args, slices.DeleteFunc(slices.Clone(more), func(word string) bool { return word == afresh })...)
	cmd := exec.Command(client, args...)
	cmd.Dir, cmd.Env = e.dir, environment()
	return cmd
}

// dockerBase is a layout as Docker's own client can take it: in the classic image
// store it is the image that a run of xgen has loaded.
func (e *e2e) dockerBase(ref string) string {
	e.t.Helper()
	info := exec.Command("docker", "info", "--format", "{{json .DriverStatus}}")
	info.Env = environment()
	store, err := info.Output()
	if err != nil {
		e.t.Fatal(err)
	}
	if !strings.HasPrefix(ref, "oci-layout://") || strings.Contains(string(store), "io.containerd.snapshotter") {
		return ref
	}
	_, digest := e.layout(ref)
	return "docker-image://xgen-layout:" + strings.TrimPrefix(digest, "sha256:")
}

// client returns the program that drives the engine, and the engine's address.
func (e *e2e) client() (program, addr string) {
	e.t.Helper()
	host := os.Getenv("BUILDKIT_HOST")
	if os.Getenv("XGEN_E2E_ENGINE") == "docker" {
		return "docker", ""
	}
	if host != "" {
		for _, dir := range filepath.SplitList(strings.TrimPrefix(environment()[len(environment())-1], "PATH=")) {
			if path := filepath.Join(dir, "buildctl"); isExecutable(path) {
				return path, host
			}
		}
	}
	out, _ := e.xgen(0, "engine", "status", "-o", "json")
	var private struct {
		Installed    bool
		Path, Socket string
	}
	if err := json.Unmarshal([]byte(out), &private); err != nil {
		e.t.Fatalf("%v\n%s", err, out)
	}
	if !private.Installed {
		return "docker", ""
	}
	if host == "" {
		host = "unix://" + private.Socket
	}
	return filepath.Join(private.Path, "buildctl"), host
}

func isExecutable(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular() && info.Mode()&0o111 != 0
}

// layout splits oci-layout:///folder@digest; without a digest it is that of
// the only image in the folder.
func (e *e2e) layout(ref string) (dir, digest string) {
	e.t.Helper()
	dir, digest, ok := strings.Cut(strings.TrimPrefix(ref, "oci-layout://"), "@")
	if ok {
		return dir, digest
	}
	var index struct{ Manifests []struct{ Digest string } }
	data, err := os.ReadFile(filepath.Join(dir, "index.json"))
	if err = errors.Join(err, json.Unmarshal(data, &index)); err != nil || len(index.Manifests) != 1 {
		e.t.Fatalf("%s: %v", dir, err)
	}
	return dir, index.Manifests[0].Digest
}
