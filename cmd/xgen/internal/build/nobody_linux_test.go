package build

import (
	"os"
	"runtime"

	"golang.org/x/sys/unix"
)

// asNobody runs f. Where the tests are root's, it does so on a thread that has
// no rights over others' files and ends with f.
func asNobody(f func()) {
	done := make(chan struct{})
	go func() {
		defer close(done)
		if os.Getuid() == 0 {
			runtime.LockOSThread()
			_, _ = unix.SetfsuidRetUid(65534)
		}
		f()
	}()
	<-done
}
