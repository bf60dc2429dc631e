package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/xgen-build/xgen/cmd/xgen/internal/engine"
	"github.com/xgen-build/xgen/emit"
	"github.com/xgen-build/xgen/schema/exitcode"
	"github.com/xgen-build/xgen/schema/lazyregexp"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/userfile"
)

// standIn is a value of --image; the user-level file's are held by its schema.
var standIn = lazyregexp.New(`^(oci-layout:///|docker-image://).+$`)

// checkImages refuses a replacement that no engine could understand.
func checkImages(given map[string]string) error {
	for _, ref := range slices.Sorted(maps.Keys(given)) {
		if instead := given[ref]; !standIn.MatchString(instead) {
			return usage("--image %s=%s: write oci-layout:///folder or docker-image://reference", ref, instead)
		}
	}
	return nil
}

// standIns adds the --image options to the machine's images, and returns an
// error where an image that these targets need cannot be used.
func (a *app) standIns(given map[string]string, m model.Machine, targets []*model.Target) error {
	used := imagesOf(targets)
	for _, ref := range slices.Sorted(maps.Keys(given)) {
		if !slices.Contains(used, ref) {
			return usage("--image %s: no target of this run is built on it: they use %s", ref, strings.Join(used, ", "))
		}
	}
	for _, ref := range used {
		who := "--image " + ref
		instead, ok := given[ref]
		if !ok {
			instead = m.Images[ref]
			who = a.machineFile(instead) + ": " + ref
		}
		if err := layoutFault(instead); err != nil {
			return &exitError{code: exitcode.Environment, err: fmt.Errorf("%s: %w", who, err)}
		}
		if engine.Redact(instead) != instead {
			return fmt.Errorf("%s: %s: an image's name holds no user name and no password, which anyone who lists processes could read: write it without them and run docker login", who, instead)
		}
		if instead != "" {
			m.Images[ref] = instead
		}
	}
	return nil
}

// imagesOf returns the base images of some targets, sorted, each once.
func imagesOf(targets []*model.Target) []string {
	var refs []string
	for _, t := range targets {
		refs = slices.AppendSeq(refs, maps.Values(emit.Images(t)))
	}
	slices.Sort(refs)
	return slices.Compact(refs)
}

// layoutFault returns what is wrong with a replacement that is an OCI layout.
// Whether a reference to another registry can be pulled is for the build to
// find out.
func layoutFault(instead string) error {
	if !strings.HasPrefix(instead, "oci-layout://") {
		return nil
	}
	dir, err := engine.CheckLayout(instead)
	if userfile.Is(err, userfile.Missing) {
		return fmt.Errorf("no OCI layout at %s: %w", dir, err)
	}
	return err
}
