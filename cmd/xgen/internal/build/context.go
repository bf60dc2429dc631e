package build

import (
	"context"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"time"

	"github.com/xgen-build/xgen/cmd/xgen/internal/snapshot"
	"github.com/xgen-build/xgen/schema/panics"
)

// sourcesFile is the list that a build makes of the files in its context
// (templates/stage/source.sh). No binary has such a name.
const sourcesFile = ".sources"

// contexts copies what the jobs' Dockerfiles may see of the project: all of them
// see the same.
func (r *Runner) contexts(ctx context.Context, jobs []Job) (*snapshot.Tree, error) {
	// A first run makes dist/, which would be new to the second.
	first := &outputs{root: r.Root, target: jobs[0].Target.Name}
	_ = first.openFolders() // what is wrong is said for each target
	first.close()
	root, err := os.OpenRoot(r.Root)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	var ignores [][]byte
	for _, j := range jobs {
		data, err := root.ReadFile(j.Request.Dockerfile + ".dockerignore")
		if err != nil {
			return nil, err
		}
		ignores = append(ignores, data)
	}
	defer r.sayCopying()()
	return r.Contexts.Take(ctx, r.Root, ignores...)
}

// sayCopying calls Copying after a moment, unless the returned function is called
// before that.
func (r *Runner) sayCopying() (done func()) {
	if r.Copying == nil {
		return func() {}
	}
	over := make(chan struct{})
	telling := panics.Go(func() {
		select {
		case <-over:
		case <-time.After(patience):
			r.Copying()
		}
	})
	return func() {
		close(over)
		telling.Wait()
	}
}

// send has a job's build see a copy of the project, through one of its ignore
// files, and use caches that no other project has.
func (j *Job) send(tree *snapshot.Tree, ignore int) {
	j.Request.Context, j.context = tree, ignore
	if tree != nil {
		j.Request.BuildArgs = maps.Clone(j.Request.BuildArgs)
		if j.Request.BuildArgs == nil {
			j.Request.BuildArgs = map[string]string{}
		}
		j.Request.BuildArgs[cacheArg] = "/" + tree.ID()
	}
}

// cacheArg is an argument of every Dockerfile; see templates/dockerfile/build.tmpl.
const cacheArg = "XGEN_CACHE"

// sent holds what the build saw, by its own list among what was taken of the
// export, against what it was sent.
func (j Job) sent(dir string) error {
	list, err := os.ReadFile(filepath.Join(dir, sourcesFile))
	if err != nil {
		return &snapshot.Mismatch{Err: errors.New("there is none")}
	}
	tree := j.Request.Context
	err = tree.Compare(j.context, list)
	var other *snapshot.Mismatch
	if errors.As(err, &other) {
		err = errors.Join(err, tree.Distrust())
	}
	return err
}
