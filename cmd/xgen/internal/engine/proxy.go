package engine

import (
	"fmt"
	"strings"
)

// SecretProxy reports whether a proxy's address holds a user name or a
// password, in whatever form: no other part of one may hold an @.
func SecretProxy(value string) bool { return strings.Contains(value, "@") }

// buildctlProxies returns the options that pass the proxies of a request. One
// that holds a user name or a password is an error.
func buildctlProxies(r Request) ([]string, error) {
	var args []string
	for _, name := range sorted(r.Proxies) {
		if SecretProxy(r.Proxies[name]) {
			return nil, fmt.Errorf("%s holds a user name or a password, and buildctl takes it on its command line only", name)
		}
		args = append(args, "--opt", "build-arg:"+name+"="+r.Proxies[name])
	}
	return args, nil
}

// buildxProxies returns the options that name the proxies of a request, and the
// environment with their values.
func buildxProxies(r Request) (args, environ []string) {
	for _, name := range sorted(r.Proxies) {
		args = append(args, "--build-arg", name)
		environ = append(environ, name+"="+r.Proxies[name])
	}
	return args, environ
}
