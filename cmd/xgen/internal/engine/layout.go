package engine

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"runtime"
)

// The media types of an image of one layer
// (github.com/opencontainers/image-spec, v1.1, layout, manifest and config).
const (
	manifestType = "application/vnd.oci.image.manifest.v1+json"
	configType   = "application/vnd.oci.image.config.v1+json"
	layerType    = "application/vnd.oci.image.layer.v1.tar"
	refName      = "org.opencontainers.image.ref.name"
)

// descriptor points at a blob.
type descriptor struct {
	MediaType   string            `json:"mediaType"`
	Digest      string            `json:"digest"`
	Size        int64             `json:"size"`
	Annotations map[string]string `json:"annotations,omitempty"`
	Platform    *platform         `json:"platform,omitempty"`
}

type platform struct {
	Architecture string `json:"architecture"`
	OS           string `json:"os"`
}

// writeLayout makes an OCI layout of one image in dir from the tar file of a
// root filesystem, which it moves into the layout. The layer stays
// uncompressed: so its digest depends on no compressor's version, and nothing
// has to be unpacked twice. It gives the manifest's digest.
func writeLayout(dir, tar, ref string) (digest string, err error) {
	blobs := filepath.Join(dir, "blobs", "sha256")
	if err := os.MkdirAll(blobs, 0o755); err != nil {
		return "", err
	}
	layer, err := moveBlob(blobs, tar)
	if err != nil {
		return "", err
	}
	config, err := jsonBlob(blobs, configType, imageConfig(layer.Digest))
	if err != nil {
		return "", err
	}
	manifest, err := jsonBlob(blobs, manifestType, map[string]any{
		"schemaVersion": 2, "mediaType": manifestType, "config": config, "layers": []descriptor{layer},
	})
	if err != nil {
		return "", err
	}
	manifest.Annotations = map[string]string{refName: ref}
	manifest.Platform = &platform{Architecture: runtime.GOARCH, OS: "linux"}
	if err := writeJSON(filepath.Join(dir, "index.json"), map[string]any{
		"schemaVersion": 2, "manifests": []descriptor{manifest},
	}); err != nil {
		return "", err
	}
	return manifest.Digest, writeJSON(filepath.Join(dir, "oci-layout"), map[string]string{"imageLayoutVersion": "1.0.0"})
}

// imageConfig is what the official images of Debian say, without dates.
func imageConfig(diffID string) any {
	return map[string]any{
		"architecture": runtime.GOARCH, "os": "linux",
		"config": map[string]any{
			"Env": []string{"PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"},
			"Cmd": []string{"bash"},
		},
		"rootfs": map[string]any{"type": "layers", "diff_ids": []string{diffID}},
	}
}

// moveBlob renames a file to its digest.
func moveBlob(blobs, path string) (descriptor, error) {
	f, err := os.Open(path)
	if err != nil {
		return descriptor{}, err
	}
	defer f.Close()
	sum := sha256.New()
	size, err := io.Copy(sum, f)
	if err != nil {
		return descriptor{}, err
	}
	name := hex.EncodeToString(sum.Sum(nil))
	return descriptor{MediaType: layerType, Digest: "sha256:" + name, Size: size}, os.Rename(path, filepath.Join(blobs, name))
}

// jsonBlob writes a value as a blob.
func jsonBlob(blobs, mediaType string, value any) (descriptor, error) {
	data, err := json.Marshal(value)
	if err != nil {
		return descriptor{}, err
	}
	sum := sha256.Sum256(data)
	name := hex.EncodeToString(sum[:])
	d := descriptor{MediaType: mediaType, Digest: "sha256:" + name, Size: int64(len(data))}
	return d, os.WriteFile(filepath.Join(blobs, name), data, 0o644)
}

func writeJSON(path string, value any) error {
	data, err := json.Marshal(value)
	if err != nil {
		return err
	}
	return os.WriteFile(path, data, 0o644)
}
