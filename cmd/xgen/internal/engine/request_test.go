package engine

import (
	"encoding/csv"
	"slices"
	"strings"
	"testing"

	"github.com/xgen-build/xgen/cmd/xgen/internal/snapshot"
)

// everything is a request with everything in it.
func everything(t *testing.T) Request {
	t.Helper()
	dir, _ := layout(t)
	pinned, manifest := layout(t)
	return Request{
		Context: new(snapshot.Tree), Dockerfile: "xgen/a/Dockerfile", Stage: "report",
		BuildArgs: map[string]string{"B": "2, x=y", "A": ""},
		Secrets:   map[string]string{"tok": "/a,b", "ca": "/ca"},
		Contexts: map[string]string{
			"os": "oci-layout://" + dir, "debian:12": "docker-image://r.example/debian:12",
			"pinned": "oci-layout://" + pinned + "@" + manifest.String(),
		},
		Output: "/out", NoCache: []string{"build", "test"},
	}
}

func TestBuildctlArgs(t *testing.T) {
	r := everything(t)
	got, err := buildctlArgs(r)
	dir := strings.TrimPrefix(r.Contexts["os"], ociLayout)
	pinned, digest, _ := strings.Cut(strings.TrimPrefix(r.Contexts["pinned"], ociLayout), "@")
	want := []string{"build", "--progress=rawjson", "--frontend=dockerfile.v0",
		"--local", "context=.", "--local", "dockerfile=xgen/a", "--opt", "filename=Dockerfile", "--opt", "target=report",
		"--opt", "build-arg:A=", "--opt", "build-arg:B=2, x=y",
		"--secret", "id=ca,src=/ca", "--secret", `id=tok,"src=/a,b"`,
		"--opt", "no-cache=build,test", "--output", "type=local,dest=/out",
		"--opt", "context:debian:12=docker-image://r.example/debian:12",
		"--oci-layout", "layout1=" + dir, "--opt", "context:os=oci-layout://layout1@" + digest,
		"--oci-layout", "layout2=" + pinned, "--opt", "context:pinned=oci-layout://layout2@" + digest}
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("%v\ngot  %q\nwant %q", err, got, want)
	}
}

func TestBuildxArgs(t *testing.T) {
	r := everything(t)
	got, err := buildxArgs(r)
	_, digest, _ := strings.Cut(r.Contexts["pinned"], "@")
	want := []string{"buildx", "build", "--progress=rawjson", "--provenance=false", "--sbom=false",
		"--file", "xgen/a/Dockerfile", "--target", "report", "--build-arg", "A=", "--build-arg", "B=2, x=y",
		"--secret", "id=ca,src=/ca", "--secret", `id=tok,"src=/a,b"`,
		"--no-cache-filter", "build,test", "--output", "type=local,dest=/out",
		"--build-context", "debian:12=docker-image://r.example/debian:12",
		"--build-context", "os=" + r.Contexts["os"] + "@" + digest,
		"--build-context", "pinned=" + r.Contexts["pinned"], "."}
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("%v\ngot  %q\nwant %q", err, got, want)
	}
}

func TestRefusedRequests(t *testing.T) {
	for name, change := range map[string]func(*Request){
		"no context":            func(r *Request) { r.Context = nil },
		"Dockerfile outside":    func(r *Request) { r.Dockerfile = "../Dockerfile" },
		"absolute Dockerfile":   func(r *Request) { r.Dockerfile = "/Dockerfile" },
		"relative output":       func(r *Request) { r.Output = "out" },
		"folder as a context":   func(r *Request) { r.Contexts["x"] = "/dir" },
		"layout without index":  func(r *Request) { r.Contexts["x"] = "oci-layout:///nowhere" },
		"unknown kind of input": func(r *Request) { r.Contexts["x"] = "https://example.org" },
	} {
		r := everything(t)
		change(&r)
		if _, err := buildctlArgs(r); err == nil {
			t.Error("buildctl takes a " + name)
		}
		if _, err := buildxArgs(r); err == nil {
			t.Error("buildx takes a " + name)
		}
	}
}

func FuzzCSVLine(f *testing.F) {
	f.Add("a,b", "c\"d\ne")
	f.Fuzz(func(t *testing.T, a, b string) {
		if strings.Contains(a+b, "\r") { // csv's reader drops it before a newline
			t.Skip()
		}
		got, err := csv.NewReader(strings.NewReader(csvLine("id="+a, "src="+b))).Read()
		if err != nil || !slices.Equal(got, []string{"id=" + a, "src=" + b}) {
			t.Errorf("%q: %v", got, err)
		}
	})
}

func TestClientEnv(t *testing.T) {
	in := []string{"A=1", "SOURCE_DATE_EPOCH=x", "BUILDX_GIT_INFO=1", "BUILDX_BUILDER=b", "BUILDKIT_PROGRESS=tty"}
	if got := clientEnv(in); !slices.Equal(got, []string{"A=1", "BUILDX_BUILDER=b"}) {
		t.Errorf("%q", got)
	}
}

func TestVersion(t *testing.T) {
	for said, want := range map[string]string{
		"buildctl github.com/moby/buildkit v0.25.2 ":       "0.25.2",
		"github.com/docker/buildx 0.13.1+ds1 0.13.1+ds1-3": "0.13.1",
		"20.10.24+dfsg1": "20.10.24",
		"0.0.0+unknown":  "",
		"none":           "",
	} {
		if v := findVersion(said); (v != nil) != (want != "") || v != nil && v.String() != want {
			t.Errorf("%s: %v", said, v)
		}
	}
	for said, want := range map[string]bool{"20.10.24+dfsg1": true, "9.0.0": true, "23.0.0": false, "23.0.0-rc.1": false, "none": false} {
		if (tooOld(said, oldestDocker) != nil) != want {
			t.Errorf("%s is too old: %v", said, !want)
		}
	}
}

func TestPlainLog(t *testing.T) {
	var b strings.Builder
	log := plainLog{w: &b}
	events, _ := decodeFile(t, "fail.jsonl")
	for _, e := range events {
		log.event(e)
	}
	for _, want := range []string{
		"[rust 1/1] RUN echo hello; echo warn >&2; printf 'no newline': cached\n",
		"bad 1/1 | out 30\n", "bad 1/1 | error: boom\n", "bad 1/1: failed after 100ms: process ",
	} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("%q is not in\n%s", want, b.String())
		}
	}
}
