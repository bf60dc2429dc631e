package engine

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// sbin are the folders of root's tools, which a user's PATH may lack.
var sbin = []string{"/usr/local/sbin", "/usr/sbin", "/sbin"}

// findTool returns the path of a program in PATH or in the folders of root's
// tools.
func findTool(name string) (string, error) {
	if path, err := exec.LookPath(name); err == nil {
		return path, nil
	}
	for _, dir := range sbin {
		if path, err := exec.LookPath(filepath.Join(dir, name)); err == nil {
			return path, nil
		}
	}
	return "", fmt.Errorf("%s is not installed", name)
}

// needTool returns the path of a program. Where it is missing, its packages
// are installed first.
func needTool(ctx context.Context, progress func(string), name string, packages ...string) (string, error) {
	if path, err := findTool(name); err == nil {
		return path, nil
	}
	if err := aptInstall(ctx, progress, packages...); err != nil {
		return "", fmt.Errorf("%s is not installed: %w", name, err)
	}
	return findTool(name)
}

// aptInstall installs packages, and calls progress with each command before it
// runs. A list of packages that
// is missing or old is fetched first.
func aptInstall(ctx context.Context, progress func(string), packages ...string) error {
	if _, err := exec.LookPath("apt-get"); err != nil {
		return unusable("private", "install "+strings.Join(packages, " and "), "there is no apt-get here")
	}
	apt := []string{"apt-get"}
	if os.Geteuid() != 0 {
		apt = []string{"sudo", "-n", "apt-get"}
	}
	install := slices.Concat(apt, []string{"install", "-y", "--no-install-recommends"}, packages)
	if err := aptRun(ctx, progress, install); err == nil || ctx.Err() != nil {
		return err
	}
	if err := aptRun(ctx, progress, slices.Concat(apt, []string{"update"})); err != nil {
		return err
	}
	return aptRun(ctx, progress, install)
}

// aptRun runs one command of apt-get. The hint of its failure is the command
// itself.
func aptRun(ctx context.Context, progress func(string), words []string) error {
	line := strings.Join(words, " ")
	progress("running " + line)
	cmd := exec.Command(words[0], words[1:]...)
	cmd.Env = append(os.Environ(), "DEBIAN_FRONTEND=noninteractive", "LC_ALL=C")
	said, err := combined(ctx, cmd)
	if err != nil && ctx.Err() == nil {
		return unusable("private", "run: "+strings.Replace(line, " -n ", " ", 1), "%s: %s", words[0], lastLine(said))
	}
	return err
}

// combined runs a command and returns all of its output, without passwords.
func combined(ctx context.Context, cmd *exec.Cmd) (string, error) {
	var said strings.Builder
	err := stream(ctx, nil, cmd, func(r io.Reader) { _, _ = io.Copy(&said, r) })
	if ctx.Err() != nil {
		err = context.Cause(ctx)
	}
	return maskOf(cmd.Environ()).hide(said.String()), err
}
