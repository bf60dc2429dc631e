package build

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"

	"github.com/xgen-build/xgen/cmd/xgen/internal/snapshot"
)

// sourcesFile is the list that a build makes of the files in its context
// (templates/stage/source.sh).
const sourcesFile = "sources"

// contexts copies what the jobs' Dockerfiles may see of the project, as it is at
// one moment for all of them.
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
	return r.Contexts.Take(ctx, r.Root, ignores...)
}

// sent holds what the build saw, by its own list in the export, against what it
// was sent. The list is then of no more use.
func (j Job) sent(dir string) error {
	tree := j.Request.Context
	list, err := readList(filepath.Join(dir, sourcesFile), len(tree.List(j.context)))
	if err != nil {
		return err
	}
	var other *snapshot.Mismatch
	if err := tree.Compare(j.context, list); errors.As(err, &other) {
		return errors.Join(err, tree.Distrust())
	} else if err != nil {
		return err
	}
	return os.Remove(filepath.Join(dir, sourcesFile))
}

// readList reads a file of which more than a size would not be believed anyway.
func readList(name string, size int) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, errors.New("the build exported no list of its sources")
	}
	defer f.Close()
	var list bytes.Buffer
	_, err = io.Copy(&list, io.LimitReader(f, int64(2*size+1<<20)))
	return list.Bytes(), err
}
