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
	if words, ok := answers(c.Kept).get(name + refused); ok {
		release, words, _ := strings.Cut(string(words), "\n")
		return nil, silence(words, release)
	}
	said, err := c.run(q, args)
	if err == nil {
		answers(c.Kept).put(name, said)
	}
	var s *cargo.Silence
	if errors.As(err, &s) && s.OfProject() {
		if s.Release = c.release(); s.Release != "" && s.Lasts() {
			answers(c.Kept).put(name+refused, []byte(s.Release+"\n"+s.Words))
		}
	}
	return said, err
}

// refused ends the names of refusals that are kept.
const refused = "-refused"

// release returns that of cargo, "" where it does not say it.
func (c *Cargo) release() string {
	said, err := c.run(cargo.Question{}, []string{"--version"})
	if words := strings.Fields(string(said)); err == nil && len(words) > 1 && words[0] == "cargo" {
		return words[1]
	}
	return ""
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
		return nil, silence(c.inProject(words.String()), "")
	}
	return said.Bytes(), nil
}

// inProject returns cargo's words with paths from the project's root in the place of
// those that lead there. cargo writes some from the folder that it is started in.
func (c *Cargo) inProject(words string) string {
	var out strings.Builder
	for line := range strings.Lines(words[:min(len(words), maxWords)]) {
		if from, at, ok := strings.Cut(line, "--> "); ok && strings.TrimSpace(from) == "" && !filepath.IsAbs(at) {
			line = from + "--> " + nowhere + at
		}
		out.WriteString(strings.ReplaceAll(line, c.Root+"/", ""))
	}
	return out.String()
}

// maxWords is how much is read of why cargo refuses.
const maxWords = 16 << 10

// silence reads why cargo gave no answer. Whatever goes wrong without a network may go
// right with one, and cargo says so; of a lock that does not fit it speaks of both.
func silence(words, release string) *cargo.Silence {
	s := &cargo.Silence{Reason: cargo.Refused, Words: words, Release: release}
	if !s.Lock() && (strings.Contains(words, "--offline") || strings.Contains(words, "offline mode")) {
		return &cargo.Silence{Reason: cargo.Unfetched}
	}
	var lines []string
	for line := range strings.Lines(words) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "warning:") {
			lines = append(lines, strings.TrimPrefix(line, "error: "))
		}
	}
	s.Said = strings.Join(lines, ": ")
	s.Said = s.Said[:min(len(s.Said), 500)]
	return s
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
