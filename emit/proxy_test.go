package emit_test

import (
	"net/http"
	"net/http/httptest"
	"slices"
	"sync"
	"testing"
)

// proxy stands between cargo and the network. It lets nothing through, and
// keeps which hosts were asked for.
type proxy struct {
	sync.Mutex
	asked []string
}

func (p *proxy) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	p.Lock()
	defer p.Unlock()
	p.asked = append(p.asked, r.Host)
	http.Error(w, "nothing goes out of a test", http.StatusForbidden)
}

// reached reports whether crates.io was asked for.
func (p *proxy) reached() bool {
	p.Lock()
	defer p.Unlock()
	return slices.ContainsFunc(p.asked, func(host string) bool { return host == "index.crates.io:443" || host == "static.crates.io:443" })
}

// start returns the variables by which cargo finds it.
func (p *proxy) start(t *testing.T) []string {
	server := httptest.NewServer(p)
	t.Cleanup(server.Close)
	return []string{"CARGO_HTTP_PROXY=" + server.URL, "CARGO_NET_RETRY=0"}
}
