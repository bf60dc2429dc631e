package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/xgen-build/xgen/cmd/xgen/internal/engine"
	"github.com/xgen-build/xgen/cmd/xgen/internal/term"
	"github.com/xgen-build/xgen/schema"
	"github.com/xgen-build/xgen/schema/model"
)

type engineInstallCmd struct {
	Force bool `help:"Install the private BuildKit beside an engine that is usable."`
}

// Run installs the private BuildKit where no engine is usable, or with
// --force, and makes the base images that cannot be pulled.
func (e engineInstallCmd) Run(a *app) error {
	m, err := a.machine()
	if err != nil {
		return err
	}
	env, err := a.engineEnv(m)
	if err != nil {
		return err
	}
	tell := func(line string) { fmt.Fprintln(a.Err, engine.Redact(line)) }
	eng, err := engine.Choose(a.ctx, m.Engine, env)
	if err != nil || e.Force {
		var none *engine.Unusable
		if err != nil && !errors.As(err, &none) {
			return err
		}
		if err := env.Private.Install(a.ctx, tell); err != nil {
			return err
		}
		if eng, err = engine.Choose(a.ctx, "private", env); err != nil {
			return err
		}
	}
	for _, ref := range a.baseImages() {
		if err := a.base(eng, m, ref, tell); err != nil {
			return err
		}
	}
	fmt.Fprintf(a.Err, "engine %s is ready\n", eng.Name())
	return nil
}

// baseImages returns the base images of the project, or xgen's default where
// there is no project.
func (a *app) baseImages() []string {
	refs := []string{schema.DefaultImage()}
	if root, err := a.root(); err == nil {
		if p, _, _ := a.read(root); p != nil && len(p.Targets) > 0 {
			refs = imagesOf(p.Targets)
		}
	}
	return refs
}

// pullTime is how long a registry may take to answer before the image is made
// here instead.
const pullTime = 2 * time.Minute

// base makes sure that an engine can get at a base image: from where the
// user-level file says, from its registry, or from a layout that is made here.
func (a *app) base(eng engine.Engine, m model.Machine, ref string, tell func(string)) error {
	if instead := m.Images[ref]; instead != "" {
		if layoutFault(instead) == nil {
			tell(fmt.Sprintf("base image %s: %s", ref, instead))
			return nil
		}
	}
	tell(fmt.Sprintf("base image %s: asking its registry", ref))
	ctx, cancel := context.WithTimeout(a.ctx, pullTime)
	defer cancel()
	err := engine.Pullable(ctx, eng, ref)
	if err == nil {
		return nil
	}
	if cause := context.Cause(a.ctx); cause != nil {
		return cause
	}
	tell(fmt.Sprintf("base image %s: its registry is out of reach (%s)", ref, term.Clean(oneLine(err))))
	cache, err := cacheDir()
	if err != nil {
		return err
	}
	base := filepath.Join(cache, "base")
	dir := filepath.Join(base, strings.NewReplacer("/", "_", ":", "_", "@", "_").Replace(ref))
	instead, err := engine.Base(a.ctx, ref, dir, tell)
	if err != nil {
		return err
	}
	return a.remember(m, ref, instead, base, tell)
}

// madeHere is the file in the user-level folder that lists the base images
// made on this machine. Its name sorts before config.cue, whose values win.
const madeHere = "base-images.cue"

// remember adds a base image to madeHere.
func (a *app) remember(m model.Machine, ref, instead, base string, tell func(string)) error {
	dir, err := a.configDir()
	if err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	m.Images[ref] = instead
	made := map[string]string{}
	for ref, instead := range m.Images {
		if strings.Contains(instead, base) {
			made[ref] = instead
		}
	}
	name := filepath.Join(dir, madeHere)
	tmp, err := os.CreateTemp(dir, ".base-images-*.tmp")
	if err != nil {
		return err
	}
	defer os.Remove(tmp.Name())
	if _, err := tmp.Write(schema.EncodeImages(made)); err != nil {
		return errors.Join(err, tmp.Close())
	}
	if err := errors.Join(tmp.Chmod(0o644), tmp.Close(), os.Rename(tmp.Name(), name)); err != nil {
		return err
	}
	tell(fmt.Sprintf("base image %s: %s, noted in %s", ref, instead, name))
	return nil
}
