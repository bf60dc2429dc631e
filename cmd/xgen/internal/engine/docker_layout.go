package engine

import (
	"context"
	"fmt"
	"io"
	"os/exec"
	"strings"
	"sync"

	oci "github.com/opencontainers/image-spec/specs-go/v1"

	"github.com/xgen-build/xgen/schema/panics"
)

// layoutLoader loads OCI layouts into Docker. Docker's own builder reads a
// layout only where Docker keeps its images in containerd's store. With the
// classic store it answers "unknown scheme oci-layout" (tried with Docker 26.1
// and buildx 0.13.1); there the layout is loaded as an image of that name, once.
type layoutLoader struct {
	loading sync.Mutex
	store   string // of the images, once asked for
}

// load returns the request with its layouts loaded into Docker, where Docker's
// builder cannot read them itself.
func (l *layoutLoader) load(ctx context.Context, bin string, r Request) (Request, error) {
	l.loading.Lock() // two solves at once load a layout once
	defer l.loading.Unlock()
	if !hasLayout(r) {
		return r, nil
	}
	var err error
	if l.store == "" {
		l.store, err = imageStore(ctx, bin)
	}
	if err != nil || l.store != classicStore {
		return r, err
	}
	return loadLayouts(ctx, bin, r)
}

func hasLayout(r Request) bool {
	for _, value := range r.Contexts {
		if strings.HasPrefix(value, ociLayout) {
			return true
		}
	}
	return false
}

// The stores that a build may meet.
const (
	classicStore = "classic"
	otherStore   = "containerd's, or another builder's own"
)

// imageStore returns where the selected builder gets its images from.
func imageStore(ctx context.Context, bin string) (string, error) {
	builder, err := docked(ctx, exec.Command(bin, "buildx", "inspect"))
	if err != nil {
		return "", err
	}
	if driver := field(builder, "Driver:"); driver != "" && driver != "docker" {
		return otherStore, nil
	}
	status, err := docked(ctx, exec.Command(bin, "info", "--format", "{{json .DriverStatus}}"))
	if err != nil {
		return "", err
	}
	if strings.Contains(status, "io.containerd.snapshotter") {
		return otherStore, nil
	}
	return classicStore, nil
}

// field returns what follows a name at the beginning of a line.
func field(text, name string) string {
	for line := range strings.Lines(text) {
		if rest, ok := strings.CutPrefix(line, name); ok {
			return strings.TrimSpace(rest)
		}
	}
	return ""
}

// loadLayouts loads a request's layouts into Docker and returns the request
// with images in their place.
func loadLayouts(ctx context.Context, bin string, r Request) (Request, error) {
	contexts, err := namedContexts(r)
	if err != nil {
		return r, err
	}
	images := make(map[string]string, len(contexts))
	for _, c := range contexts {
		images[c.name] = r.Contexts[c.name]
		if c.layout == "" {
			continue
		}
		image := "xgen-layout:" + blobName(c.digest)
		if err := loadLayout(ctx, bin, c, image); err != nil {
			return r, fmt.Errorf("loading %s into Docker: %w", c.layout, err)
		}
		images[c.name] = dockerImage + image
	}
	r.Contexts = images
	return r, nil
}

// loadLayout loads a layout as an image of the given name, unless an image of
// that name is there and has the layout's config. The name alone proves
// nothing: it can be moved to another image.
func loadLayout(ctx context.Context, bin string, c namedContext, image string) error {
	m, err := readManifest(c.layout, oci.Descriptor{Digest: c.digest})
	if err == nil && m.Config.Digest == "" {
		err = fmt.Errorf("%s is no image's manifest: name that of one platform behind the @", c.digest)
	}
	if err != nil {
		return err
	}
	if there, err := holdsImage(ctx, bin, image, m); there || err != nil {
		return err
	}
	r, w := io.Pipe()
	writing := panics.Go(func() {
		defer w.Close()
		w.CloseWithError(writeArchive(w, c.layout, m, image))
	})
	cmd := exec.Command(bin, "image", "load")
	cmd.Stdin = r
	_, err = docked(ctx, cmd)
	r.Close()
	writing.Wait()
	if err != nil {
		return err
	}
	there, err := holdsImage(ctx, bin, image, m)
	if err == nil && !there {
		err = fmt.Errorf("%s is not the layout's image after loading it, whose id is %s", image, m.Config.Digest)
	}
	return err
}

// holdsImage reports whether Docker has the manifest's image under that name.
// In the classic store an image's id is the digest of its config.
func holdsImage(ctx context.Context, bin, image string, m oci.Manifest) (bool, error) {
	id, _ := output(ctx, exec.Command(bin, "image", "inspect", "--format", "{{.Id}}", image))
	return id == m.Config.Digest.String(), context.Cause(ctx)
}

// docked runs a docker command. Its failure is a *SolveError, so that a lost
// daemon is recognized as in a build.
func docked(ctx context.Context, cmd *exec.Cmd) (string, error) {
	out, err := output(ctx, cmd)
	if err != nil && ctx.Err() == nil {
		err = &SolveError{Message: err.Error(), client: err}
	}
	return out, err
}
