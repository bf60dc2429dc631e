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
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/xgen-build/xgen/schema/cargo"
	"github.com/xgen-build/xgen/schema/lazyregexp"
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
	// Fetching is called before crates are fetched that an answer needs; where it is nil none are.
	Fetching func()

	once  sync.Once
	fetch sync.Once
	mu    sync.Mutex
	until time.Time // under mu
	found program
	ok    bool
}

// Ask answers a question, and keeps the answer.
func (c *Cargo) Ask(q cargo.Question) ([]byte, error) {
	c.once.Do(c.begin)
	if !c.ok {
		return nil, &cargo.Silence{Reason: cargo.NoCargo}
	}
	args := c.args(q, offline)
	name := hash(c.found.stamp, q.State, q.Nightly, strings.Join(args, "\x00"))
	if said, ok := answers(c.Kept).get(name); ok {
		return said, nil
	}
	if words, ok := answers(c.Kept).get(name + refused); ok {
		release, words, _ := strings.Cut(string(words), "\n")
		return nil, silence(words, release)
	}
	said, err := c.run(q, args, offline)
	var s *cargo.Silence
	if c.Fetching != nil && errors.As(err, &s) && s.Reason == cargo.Unfetched {
		c.fetch.Do(func() { c.fetched(q) })
		said, err = c.run(q, args, offline)
	}
	if err == nil {
		answers(c.Kept).put(name, said)
	}
	if errors.As(err, &s) && s.OfProject() {
		if s.Release = c.release(); s.Release != "" && s.Lasts() {
			answers(c.Kept).put(name+refused, []byte(s.Release+"\n"+s.Words))
		}
	}
	return said, err
}

// network is whether cargo may use it.
type network bool

const (
	offline network = false
	online  network = true
)

// maxFetch bounds how long crates are fetched.
const maxFetch = 10 * time.Minute

// fetched has cargo fetch the crates of Cargo.lock. That it could not shows in what is
// asked then.
func (c *Cargo) fetched(q cargo.Question) {
	c.Fetching()
	c.allow(maxFetch)
	q.Args = []string{"fetch", "--locked"}
	_, _ = c.run(q, c.args(q, online), online)
	c.allow(cmp.Or(c.Within, maxTime))
}

// refused ends the names of refusals that are kept.
const refused = "-refusal"

// release returns that of cargo, "" where it does not say it.
func (c *Cargo) release() string {
	said, err := c.run(cargo.Question{}, []string{"--version"}, offline)
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
	c.allow(cmp.Or(c.Within, maxTime))
}

// allow has what runs from now on end within a time.
func (c *Cargo) allow(within time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.until = time.Now().Add(within)
}

func (c *Cargo) deadline() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.until
}

// nowhere is the folder that cargo is started in: it looks for its configuration from
// there upwards.
const nowhere = "/"

// args returns the arguments of a question.
func (c *Cargo) args(q cargo.Question, net network) []string {
	args := append([]string{}, q.Args...)
	if net == offline {
		args = append(args, "--offline")
	}
	args = append(args, "--color", "never", "--manifest-path", filepath.Join(c.Root, q.Manifest))
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

// passedOnline are those beside them that lead to a network, whatever their case.
var passedOnline = []string{"HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "SSL_CERT_FILE", "SSL_CERT_DIR",
	"CARGO_HTTP_PROXY", "CARGO_HTTP_CAINFO", "SSH_AUTH_SOCK"}

// environ returns the whole environment of cargo. The variables that name wrappers
// win over the user's configuration, and empty ones name none.
func (c *Cargo) environ(q cargo.Question, net network) []string {
	env := []string{"LC_ALL=C", "RUSTC_WRAPPER=", "RUSTC_WORKSPACE_WRAPPER=", "RUSTUP_AUTO_INSTALL=0", "CARGO_NET_OFFLINE=" + strconv.FormatBool(net == offline)}
	names := passed
	if net == online {
		for _, name := range passedOnline {
			names = append(slices.Clip(names), name, strings.ToLower(name))
		}
	}
	for _, name := range names {
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
func (c *Cargo) run(q cargo.Question, args []string, net network) ([]byte, error) {
	ctx, cancel := context.WithDeadline(c.Context, c.deadline())
	defer cancel()
	said, words := &bounded{end: cancel}, &bounded{end: cancel}
	cmd := exec.CommandContext(ctx, c.found.cargo, args...)
	cmd.Dir, cmd.Env, cmd.Stdout, cmd.Stderr = nowhere, c.environ(q, net), said, words
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
	root := regexp.MustCompile(`(^|[^\w./-])` + regexp.QuoteMeta(c.Root) + `(/|[^\w./-]|$)`)
	onlyHere := c.searchedHere(words)
	var out strings.Builder
	for line := range strings.Lines(words[:min(len(words), maxWords)]) {
		if onlyHere && strings.HasPrefix(line, reminder) {
			continue
		}
		if from, at, ok := strings.Cut(line, "--> "); ok && strings.TrimSpace(from) == "" && !filepath.IsAbs(at) {
			line = from + "--> " + nowhere + at
		}
		line = root.ReplaceAllStringFunc(line, func(found string) string {
			before, after, _ := strings.Cut(found, c.Root)
			if after == "/" {
				return before
			}
			return before + "." + after
		})
		out.WriteString(strings.ReplaceAll(line, " (.)", ""))
	}
	return out.String()
}

// reminder begins what cargo adds where it finds no version without a network.
const reminder = "As a reminder, you're using offline mode"

// searchedHere reports whether cargo looked for a crate in folders of the project alone,
// where a network does not help.
func (c *Cargo) searchedHere(words string) bool {
	all := searched.FindAllStringSubmatch(words, -1)
	return len(all) > 0 && !slices.ContainsFunc(all, func(m []string) bool {
		return m[1] != c.Root && !strings.HasPrefix(m[1], c.Root+"/")
	})
}

var searched = lazyregexp.New("(?m)^ *locations? searched: (?:directory source `)?([^`\n]*)")

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
