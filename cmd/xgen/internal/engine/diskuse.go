package engine

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
)

// diskUse adds up what the files below a folder take, in bytes, without
// leaving its file system: a running step's mounts are no files of the folder.
// Files that vanish meanwhile do not count; a folder that is not there is empty.
func diskUse(ctx context.Context, dir string) (total int64, err error) {
	top, err := os.Lstat(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	device := top.Sys().(*syscall.Stat_t).Dev
	err = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return skipGone(err)
		}
		info, err := d.Info()
		if err != nil {
			return skipGone(err)
		}
		st := info.Sys().(*syscall.Stat_t)
		if st.Dev != device {
			return fs.SkipDir
		}
		total += st.Blocks * 512
		return ctx.Err()
	})
	return total, err
}

func skipGone(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}
