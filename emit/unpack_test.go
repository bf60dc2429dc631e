package emit_test

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// tarball makes an archive of the entries.
func tarball(t *testing.T, entries ...tar.Header) []byte {
	t.Helper()
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for _, h := range entries {
		if h.Mode == 0 {
			h.Mode = 0o755
		}
		if h.Typeflag == 0 {
			h.Typeflag = tar.TypeReg
			h.Size = int64(len(pinnedBytes))
		}
		if err := w.WriteHeader(&h); err != nil {
			t.Fatal(err)
		}
		if h.Size > 0 {
			io.WriteString(w, pinnedBytes)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// unpack runs unpack.sh in a folder of its own and returns what it says and the
// folder that it has made.
func unpack(t *testing.T, archive []byte) (said, tree string, err error) {
	t.Helper()
	need(t, "bsdtar", "https://libarchive.org")
	dir := place(t, compile(t, smallest))
	write(t, filepath.Join(dir, "archive"), string(archive), 0o644)
	tree = filepath.Join(dir, "pulled/tree")
	cmd := exec.Command("sh", "xgen/stage/unpack.sh", "archive", tree)
	cmd.Dir = dir
	out, err := cmd.CombinedOutput()
	if left, _ := filepath.Glob(tree + ".*"); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
	if _, stat := os.Stat(filepath.Join(dir, "pulled/victim")); stat == nil {
		t.Error("a file was written outside")
	}
	return string(out), tree, err
}

// Row 55 of the faults: such an archive is refused as a whole.
func TestRow55EvilArchives(t *testing.T) {
	link := func(name, to string) tar.Header {
		return tar.Header{Name: name, Typeflag: tar.TypeSymlink, Linkname: to}
	}
	hard := func(name, to string) tar.Header { return tar.Header{Name: name, Typeflag: tar.TypeLink, Linkname: to} }
	good := tar.Header{Name: "lib/a"}
	for name, c := range map[string]struct {
		entries []tar.Header
		want    string
	}{
		"dots":              {[]tar.Header{good, {Name: "lib/../../victim"}}, "xgen:   lib/../../victim\nxgen: the archive is refused: it holds paths that lead out of it, "},
		"absolute":          {[]tar.Header{good, {Name: "/tmp/xgen-victim"}}, "xgen:   /tmp/xgen-victim\nxgen: the archive is refused: it holds paths that lead out of it, "},
		"a line in a name":  {[]tar.Header{good, {Name: "lib/a\n../x"}, {Name: "../victim"}}, "paths that lead out of it, "},
		"link out":          {[]tar.Header{good, link("lib/b", "../../victim")}, "xgen:   lib/b -> ../../victim\nxgen: the archive is refused: it holds links that lead out of it, "},
		"absolute link":     {[]tar.Header{good, link("lib/b", "/etc/passwd")}, "xgen:   lib/b -> /etc/passwd\nxgen: the archive is refused: it holds links that lead out of it, "},
		"link by a link":    {[]tar.Header{good, link("d", "."), link("d/e", "..")}, ""},
		"write by a link":   {[]tar.Header{good, link("lib/b", "../.."), {Name: "lib/b/victim"}}, ""},
		"hard link out":     {[]tar.Header{good, hard("lib/b", "../victim")}, "links that lead out of it"},
		"absolute hardlink": {[]tar.Header{good, hard("lib/b", "/etc/passwd")}, "links that lead out of it"},
		"setuid":            {[]tar.Header{good, {Name: "lib/su", Mode: 0o4755}}, "programs that run as another user (setuid, setgid), "},
		"setgid":            {[]tar.Header{good, {Name: "lib/sg", Mode: 0o2644}}, "programs that run as another user"},
		"device":            {[]tar.Header{good, {Name: "lib/null", Typeflag: tar.TypeChar, Devmajor: 1, Devminor: 3}}, "devices, pipes or sockets"},
		"pipe":              {[]tar.Header{good, {Name: "lib/p", Typeflag: tar.TypeFifo}}, "devices, pipes or sockets"},
	} {
		said, tree, err := unpack(t, tarball(t, c.entries...))
		if err == nil || !strings.Contains(said, c.want) || c.want != "" && !strings.HasSuffix(said, ", such as those above\n") {
			t.Errorf("%s: %v\n%s", name, err, said)
		}
		if _, stat := os.Lstat(tree); stat == nil {
			t.Errorf("%s: something was kept", name)
		}
	}
}

// What lies in one folder is unpacked without it, and belongs to the caller.
func TestUnpack(t *testing.T) {
	said, tree, err := unpack(t, tarball(t,
		tar.Header{Name: "pkg-1.0/", Typeflag: tar.TypeDir, Mode: 0o500},
		tar.Header{Name: "pkg-1.0/configure", Uid: 4711, Gid: 4711, Mode: 0o777},
		tar.Header{Name: "pkg-1.0/a b\nc"},
		tar.Header{Name: "pkg-1.0/link", Typeflag: tar.TypeSymlink, Linkname: "../pkg-1.0/configure"},
		tar.Header{Name: "pkg-1.0/hard", Typeflag: tar.TypeLink, Linkname: "pkg-1.0/configure"}))
	if err != nil {
		t.Fatal(err, said)
	}
	info, err := os.Stat(filepath.Join(tree, "configure"))
	if err != nil {
		t.Fatal(err)
	}
	if owner := int(info.Sys().(*syscall.Stat_t).Uid); owner != os.Getuid() || info.Mode().Perm()&0o022 != 0 {
		t.Errorf("owner %d, mode %v", owner, info.Mode())
	}
	if data, err := os.ReadFile(filepath.Join(tree, "hard")); err != nil || string(data) != pinnedBytes {
		t.Error(err)
	}
	said, tree, err = unpack(t, tarball(t, tar.Header{Name: "bin/a"}, tar.Header{Name: ".hidden"}))
	if _, stat := os.Stat(filepath.Join(tree, "bin/a")); err != nil || stat != nil {
		t.Errorf("two at the top: %v, %v\n%s", err, stat, said)
	}
	if said, _, err := unpack(t, []byte("no archive")); err == nil || !strings.HasSuffix(said, "\nxgen: this is no archive that can be unpacked: bsdtar's words stand above\n") {
		t.Errorf("no archive: %s", said)
	}
}

// A wheel is a zip.
func TestUnpackZip(t *testing.T) {
	archive := func(name string) []byte {
		var b bytes.Buffer
		w := zip.NewWriter(&b)
		f, err := w.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		io.WriteString(f, pinnedBytes)
		w.Close()
		return b.Bytes()
	}
	said, tree, err := unpack(t, archive("p/bin/protoc"))
	if data, _ := os.ReadFile(filepath.Join(tree, "bin/protoc")); err != nil || string(data) != pinnedBytes {
		t.Errorf("%v\n%s", err, said)
	}
	if said, _, err := unpack(t, archive("../victim")); err == nil {
		t.Error(said)
	}
}
