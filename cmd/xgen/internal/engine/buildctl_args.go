package engine

import (
	"fmt"
	"path/filepath"
	"strings"
)

// buildctlArgs returns the arguments after the address. The client has to run
// in r.Context.Dir().
func buildctlArgs(r Request) ([]string, error) {
	if err := checkRequest(r); err != nil {
		return nil, err
	}
	args := []string{"build", "--progress=rawjson", "--frontend=dockerfile.v0",
		"--local", "context=.", "--local", "dockerfile=" + filepath.Dir(r.Dockerfile),
		"--opt", "filename=" + filepath.Base(r.Dockerfile)}
	if r.Stage != "" {
		args = append(args, "--opt", "target="+r.Stage)
	}
	for _, k := range sorted(r.BuildArgs) {
		args = append(args, "--opt", "build-arg:"+k+"="+r.BuildArgs[k])
	}
	proxies, err := buildctlProxies(r)
	if err != nil {
		return nil, err
	}
	args = append(args, proxies...)
	for _, id := range sorted(r.Secrets) {
		args = append(args, "--secret", csvLine("id="+id, "src="+r.Secrets[id]))
	}
	if len(r.NoCache) > 0 {
		args = append(args, "--opt", "no-cache="+strings.Join(r.NoCache, ","))
	}
	if r.Output != "" {
		args = append(args, "--output", csvLine("type=local", "dest="+r.Output))
	}
	contexts, err := namedContexts(r)
	for i, c := range contexts {
		args = append(args, c.buildctlArgs(i)...)
	}
	return args, err
}

// buildctlArgs returns the options that pass the context to the daemon. A
// layout is passed under an id, since a context's name may hold characters
// that an id may not. The id is no part of the cache key.
func (c namedContext) buildctlArgs(i int) []string {
	opt := "context:" + c.name + "="
	if c.image != "" {
		return []string{"--opt", opt + dockerImage + c.image}
	}
	id := fmt.Sprintf("layout%d", i)
	return []string{"--oci-layout", id + "=" + c.layout, "--opt", opt + ociLayout + id + "@" + c.digest.String()}
}
