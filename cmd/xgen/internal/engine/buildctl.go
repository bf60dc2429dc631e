package engine

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// buildctl is the engine that drives a BuildKit daemon through BuildKit's own
// client.
type buildctl struct {
	name string
	bin  string // path of buildctl
	addr string // unix:///path, tcp://host:port, docker-container://name, …: to be shown by redactAddress only
	// ready makes the daemon answer and keeps it from ending until release is
	// called. Nil where the daemon is somebody else's.
	ready func(ctx context.Context) (release func(), err error)
	log   string // the daemon's log, where it is known
}

// NewBuildctl returns the engine for the BuildKit at an address, with the
// client at the path bin.
func NewBuildctl(bin, addr string) Engine { return &buildctl{name: "buildctl", bin: bin, addr: addr} }

// Name returns "buildctl", or "private" for xgen's own daemon.
func (b *buildctl) Name() string { return b.name }

// Check asks the daemon for its version. That of the private daemon is known:
// where it listens, Install has built both programs.
func (b *buildctl) Check(ctx context.Context) error {
	release, err := b.hold(ctx)
	if err != nil {
		return err
	}
	defer release()
	if b.ready != nil {
		return nil
	}
	if err := b.checkClient(ctx); err != nil {
		return err
	}
	info, err := output(ctx, b.command("debug", "info"))
	if err != nil {
		return unusable(b.name, b.mend(), "%s: %w", redactAddress(b.addr), err)
	}
	if v := tooOld(info, oldestBuildKit); v != nil {
		return unusable(b.name, "update BuildKit, or run: xgen engine install", "BuildKit at %s is %s, and %s is the oldest that serves", redactAddress(b.addr), v, oldestBuildKit)
	}
	return nil
}

// checkClient returns an *Unusable where the client is too old for
// --progress=rawjson.
func (b *buildctl) checkClient(ctx context.Context) error {
	out, err := output(ctx, exec.Command(b.bin, "--version"))
	if err != nil {
		return unusable(b.name, installCommand, "%s: %w", b.bin, err)
	}
	if v := tooOld(out, oldestBuildctl); v != nil {
		return unusable(b.name, installCommand, "%s is %s, and %s is the oldest that serves", b.bin, v, oldestBuildctl)
	}
	return nil
}

// hold starts the daemon if it is the private one, and keeps it running until
// the returned function is called.
func (b *buildctl) hold(ctx context.Context) (func(), error) {
	if b.ready == nil {
		return func() {}, nil
	}
	return b.ready(ctx)
}

// Solve runs buildctl build.
func (b *buildctl) Solve(ctx context.Context, r Request, emit func(Event)) error {
	args, err := buildctlArgs(r)
	if err != nil {
		return err
	}
	release, err := b.hold(ctx)
	if err != nil {
		return err
	}
	defer release()
	return orLost(ctx, solve(ctx, r, b.command(args...), emit), b.name, b.mend(), b.answers)
}

// command returns a call of the client. The daemon's address is passed in the
// environment, since it may hold a password and anyone can read a command
// line.
func (b *buildctl) command(args ...string) *exec.Cmd {
	cmd := exec.Command(b.bin, args...)
	cmd.Env = append(clientEnv(os.Environ()), buildkitHost+"="+b.addr)
	return cmd
}

// answers returns nil where the daemon answers.
func (b *buildctl) answers(ctx context.Context) error {
	_, err := output(ctx, b.command("debug", "info"))
	return err
}

// mend returns the hint for a daemon that does not answer.
func (b *buildctl) mend() string {
	if b.log != "" {
		return "run the same command again, which starts the private BuildKit anew; why it ended may stand in " + b.log
	}
	return "start a BuildKit at " + redactAddress(b.addr) + " or unset BUILDKIT_HOST"
}

// buildctlArgs returns the arguments after the address. The client has to run
// in r.Context.Dir().
func buildctlArgs(r Request) ([]string, error) {
	if err := checkRequest(r); err != nil {
		return nil, err
	}
	args := []string{"build", "--progress=rawjson", "--frontend=dockerfile.v0",
		"--local", "context=.", "--local", "dockerfile=" + filepath.Dir(r.Dockerfile),
		"--opt", "filename=" + filepath.Base(r.Dockerfile)}
	if r.Stage != "" {
		args = append(args, "--opt", "target="+r.Stage)
	}
	for _, k := range sorted(r.BuildArgs) {
		args = append(args, "--opt", "build-arg:"+k+"="+r.BuildArgs[k])
	}
	proxies, err := buildctlProxies(r)
	if err != nil {
		return nil, err
	}
	args = append(args, proxies...)
	for _, id := range sorted(r.Secrets) {
		args = append(args, "--secret", csvLine("id="+id, "src="+r.Secrets[id]))
	}
	if len(r.NoCache) > 0 {
		args = append(args, "--opt", "no-cache="+strings.Join(r.NoCache, ","))
	}
	if r.Output != "" {
		args = append(args, "--output", csvLine("type=local", "dest="+r.Output))
	}
	contexts, err := namedContexts(r)
	for i, c := range contexts {
		args = append(args, c.buildctlArgs(i)...)
	}
	return args, err
}

// buildctlArgs returns the options that pass the context to the daemon. A
// layout is passed under an id, since a context's name may hold characters
// that an id may not. The id is no part of the cache key.
func (c namedContext) buildctlArgs(i int) []string {
	opt := "context:" + c.name + "="
	if c.image != "" {
		return []string{"--opt", opt + dockerImage + c.image}
	}
	id := fmt.Sprintf("layout%d", i)
	return []string{"--oci-layout", id + "=" + c.layout, "--opt", opt + ociLayout + id + "@" + c.digest.String()}
}
