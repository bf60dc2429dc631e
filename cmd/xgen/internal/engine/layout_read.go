package engine

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"

	"github.com/xgen-build/xgen/schema/lazyregexp"
	"github.com/xgen-build/xgen/schema/userfile"
)

// manifest is what an image consists of.
type manifest struct {
	MediaType string
	Config    descriptor
	Layers    []descriptor
}

// CheckLayout holds a layout, spelt as in Request.Contexts, against its
// digests, and returns its folder.
func CheckLayout(value string) (dir string, err error) {
	c, err := parseLayout("", strings.TrimPrefix(value, ociLayout))
	return c.layout, err
}

// LayoutDigest returns the digest of the only manifest in an OCI layout, after
// holding the manifest and the image's config against their digests. A layer
// is held against its own by the engine that takes it in.
func LayoutDigest(dir string) (string, error) {
	index, err := readIndex(dir)
	if err != nil {
		return "", err
	}
	if len(index) != 1 {
		return "", fmt.Errorf("%s holds %d manifests: say which with @sha256:…", dir, len(index))
	}
	_, err = readManifest(dir, index[0])
	return index[0].Digest, err
}

// checkLayout reads the manifest of that digest, which the index need not name
// (an index may name other indexes).
func checkLayout(dir, digest string) error {
	if _, err := readIndex(dir); err != nil {
		return err
	}
	_, err := readManifest(dir, descriptor{Digest: digest})
	return err
}

func readIndex(dir string) ([]descriptor, error) {
	data, err := userfile.ReadPath(filepath.Join(dir, "index.json"), userfile.Layout)
	if err != nil {
		return nil, err
	}
	var index struct{ Manifests []descriptor }
	if err := json.Unmarshal(data, &index); err != nil {
		return nil, fmt.Errorf("%s: index.json: %w", dir, err)
	}
	return index.Manifests, nil
}

// readManifest reads a manifest whose bytes, and whose config's, are what
// their digests say.
func readManifest(dir string, d descriptor) (manifest, error) {
	var m manifest
	data, err := readBlob(dir, d)
	if err != nil {
		return m, err
	}
	if err := json.Unmarshal(data, &m); err != nil {
		return m, fmt.Errorf("%s: manifest %s: %w", dir, d.Digest, err)
	}
	if m.Config.Digest == "" { // an index of several platforms' manifests
		return m, nil
	}
	_, err = readBlob(dir, m.Config)
	return m, err
}

var sha256Digest = lazyregexp.New(`^sha256:[0-9a-f]{64}$`)

// readBlob reads a small blob and holds it against its descriptor. A size of 0
// is one that nobody said.
func readBlob(dir string, d descriptor) ([]byte, error) {
	if !sha256Digest.MatchString(d.Digest) {
		return nil, fmt.Errorf("%s: %q is no sha256 digest", dir, d.Digest)
	}
	path := blobPath(dir, d.Digest)
	data, err := userfile.ReadPath(path, userfile.Layout)
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(data)
	if is := "sha256:" + hex.EncodeToString(sum[:]); is != d.Digest {
		return nil, fmt.Errorf("%s is damaged: its digest is %s: remove the folder %s and make the layout again", path, is, dir)
	}
	if d.Size != 0 && d.Size != int64(len(data)) {
		return nil, fmt.Errorf("%s has %d bytes, and the layout says %d: make the layout %s again", path, len(data), d.Size, dir)
	}
	return data, nil
}

// openRegular opens a layer, which is copied and not read as a whole.
func openRegular(path string) (*os.File, error) {
	f, err := os.OpenFile(path, os.O_RDONLY|syscall.O_NONBLOCK, 0)
	if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	if err == nil && !info.Mode().IsRegular() {
		err = fmt.Errorf("%s is no regular file", path)
	}
	if err != nil {
		f.Close()
		return nil, err
	}
	return f, nil
}
