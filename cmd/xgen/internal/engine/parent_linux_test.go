package engine

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"os/exec"
	"syscall"
	"testing"
	"time"
)

// parentVariable makes the test below act as the process that is killed.
const parentVariable = "XGEN_TEST_PARENT"

// TestRow74ClientDiesWithItsParent kills a process that runs a client as xgen
// does. Nobody is left to end the client but the kernel.
func TestRow74ClientDiesWithItsParent(t *testing.T) {
	if os.Getenv(parentVariable) != "" {
		_ = stream(t.Context(), nil, shell("echo $$ >&2; exec sleep 60"), func(r io.Reader) { _, _ = io.Copy(os.Stdout, r) })
		return
	}
	parent := exec.Command("/proc/self/exe", "-test.run=^"+t.Name()+"$")
	parent.Env = append(os.Environ(), parentVariable+"=yes")
	out, err := parent.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := parent.Start(); err != nil {
		t.Fatal(err)
	}
	var client int
	_, scanned := fmt.Fscan(bufio.NewReader(out), &client)
	if err := parent.Process.Kill(); err != nil || scanned != nil {
		t.Fatal(err, scanned)
	}
	_ = parent.Wait()
	for begun := time.Now(); syscall.Kill(client, 0) == nil && !zombie(client); time.Sleep(time.Millisecond) {
		if time.Since(begun) > 10*time.Second {
			_ = syscall.Kill(client, syscall.SIGKILL)
			t.Fatal("the client outlives its parent")
		}
	}
}

// TestRow74DaemonDiesWithItsSupervisor looks at what the kernel is asked for:
// to see it happen takes root (TestE2E… does).
func TestRow74DaemonDiesWithItsSupervisor(t *testing.T) {
	const own = syscall.CLONE_NEWPID | syscall.CLONE_NEWNS
	attr := (&Private{Dir: t.TempDir()}).daemon().SysProcAttr
	if attr.Pdeathsig != syscall.SIGKILL || !attr.Setpgid || attr.Cloneflags&own != own {
		t.Errorf("got %+v", attr)
	}
}
