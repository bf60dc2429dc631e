package engine

import (
	"encoding/json"
	"fmt"
	"path/filepath"

	"github.com/opencontainers/go-digest"
	oci "github.com/opencontainers/image-spec/specs-go/v1"

	"github.com/xgen-build/xgen/schema/userfile"
)

// LayoutDigest returns the digest of the only manifest in an OCI layout. It
// checks the manifest and the image's config against their digests. A layer is
// checked by the engine that reads it.
func LayoutDigest(dir string) (digest.Digest, error) {
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

// checkLayout checks the manifest of that digest, which the index need not
// list: an index may list other indexes.
func checkLayout(dir string, manifest digest.Digest) error {
	if _, err := readIndex(dir); err != nil {
		return err
	}
	_, err := readManifest(dir, oci.Descriptor{Digest: manifest})
	return err
}

func readIndex(dir string) ([]oci.Descriptor, error) {
	data, err := userfile.ReadPath(filepath.Join(dir, oci.ImageIndexFile), userfile.Layout)
	if err != nil {
		return nil, err
	}
	var index oci.Index
	if err := json.Unmarshal(data, &index); err != nil {
		return nil, fmt.Errorf("%s: index.json: %w", dir, err)
	}
	return index.Manifests, nil
}

// readManifest reads a manifest and checks it and its config against their
// digests.
func readManifest(dir string, d oci.Descriptor) (oci.Manifest, error) {
	var m oci.Manifest
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

// readBlob reads a small blob and checks it against its descriptor, in which a
// size of 0 is not checked.
func readBlob(dir string, d oci.Descriptor) ([]byte, error) {
	if d.Digest.Validate() != nil || d.Digest.Algorithm() != digest.SHA256 {
		return nil, fmt.Errorf("%s: %q is no sha256 digest", dir, d.Digest)
	}
	path := blobPath(dir, d.Digest)
	data, err := userfile.ReadPath(path, userfile.Layout)
	if err != nil {
		return nil, err
	}
	if is := digest.FromBytes(data); is != d.Digest {
		return nil, fmt.Errorf("%s is damaged: its digest is %s: remove the folder %s and make the layout again", path, is, dir)
	}
	if d.Size != 0 && d.Size != int64(len(data)) {
		return nil, fmt.Errorf("%s has %d bytes, and the layout says %d: make the layout %s again", path, len(data), d.Size, dir)
	}
	return data, nil
}
