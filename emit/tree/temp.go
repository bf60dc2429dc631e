package tree

import (
	"fmt"
	"path"

	"github.com/xgen-build/xgen/schema/lazyregexp"
)

// tempPattern matches the names of temporary files and no others.
var tempPattern = lazyregexp.New(`^\..+\.xgen-[0-9a-f]{8}\.tmp$`)

func isTemp(base string) bool { return tempPattern.MatchString(base) }

// tempName returns the name of the n-th temporary file, in the folder of the
// file that it becomes. It needs no randomness: only the holder of the lock
// writes, after it has removed those of earlier runs.
func tempName(name string, n int) string {
	dir, base := path.Split(name)
	return fmt.Sprintf("%s.%s.xgen-%08x.tmp", dir, base, n)
}
