package engine

import (
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/opencontainers/go-digest"
	"github.com/opencontainers/image-spec/specs-go"
	oci "github.com/opencontainers/image-spec/specs-go/v1"
)

// writeLayout makes an OCI layout in dir, with an image of one layer: the tar
// file of a root filesystem, which is moved into the layout. It returns the
// manifest's digest. The layer is not compressed, so that its digest depends
// on no compressor and nothing has to be unpacked twice.
func writeLayout(dir, tar, ref string) (digest.Digest, error) {
	if err := os.MkdirAll(filepath.Join(dir, oci.ImageBlobsDir, digest.SHA256.String()), 0o755); err != nil {
		return "", err
	}
	layer, err := moveBlob(dir, tar)
	if err != nil {
		return "", err
	}
	config, err := jsonBlob(dir, oci.MediaTypeImageConfig, imageConfig(layer.Digest))
	if err != nil {
		return "", err
	}
	manifest, err := jsonBlob(dir, oci.MediaTypeImageManifest, oci.Manifest{
		Versioned: specs.Versioned{SchemaVersion: 2}, MediaType: oci.MediaTypeImageManifest,
		Config: config, Layers: []oci.Descriptor{layer},
	})
	if err != nil {
		return "", err
	}
	manifest.Annotations = map[string]string{oci.AnnotationRefName: ref}
	manifest.Platform = &platform
	index := oci.Index{Versioned: specs.Versioned{SchemaVersion: 2}, Manifests: []oci.Descriptor{manifest}}
	if err := writeJSON(filepath.Join(dir, oci.ImageIndexFile), index); err != nil {
		return "", err
	}
	return manifest.Digest, writeJSON(filepath.Join(dir, oci.ImageLayoutFile), oci.ImageLayout{Version: oci.ImageLayoutVersion})
}

// platform is the platform of containers on this machine.
var platform = oci.Platform{Architecture: runtime.GOARCH, OS: "linux"}

// imageConfig returns the config of Debian's official images, without dates.
func imageConfig(layer digest.Digest) oci.Image {
	return oci.Image{
		Platform: platform,
		Config: oci.ImageConfig{
			Env: []string{"PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"},
			Cmd: []string{"bash"},
		},
		RootFS: oci.RootFS{Type: "layers", DiffIDs: []digest.Digest{layer}},
	}
}

// moveBlob moves a tar file into the layout, as a blob.
func moveBlob(dir, path string) (oci.Descriptor, error) {
	f, err := os.Open(path)
	if err != nil {
		return oci.Descriptor{}, err
	}
	defer f.Close()
	sum := digest.SHA256.Digester()
	size, err := io.Copy(sum.Hash(), f)
	if err != nil {
		return oci.Descriptor{}, err
	}
	d := oci.Descriptor{MediaType: oci.MediaTypeImageLayer, Digest: sum.Digest(), Size: size}
	return d, os.Rename(path, blobPath(dir, d.Digest))
}

// jsonBlob writes a value in JSON into the layout, as a blob.
func jsonBlob(dir, mediaType string, value any) (oci.Descriptor, error) {
	data, err := json.Marshal(value)
	if err != nil {
		return oci.Descriptor{}, err
	}
	d := oci.Descriptor{MediaType: mediaType, Digest: digest.FromBytes(data), Size: int64(len(data))}
	return d, os.WriteFile(blobPath(dir, d.Digest), data, 0o644)
}

func writeJSON(path string, value any) error {
	data, err := json.Marshal(value)
	if err != nil {
		return err
	}
	return os.WriteFile(path, data, 0o644)
}

// blobPath returns the path of a blob in a layout.
func blobPath(dir string, d digest.Digest) string {
	return filepath.Join(dir, oci.ImageBlobsDir, digest.SHA256.String(), blobName(d))
}

// blobName returns the hexadecimal part of a SHA-256 digest, which is the
// name of its blob, and never a path, whatever the manifest says.
func blobName(d digest.Digest) string {
	return filepath.Base(strings.TrimPrefix(d.String(), "sha256:"))
}
