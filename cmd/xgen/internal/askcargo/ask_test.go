package askcargo

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/xgen-build/xgen/schema/cargo"
)

func TestReasons(t *testing.T) {
	for script, want := range map[string]struct {
		cargo.Reason
		said string
	}{
		"echo answer": {},
		"echo 'error: failed to download' >&2; echo 'attempting to make an HTTP request, but --offline was specified' >&2; exit 101":                                              {cargo.Unfetched, ""},
		"echo \"As a reminder, you're using offline mode\" >&2; exit 101":                                                                                                         {cargo.Unfetched, ""},
		"echo 'warning: w' >&2; echo 'error: one' >&2; echo; echo 'Caused by: two' >&2; exit 101":                                                                                 {cargo.Refused, "one: Caused by: two"},
		"echo \"error: cannot update the lock file Cargo.lock because --locked was passed to prevent this\" >&2; echo 'help: remove it and use --offline instead.' >&2; exit 101": {cargo.Refused, "help: remove it and use --offline instead."},
		"exit 1": {cargo.Refused, ""},
		// A network does not help where only folders of the project were looked into.
		"echo 'error: no matching package' >&2; echo \"location searched: crates.io index\" >&2; echo \"As a reminder, you're using offline mode (--offline)\" >&2; exit 101":             {cargo.Unfetched, ""},
		"echo 'error: no matching package' >&2; echo \"location searched: $root/b\" >&2; echo \"As a reminder, you're using offline mode (--offline)\" >&2; exit 101":                     {cargo.Refused, "no matching package: location searched: b"},
		"echo 'error: no matching package' >&2; echo \"location searched: $root\" >&2; echo \"As a reminder, you're using offline mode (--offline)\" >&2; exit 101":                       {cargo.Refused, "no matching package: location searched: ."},
		"echo 'error: none' >&2; echo \"location searched: directory source \\`$root/v\\` (which is)\" >&2; echo \"As a reminder, you're using offline mode (--offline)\" >&2; exit 101":  {cargo.Refused, "none: location searched: directory source `v` (which is)"},
		"echo 'error: none' >&2; echo \"location searched: $root/b\" >&2; echo 'location searched: crates.io index' >&2; echo \"As a reminder, you're using offline mode\" >&2; exit 101": {cargo.Unfetched, ""},
		"echo 'error: none' >&2; echo \"location searched: ${root}2/b\" >&2; echo \"As a reminder, you're using offline mode\" >&2; exit 101":                                             {cargo.Unfetched, ""},
		"echo 'error: none' >&2; echo \"location searched: $root/b\" >&2; echo \"you may not: --offline was specified\" >&2; exit 101":                                                    {cargo.Unfetched, ""},
		"echo \"error: package \\`hello v1.0.0 ($root)\\` in $root/a and $root\" >&2; exit 101":                                                                                           {cargo.Refused, "package `hello v1.0.0` in a and ."},
	} {
		c, _ := fakeCargo(t, "for root; do :; done\n"+script)
		said, err := c.Ask(cargo.Question{Args: []string{"tree"}})
		if reason(err) != want.Reason || err == nil && string(said) != "answer\n" {
			t.Errorf("%s: %q, %v", script, said, err)
		}
		if want.said != "" && !strings.HasSuffix(err.Error(), ": "+want.said) {
			t.Errorf("%s: %v, want %s", script, err, want.said)
		}
	}
}

// What cargo starts ends with it, whether it ends by itself or not.
func TestBounds(t *testing.T) {
	defer func(d time.Duration) { maxTime = d }(maxTime)
	for script, want := range map[string]cargo.Reason{
		"sleep 60 & echo $! >$here/pid; echo a":            "",
		"sleep 60 & echo $! >$here/pid; wait":              cargo.TooLate,
		"sleep 60 & echo $! >$here/pid; yes 12345678":      cargo.TooLate,
		"sleep 60 & echo $! >$here/pid; yes 12345678 >&2":  cargo.TooLate,
		"trap '' TERM INT; echo $$ >$here/pid; sleep 60":   cargo.TooLate,
		"echo $$ >$here/pid; exec sleep 60":                cargo.TooLate,
		"sleep 60 >/dev/null 2>&1 & echo $! >$here/pid; :": "",
	} {
		maxTime = 700 * time.Millisecond
		c, bin := fakeCargo(t, script)
		begun := time.Now()
		_, err := c.Ask(cargo.Question{Args: []string{"tree"}})
		if took := time.Since(begun); took > 30*time.Second || want != reason(err) && want != "" {
			t.Errorf("%s: %v after %v", script, err, took)
		}
		text, _ := os.ReadFile(filepath.Join(bin, "pid"))
		pid, err := strconv.Atoi(strings.TrimSpace(string(text)))
		if err != nil {
			t.Fatal(err)
		}
		for until := time.Now().Add(10 * time.Second); alive(pid); time.Sleep(time.Millisecond) {
			if time.Now().After(until) {
				t.Fatalf("%s: it is still there", script)
			}
		}
	}
}

func alive(pid int) bool {
	stat, _ := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/stat")
	return syscall.Kill(pid, 0) == nil && !strings.Contains(string(stat), ") Z ")
}

// All questions together have one deadline.
func TestOneDeadline(t *testing.T) {
	defer func(d time.Duration) { maxTime = d }(maxTime)
	maxTime = 500 * time.Millisecond
	c, bin := fakeCargo(t, "echo >>$here/times; exec sleep 60")
	for range 5 {
		if _, err := c.Ask(cargo.Question{}); reason(err) != cargo.TooLate {
			t.Error(err)
		}
	}
	if n := count(t, filepath.Join(bin, "times")); n > 1 {
		t.Errorf("it was started %d times", n)
	}
}

// cargo gets what it needs of the environment, and nothing that leads it elsewhere.
func TestEnvironment(t *testing.T) {
	c, _ := fakeCargo(t, "env; pwd | sed 's/^/pwd=/'; printf 'arg=%s\\n' \"$@\"")
	fake := c.Env
	c.Env = func(name string) string {
		if name == "PATH" {
			return fake(name)
		}
		return "user's"
	}
	said, err := c.Ask(cargo.Question{
		Manifest: "a b/Cargo.toml", Args: []string{"tree", "--x"}, Nightly: true,
		Overrides: []cargo.Override{{Key: "k", Value: "true"}, {Key: "in", Value: "%q", Path: "vendor"}, {Key: "at", Value: "%q", Path: "/v"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(string(said), "\n")
	for _, want := range []string{
		"HOME=user's", "CARGO_HOME=user's", "RUSTC_WRAPPER=", "RUSTC_WORKSPACE_WRAPPER=", "CARGO_NET_OFFLINE=true", "RUSTUP_AUTO_INSTALL=0",
		"RUSTC_BOOTSTRAP=1", "pwd=/", "arg=tree", "arg=--x", "arg=--offline", "arg=" + filepath.Join(c.Root, "a b/Cargo.toml"),
		"arg=k=true", "arg=in=\"" + c.Root + "/vendor\"", "arg=at=\"/v\"",
	} {
		if !slices.Contains(lines, want) {
			t.Errorf("there is no %s in\n%s", want, said)
		}
	}
	for _, not := range []string{"RUSTFLAGS", "CARGO_BUILD_RUSTC", "CARGO_TARGET_DIR", "RUSTUP_TOOLCHAIN", "RUSTC=", "CARGO_REGISTRIES_"} {
		if strings.Contains(string(said), "\n"+not) {
			t.Errorf("%s is passed on:\n%s", not, said)
		}
	}
}

// Where the project's root is the folder that cargo is started in, its configuration
// would be read.
func TestRootFolder(t *testing.T) {
	c, bin := fakeCargo(t, "echo >>$here/times")
	c.Root = "/"
	if _, err := c.Ask(cargo.Question{}); reason(err) != cargo.NoCargo || count(t, filepath.Join(bin, "times")) != 0 {
		t.Error(err)
	}
	if _, err := new(Cargo).Ask(cargo.Question{}); reason(err) != cargo.NoCargo {
		t.Error(err)
	}
}

// Crates that an answer lacks are fetched once, with a network and what leads to it, where
// whoever asks wants that; and where nothing helps the reason stays.
func TestFetching(t *testing.T) {
	const script = "case $1 in fetch) env >$here/env; echo \"$@\" >>$here/times; %s;; esac\n[ -e $here/there ] || { echo 'but --offline was specified' >&2; exit 101; }\nenv | grep NET_OFFLINE"
	for fetch, want := range map[string]struct {
		wanted bool
		times  int
		reason cargo.Reason
	}{
		"touch $here/there": {true, 1, ""}, "touch $here/there; :": {false, 0, cargo.Unfetched}, "exit 101": {true, 1, cargo.Unfetched},
	} {
		c, bin := fakeCargo(t, fmt.Sprintf(script, fetch))
		env := c.Env
		c.Env = func(name string) string {
			if name == "https_proxy" || name == "SSL_CERT_FILE" {
				return "user's"
			}
			return env(name)
		}
		told := 0
		if want.wanted {
			c.Fetching = func() { told++ }
		}
		for _, manifest := range []string{"Cargo.toml", "b/Cargo.toml"} {
			said, err := c.Ask(cargo.Question{Manifest: manifest, Args: []string{"tree"}})
			if reason(err) != want.reason || err == nil && string(said) != "CARGO_NET_OFFLINE=true\n" {
				t.Errorf("%s: %q, %v", fetch, said, err)
			}
		}
		if n := count(t, filepath.Join(bin, "times")); n != want.times || told != want.times {
			t.Errorf("%s: fetched %d times, and told %d", fetch, n, told)
		}
		if want.times == 0 {
			continue
		}
		used, _ := os.ReadFile(filepath.Join(bin, "env"))
		args, _ := os.ReadFile(filepath.Join(bin, "times"))
		for _, line := range []string{"CARGO_NET_OFFLINE=false", "https_proxy=user's", "SSL_CERT_FILE=user's", "RUSTC_WRAPPER="} {
			if !slices.Contains(strings.Split(string(used), "\n"), line) {
				t.Errorf("no %s in %s", line, used)
			}
		}
		if !strings.HasPrefix(string(args), "fetch --locked --color never --manifest-path") {
			t.Errorf("%s", args)
		}
	}
}
