package engine

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// sbin are the folders of root's tools, which a user's PATH may lack.
var sbin = []string{"/usr/local/sbin", "/usr/sbin", "/sbin"}

// findTool looks for a program in PATH and in the sbin folders.
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

// needTool finds a program or has the distribution install its packages.
func needTool(ctx context.Context, progress func(string), name string, packages ...string) (string, error) {
	if path, err := findTool(name); err == nil {
		return path, nil
	}
	if err := aptInstall(ctx, progress, packages...); err != nil {
		return "", fmt.Errorf("%s is not installed: %w", name, err)
	}
	return findTool(name)
}

// aptInstall installs packages, after telling which. A package list that is
// missing or old is fetched first.
func aptInstall(ctx context.Context, progress func(string), packages ...string) error {
	advice := "install the distribution's " + strings.Join(packages, " and ")
	if _, err := exec.LookPath("apt-get"); err != nil {
		return unusable("private", advice, "there is no apt-get here")
	}
	install := append([]string{"apt-get", "install", "-y", "--no-install-recommends"}, packages...)
	if os.Geteuid() != 0 {
		install = append([]string{"sudo", "-n"}, install...)
	}
	progress("running " + strings.Join(install, " "))
	if said, err := combined(ctx, aptCommand(install)); err == nil || ctx.Err() != nil {
		return err
	} else if strings.Contains(said, "sudo:") {
		return unusable("private", "sudo apt-get install "+strings.Join(packages, " "), "%s", lastLine(said))
	}
	update := append(install[:len(install)-len(packages)-3:len(install)-len(packages)-3], "update")
	progress("running " + strings.Join(update, " "))
	if _, err := combined(ctx, aptCommand(update)); err != nil {
		return err
	}
	if said, err := combined(ctx, aptCommand(install)); err != nil {
		return unusable("private", advice, "apt-get: %s", lastLine(said))
	}
	return nil
}

func aptCommand(words []string) *exec.Cmd {
	cmd := exec.Command(words[0], words[1:]...)
	cmd.Env = append(os.Environ(), "DEBIAN_FRONTEND=noninteractive", "LC_ALL=C")
	return cmd
}

// combined runs a command and gives all that it said.
func combined(ctx context.Context, cmd *exec.Cmd) (string, error) {
	var said strings.Builder
	err := stream(ctx, nil, cmd, func(r io.Reader) { _, _ = io.Copy(&said, r) })
	if ctx.Err() != nil {
		err = context.Cause(ctx)
	}
	return said.String(), err
}
