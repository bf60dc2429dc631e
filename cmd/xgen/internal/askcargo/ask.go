package askcargo

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/xgen-build/xgen/schema/cargo"
)

// The bounds of asking: of all questions about a project together, and of one answer.
var maxTime = 10 * time.Second // tests shorten it

const maxSaid = 32 << 20

// Cargo answers questions about one project. Its zero value answers none.
type Cargo struct {
	Context context.Context     // ends what runs
	Root    string              // the project's; absolute
	Kept    string              // the folder of the answers that are kept; "" for none
	Env     func(string) string // a variable of the user's environment
	Within  time.Duration       // the time of all answers together; 0 for what a quick command has

	once  sync.Once
	until time.Time
	found program
	ok    bool
}

// Ask answers a question, and keeps the answer.
func (c *Cargo) Ask(q cargo.Question) ([]byte, error) {
	c.once.Do(c.begin)
	if !c.ok {
		return nil, &cargo.Silence{Reason: cargo.NoCargo}
	}
	args := c.args(q)
	name := hash(c.found.stamp, q.State, q.Nightly, strings.Join(args, "\x00"))
	if said, ok := answers(c.Kept).get(name); ok {
		return said, nil
	}
	said, err := c.run(q, args)
	if err == nil {
		answers(c.Kept).put(name, said)
	}
	return said, err
}

func (c *Cargo) begin() {
	// The root folder holds the project's own configuration then.
	if c.Env == nil || c.Root == "" || c.Root == nowhere {
		return
	}
	if real, err := filepath.EvalSymlinks(c.Root); err == nil {
		c.Root = real // cargo names it so
	}
	c.found, c.ok = find(c.Env)
	c.until = time.Now().Add(cmp.Or(c.Within, maxTime))
}

// nowhere is the folder that cargo is started in: it looks for its configuration from
// there upwards.
const nowhere = "/"

// args returns the arguments of a question.
func (c *Cargo) args(q cargo.Question) []string {
	args := append([]string{}, q.Args...)
	args = append(args, "--offline", "--color", "never", "--manifest-path", filepath.Join(c.Root, q.Manifest))
	for _, s := range q.Overrides {
		value := s.Value
		if s.Path != "" {
			path := s.Path
			if !filepath.IsAbs(path) {
				path = filepath.Join(c.Root, path)
			}
			value = fmt.Sprintf(s.Value, path)
		}
		args = append(args, "--config", s.Key+"="+value)
	}
	return args
}

// passed are the variables of the user's that cargo is given.
var passed = []string{"PATH", "HOME", "USER", "TMPDIR", "CARGO_HOME", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "NIX_LD", "NIX_LD_LIBRARY_PATH"}

// environ returns the whole environment of cargo. The variables that name wrappers
// win over the user's configuration, and empty ones name none.
func (c *Cargo) environ(q cargo.Question) []string {
	env := []string{"LC_ALL=C", "RUSTC_WRAPPER=", "RUSTC_WORKSPACE_WRAPPER=", "RUSTUP_AUTO_INSTALL=0", "CARGO_NET_OFFLINE=true"}
	for _, name := range passed {
		if v := c.Env(name); v != "" {
			env = append(env, name+"="+v)
		}
	}
	if c.found.rustc != "" {
		env = append(env, "RUSTC="+c.found.rustc)
	}
	if q.Nightly {
		env = append(env, "RUSTC_BOOTSTRAP=1")
	}
	return env
}

// run starts cargo. It has a process group of its own, of which nothing is left.
func (c *Cargo) run(q cargo.Question, args []string) ([]byte, error) {
	ctx, cancel := context.WithDeadline(c.Context, c.until)
	defer cancel()
	said, words := &bounded{end: cancel}, &bounded{end: cancel}
	cmd := exec.CommandContext(ctx, c.found.cargo, args...)
	cmd.Dir, cmd.Env, cmd.Stdout, cmd.Stderr = nowhere, c.environ(q), said, words
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
	cmd.WaitDelay = time.Second
	err := cmd.Run()
	if cmd.Process != nil {
		_ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL)
	}
	switch {
	case errors.Is(err, syscall.ENOENT), errors.Is(err, syscall.EACCES):
		return nil, &cargo.Silence{Reason: cargo.NoCargo}
	case ctx.Err() != nil, errors.Is(err, exec.ErrWaitDelay):
		return nil, &cargo.Silence{Reason: cargo.TooLate}
	case err != nil:
		return nil, silence(words.String())
	}
	return said.Bytes(), nil
}

// silence reads why cargo gave no answer. Whatever goes wrong without a network may go
// right with one, and cargo says so.
func silence(words string) *cargo.Silence {
	if strings.Contains(words, "--offline") || strings.Contains(words, "offline mode") {
		return &cargo.Silence{Reason: cargo.Unfetched}
	}
	var lines []string
	for line := range strings.Lines(words) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "warning:") {
			lines = append(lines, strings.TrimPrefix(line, "error: "))
		}
	}
	said := strings.Join(lines, ": ")
	return &cargo.Silence{Reason: cargo.Refused, Said: said[:min(len(said), 500)]}
}

// bounded is a buffer that ends the program when it is full.
type bounded struct {
	bytes.Buffer
	end func()
}

func (b *bounded) Write(p []byte) (int, error) {
	if b.Len()+len(p) > maxSaid {
		b.end()
		return 0, io.ErrShortWrite
	}
	return b.Buffer.Write(p)
}
