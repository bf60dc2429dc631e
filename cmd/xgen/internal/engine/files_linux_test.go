package engine

import (
	"errors"
	"fmt"
	"os"
	"syscall"
	"testing"

	"github.com/pelletier/go-toml/v2"
)

// quotedPrivate returns one with its folders, whose path needs quoting.
func quotedPrivate(t *testing.T) *Private {
	t.Helper()
	p := &Private{Dir: t.TempDir() + `/a "b" \c`, Limit: 12345}
	if err := p.makeRun(); err != nil {
		t.Fatal(err)
	}
	return p
}

// What the daemon says may hold secrets of a build: the log is its owner's
// alone, goes on where it was, and is begun anew beyond its limit.
func TestRow74DaemonLog(t *testing.T) {
	p := quotedPrivate(t)
	for i, size := range []int{0, 10, logLimit, logLimit + 1} {
		if err := os.WriteFile(p.log(), make([]byte, size), 0o600); err != nil {
			t.Fatal(err)
		}
		f, err := openLog(p.log())
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprint(f, "x")
		f.Close()
		want := int64(size + 1)
		if size > logLimit {
			want = 1
		}
		info, err := os.Stat(p.log())
		if err != nil || info.Size() != want {
			t.Errorf("%d: %v, %v; want %d bytes", i, info, err, want)
		}
		if _, err := os.Stat(p.log() + ".old"); (err == nil) != (size > logLimit) {
			t.Errorf("%d: the old log: %v", i, err)
		}
	}
	if info, err := os.Stat(p.log()); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("a new log is %v, %v", info.Mode(), err)
	}
	if err := errors.Join(os.Remove(p.log()+".old"), os.Mkdir(p.log()+".old", 0o700)); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(p.log(), make([]byte, logLimit+1), 0o600); err != nil {
		t.Fatal(err)
	}
	if f, err := openLog(p.log()); err == nil {
		f.Close()
		t.Error("no error where the old log cannot be moved away")
	}
}

// The daemon reads back what it was told, and nobody else can.
func TestRow74DaemonConfig(t *testing.T) {
	p := quotedPrivate(t)
	if err := p.writeConfig(); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(p.run("buildkitd.toml"))
	if err != nil {
		t.Fatal(err)
	}
	type worker struct {
		Enabled      bool
		GC           bool
		MaxUsedSpace int64
	}
	var c struct {
		Root   string
		GRPC   struct{ Address []string }
		Worker map[string]worker
	}
	if err := toml.Unmarshal(text, &c); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	if c.Root != p.root() || len(c.GRPC.Address) != 1 || c.GRPC.Address[0] != "unix://"+p.socket() {
		t.Errorf("got %+v", c)
	}
	if oci := c.Worker["oci"]; oci != (worker{true, true, 12345}) || c.Worker["containerd"].Enabled {
		t.Errorf("got %+v", c.Worker)
	}
	if info, err := os.Stat(p.run("buildkitd.toml")); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
}

// What a killed daemon has left is no daemon, and is cleared away; what cannot
// be cleared away is an error.
func TestRow74SocketThatWasLeft(t *testing.T) {
	p := &Private{Dir: t.TempDir()}
	if err := p.makeRun(); err != nil {
		t.Fatal(err)
	}
	fd, err := syscall.Socket(syscall.AF_UNIX, syscall.SOCK_STREAM, 0)
	if err != nil {
		t.Fatal(err)
	}
	if err := syscall.Bind(fd, &syscall.SockaddrUnix{Name: p.socket()}); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Listen(fd, 1); err != nil || !listens(p.socket()) {
		t.Fatal("no listener: ", err)
	}
	syscall.Close(fd)
	if listens(p.socket()) {
		t.Error("a socket that nobody serves is taken for a daemon")
	}
	for range 2 { // the second time there is nothing
		if err := p.removeSocket(); err != nil {
			t.Error(err)
		}
	}
	if err := os.MkdirAll(p.socket()+"/x", 0o700); err != nil {
		t.Fatal(err)
	}
	if err := p.removeSocket(); err == nil {
		t.Error("no error where it cannot be removed")
	}
}
