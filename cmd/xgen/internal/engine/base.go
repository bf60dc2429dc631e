package engine

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/opencontainers/go-digest"

	"github.com/xgen-build/xgen/cmd/xgen/internal/snapshot"
	"github.com/xgen-build/xgen/emit/flock"
	"github.com/xgen-build/xgen/schema/lazyregexp"
)

// Base makes the base image ref, "debian:trixie-slim" or the like, from
// Debian's packages, for machines that reach no registry. It writes an OCI
// layout at dir and returns it as a value of Request.Contexts. A layout that
// is there is used as it is; a new one appears whole or not at all. It calls
// progress with one line before each thing that takes long or changes the
// machine.
func Base(ctx context.Context, ref, dir string, progress func(string)) (string, error) {
	suite, err := debianSuite(ref)
	if err != nil {
		return "", err
	}
	if err := os.MkdirAll(filepath.Dir(dir), 0o700); err != nil {
		return "", err
	}
	lock, err := lockFile(ctx, dir+".lock", flock.Exclusive)
	if err != nil {
		return "", err
	}
	defer lock.Close()
	manifest, err := LayoutDigest(dir)
	if errors.Is(err, os.ErrNotExist) {
		manifest, err = makeBase(ctx, ref, suite, dir, progress)
	}
	if err != nil {
		return "", err
	}
	return ociLayout + dir + "@" + manifest.String(), nil
}

var debianRef = lazyregexp.New(`^(?:docker\.io/)?(?:library/)?debian:([a-z]+|\d+)(?:-slim)?$`)

// debianNumbers are the Debian suites whose images also have a number for a
// tag.
var debianNumbers = map[string]string{"12": "bookworm", "13": "trixie", "14": "forky"}

// debianSuite returns the Debian suite that an image's name stands for.
func debianSuite(ref string) (string, error) {
	if strings.Contains(ref, "@") {
		return "", fmt.Errorf("%s is pinned by its digest, and an image made here would be another: "+
			"reach its registry, or name what stands in for it under images: in the user-level file", ref)
	}
	m := debianRef.FindStringSubmatch(ref)
	if m == nil {
		return "", fmt.Errorf("%s: only debian:SUITE and debian:SUITE-slim can be made without a registry", ref)
	}
	return orDefault(debianNumbers[m[1]], m[1]), nil
}

// makeBase makes the layout in a folder beside dir and renames it.
func makeBase(ctx context.Context, ref, suite, dir string, progress func(string)) (digest.Digest, error) {
	if err := supported(); err != nil {
		return "", err
	}
	tool, err := needBootstrap(ctx, progress)
	if err != nil {
		return "", err
	}
	if err := sweep(dir + newPrefix); err != nil {
		return "", err
	}
	tmp, err := os.MkdirTemp(filepath.Dir(dir), filepath.Base(dir)+newPrefix)
	if err != nil {
		return "", err
	}
	defer os.RemoveAll(tmp)
	progress("making " + ref + " with mmdebstrap from Debian's packages: half a minute")
	tar := filepath.Join(tmp, "rootfs.tar")
	if err := bootstrap(ctx, tool, suite, tar); err != nil {
		return "", err
	}
	layout := filepath.Join(tmp, "layout")
	manifest, err := writeLayout(layout, tar, ref)
	if err != nil {
		return "", err
	}
	return manifest, os.Rename(layout, dir)
}

// debianKeys is the keyring of Debian's archive, which Ubuntu does not
// install.
const debianKeys = "/usr/share/keyrings/debian-archive-keyring.gpg"

func needBootstrap(ctx context.Context, progress func(string)) (string, error) {
	if _, err := os.Stat(debianKeys); err != nil {
		if err := aptInstall(ctx, progress, "debian-archive-keyring"); err != nil {
			return "", err
		}
	}
	return needTool(ctx, progress, "mmdebstrap", "mmdebstrap")
}

// baseDate is the latest time that a file in the base image may have, so that
// the same packages make the same bytes: 2025-01-01, in seconds since 1970.
const baseDate = "1735689600"

// bootstrap writes the root filesystem of a suite as a tar file, without the
// documentation and translations that the official slim images lack too.
func bootstrap(ctx context.Context, tool, suite, tar string) error {
	args := []string{"--quiet", "--variant=minbase", "--include=ca-certificates", "--keyring=" + debianKeys}
	for _, dir := range []string{"doc", "groff", "info", "linda", "lintian", "locale", "man"} {
		args = append(args, "--dpkgopt=path-exclude=/usr/share/"+dir+"/*")
	}
	// mmdebstrap itself knows the suite's mirror, updates and security fixes.
	args = append(args, "--dpkgopt=path-include=/usr/share/locale/locale.alias", suite, tar)
	cmd := exec.Command(tool, args...)
	cmd.Env = append(os.Environ(), "SOURCE_DATE_EPOCH="+baseDate, "LC_ALL=C")
	said, err := combined(ctx, cmd)
	if err != nil && ctx.Err() == nil {
		e := &SolveError{Message: "mmdebstrap: " + lastLine(said), Tail: strings.Split(said, "\n")}
		return withSpace(e, "the user's cache", said)
	}
	return err
}

// Pullable returns nil where an engine can pull an image, which it finds out
// by solving a Dockerfile of one FROM. The caller limits the time by ctx.
func Pullable(ctx context.Context, e Engine, ref string) error {
	if strings.ContainsAny(ref, " \t\r\n") {
		return fmt.Errorf("%q is no image", ref)
	}
	dir, err := os.MkdirTemp("", "xgen-pull-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	tree, err := snapshot.Store{Cache: dir}.Of(map[string]string{"Dockerfile": "FROM " + ref + "\n"})
	if err != nil {
		return err
	}
	defer tree.Close()
	return e.Solve(ctx, Request{Context: tree, Dockerfile: "Dockerfile"}, func(Event) {})
}
