package engine

import (
	"context"
	"os/exec"
	"path/filepath"
	"strings"
)

// docker is the engine that drives the Docker daemon, or the builder that
// docker buildx has selected, through docker's command line.
type docker struct {
	lookPath func(string) (string, error)
	layouts  layoutLoader
}

// NewDocker returns the engine that runs docker buildx build. lookPath finds
// the client, as exec.LookPath does.
func NewDocker(lookPath func(string) (string, error)) Engine { return &docker{lookPath: lookPath} }

// Name returns "docker".
func (*docker) Name() string { return "docker" }

// HidesProxies returns true: docker takes proxies from its environment.
func (*docker) HidesProxies() bool { return true }

// Check asks the client for buildx and the daemon for its version.
func (d *docker) Check(ctx context.Context) error {
	bin, err := d.lookPath("docker")
	if err != nil {
		return unusable("docker", "install Docker 23 or newer, or run: "+installCommand, "docker is not installed")
	}
	if err := d.checkBuildx(ctx, bin); err != nil {
		return err
	}
	return d.checkServer(ctx, bin)
}

func (d *docker) checkBuildx(ctx context.Context, bin string) error {
	const mend = "install docker-buildx 0.13 or newer, or run: " + installCommand
	out, err := output(ctx, exec.Command(bin, "buildx", "version"))
	if err != nil {
		return unusable("docker", mend, "docker has no buildx: %w", err)
	}
	if v := tooOld(out, oldestBuildx); v != nil {
		return unusable("docker", mend, "buildx is %s, and %s is the oldest that serves", v, oldestBuildx)
	}
	return nil
}

func (d *docker) checkServer(ctx context.Context, bin string) error {
	out, err := output(ctx, exec.Command(bin, "version", "--format", "{{.Server.Version}}"))
	if err != nil {
		return unusable("docker", dockerDown, "%w", err)
	}
	if v := tooOld(out, oldestDocker); v != nil {
		return unusable("docker", "update Docker, or run: "+installCommand, "the Docker daemon is %s, and %s is the oldest that serves", v, oldestDocker)
	}
	return nil
}

// Solve runs docker buildx build.
func (d *docker) Solve(ctx context.Context, r Request, emit func(Event)) error {
	bin, err := d.lookPath("docker")
	if err != nil {
		return unusable("docker", installCommand, "docker is not installed")
	}
	answers := func(ctx context.Context) error { return d.checkServer(ctx, bin) }
	if r, err = d.layouts.load(ctx, bin, r); err != nil {
		return orLost(ctx, err, "docker", dockerDown, answers)
	}
	args, err := buildxArgs(r)
	if err != nil {
		return err
	}
	cmd := exec.Command(bin, args...)
	_, cmd.Env = buildxProxies(r)
	return orLost(ctx, solve(ctx, r, cmd, emit), "docker", dockerDown, answers)
}

// dockerDown is the hint for a daemon that does not answer.
const dockerDown = "start the Docker daemon (its log: journalctl -u docker), or run: " + installCommand

// buildxArgs returns the arguments of docker, which has to run in
// r.Context.Dir().
func buildxArgs(r Request) ([]string, error) {
	if err := checkRequest(r); err != nil {
		return nil, err
	}
	args := []string{"buildx", "build", "--progress=rawjson", "--provenance=false", "--sbom=false",
		"--file", filepath.Clean(r.Dockerfile)}
	if r.Stage != "" {
		args = append(args, "--target", r.Stage)
	}
	for _, k := range sorted(r.BuildArgs) {
		args = append(args, "--build-arg", k+"="+r.BuildArgs[k])
	}
	proxies, _ := buildxProxies(r)
	args = append(args, proxies...)
	for _, id := range sorted(r.Secrets) {
		args = append(args, "--secret", csvLine("id="+id, "src="+r.Secrets[id]))
	}
	if len(r.NoCache) > 0 {
		args = append(args, "--no-cache-filter", strings.Join(r.NoCache, ","))
	}
	if r.Output != "" {
		args = append(args, "--output", csvLine("type=local", "dest="+r.Output))
	}
	contexts, err := namedContexts(r)
	for _, c := range contexts {
		args = append(args, "--build-context", c.name+"="+c.buildxSource())
	}
	return append(args, "."), err
}

// buildxSource returns the context as --build-context takes it.
func (c namedContext) buildxSource() string {
	if c.image != "" {
		return dockerImage + c.image
	}
	return ociLayout + c.layout + "@" + c.digest.String()
}
