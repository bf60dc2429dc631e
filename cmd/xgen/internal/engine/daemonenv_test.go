package engine

import (
	"slices"
	"testing"
)

// The private BuildKit lives longer than its first caller, and keeps nothing
// of that one's environment but what it needs.
func TestRow70DaemonEnvironment(t *testing.T) {
	p := &Private{Dir: "/p"}
	got := p.daemonEnv([]string{
		"PATH=/bin:/sbin", "HOME=/h", "HTTP_PROXY=http://p:1", "https_proxy=http://me:pw@p:1", "NO_PROXY=a,b", "ALL_PROXY=tok@p",
		"SSL_CERT_FILE=/ca", "AWS_SECRET_ACCESS_KEY=k", "BUILDKIT_HOST=tcp://me:pw@h", "DOCKER_AUTH_CONFIG={}", "OTEL_EXPORTER_OTLP_HEADERS=a=b", "TMPDIR=/t", "X_PROXY=p",
	})
	want := []string{"HOME=/h", "HTTP_PROXY=http://p:1", "NO_PROXY=a,b", "PATH=/bin:/sbin:/usr/local/sbin:/usr/sbin", "SSL_CERT_FILE=/ca", "TMPDIR=/p/run/tmp"}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	if again := p.daemonEnv(got); !slices.Equal(again, want) {
		t.Errorf("the supervisor makes another one for the daemon: %q", again)
	}
}
