package build

import (
	"maps"
	"slices"

	"github.com/xgen-build/xgen/cmd/xgen/internal/engine"
)

// DropSecretProxies takes from the jobs the proxies that an engine would show
// to anyone who lists processes, and returns their names.
func DropSecretProxies(jobs []Job, e engine.Engine) []string {
	if e.HidesProxies() {
		return nil
	}
	dropped := map[string]bool{}
	for _, j := range jobs {
		maps.DeleteFunc(j.Request.Proxies, func(name, value string) bool {
			secret := engine.SecretProxy(value)
			if secret {
				dropped[name] = true
			}
			return secret
		})
	}
	return slices.Sorted(maps.Keys(dropped))
}
