package engine

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/opencontainers/go-digest"
	oci "github.com/opencontainers/image-spec/specs-go/v1"
)

// spoil changes one byte of a file in its middle.
func spoil(t *testing.T, path string) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	data[len(data)/2] ^= 1
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
}

// A layout is read whole, held against its digests, or refused with a
// sentence; both where its manifest is named and where it is looked for.
func TestRow58DamagedLayout(t *testing.T) {
	replace := func(make func(path string) error) func(t *testing.T, path string) {
		return func(t *testing.T, path string) {
			if err := errors.Join(os.Remove(path), make(path)); err != nil {
				t.Fatal(err)
			}
		}
	}
	fifo := replace(func(path string) error { return syscall.Mkfifo(path, 0o600) })
	huge := replace(func(path string) error { return errors.Join(os.WriteFile(path, nil, 0o600), os.Truncate(path, 1<<40)) })
	for name, c := range map[string]struct {
		file   string // index, manifest or config
		damage func(t *testing.T, path string)
		want   string
	}{
		"manifest changed": {"manifest", spoil, "is damaged: its digest is sha256:"},
		"config changed":   {"config", spoil, "is damaged: its digest is sha256:"},
		"manifest a FIFO":  {"manifest", fifo, "want a regular file"},
		"index a FIFO":     {"index", fifo, "want a regular file"},
		"index a folder":   {"index", replace(func(path string) error { return os.Mkdir(path, 0o700) }), "want a regular file"},
		"config endless":   {"config", replace(func(path string) error { return os.Symlink("/dev/zero", path) }), "want a regular file"},
		"index huge":       {"index", huge, "has more than"},
		"manifest huge":    {"manifest", huge, "has more than"},
		"config gone":      {"config", replace(func(string) error { return nil }), "no such file"},
	} {
		t.Run(name, func(t *testing.T) {
			dir, manifest := layout(t)
			m, err := readManifest(dir, oci.Descriptor{Digest: manifest})
			if err != nil {
				t.Fatal(err)
			}
			c.damage(t, map[string]string{
				"index": filepath.Join(dir, "index.json"), "manifest": blobPath(dir, manifest), "config": blobPath(dir, m.Config.Digest),
			}[c.file])
			for _, value := range []string{ociLayout + dir, ociLayout + dir + "@" + manifest.String()} {
				if err := inTime(t, func() error { _, err := parseContext("os", value); return err }); err == nil || !strings.Contains(err.Error(), c.want) {
					t.Errorf("%s: %v", value, err)
				}
			}
		})
	}
}

// inTime fails where something hangs.
func inTime(t *testing.T, f func() error) error {
	t.Helper()
	done := make(chan error, 1)
	go func() { done <- f() }()
	select {
	case err := <-done:
		return err
	case <-time.After(30 * time.Second):
		t.Fatal("it hangs")
		return nil
	}
}

// What an index says of a manifest's size, and a manifest of a config's, counts.
func TestRow58LayoutOfAnotherSize(t *testing.T) {
	dir, manifest := layout(t)
	if _, err := readBlob(dir, oci.Descriptor{Digest: manifest, Size: 3}); err == nil || !strings.Contains(err.Error(), "the layout says 3") {
		t.Error(err)
	}
	for _, other := range []digest.Digest{"sha256:../../../index.json", "md5:1", ""} {
		if _, err := readBlob(dir, oci.Descriptor{Digest: other}); err == nil || !strings.Contains(err.Error(), "is no sha256 digest") {
			t.Errorf("%q: %v", other, err)
		}
	}
}

// fakeDocker is a classic docker. images is a folder with a file for each name
// that holds the image's id; loading puts what lies in "loaded" there.
const fakeDocker = `case "$1 $2" in
"buildx inspect") echo "Driver: docker";;
"info --format") echo "[]";;
"image inspect") cat "images/$5" 2>/dev/null || { echo "No such image" >&2; exit 1; };;
"image load") cat >/dev/null; echo load >>log; cp loaded "images/$(cat name)";;
"buildx build") echo build >>log;;
esac`

// A layout's name in Docker can be moved to another image, or be another's
// from the start: what counts is the config.
func TestRow58LayoutTagIsMoved(t *testing.T) {
	dir, manifest := layout(t)
	m, err := readManifest(dir, oci.Descriptor{Digest: manifest})
	if err != nil {
		t.Fatal(err)
	}
	is, other := m.Config.Digest.String(), "sha256:"+strings.Repeat("0", 64)
	for name, c := range map[string]struct{ there, loaded, log string }{
		"not there":               {"", is, "load\nbuild\n"},
		"there":                   {is, "", "build\n"},
		"moved":                   {other, is, "load\nbuild\n"},
		"loaded as another image": {"", other, "load\n"},
	} {
		t.Run(name, func(t *testing.T) {
			state := t.TempDir()
			image := "xgen-layout:" + manifest.Encoded()
			for file, text := range map[string]string{"images/" + image: c.there, "loaded": c.loaded, "name": image} {
				path := filepath.Join(state, file)
				if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
					t.Fatal(err)
				}
				if text == "" {
					continue
				}
				if err := os.WriteFile(path, []byte(text+"\n"), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			env := fakes(t, nil, map[string]string{"docker": "cd " + state + "\n" + fakeDocker})
			r := Request{Context: tree(t, map[string]string{"Dockerfile": ""}), Dockerfile: "Dockerfile", Contexts: map[string]string{"os": ociLayout + dir}}
			err := NewDocker(env.LookPath).Solve(t.Context(), r, func(Event) {})
			if log, _ := os.ReadFile(filepath.Join(state, "log")); string(log) != c.log || (err == nil) != strings.HasSuffix(c.log, "build\n") {
				t.Errorf("did %q: %v", log, err)
			}
		})
	}
}
