package engine

import (
	"cmp"
	"os"
	"slices"
	"strings"
)

// daemonEnv returns the whole environment of the private BuildKit and its
// supervisor, made from that of whoever starts them. They outlive the caller,
// whose secrets they would otherwise keep for as long. They get
//
//   - PATH, to find runc, and the sbin folders, which a user's may lack;
//   - HOME;
//   - the proxies, to pull images, but none with a user name or a password;
//   - where the certificates of a company's registry are.
//
// They get no passwords of registries: the client reads those for each solve
// and passes them on.
func (p *Private) daemonEnv(environ []string) []string {
	env := []string{"TMPDIR=" + p.temp()}
	for _, kv := range environ {
		name, value, _ := strings.Cut(kv, "=")
		switch {
		case name == "PATH":
			value = strings.Join(append([]string{value}, missingFrom(value, sbin)...), string(os.PathListSeparator))
			env = append(env, "PATH="+value)
		case slices.Contains(kept, name), proxyVariable(name) && !SecretProxy(value):
			env = append(env, kv)
		}
	}
	slices.SortStableFunc(env, func(a, b string) int { return cmp.Compare(a, b) })
	return env
}

// kept are the variables that the daemon gets unchanged.
var kept = []string{"HOME", "SSL_CERT_FILE", "SSL_CERT_DIR"}

// proxyVariable reports whether Go programs read a proxy from the variable.
func proxyVariable(name string) bool {
	return slices.Contains([]string{"HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "ALL_PROXY"}, strings.ToUpper(name))
}

// missingFrom returns those of the folders that a PATH lacks.
func missingFrom(path string, dirs []string) []string {
	have := strings.Split(path, string(os.PathListSeparator))
	return slices.DeleteFunc(slices.Clone(dirs), func(dir string) bool { return slices.Contains(have, dir) })
}
