package engine

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"syscall"
	"time"

	"github.com/xgen-build/xgen/emit/flock"
	"github.com/xgen-build/xgen/schema/panics"
)

// startTime is how long a daemon may take until it listens.
const startTime = 30 * time.Second

// ready starts the daemon unless it runs, and keeps it running until release
// is called: it holds the shared lock on "use", which whoever ends an idle
// daemon takes exclusively first.
func (p *Private) ready(ctx context.Context) (release func(), err error) {
	if err := p.possible(); err != nil {
		return nil, err
	}
	if err := p.makeRun(); err != nil {
		return nil, err
	}
	use, err := lockFile(ctx, p.run("use"), flock.Shared)
	if err != nil {
		return nil, err
	}
	if !p.supervised(ctx) {
		err = p.start(ctx)
	}
	if err != nil {
		use.Close()
		return nil, err
	}
	return func() { use.Close() }, nil
}

// deathTime is how long a daemon may outlive its supervisor.
const deathTime = 5 * time.Second

// supervised reports whether a daemon listens and has a supervisor. A daemon
// whose supervisor was killed is killed by the kernel; supervised waits until
// it is gone.
func (p *Private) supervised(ctx context.Context) bool {
	for late := time.Now().Add(deathTime); listens(p.socket()); time.Sleep(10 * time.Millisecond) {
		if pid, err := p.pid(); pid != 0 || err != nil || ctx.Err() != nil || time.Now().After(late) {
			return true
		}
	}
	return false
}

// makeRun makes the folder of the socket, for its owner alone, and takes the
// rights of others from one that is there.
func (p *Private) makeRun() error {
	if err := os.MkdirAll(p.run(""), 0o700); err != nil {
		return err
	}
	return errors.Join(os.Chmod(p.Dir, 0o700), os.Chmod(p.run(""), 0o700))
}

// start runs the supervisor, detached from the terminal, and waits until the
// daemon listens. Where two processes start one at once, the second supervisor
// finds the lock taken and ends without an error.
func (p *Private) start(ctx context.Context) error {
	cmd, log, err := p.supervisor()
	if err != nil {
		return err
	}
	err = cmd.Start()
	log.Close()
	if err != nil {
		return unusable("private", installCommand, "%w", err)
	}
	ended := make(chan error, 1)
	panics.Go(func() { ended <- cmd.Wait() }) // it ends when the daemon does
	return p.await(ctx, ended)
}

// await waits until the daemon listens or its supervisor has failed.
func (p *Private) await(ctx context.Context, ended <-chan error) error {
	late := time.After(startTime)
	for !listens(p.socket()) {
		select {
		case <-ctx.Done():
			return context.Cause(ctx)
		case err := <-ended:
			if err != nil {
				return p.notStarted("%w", err)
			}
			ended = nil // another one serves, or did
		case <-late:
			return p.notStarted("BuildKit does not listen after %v", startTime)
		case <-time.After(20 * time.Millisecond):
		}
		if ended != nil {
			continue
		}
		if pid, err := p.pid(); err == nil && pid == 0 && !listens(p.socket()) {
			return p.notStarted("the supervisor of BuildKit ended and no other runs")
		}
	}
	return nil
}

// notStarted returns an error that ends with the last lines of the daemon's
// log.
func (p *Private) notStarted(format string, args ...any) error {
	err := fmt.Errorf(format, args...)
	log, _ := os.ReadFile(p.log())
	return unusable("private", "read "+p.log(), "%w: %s", err, lastLine(string(log)))
}

// supervisor returns the command that serves p, and its open log.
func (p *Private) supervisor() (*exec.Cmd, *os.File, error) {
	words := p.Supervisor
	if len(words) == 0 {
		self, err := os.Executable()
		if err != nil {
			return nil, nil, err
		}
		words = []string{self, "engine", "serve"}
	}
	log, err := openLog(p.log())
	if err != nil {
		return nil, nil, err
	}
	cmd := exec.Command(words[0], append(words[1:len(words):len(words)], p.ServeArgs()...)...)
	cmd.Dir, cmd.Stdout, cmd.Stderr, cmd.Env = "/", log, log, p.daemonEnv(os.Environ())
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	return cmd, log, nil
}

// ServeArgs returns the arguments with which Serve serves p in another
// process.
func (p *Private) ServeArgs() []string {
	limit, idle := orDefault(p.Limit, DefaultLimit), orDefault(p.Idle, DefaultIdle)
	return []string{p.Dir, strconv.FormatInt(limit, 10), idle.String()}
}

// logLimit is the size in bytes beyond which a log is begun anew.
const logLimit = 4 << 20

func openLog(path string) (*os.File, error) {
	if info, err := os.Stat(path); err == nil && info.Size() > logLimit {
		if err := os.Rename(path, path+".old"); err != nil {
			return nil, err
		}
	}
	return os.OpenFile(path, os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o600)
}

// listens reports whether a daemon accepts connections on a socket. The socket
// that a killed daemon left refuses them.
func listens(path string) bool {
	fd, err := syscall.Socket(syscall.AF_UNIX, syscall.SOCK_STREAM, 0)
	if err != nil {
		return false
	}
	defer syscall.Close(fd)
	return syscall.Connect(fd, &syscall.SockaddrUnix{Name: path}) == nil
}
