package engine

import (
	"fmt"
	"strings"
)

// SecretProxy reports whether a proxy's address holds a user name or a
// password, in whatever form: no other part of one may hold an @.
func SecretProxy(value string) bool { return strings.Contains(value, "@") }

// HidesProxies reports whether an engine passes proxies on in a way that other
// users of this machine cannot see. buildctl takes them on its command line only.
func HidesProxies(e Engine) bool {
	_, ok := e.(*docker)
	return ok
}

// buildctlProxies are options, which anyone who lists processes can read.
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

// buildxProxies names them; docker takes their values from its environment.
func buildxProxies(r Request) (args, environ []string) {
	for _, name := range sorted(r.Proxies) {
		args = append(args, "--build-arg", name)
		environ = append(environ, name+"="+r.Proxies[name])
	}
	return args, environ
}
