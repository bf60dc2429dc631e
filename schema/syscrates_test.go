package schema

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/xgen-build/xgen/schema/model"
)

// withCrates is a project that depends on the first of some crates, each of
// which depends on the next.
func withCrates(rest string, direct string, crates ...string) fstest.MapFS {
	root := project(rowOf(armsoft) + rest)
	root["Cargo.toml"] = &fstest.MapFile{Data: []byte(crate("hello", "[dependencies]\n"+direct+"\n"))}
	lock := "version = 4\n" + locked("hello", "0.1.0", crates[0])
	for i, c := range crates {
		name, more, _ := strings.Cut(c, "+")
		needs := crates[i+1 : min(i+2, len(crates))]
		if more != "" {
			needs = append([]string{more}, needs...)
			lock += fetched(more, nil)
		}
		lock += fetched(name, needs)
	}
	root["Cargo.lock"] = &fstest.MapFile{Data: []byte(strings.ReplaceAll(lock, "+openssl-src", ""))}
	return root
}

func fetched(name string, needs []string) string {
	return strings.Replace(locked(name, "1.0.0", needs...), "version =", "source = \"registry+https://example.com/index\"\nchecksum = \""+someSum+"\"\nversion =", 1)
}

// Where the recipe of its library cannot be built, it is said why.
func TestSysCrateUnfit(t *testing.T) {
	root := withCrates("targets: w: triple: \"x86_64-pc-windows-gnu\"\n", `mnl-sys = "1"`, "mnl-sys")
	_, found := Load(root)
	const want = `targets.cue:2:10: Cargo.lock has mnl-sys 1.0.0, whose build script asks pkg-config for libmnl, and a, w have no such library (w: it speaks to Linux by netlink): ` +
		`for a write libraries: libmnl: {}; for w write libraries: libmnl: {kind: "autotools", source: {…}}`
	if found.Error() != want {
		t.Errorf("%v\nwant %s", found, want)
	}
}

// A crate whose build script looks for a C library is refused without it, where
// the build certainly has it.
func TestSysCrates(t *testing.T) {
	const lib = "libraries: ssl: {kind: \"openssl\", source: {kind: \"debian\", package: \"openssl\", version: \"3.5.7\", sha256: \"a8c0d28a529ca480f9f36cf5792e2cd21984552a3c8e4aa11a24aa31aeac98e8\"}}\n"
	const want = `targets.cue:2:10: Cargo.lock has openssl-sys 1.0.0, whose build script asks pkg-config for openssl, and a has no such library: write libraries: openssl: {}, or turn on the feature "vendored" of the crate openssl`
	for name, c := range map[string]struct {
		root     fstest.MapFS
		severity model.Severity
		want     string
		unasked  bool // the files leave it open
	}{
		"direct":      {withCrates("", `openssl-sys = "1"`, "openssl-sys"), model.Error, want, false},
		"by openssl":  {withCrates("", `openssl = "1"`, "openssl", "openssl-sys"), model.Error, want, false},
		"by another":  {withCrates("", `client = "1"`, "client", "openssl-sys"), model.Warning, want, true},
		"optional":    {withCrates("", `openssl = {version = "1", optional = true}`, "openssl", "openssl-sys"), model.Warning, want, true},
		"the library": {withCrates(lib, `openssl = "1"`, "openssl", "openssl-sys"), "", "", false},
		"vendored":    {withCrates("", `openssl = "1"`, "openssl", "openssl-sys+openssl-src"), "", "", true},
		"a variable":  {withCrates("env: OPENSSL_DIR: \"/usr\"\n", `openssl = "1"`, "openssl", "openssl-sys"), "", "", false},
		"another lib": {withCrates(`libraries: ssl: {kind: "cmake", provides: ["libssl"], source: {kind: "url", url: "https://example.com/libressl-4.tar.gz", sha256: "`+someSum+`"}}`+"\n", `openssl = "1"`, "openssl", "openssl-sys"), model.Error, want, false},
	} {
		_, found := Load(c.root)
		if unasked := len(found) > 0 && found[0].Rule == "cargo-answers"; unasked != c.unasked {
			t.Errorf("%s: that cargo was not asked is said: %v", name, unasked)
		} else if unasked {
			found = found[1:]
		}
		if c.want == "" && len(found) > 0 || c.want != "" && (len(found) != 1 || strings.Replace(found.Error(), " warning:", "", 1) != c.want || found[0].Severity != c.severity) {
			t.Errorf("%s gives\n%v\nwant %s", name, found, c.want)
		}
	}
}

// What cargo's configuration says of a crate is heard too: its variables, and what stands
// for the build script.
func TestSysCratesConfigured(t *testing.T) {
	const asks = `targets.cue:2:10: Cargo.lock has openssl-sys 1.0.0, whose build script asks pkg-config for openssl, and a has no such library: write libraries: openssl: {}, or `
	const vendored = "turn on the feature \"vendored\" of the crate openssl"
	const override = "[target." + armsoft + "."
	for _, c := range []struct{ name, rest, config, crates, want string }{
		{"an override", "", override + "openssl]\nrustc-link-search = [\"third/lib\"]\nrustc-link-lib = [\"static=ssl\", \"static=crypto\"]\n", "openssl-sys", ""},
		{"another crate's", "", override + "ssl]\nrustc-link-lib = [\"static=ssl\"]\n", "openssl-sys", asks + vendored},
		{"another triple's", "", "[target." + x86GNU + ".openssl]\nrustc-link-lib = [\"ssl\"]\n", "openssl-sys", asks + vendored},
		{"vendored, and told not to", "", "[env]\nOPENSSL_NO_VENDOR = \"1\"\n", "openssl-sys+openssl-src", asks + "remove OPENSSL_NO_VENDOR (.cargo/config.toml:2:1) and " + vendored + ", where it is not on yet"},
		{"the same in targets.cue", "env: OPENSSL_NO_VENDOR: \"1\"\n", "", "openssl-sys+openssl-src", asks + "remove OPENSSL_NO_VENDOR (targets.cue:3:6) and " + vendored + ", where it is not on yet"},
		{"told nothing", "", "[env]\nOPENSSL_NO_VENDOR = \"0\"\n", "openssl-sys+openssl-src", ""},
		{"a folder of the project's", "", "[env]\nOPENSSL_DIR = { value = \"third\", relative = true }\n", "openssl-sys", ""},
		{"a folder of the machine at home", "", "[env]\nOPENSSL_DIR = \"/usr/local/ssl\"\n", "openssl-sys", asks + vendored},
	} {
		root := withCrates(c.rest, `openssl-sys = "1"`, c.crates)
		if c.config != "" {
			root[".cargo/config.toml"] = &fstest.MapFile{Data: []byte(c.config)}
		}
		_, found := Load(root)
		found = slices.DeleteFunc(found, func(d model.Diagnostic) bool { return d.Rule == "cargo-answers" })
		if found.Error() != c.want {
			t.Errorf("%s:\n%v\nwant\n%s", c.name, found, c.want)
		}
	}
}
