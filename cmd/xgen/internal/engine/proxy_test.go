package engine

import (
	"slices"
	"strings"
	"testing"

	"github.com/xgen-build/xgen/cmd/xgen/internal/snapshot"
)

func TestSecretProxy(t *testing.T) {
	for value, want := range map[string]bool{
		"http://proxy.example:3128": false, "proxy:3128": false, "localhost,.example": false,
		"http://me:pw@proxy:1": true, "me:p/w@proxy": true, "socks5://token@proxy": true,
	} {
		if SecretProxy(value) != want {
			t.Errorf("%s: %v", value, !want)
		}
	}
}

// Docker takes a proxy from its environment; buildctl could take it on the
// command line only, and so gets none that holds a password.
func TestProxiesOnCommandLines(t *testing.T) {
	r := Request{Context: new(snapshot.Tree), Dockerfile: "Dockerfile", Proxies: map[string]string{"HTTP_PROXY": "http://me:pw@p:1"}}
	args, err := buildxArgs(r)
	if at := slices.Index(args, "--build-arg"); err != nil || at < 0 || args[at+1] != "HTTP_PROXY" || strings.Contains(strings.Join(args, " "), "pw") {
		t.Errorf("%q, %v", args, err)
	}
	if _, environ := buildxProxies(r); !slices.Equal(environ, []string{"HTTP_PROXY=http://me:pw@p:1"}) {
		t.Errorf("%q", environ)
	}
	if args, err := buildctlArgs(r); err == nil || strings.Contains(err.Error(), "pw") {
		t.Errorf("%q, %v", args, err)
	}
	r.Proxies["HTTP_PROXY"] = "http://p:1"
	if args, err := buildctlArgs(r); err != nil || !slices.Contains(args, "build-arg:HTTP_PROXY=http://p:1") {
		t.Errorf("%q, %v", args, err)
	}
}
