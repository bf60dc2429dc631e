package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/xgen-build/xgen/schema"
	"github.com/xgen-build/xgen/schema/exitcode"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/suggest"
	"github.com/xgen-build/xgen/schema/userfile"
)

// root returns the folder of targets.cue: that of -C or of the working
// directory, or the nearest one above it that has such a file.
func (c *cli) root() (string, error) {
	start, err := filepath.Abs(c.Chdir)
	if err != nil {
		return "", err
	}
	if info, err := os.Stat(start); exitcode.IsEnvironment(err) {
		return "", err
	} else if err != nil || !info.IsDir() {
		return "", usage("-C %s: no such folder", c.Chdir)
	}
	for dir := start; ; dir = filepath.Dir(dir) {
		_, err := os.Lstat(filepath.Join(dir, schema.File))
		if err == nil || exitcode.IsEnvironment(err) { // which file lies there is then for Load to find out
			return dir, nil
		}
		if dir == filepath.Dir(dir) {
			return start, nil // Load says that there is no such file, and what to write
		}
	}
}

// load reads the project and prints its diagnostics. Where they say all that
// is wrong, the error is one that prints nothing more.
func (a *app) load(c *cli) (*model.Project, string, error) {
	root, err := c.root()
	if err != nil {
		return nil, "", err
	}
	p, found, err := a.read(root)
	if err != nil {
		return nil, root, err
	}
	a.show(found)
	return p, root, verdictOf(found)
}

// verdictOf returns the error, already printed, of a command that these
// diagnostics end; nil where they are warnings only.
func verdictOf(found model.Diagnostics) error {
	switch {
	case found.HasUnreadable():
		return said(exitcode.Environment)
	case found.HasErrors():
		return said(exitcode.Invalid)
	}
	return nil
}

// show prints diagnostics, and keeps them for a failure in JSON.
func (a *app) show(found model.Diagnostics) {
	a.found = append(a.found, found...)
	for _, d := range found {
		fmt.Fprintln(a.Err, d)
	}
}

// loaded is what an evaluation gave.
type loaded[T any] struct {
	value T
	found model.Diagnostics
}

// evaluate loads within bounds of time and memory, and until a signal.
func evaluate[T any](a *app, file string, load func() (T, model.Diagnostics)) (T, model.Diagnostics, error) {
	result := make(chan loaded[T], 1)
	err := bounded(a.ctx, func() {
		value, found := load()
		result <- loaded[T]{value, found}
	})
	var none T
	var much *tooMuch
	switch {
	case errors.As(err, &much):
		return none, model.Diagnostics{much.diagnostic(file)}, nil
	case err != nil:
		return none, nil, err
	}
	l := <-result
	return l.value, l.found, nil
}

// read evaluates the definitions. No link leads it out of the project: a build
// sees only what is in there.
func (a *app) read(dir string) (*model.Project, model.Diagnostics, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, nil, err
	}
	return evaluate(a, schema.File, func() (*model.Project, model.Diagnostics) {
		defer root.Close()
		p, found := loadProject(userfile.Root(root))
		if found = append(found, checkRequired(p)...); found.HasErrors() {
			return nil, found
		}
		return p, found
	})
}

// loadProject is what a test puts something else in the place of.
var loadProject = schema.Load

// target returns the target of that name. That there is none is a usage error.
func target(p *model.Project, name string) (*model.Target, error) {
	if t := p.Target(name); t != nil {
		return t, nil
	}
	var names []string
	for _, t := range p.Targets {
		names = append(names, t.Name)
	}
	if near := suggest.Name(name, names); near != "" {
		return nil, usage("no target %q: did you mean %q?", name, near)
	}
	return nil, usage("no target %q: there are %s", name, strings.Join(names, ", "))
}

// machine reads the user-level folder.
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
