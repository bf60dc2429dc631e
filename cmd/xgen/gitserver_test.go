//go:build e2e

package main

import (
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// The commits are the same on every machine, so that a Cargo.lock can name them.
const gitCommit = `
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null
export GIT_AUTHOR_NAME=xgen GIT_AUTHOR_EMAIL=xgen@localhost GIT_AUTHOR_DATE='1700000000 +0000'
export GIT_COMMITTER_NAME=xgen GIT_COMMITTER_EMAIL=xgen@localhost GIT_COMMITTER_DATE='1700000000 +0000'
git add . && git commit -qm "$1"
`

// gitUpstream makes a repository of each folder of testdata/upstream: the branch
// next is what the folder holds. Of those named here the branch main cannot be
// compiled.
func gitUpstream(t *testing.T, broken ...string) string {
	t.Helper()
	dir := t.TempDir()
	e := &e2e{t: t, dir: dir}
	e.sh("cp -R ../../testdata/upstream/. " + dir)
	repos, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil || len(repos) == 0 {
		t.Fatalf("%s holds no folders: %v", dir, err)
	}
	for _, repo := range repos {
		e.sh("cd " + repo + " && git init -q -b main . && set -- contents" + gitCommit + "git branch next")
	}
	for _, name := range broken {
		e.write(name+"/src/lib.rs", "compile_error!(\"the default branch\");\n")
		e.sh("cd " + filepath.Join(dir, name) + " && set -- broken" + gitCommit)
	}
	return dir
}

// serveGit serves the repositories of a folder on the loopback at a port that
// the kernel chooses, until the test ends.
func serveGit(t *testing.T, dir string) (addr string) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			go answerGit(conn.(*net.TCPConn), dir)
		}
	}()
	return l.Addr().String()
}

// answerGit lets git speak over one connection; it ends with the connection.
func answerGit(conn *net.TCPConn, dir string) {
	defer conn.Close()
	f, err := conn.File()
	if err != nil {
		return
	}
	defer f.Close()
	git := exec.Command("git", "daemon", "--inetd", "--export-all", "--base-path="+dir, dir)
	git.Stdin, git.Stdout = f, f
	git.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL=/dev/null", "GIT_CONFIG_SYSTEM=/dev/null")
	_ = git.Run()
}

// atPort has the project's files name the server that runs.
func (e *e2e) atPort(addr string, names ...string) {
	e.t.Helper()
	for _, name := range names {
		data, err := os.ReadFile(filepath.Join(e.dir, name))
		if err != nil {
			e.t.Fatal(err)
		}
		text := strings.ReplaceAll(string(data), "127.0.0.1:9418", addr)
		if text == string(data) {
			e.t.Fatalf("%s names no server", name)
		}
		e.write(name, text)
	}
}
