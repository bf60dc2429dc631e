package engine

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"github.com/xgen-build/xgen/cmd/xgen/internal/snapshot"
)

// Request is one solve: a stage of a Dockerfile, its inputs and its output.
type Request struct {
	Context    *snapshot.Tree // the build context
	Dockerfile string         // path relative to Context
	Stage      string         // the stage to solve; empty means the last

	BuildArgs map[string]string // seen by anyone who lists processes: nothing secret
	Secrets   map[string]string // id → file
	// Proxies are HTTP_PROXY and its kin, for the steps that reach the network.
	// BuildKit knows these arguments without a declaration, and keeps them out
	// of cache keys and of the image's history. See SecretProxy.
	Proxies map[string]string
	// Contexts replaces stages and images by name. A value is
	// "oci-layout:///abs/path", with "@sha256:…" behind it where the layout
	// holds several manifests, or "docker-image://ref".
	Contexts map[string]string

	Output string // a folder that receives the stage's files; empty exports nothing
	// NoCache are stages to do again whatever the cache holds, with those that
	// take over their results: to BuildKit all results of one definition are the
	// same, and it may serve an older one to a stage that is not done again.
	NoCache []string

	Log  io.Writer       // receives the plain log of all steps, if not nil
	Kill <-chan struct{} // closed: the client is killed at once, without grace
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

// csvLine joins the fields of an option as the clients parse them: as a line
// of CSV, in which fields with commas, quotes or newlines are quoted.
func csvLine(fields ...string) string {
	var b strings.Builder
	w := csv.NewWriter(&b)
	_ = w.Write(fields)
	w.Flush()
	return strings.TrimSuffix(b.String(), "\n")
}

// sorted returns the keys of a map in order, so that clients are always called
// in the same way.
func sorted[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
