package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"github.com/xgen-build/xgen/cmd/xgen/internal/engine"
	"github.com/xgen-build/xgen/schema"
	"github.com/xgen-build/xgen/schema/exitcode"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/userfile"
)

// machine returns what the user-level folder says of this machine, and prints
// its diagnostics.
func (a *app) machine() (model.Machine, error) {
	dir, err := a.configDir()
	if err != nil {
		return model.Machine{}, err
	}
	m, found, err := evaluate(a, "config.cue", func() (model.Machine, model.Diagnostics) { return schema.LoadMachine(userfile.Folder(dir)) })
	if err != nil {
		return m, err
	}
	if found.HasErrors() {
		for i := range found {
			found[i].Pos.File = filepath.Join(dir, found[i].Pos.File)
		}
		a.show(found)
		return m, verdictOf(found)
	}
	if m.CA == "" {
		m.CA = a.hostCA()
	}
	return m, nil
}

// configDir returns the user-level folder: XGEN_CONFIG, or xgen below the
// user's configuration folder.
func (a *app) configDir() (string, error) {
	if dir := a.env("XGEN_CONFIG"); dir != "" {
		return filepath.Abs(dir)
	}
	dir, err := os.UserConfigDir()
	if err != nil {
		return "", &exitError{code: exitcode.Environment, err: err, hint: "help: set HOME, or XGEN_CONFIG to a folder"}
	}
	return filepath.Join(dir, "xgen"), nil
}

// bundles are where systems keep their CA certificates: Debian and its kin,
// Fedora and its kin, openSUSE, Alpine and macOS.
var bundles = []string{
	"/etc/ssl/certs/ca-certificates.crt",
	"/etc/pki/tls/certs/ca-bundle.crt",
	"/etc/ssl/ca-bundle.pem",
	"/etc/ssl/cert.pem",
}

// hostCA returns the path of the CA bundle that this machine trusts; "" where
// there is none. Where a network re-signs TLS, the bundle has the network's
// own CA.
func (a *app) hostCA() string {
	for _, file := range append([]string{a.env("SSL_CERT_FILE")}, bundles...) {
		if info, err := os.Stat(file); file != "" && err == nil && info.Mode().IsRegular() {
			return file
		}
	}
	return ""
}

// cacheDir returns xgen's folder below the user's cache folder.
func cacheDir() (string, error) {
	dir, err := os.UserCacheDir()
	if err != nil {
		return "", &exitError{code: exitcode.Environment, err: err, hint: "help: set HOME or XDG_CACHE_HOME"}
	}
	return filepath.Join(dir, "xgen"), nil
}

// proxies returns the proxy variables of the environment, for the build steps
// that reach the network.
func (a *app) proxies() map[string]string {
	out := map[string]string{}
	for _, name := range []string{"HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "ALL_PROXY",
		"http_proxy", "https_proxy", "no_proxy", "all_proxy"} {
		if v := a.env(name); v != "" {
			out[name] = v
		}
	}
	return out
}

// machineFile returns the file in the user-level folder that sets a value, for
// messages. Later files override earlier ones.
func (a *app) machineFile(value string) string {
	dir, _ := a.configDir()
	names, _ := filepath.Glob(filepath.Join(dir, "*.cue"))
	slices.Sort(names)
	for _, name := range slices.Backward(names) {
		if text, err := userfile.ReadPath(name, userfile.Definitions); err == nil && strings.Contains(string(text), value) {
			return name
		}
	}
	return filepath.Join(dir, "config.cue")
}

// checkCA returns an error where the bundle of certificates cannot be read. ""
// means that there is none.
func (a *app) checkCA(file string) error {
	if file == "" {
		return nil
	}
	if _, err := userfile.ReadPath(file, userfile.Certs); err != nil {
		return &exitError{code: exitcode.Environment, err: fmt.Errorf("%s: ca: %w", a.machineFile(file), err)}
	}
	return nil
}

// engineEnv returns what the choice of an engine depends on. It fails where
// the user has no cache folder: a shared one may hold other people's files.
func (a *app) engineEnv(m model.Machine) (engine.Env, error) {
	dir, err := cacheDir()
	return engine.Env{
		Getenv:   a.env,
		LookPath: exec.LookPath,
		Private:  &engine.Private{Dir: filepath.Join(dir, "buildkit"), Limit: m.CacheLimit},
	}, err
}
