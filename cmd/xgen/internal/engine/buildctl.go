package engine

import (
	"context"
	"os"
	"os/exec"
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

// Engine returns the private BuildKit as an engine.
func (p *Private) Engine() Engine {
	return &buildctl{name: "private", bin: p.Buildctl(), addr: p.addr(), ready: p.ready, log: p.log()}
}

// Name returns "buildctl", or "private" for xgen's own daemon.
func (b *buildctl) Name() string { return b.name }

// HidesProxies returns false: buildctl takes proxies on its command line only,
// which anyone who lists processes can read.
func (*buildctl) HidesProxies() bool { return false }

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
