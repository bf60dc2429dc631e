package engine

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/xgen-build/xgen/cmd/xgen/internal/snapshot"
	"github.com/xgen-build/xgen/schema/lazyregexp"
)

// Base makes Debian's base image from Debian's packages, for machines that
// reach no registry, as an OCI layout at dir, and gives it as a value of
// Request.Contexts. ref is "debian:trixie-slim" or the like. A layout that is
// there is used as it is; one appears whole or not at all. progress gets one
// line before each thing that takes long or changes the machine.
func Base(ctx context.Context, ref, dir string, progress func(string)) (string, error) {
	suite, err := debianSuite(ref)
	if err != nil {
		return "", err
	}
	if err := os.MkdirAll(filepath.Dir(dir), 0o700); err != nil {
		return "", err
	}
	lock, err := lockFile(ctx, dir+".lock", exclusive)
	if err != nil {
		return "", err
	}
	defer lock.Close()
	digest, err := LayoutDigest(dir)
	if errors.Is(err, os.ErrNotExist) {
		digest, err = makeBase(ctx, ref, suite, dir, progress)
	}
	if err != nil {
		return "", err
	}
	return ociLayout + dir + "@" + digest, nil
}

var debianRef = lazyregexp.New(`^(?:docker\.io/)?(?:library/)?debian:([a-z]+|\d+)(?:-slim)?$`)

// debianNumbers are the suites whose images also go by a number.
var debianNumbers = map[string]string{"12": "bookworm", "13": "trixie", "14": "forky"}

// debianSuite reads the suite from an image's name.
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

// makeBase bootstraps in a folder beside dir and renames it.
func makeBase(ctx context.Context, ref, suite, dir string, progress func(string)) (digest string, err error) {
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
	if digest, err = writeLayout(layout, tar, ref); err != nil {
		return "", err
	}
	return digest, os.Rename(layout, dir)
}

// debianKeys are the archive's keys; Ubuntu does not bring them.
const debianKeys = "/usr/share/keyrings/debian-archive-keyring.gpg"

func needBootstrap(ctx context.Context, progress func(string)) (string, error) {
	if _, err := os.Stat(debianKeys); err != nil {
		if err := aptInstall(ctx, progress, "debian-archive-keyring"); err != nil {
			return "", err
		}
	}
	return needTool(ctx, progress, "mmdebstrap", "mmdebstrap")
}

// baseDate clamps the files' times, so that the same packages give the same
// bytes (2025-01-01, seconds since 1970).
const baseDate = "1735689600"

// bootstrap writes the root filesystem of a suite, without what the official
// slim images leave out as well.
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

// Pullable reports whether an engine gets at an image, by a solve of nothing
// but its FROM. nil means yes. The caller limits the time by ctx.
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
