//go:build !(darwin || dragonfly || freebsd || linux || netbsd || openbsd)

package tree

import "os"

const hasFolderSync = false

func tryLock(root *os.Root) (release func(), busy bool, err error) { return lockBeside(root) }
