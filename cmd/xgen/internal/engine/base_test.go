package engine

import (
	"archive/tar"
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/opencontainers/go-digest"
	oci "github.com/opencontainers/image-spec/specs-go/v1"
)

func TestDebianSuite(t *testing.T) {
	for ref, want := range map[string]string{
		"debian:trixie-slim":                   "trixie",
		"debian:bookworm":                      "bookworm",
		"docker.io/library/debian:13-slim":     "trixie",
		"debian:trixie-slim@sha256:0123abcdef": "", // what is made here has another digest
		"debian:trixie-slim --x":               "",
		"debian":                               "",
		"ubuntu:24.04":                         "",
		"registry.example.org/debian:trixie":   "",
		"debian:trixie-20250101-slim":          "",
	} {
		if got, err := debianSuite(ref); got != want || (err == nil) != (want != "") {
			t.Errorf("%s: %q, %v", ref, got, err)
		}
	}
}

// layout makes an OCI layout of a tiny layer.
func layout(t *testing.T) (dir string, manifest digest.Digest) {
	t.Helper()
	dir = t.TempDir()
	rootfs := filepath.Join(t.TempDir(), "rootfs.tar")
	if err := os.WriteFile(rootfs, []byte("layer"), 0o600); err != nil {
		t.Fatal(err)
	}
	manifest, err := writeLayout(dir, rootfs, "debian:trixie-slim")
	if err != nil {
		t.Fatal(err)
	}
	return dir, manifest
}

func TestWriteLayout(t *testing.T) {
	a, manifest := layout(t)
	if got, err := LayoutDigest(a); got != manifest || err != nil {
		t.Errorf("%s, %v", got, err)
	}
	b, again := layout(t)
	if again != manifest {
		t.Errorf("%s and %s hold %s and %s", a, b, manifest, again)
	}
	if blobs, _ := os.ReadDir(filepath.Join(a, "blobs", "sha256")); len(blobs) != 3 {
		t.Errorf("blobs: %v", blobs)
	}
}

func TestWriteArchive(t *testing.T) {
	dir, manifest := layout(t)
	m, err := readManifest(dir, oci.Descriptor{Digest: manifest})
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := writeArchive(&b, dir, m, "xgen-layout:x"); err != nil {
		t.Fatal(err)
	}
	var names []string
	r := tar.NewReader(&b)
	for {
		h, err := r.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		names = append(names, h.Name)
	}
	if len(names) != 3 || !slices.Contains(names, "manifest.json") {
		t.Errorf("%v", names)
	}
}

// TestBaseIsKept uses a layout that is there.
func TestBaseIsKept(t *testing.T) {
	dir, manifest := layout(t)
	got, err := Base(t.Context(), "debian:trixie-slim", dir, func(s string) { t.Error(s) })
	if err != nil || got != "oci-layout://"+dir+"@"+manifest.String() {
		t.Errorf("%s, %v", got, err)
	}
}

func TestSweep(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "a[b]*")
	for _, name := range []string{"x.new-1", "x.new-2/bin", "y.new-1", "x"} {
		if err := os.MkdirAll(filepath.Join(dir, name), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	if err := sweep(filepath.Join(dir, "x"+newPrefix)); err != nil {
		t.Fatal(err)
	}
	left, _ := os.ReadDir(dir)
	if len(left) != 2 {
		t.Errorf("%v", left)
	}
}
