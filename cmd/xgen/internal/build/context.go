package build

import (
	"bytes"
	"context"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/xgen-build/xgen/cmd/xgen/internal/snapshot"
	"github.com/xgen-build/xgen/schema/panics"
)

// contexts copies the part of the project that the jobs' ignore files let
// through. All of the jobs are sent the same copy.
func (r *Runner) contexts(ctx context.Context, jobs []Job) (*snapshot.Tree, error) {
	// A first run makes dist/, which would be new to the second.
	first := &outputs{root: r.Root, target: jobs[0].Target.Name}
	_ = first.openFolders() // what is wrong is said for each target
	first.close()
	root, err := os.OpenRoot(r.above())
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
		ignores = append(ignores, j.ignore(data))
	}
	defer r.sayCopying()()
	return r.Contexts.TakeOf(ctx, r.above(), r.Root, ignores...)
}

// above returns the root that builds are sent.
func (r *Runner) above() string {
	if r.Above != "" {
		return r.Above
	}
	return r.Root
}

// ignore returns a job's ignore file, changed to leave out what was published of
// any target of the project and not only of its own. What a run of one target
// publishes then changes nothing of what the next build is sent.
func (j Job) ignore(file []byte) []byte {
	all := strings.Join(j.outputs, "\n")
	return bytes.Replace(file, []byte("\n"+j.output+"\n"), []byte("\n"+all+"\n"), 1)
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

// send sets the copy of the project that the job's build is sent, the ignore
// file that applies to it, and caches that no other project uses.
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

// sent compares what the build saw, by the list that it exported, with what it
// was sent. A difference is a *snapshot.Mismatch.
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
