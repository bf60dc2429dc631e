package build

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"time"

	"github.com/xgen-build/xgen/cmd/xgen/internal/snapshot"
	"github.com/xgen-build/xgen/schema/panics"
)

// sourcesFile is the list that a build makes of the files in its context
// (templates/stage/source.sh).
const sourcesFile = "sources"

// contexts copies what the jobs' Dockerfiles may see of the project: all of them
// see the same.
func (r *Runner) contexts(ctx context.Context, jobs []Job) (*snapshot.Tree, error) {
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

// sayCopying tells of the copying after a moment, unless the returned function is
// called before that.
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
