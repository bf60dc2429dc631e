package engine

import (
	"fmt"
	"strings"

	"github.com/opencontainers/go-digest"
)

// The spellings of a named context.
const (
	ociLayout   = "oci-layout://"
	dockerImage = "docker-image://"
)

// namedContext is a parsed entry of Request.Contexts: an OCI layout or an
// image.
type namedContext struct {
	name   string
	layout string        // absolute path
	digest digest.Digest // of the layout's manifest
	image  string
}

// namedContexts parses a request's contexts and returns them sorted by name.
func namedContexts(r Request) ([]namedContext, error) {
	var all []namedContext
	for _, name := range sorted(r.Contexts) {
		c, err := parseContext(name, r.Contexts[name])
		if err != nil {
			return nil, fmt.Errorf("context %s: %w", name, err)
		}
		all = append(all, c)
	}
	return all, nil
}

func parseContext(name, value string) (namedContext, error) {
	if rest, ok := strings.CutPrefix(value, ociLayout); ok {
		return parseLayout(name, rest)
	}
	if image, ok := strings.CutPrefix(value, dockerImage); ok {
		return namedContext{name: name, image: image}, nil
	}
	return namedContext{}, fmt.Errorf("%q begins neither with %s nor with %s", value, ociLayout, dockerImage)
}

func parseLayout(name, value string) (namedContext, error) {
	dir, sum, _ := strings.Cut(value, "@sha256:")
	if sum != "" {
		manifest := digest.NewDigestFromEncoded(digest.SHA256, sum)
		return namedContext{name: name, layout: dir, digest: manifest}, checkLayout(dir, manifest)
	}
	manifest, err := LayoutDigest(dir)
	return namedContext{name: name, layout: dir, digest: manifest}, err
}

// CheckLayout checks an OCI layout, spelt as in Request.Contexts, and returns
// its folder. The manifest and the config must have the digests that they are
// listed under.
func CheckLayout(value string) (dir string, err error) {
	c, err := parseLayout("", strings.TrimPrefix(value, ociLayout))
	return c.layout, err
}
