package engine

import (
	"encoding/csv"
	"errors"
	"fmt"
	"path/filepath"
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

// csvLine joins the fields of an option as the clients parse them: as a line
// of CSV, in which fields with commas, quotes or newlines are quoted.
func csvLine(fields ...string) string {
	var b strings.Builder
	w := csv.NewWriter(&b)
	_ = w.Write(fields)
	w.Flush()
	return strings.TrimSuffix(b.String(), "\n")
}

// checkRequest returns an error for a request that no engine can carry out.
func checkRequest(r Request) error {
	if r.Context == nil {
		return errors.New("no build context was given")
	}
	if !filepath.IsLocal(r.Dockerfile) {
		return fmt.Errorf("the Dockerfile %q does not lie in the context", r.Dockerfile)
	}
	if r.Output != "" && !filepath.IsAbs(r.Output) {
		return errors.New("the output folder is no absolute path: " + r.Output)
	}
	return nil
}
