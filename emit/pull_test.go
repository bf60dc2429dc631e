package emit_test

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/pem"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

const pinnedBytes = "the pinned bytes\n"

func sumOf(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

// mirrors serves what mirrors were seen to answer, over https; /plain redirects
// to http, where the right bytes are.
func mirrors(t *testing.T) (url, ca string) {
	t.Helper()
	plain := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.Write([]byte(pinnedBytes)) }))
	t.Cleanup(plain.Close)
	mux := http.NewServeMux()
	mux.HandleFunc("/missing", http.NotFound)
	mux.HandleFunc("/html", func(w http.ResponseWriter, _ *http.Request) { w.Write([]byte("<!DOCTYPE html>\n<title>Sorry</title>")) })
	mux.HandleFunc("/other", func(w http.ResponseWriter, _ *http.Request) { w.Write([]byte("other bytes")) })
	mux.HandleFunc("/right", func(w http.ResponseWriter, _ *http.Request) { w.Write([]byte(pinnedBytes)) })
	mux.HandleFunc("/short", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", "1000")
		w.Write([]byte(pinnedBytes))
	})
	mux.Handle("/plain", http.RedirectHandler(plain.URL, http.StatusFound))
	mux.Handle("/moved", http.RedirectHandler("/right", http.StatusFound))
	s := httptest.NewTLSServer(mux)
	t.Cleanup(s.Close)
	ca = filepath.Join(t.TempDir(), "ca.pem")
	write(t, ca, string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: s.Certificate().Raw})), 0o644)
	return s.URL, ca
}

// pull runs pull.sh and gives what it says and what it has fetched.
func pull(t *testing.T, ca string, args ...string) (said, got string, err error) {
	t.Helper()
	need(t, "curl", "https://curl.se")
	dir := place(t, compile(t, smallest))
	out := filepath.Join(dir, "pulled", "file")
	cmd := exec.Command("sh", append([]string{"xgen/stage/net.sh", "sh", "xgen/stage/pull.sh", out}, args...)...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "XGEN_CA="+ca, "TMPDIR="+t.TempDir(), "http_proxy=", "https_proxy=", "HTTPS_PROXY=", "HTTP_PROXY=")
	text, err := cmd.CombinedOutput()
	data, _ := os.ReadFile(out)
	return string(text), string(data), err
}

// Row 54 of the faults: what a mirror answers is said, the next one is tried,
// and nothing is kept that does not match.
func TestRow54Mirrors(t *testing.T) {
	url, ca := mirrors(t)
	bad := []struct{ path, answer string }{
		{"/missing", "the status 404"},
		{"/html", "an HTML page"},
		{"/other", "other bytes: their sha256 is " + sumOf("other bytes")},
		{"/short", "a truncated file"},
		{"/plain", "a redirect to another scheme than https"},
	}
	all := []string{sumOf(pinnedBytes), "url"}
	for _, b := range bad {
		said, got, err := pull(t, ca, sumOf(pinnedBytes), "url", url+b.path)
		if want := "xgen: " + url + b.path + " answers with " + b.answer; err == nil || got != "" || !strings.HasPrefix(said, want) ||
			!strings.Contains(said, "\nxgen: no address of these gives the file") {
			t.Errorf("%v, %q\n%s\nwant %s", err, got, said, want)
		}
		all = append(all, url+b.path)
	}
	said, got, err := pull(t, ca, append(all, url+"/moved", url+"/never")...)
	if err != nil || got != pinnedBytes || strings.Count(said, "answers with") != len(bad) {
		t.Errorf("%v, %q\n%s", err, got, said)
	}
	if said, got, err := pull(t, ca, sumOf(pinnedBytes), "url", strings.Replace(url, "https:", "http:", 1)+"/right"); err == nil || got != "" || !strings.Contains(said, "answers with no https") {
		t.Errorf("plain http: %v, %q\n%s", err, got, said)
	}
	if said, _, err := pull(t, "", sumOf(pinnedBytes), "url", url+"/right"); err == nil || !strings.Contains(said, "certificate") {
		t.Errorf("an unknown certificate: %v\n%s", err, said)
	}
}

// A file of the project's own, and the wrong one.
func TestPullFile(t *testing.T) {
	name := filepath.Join(t.TempDir(), "a file")
	write(t, name, pinnedBytes, 0o644)
	if said, got, err := pull(t, "", sumOf(pinnedBytes), "file", name); err != nil || got != pinnedBytes || said != "" {
		t.Errorf("%v, %q\n%s", err, got, said)
	}
	said, got, err := pull(t, "", sumOf("else"), "file", name)
	if err == nil || got != "" || !strings.Contains(said, "xgen:   "+sumOf(pinnedBytes)+"  ./a file") {
		t.Errorf("%v, %q\n%s", err, got, said)
	}
}

// A pin of other bytes than the source package has: the script says which it
// has, whatever number of its revisions there is.
func TestPullDebianWithAnotherSum(t *testing.T) {
	dir := place(t, compile(t, smallest))
	for name, script := range map[string]string{
		"apt-cache": "#!/bin/sh\necho 'Version: 1:2.75-10+deb13u1'\necho 'Version: 1:2.75-10'\n",
		"apt-get":   "#!/bin/sh\ncase \"$1\" in\nsource) echo tarball >libx_2.75.orig.tar.xz ;;\nindextargets) echo 'trixie mirror key' ;;\nesac\n",
	} {
		write(t, filepath.Join(dir, "fake", name), script, 0o755)
	}
	cmd := exec.Command("sh", filepath.Join(dir, "xgen/stage/pull.sh"), filepath.Join(dir, "out"), strings.Repeat("0", 64), "debian", "libx", "2.75")
	cmd.Env = append(os.Environ(), "PATH="+filepath.Join(dir, "fake")+":"+os.Getenv("PATH"))
	out, err := cmd.CombinedOutput()
	if err == nil || !strings.Contains(string(out), " (debian) has no file with the sha256 "+strings.Repeat("0", 64)) || !strings.Contains(string(out), "  ./libx_2.75.orig.tar.xz") {
		t.Errorf("%v\n%s", err, out)
	}
	if _, err := os.Stat(filepath.Join(dir, "out")); err == nil {
		t.Error("it keeps the file")
	}
}
