package engine

import (
	"archive/tar"
	"encoding/json"
	"errors"
	"io"
	"os"
	"strings"

	"github.com/opencontainers/go-digest"
	oci "github.com/opencontainers/image-spec/specs-go/v1"

	"github.com/xgen-build/xgen/schema/userfile"
)

// writeArchive writes a layout's image in the format of docker image load: a
// tar file with a manifest.json that names the config and the layers
// (github.com/moby/docker-image-spec, v1.2, "combined image JSON").
func writeArchive(w io.Writer, dir string, m oci.Manifest, image string) error {
	var layers []string
	for _, l := range m.Layers {
		layers = append(layers, blobName(l.Digest))
	}
	list, err := json.Marshal([]any{map[string]any{
		"Config": blobName(m.Config.Digest), "RepoTags": []string{image}, "Layers": layers,
	}})
	if err != nil {
		return err
	}
	t := tar.NewWriter(w)
	for _, d := range append(m.Layers, m.Config) {
		err = errors.Join(err, addBlob(t, dir, d.Digest))
	}
	return errors.Join(err, addFile(t, "manifest.json", int64(len(list)), strings.NewReader(string(list))), t.Close())
}

func addBlob(t *tar.Writer, dir string, d digest.Digest) error {
	f, info, err := userfile.OpenRegular(os.OpenFile, blobPath(dir, d))
	if err != nil {
		return err
	}
	defer f.Close()
	return addFile(t, blobName(d), info.Size(), f)
}

func addFile(t *tar.Writer, name string, size int64, r io.Reader) error {
	if err := t.WriteHeader(&tar.Header{Name: name, Mode: 0o644, Size: size}); err != nil {
		return err
	}
	_, err := io.Copy(t, r)
	return err
}
