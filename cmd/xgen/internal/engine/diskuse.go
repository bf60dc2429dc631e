package engine

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
)

// diskUse returns how many bytes the files below a folder take on the disk. It
// does not leave the folder's file system: what a running step has mounted
// there is not counted. Files that vanish meanwhile are not counted either; a
// folder that does not exist is empty.
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
