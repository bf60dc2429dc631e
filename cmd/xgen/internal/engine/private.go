package engine

import (
	"context"
	"errors"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/xgen-build/xgen/emit/flock"
)

// BuildKitVersion is the version that Install builds. 0.25 is the last whose
// modules the public proxy has in full: from 0.26 on it lacks
// moby/policy-helpers (tried with 0.34.2).
const BuildKitVersion = "v0.25.2"

// DefaultLimit is the most that the private BuildKit's cache may take, in
// bytes.
const DefaultLimit int64 = 20e9

// DefaultIdle is how long the private BuildKit runs without a client.
const DefaultIdle = 10 * time.Minute

// Private is a BuildKit of the user's own, in the user's cache folder. It is
// built from source, started when needed and ended when idle, and no other
// user can reach it.
type Private struct {
	Dir   string        // absolute; os.UserCacheDir()/xgen/buildkit
	Limit int64         // of the cache, in bytes; 0 means DefaultLimit
	Idle  time.Duration // 0 means DefaultIdle
	// Supervisor is the command that runs Serve; ServeArgs follow it. Empty
	// means this very program with "engine", "serve".
	Supervisor []string
}

// Installed reports whether the programs of this version are there. They
// appear both at once.
func (p *Private) Installed() bool {
	_, err := os.Stat(p.Buildctl())
	return err == nil
}

// Buildctl returns the path of the client, installed or not.
func (p *Private) Buildctl() string { return filepath.Join(p.binaries(), "buildctl") }

func (p *Private) binaries() string       { return filepath.Join(p.Dir, BuildKitVersion) }
func (p *Private) run(name string) string { return filepath.Join(p.Dir, "run", name) }
func (p *Private) socket() string         { return p.run("buildkitd.sock") }

// addr returns the address of the socket for clients, which want an escaped
// URL. The daemon takes a plain path.
func (p *Private) addr() string { return (&url.URL{Scheme: "unix", Path: p.socket()}).String() }

// temp returns the daemon's folder for temporary files.
func (p *Private) temp() string { return p.run("tmp") }

func (p *Private) log() string  { return p.run("log") }
func (p *Private) root() string { return filepath.Join(p.Dir, "root") }

// orDefault returns v, or other where v is zero.
func orDefault[T comparable](v, other T) T {
	var zero T
	if v == zero {
		return other
	}
	return v
}

// Status describes the private BuildKit.
type Status struct {
	Version   string `json:"version"` // what Install installs
	Installed bool   `json:"installed"`
	Path      string `json:"path"` // the folder of the programs
	Runc      string `json:"runc"` // path of the runtime; empty where there is none
	PID       int    `json:"pid"`  // the supervisor's; 0 where nothing runs
	Socket    string `json:"socket"`
	Log       string `json:"log"`
	Cache     int64  `json:"cache"` // bytes on disk
	Limit     int64  `json:"limit"` // bytes
}

// Status returns the state of the private BuildKit. It changes nothing.
func (p *Private) Status(ctx context.Context) (Status, error) {
	runc, _ := findTool("runc")
	s := Status{
		Version: BuildKitVersion, Installed: p.Installed(), Path: p.binaries(), Runc: runc,
		Socket: p.socket(), Log: p.log(), Limit: orDefault(p.Limit, DefaultLimit),
	}
	var err error
	if s.PID, err = p.pid(); err != nil {
		return s, err
	}
	s.Cache, err = diskUse(ctx, p.root())
	return s, err
}

// Stop ends the daemon and waits until it is gone. A solve that is running
// fails. Where no daemon runs, Stop does nothing.
func (p *Private) Stop(ctx context.Context) error {
	pid, err := p.pid()
	if err != nil || pid == 0 {
		return err
	}
	if err := syscall.Kill(pid, syscall.SIGTERM); err != nil && !errors.Is(err, syscall.ESRCH) {
		return err
	}
	one, err := lockFile(ctx, p.run("lock"), flock.Exclusive)
	if err != nil {
		return err
	}
	return one.Close()
}

// pid returns the process id of the supervisor, 0 where none runs. It is never
// the id of another process: the supervisor holds its lock as long as it
// lives.
func (p *Private) pid() (int, error) {
	one, err := tryLockFile(p.run("lock"), flock.Shared)
	if one != nil {
		return 0, one.Close()
	}
	if errors.Is(err, os.ErrNotExist) {
		return 0, nil
	}
	for try := 0; err == nil && try < 20; try++ { // it takes the lock and then writes
		data, _ := os.ReadFile(p.run("lock"))
		if pid, err := strconv.Atoi(strings.TrimSpace(string(data))); err == nil {
			return pid, nil
		}
		time.Sleep(10 * time.Millisecond)
	}
	return 0, errors.Join(err, errors.New("no process id in "+p.run("lock")))
}
