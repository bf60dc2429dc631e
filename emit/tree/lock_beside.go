package tree

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/rogpeppe/go-internal/lockedfile"
)

// lockBeside locks a file in the system's folder for temporary files, named
// after the root: it serialises the processes of one user on one machine. It
// waits rather than to report that somebody else holds the lock.
func lockBeside(root *os.Root) (release func(), busy bool, err error) {
	abs, err := filepath.Abs(root.Name())
	if err != nil {
		return nil, false, err
	}
	name := fmt.Sprintf("xgen-%d-%.16s.lock", os.Getuid(), sum([]byte(abs)))
	release, err = lockedfile.MutexAt(filepath.Join(os.TempDir(), name)).Lock()
	return release, false, err
}
