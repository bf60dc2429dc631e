package engine

import "os"

// possible returns what a daemon lacks to run; nil where it lacks nothing.
func (p *Private) possible() error {
	if err := needRoot(); err != nil {
		return err
	}
	if !p.Installed() {
		return unusable("private", installCommand, "BuildKit is not installed")
	}
	if _, err := findTool("runc"); err != nil {
		return unusable("private", installCommand, "%w", err)
	}
	if len(p.socket()) > maxSocketPath {
		return unusable("private", "set XDG_CACHE_HOME to a shorter path", "%s is too long for a socket", p.socket())
	}
	return nil
}

// euid returns the effective user id. Tests replace it.
var euid = os.Geteuid

// needRoot returns an error for a user who cannot run a daemon, before an
// installation takes minutes for nothing.
func needRoot() error {
	if euid() == 0 {
		return nil
	}
	return unusable("private", "sudo xgen engine install, and sudo xgen run …, or make a Docker >= 23 usable for this user", "the private BuildKit needs root")
}

// maxSocketPath is the longest path of a unix socket, in bytes (sun_path, less
// the final zero).
const maxSocketPath = 103
