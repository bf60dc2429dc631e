package engine

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"github.com/xgen-build/xgen/emit/flock"
	"github.com/xgen-build/xgen/schema/panics"
)

// endTime is how long the daemon may take to end after SIGTERM. Idle it takes
// some milliseconds; with a step running it would wait for that.
const endTime = 3 * time.Second

// serve runs the daemon while it holds the lock of the only supervisor, with
// its process id in the lock file.
func (p *Private) serve(ctx context.Context) error {
	if err := p.makeRun(); err != nil {
		return err
	}
	one, err := p.lockServe(ctx)
	if one == nil {
		return err
	}
	defer one.Close()
	if err := errors.Join(one.Truncate(0), writeString(one, fmt.Sprintln(os.Getpid())), p.writeConfig(), p.removeSocket(), p.sweepTemp(), p.sweepPartial()); err != nil {
		return err
	}
	return errors.Join(p.supervise(ctx), p.sweepTemp())
}

// sweepTemp empties the daemon's folder for temporary files. BuildKit 0.25.2
// leaves a folder there for each mount of a single file (snapshot.localMounter
// removes the file alone), and a daemon that was killed leaves everything. Its
// mounts are in a namespace of its own, so nothing but folders is seen here.
func (p *Private) sweepTemp() error {
	if err := os.RemoveAll(p.temp()); err != nil {
		return err
	}
	return os.Mkdir(p.temp(), 0o700)
}

// sweepPartial removes the blobs that never became whole. One whose bytes are
// not what its digest says would be taken up again by every later solve,
// although its source was mended (tried with 0.25.2).
func (p *Private) sweepPartial() error {
	left, err := filepath.Glob(globQuote(p.root()) + "/runc-*/content/ingest/*")
	for _, path := range left {
		err = errors.Join(err, os.RemoveAll(path))
	}
	return err
}

// lockTime is how long a supervisor waits for its lock. Whoever reads the
// process id holds it for an instant, and a supervisor that ends for a little
// longer.
const lockTime = time.Second

// lockServe takes the lock. It returns nil where another supervisor keeps it.
func (p *Private) lockServe(ctx context.Context) (*os.File, error) {
	soon, cancel := context.WithTimeout(ctx, lockTime)
	defer cancel()
	one, err := lockFile(soon, p.run("lock"), flock.Exclusive)
	if errors.Is(err, context.DeadlineExceeded) && ctx.Err() == nil {
		return nil, nil
	}
	return one, err
}

func writeString(f *os.File, s string) error {
	_, err := f.WriteAt([]byte(s), 0)
	return err
}

// removeSocket removes the socket that a killed daemon left.
func (p *Private) removeSocket() error {
	err := os.Remove(p.socket())
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// writeConfig writes the daemon's configuration. "auto" is overlayfs where
// the folder's file system can carry it, else native, which copies: 7.2 GB
// where overlayfs took 1.2.
func (p *Private) writeConfig() error {
	const format = `root = %s
[grpc]
  address = [%s]
[worker.oci]
  enabled = true
  snapshotter = "auto"
  gc = true
  maxUsedSpace = %d
[worker.containerd]
  enabled = false
`
	text := fmt.Sprintf(format, quoteTOML(p.root()), quoteTOML("unix://"+p.socket()), p.Limit)
	return os.WriteFile(p.run("buildkitd.toml"), []byte(text), 0o600)
}

// quoteTOML returns a string of TOML. A string of JSON is one.
func quoteTOML(s string) string {
	data, _ := json.Marshal(s)
	return string(data)
}

// supervise runs the daemon, and starts it again a few times where it ends at
// once: a daemon whose supervisor was killed is killed by the kernel, and may
// hold its lock on the root folder for a moment longer.
func (p *Private) supervise(ctx context.Context) error {
	for try := 1; ; try++ {
		begun := time.Now()
		err := p.runDaemon(ctx)
		if err == nil || ctx.Err() != nil || time.Since(begun) > 2*time.Second || try == 5 {
			return errors.Join(err, p.removeSocket())
		}
		time.Sleep(time.Second)
	}
}

// runDaemon runs the daemon until it is idle or ctx ends. That the daemon ends
// by itself is the only error.
func (p *Private) runDaemon(ctx context.Context) error {
	cmd := p.daemon()
	started, ended := make(chan error, 1), make(chan error, 1)
	client := panics.Go(func() { startAndWait(cmd, started, ended) })
	if err := <-started; err != nil {
		return err
	}
	use, err := p.watch(ctx, ended)
	if use != nil {
		defer use.Close()
	}
	if err != nil {
		return fmt.Errorf("buildkitd ended by itself: %w", err)
	}
	err = endDaemon(cmd, ended)
	client.Wait()
	return err
}

// daemon returns the command of the daemon, which runs as the first process of
// its own process namespace, so that the kernel ends every step and every
// mount with it, however it ends. By itself it leaves running steps behind,
// even on SIGTERM (tried with 0.25.2). The shell only mounts the namespace's
// /proc, which runc reads.
func (p *Private) daemon() *exec.Cmd {
	const enter = `mount --make-rslave / && mount -t proc proc /proc && exec "$@"`
	cmd := exec.Command("/bin/sh", "-c", enter, "sh", filepath.Join(p.binaries(), "buildkitd"), "--config", p.run("buildkitd.toml"))
	cmd.Stdout, cmd.Stderr, cmd.Env = os.Stdout, os.Stderr, p.daemonEnv(os.Environ())
	cmd.SysProcAttr = &syscall.SysProcAttr{
		Setpgid: true, Pdeathsig: syscall.SIGKILL, Cloneflags: syscall.CLONE_NEWPID | syscall.CLONE_NEWNS,
	}
	return cmd
}

// watch returns when the daemon should end: with the exclusive lock on "use"
// where it is idle, with nil where ctx ends, and with an error where the
// daemon ended by itself.
func (p *Private) watch(ctx context.Context, ended <-chan error) (use *os.File, err error) {
	tick := time.NewTicker(max(min(p.Idle/20, 5*time.Second), 20*time.Millisecond))
	defer tick.Stop()
	for last := time.Now(); ; {
		select {
		case <-ctx.Done():
			return nil, nil
		case err := <-ended:
			return nil, errors.Join(errors.New("exit"), err)
		case <-tick.C:
		}
		_ = os.Chmod(p.socket(), 0o600) // it is made 0660; nobody else can enter its folder
		use, err := p.idle()
		if use == nil || err != nil {
			last = time.Now()
		} else if time.Since(last) >= p.Idle {
			return use, nil
		} else {
			use.Close()
		}
	}
}

// idle returns the exclusive lock on "use" where no xgen holds it shared and
// nobody is connected; else nil.
func (p *Private) idle() (*os.File, error) {
	if n, err := connections(p.socket()); n > 0 || err != nil {
		return nil, err
	}
	return tryLockFile(p.run("use"), flock.Exclusive)
}

// connections returns how many connections a socket has accepted.
func connections(path string) (n int, err error) {
	f, err := os.Open("/proc/net/unix")
	if err != nil {
		return 0, err
	}
	defer f.Close()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		// Num RefCount Protocol Flags Type St Inode Path; St 03 is connected.
		words := strings.SplitN(lines.Text(), " ", 8)
		if len(words) == 8 && words[5] == "03" && strings.HasSuffix(lines.Text(), " "+path) {
			n++
		}
	}
	return n, nil
}

// endDaemon asks the daemon to end, and kills it after endTime.
func endDaemon(cmd *exec.Cmd, ended <-chan error) error {
	_ = cmd.Process.Signal(syscall.SIGTERM)
	select {
	case <-ended:
	case <-time.After(endTime):
		_ = cmd.Process.Kill()
		<-ended
	}
	return nil
}
