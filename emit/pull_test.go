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

// pull runs pull.sh and returns what it says and what it has fetched.
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
	if err == nil || got != "" || said != "xgen: the project's own file has the sha256 "+sumOf(pinnedBytes)+" and not "+sumOf("else")+": write that, if it is the file that you mean\n" {
		t.Errorf("%v, %q\n%s", err, got, said)
	}
}

// hasNo is the end of what is said of a pin that is not to be found.
func hasNo(sum string) string {
	return " has no file with the sha256 " + sum + ": write the one above that belongs to the release\n"
}

// listed is apt with two revisions of one source package, and what else is
// wanted of it.
func listed(source string) map[string]string {
	return map[string]string{
		"apt-cache": "#!/bin/sh\n[ \"$3\" != libx ] || printf 'Version: %s\\n' 1:2.75-10+deb13u1 1:2.75-10\n",
		"apt-get": "#!/bin/sh\ncase \"$1\" in\nindextargets) echo 'trixie mirror key' ;;\n" +
			"update) [ -z \"${APT_CONFIG-}\" ] || : >\"$(sed -n 's/^Dir::State::Lists \"\\(.*\\)\";/\\1/p' \"$APT_CONFIG\")/mirror_Sources.lz4\" ;;\n" +
			"source) " + source + " ;;\nesac\n",
	}
}

// The last line of a source that cannot be had is one whole sentence: it becomes
// the headline of the run.
func TestPullEndsWithASentence(t *testing.T) {
	none := strings.Repeat("0", 64)
	made := listed("echo tarball >libx_2.75.orig.tar.xz")
	said := func(program, text string) map[string]string {
		return map[string]string{program: "#!/bin/sh\n" + text + " >&2\nexit 1\n"}
	}
	tarball := "xgen:   " + sumOf("tarball\n") + "  ./libx_2.75.orig.tar.xz\nxgen: libx 2.75"
	pip := "cat <<'END'\nERROR: they do not match\n        Expected sha256 " + none + "\n             Got        " + sumOf("wheel") + "\n\nEND\n:"
	for name, c := range map[string]struct {
		clients map[string]string
		args    []string
		want    string
	}{
		"no such package":   {made, []string{"debian", "zlibb", "1.3"}, "xgen: Debian has no source package zlibb here\n"},
		"nor in Ubuntu":     {made, []string{"ubuntu", "zlibb", "1.3", "noble"}, "xgen: Ubuntu has no source package zlibb here\n"},
		"no such version":   {made, []string{"debian", "libx", "3"}, "xgen: the source package libx has no version 3 here, but 1:2.75-10 1:2.75-10+deb13u1\n"},
		"no list":           {map[string]string{"apt-cache": "#!/bin/sh\n", "apt-get": "#!/bin/sh\necho 'W: no route' >&2\n"}, []string{"debian", "libx", "2.75"}, "\nxgen: no list of Debian's source packages is to be had: apt's words stand above\n"},
		"no such file":      {listed("echo 'E: 404  Not Found' >&2; exit 100"), []string{"debian", "libx", "1:2.75-10"}, "E: 404  Not Found\nxgen: libx 1:2.75-10 is not to be had here: apt's words stand above\n"},
		"another sum":       {made, []string{"debian", "libx", "2.75"}, tarball + " (debian)" + hasNo(none)},
		"one of two":        {listed("case $6 in *u1) exit 100 ;; *) echo tarball >libx_2.75.orig.tar.xz ;; esac"), []string{"debian", "libx", "2.75"}, tarball + " (debian)" + hasNo(none)},
		"no such wheel":     {said("python3", "echo ERROR: no match"), []string{"pypi", "nosuchpkg", "1.0"}, "ERROR: no match\nxgen: nosuchpkg 1.0 (pypi) is not to be had: pip's words stand above\n"},
		"another wheel":     {said("python3", pip), []string{"pypi", "six", "1.16.0"}, "xgen:   " + sumOf("wheel") + "\nxgen: six 1.16.0 (pypi)" + hasNo(none)},
		"no such module":    {said("npm", "echo npm error E404"), []string{"npm", "@a/b", "1.0.0"}, "npm error E404\nxgen: @a/b 1.0.0 (npm) is not to be had: npm's words stand above\n"},
		"another module":    {map[string]string{"npm": "#!/bin/sh\nwhile [ \"$1\" != --pack-destination ]; do shift; done\necho tarball >\"$2/b.tgz\"\n"}, []string{"npm", "@a/b", "1.0.0"}, "xgen:   " + sumOf("tarball\n") + "  ./b.tgz\nxgen: @a/b 1.0.0 (npm)" + hasNo(none)},
		"no such crate":     {said("rust/bin/cargo", "echo error: no matching package"), []string{"crate", "nosuch", "1.0.0"}, "error: no matching package\nxgen: nosuch 1.0.0 (crate) is not to be had: cargo's words stand above\n"},
		"the crate's other": {map[string]string{"rust/bin/cargo": "#!/bin/sh\nmkdir -p \"$CARGO_HOME/registry/cache/r\"\necho tarball >\"$CARGO_HOME/registry/cache/r/libx-2.75.crate\"\n"}, []string{"crate", "libx", "2.75"}, "xgen:   " + sumOf("tarball\n") + "  ./libx-2.75.crate\nxgen: libx 2.75 (crate)" + hasNo(none)},
	} {
		dir := place(t, compile(t, smallest))
		for client, script := range c.clients {
			write(t, filepath.Join(dir, "fake", client), script, 0o755)
		}
		cmd := exec.Command("sh", append([]string{filepath.Join(dir, "xgen/stage/pull.sh"), filepath.Join(dir, "out"), none}, c.args...)...)
		cmd.Env = append(os.Environ(), "PATH="+filepath.Join(dir, "fake")+":"+os.Getenv("PATH"), "XGEN_PREFIX="+filepath.Join(dir, "fake"))
		out, err := cmd.CombinedOutput()
		if err == nil || !strings.HasSuffix(string(out), c.want) {
			t.Errorf("%s: %v\n%s\nwant %s", name, err, out, c.want)
		}
		if _, err := os.Stat(filepath.Join(dir, "out")); err == nil {
			t.Errorf("%s: it keeps the file", name)
		}
	}
}
