//go:build e2e

package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/xgen-build/xgen/schema"
	"github.com/xgen-build/xgen/schema/model"
)

// askPackages asks apt, as if it ran on each kind of machine that builds, whether it
// would install the packages of each line of /hosts/wanted together. Its arguments are
// the machines, and the architectures that packages are named with.
const askPackages = `#!/bin/sh
set -eu
failed=
for host in $1; do
	d=/tmp/$host
	mkdir -p "$d/lists/partial" "$d/cache/archives/partial"
	: >"$d/status"
	set -- "$1" "$2" -o "APT::Architecture=$host" -o APT::Architectures= -o "APT::Architectures::=$host"
	for architecture in $2; do
		set -- "$@" -o "APT::Architectures::=$architecture"
	done
	apt() {
		apt-get -qq -o "Dir::State=$d" -o "Dir::State::lists=$d/lists" -o "Dir::State::status=$d/status" \
			-o "Dir::Cache=$d/cache" -o APT::Sandbox::User=root "$@"
	}
	apt $(shift 2 && echo "$@") update
	while read -r packages; do
		apt $(shift 2 && echo "$@") --simulate --no-install-recommends install $packages >"$d/said" 2>&1 || {
			echo "on $host: $packages"
			cat "$d/said"
			failed=yes
		}
	done </hosts/wanted
done >&2
[ ! "$failed" ]
`

// Debian has every package that is installed, by the same name, for both kinds of
// machines that build, and those of a stage can be installed together.
func TestE2EPackagesOfHosts(t *testing.T) {
	slow(t)
	e := crate(t, "fn main() {}\n")
	e.write("targets.cue", everyToolchain())
	e.xgen(0, "emit")
	wanted, foreign := packagesOf(t, e.dir)
	if len(wanted) < 15 {
		t.Fatalf("only %d stages install packages: %q", len(wanted), wanted)
	}
	e.write("hosts/wanted", strings.Join(wanted, "\n")+"\n")
	e.write("hosts/ask.sh", askPackages)
	var hosts []string
	for _, h := range model.Hosts {
		hosts = append(hosts, h.Docker) // Debian's name of it too
	}
	e.write("hosts/Dockerfile", "FROM debian:trixie-slim AS os\nFROM os AS asked\nCOPY hosts /hosts\nCOPY xgen/stage/release.sh /hosts/release.sh\n"+
		"RUN sh /hosts/release.sh sh /hosts/ask.sh '"+strings.Join(hosts, " ")+"' '"+strings.Join(foreign, " ")+"' && touch /asked\nFROM scratch AS answer\nCOPY --from=asked /asked /\n")
	if out, err := e.solveCommand("zig-0", "hosts", "answer", "type=local,dest="+t.TempDir()).CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}

// everyToolchain is a project with each triple and each toolchain that is offered for
// it, and a source of each kind that needs a client.
func everyToolchain() string {
	var b strings.Builder
	b.WriteString("name: \"hosts\"\ncontract: smoke: {}\n")
	for i, triple := range schema.Catalog() {
		for _, kind := range triple.Toolchains {
			fmt.Fprintf(&b, "targets: \"%s-%d\": {triple: %q, toolchain: kind: %q}\n", kind, i, triple.Name, kind)
		}
	}
	for i, source := range []string{
		`kind: "ubuntu", suite: "noble", package: "x", version: "1"`, `kind: "url", url: "https://example.org/x.tar.gz"`,
		`kind: "npm", package: "x", version: "1.0.0"`, `kind: "debian", package: "x", version: "1"`,
	} {
		fmt.Fprintf(&b, "targets: \"zig-0\": libraries: l%d: {kind: \"autotools\", provides: [\"l%d\"], source: {%s, sha256: \"%064x\"}}\n", i, i, source, i+1)
	}
	return b.String()
}

// packagesOf returns the packages of each stage that installs some, and all the
// architectures that they are named with.
func packagesOf(t *testing.T, dir string) (packages, architectures []string) {
	t.Helper()
	dockerfiles, err := filepath.Glob(filepath.Join(dir, "xgen/*/Dockerfile"))
	if err != nil || len(dockerfiles) == 0 {
		t.Fatal(dockerfiles, err)
	}
	call := regexp.MustCompile(`(XGEN_ARCH=(\S+) .*)?sh /xgen/(packages|multiarch|debian-gcc)\.sh( [^\n]*)`)
	for _, name := range dockerfiles {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range call.FindAllStringSubmatch(strings.ReplaceAll(string(data), "\\\n", " "), -1) {
			names := strings.Fields(m[4])
			if m[2] != "" {
				names = append(names, "linux-libc-dev", "musl-dev:"+m[2])
			}
			packages = append(packages, strings.Join(names, " "))
			for _, p := range names {
				if _, architecture, foreign := strings.Cut(p, ":"); foreign {
					architectures = append(architectures, architecture)
				}
			}
		}
	}
	slices.Sort(packages)
	slices.Sort(architectures)
	return slices.Compact(packages), slices.Compact(architectures)
}
