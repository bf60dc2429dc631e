//go:build e2e && (rows || libraries || programs)

package main

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// elsewhere is where every row is built a second time, and nothing is as it was the
// first: the engine has built nothing and knows nothing of what is asked of it, the
// folder has another path, the files another owner and others' rights and times, the
// user another home, umask, language and time zone, and the clock another day.
type elsewhere struct {
	engine string   // for --engine
	env    []string // of xgen
	base   string   // the image of another day: an OCI layout
}

// baseImage is what every row is built upon.
const baseImage = "debian:trixie-slim"

// newElsewhere makes the image of another day and starts the engine: docker where it
// is usable, whose layers are new for an image that is new; else a private BuildKit
// with an empty cache below dir, whose path should be short.
func newElsewhere(t *testing.T, dir string) *elsewhere {
	t.Helper()
	there := &elsewhere{engine: "private", base: filepath.Join(dir, "later"), env: []string{
		"TZ=Asia/Kathmandu", "LC_ALL=C", "USER=somebody", "LOGNAME=somebody",
	}}
	e := projectCopy(t, "storage")
	if e.usable("docker") {
		there.engine = "docker"
		there.env = append(there.env, "XDG_CACHE_HOME="+dir)
		e.xgen(0, "run", storageTarget, "--stage", "os", "--emit")
	} else {
		t.Cleanup(e.newEngine(dir, storageTarget))
		there.env = append(append(there.env, e.env...), "HOME="+t.TempDir()) // docker's own plugins may lie in the user's
	}
	e.sh("rm -rf " + there.base + " && cp ../../testdata/later/* " + e.dir)
	built := fmt.Sprintf("BUILT=%d", time.Now().UnixNano())
	cmd := e.solveCommand(storageTarget, ".", "later", "type=oci,tar=false,dest="+there.base, argument(e, built)...)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("the image of another day: %v\n%s", err, out)
	}
	return there
}

// argument is a build argument as the engine's own client wants it.
func argument(e *e2e, assignment string) []string {
	if client, _ := e.client(); client == "docker" {
		return []string{"--build-arg", assignment}
	}
	return []string{"--opt", "build-arg:" + assignment}
}

// usable reports whether xgen can build in an engine of this machine.
func (e *e2e) usable(engine string) bool {
	e.t.Helper()
	out, _ := e.xgen(0, "engine", "status", "-o", "json")
	var s struct{ Engines []answer }
	if err := json.Unmarshal([]byte(out), &s); err != nil {
		e.t.Fatalf("%v\n%s", err, out)
	}
	for _, a := range s.Engines {
		if a.Engine == engine {
			return a.Usable
		}
	}
	return false
}

// project is a copy of a project as another user has it.
func (there *elsewhere) project(t *testing.T, name string) *e2e {
	t.Helper()
	e := projectCopy(t, name)
	from := e.dir
	e.dir = filepath.Join(t.TempDir(), "home", "somebody", "projects", "a-folder-with-a-longer-name", name)
	e.sh("mkdir -p " + e.dir + " && cp -R " + from + "/. " + e.dir + " && cd " + e.dir +
		" && chmod -R go= . && find . -exec touch -h -d 2001-02-03T04:05:06Z {} +")
	if os.Geteuid() == 0 {
		e.sh("chown -hR 12345:12345 " + e.dir)
	}
	e.env = append(e.env, there.env...)
	e.configured("zz-later.cue", fmt.Sprintf("images: %q: %q\n", baseImage, "oci-layout://"+there.base))
	return e
}

// run runs targets with another umask.
func (there *elsewhere) run(e *e2e, args []string) (ran map[string]jsonResult, seconds float64) {
	e.t.Helper()
	defer syscall.Umask(syscall.Umask(0o077))
	begun := time.Now()
	ran = e.ran(append(args, "--engine", there.engine))
	return ran, time.Since(begun).Seconds()
}

// mustStandOn fails where a target is not built upon the image of another day.
func (there *elsewhere) mustStandOn(e *e2e, targets []string) {
	e.t.Helper()
	for _, target := range targets {
		if plan, _ := e.xgen(0, "run", target, "--dry-run"); !strings.Contains(plan, there.base) {
			e.t.Errorf("%s is not built upon %s:\n%s", target, there.base, plan)
		}
	}
}

// elsewhere adds what became of a row there: from nothing, and with everything cached.
func (r *rowResult) elsewhere(here, there *e2e, again, cached jsonResult) {
	here.t.Helper()
	r.FromNothing, r.Cached = round(again.Seconds), math.Round(100*cached.Seconds)/100
	for i, result := range []jsonResult{again, cached} {
		if !result.OK {
			r.Differs = append(r.Differs, []string{"from nothing: ", "with everything cached: "}[i]+result.Error)
		}
	}
	if r.OK && len(r.Differs) == 0 {
		r.Differs = same(here, there, r.Target)
		if done := stagesDone(there.logs([]string{r.Target})[0]); len(done) > 0 {
			r.Differs = append(r.Differs, fmt.Sprintf("with everything cached, %v are done again", done))
		}
	}
	r.SameBytes = r.OK && len(r.Differs) == 0
}

// good reports whether a row is what it has to be.
func (r rowResult) good() bool { return r.OK && r.SameBytes }

// fault says why a row is not good.
func (r rowResult) fault() string {
	if !r.OK {
		return r.Error
	}
	return strings.Join(r.Differs, "; ")
}

// same compares what a row has published here and there, and says what differs.
func same(here, there *e2e, target string) []string {
	here.t.Helper()
	differs := []string{}
	names := here.published(target)
	if others := there.published(target); strings.Join(names, " ") != strings.Join(others, " ") || len(names) == 0 {
		return append(differs, fmt.Sprintf("%v and %v were published", names, others))
	}
	for _, name := range names {
		file := filepath.Join("dist", target, name)
		if d := difference([]byte(here.read(file)), []byte(there.read(file))); d != "" {
			differs = append(differs, name+": "+d)
		}
	}
	return differs
}

// published are the programs that a target has published, by any name.
func (e *e2e) published(target string) []string {
	e.t.Helper()
	entries, err := os.ReadDir(filepath.Join(e.dir, "dist", target))
	if err != nil {
		e.t.Error(err)
	}
	var names []string
	for _, entry := range entries {
		if entry.Name() != "report.json" {
			names = append(names, entry.Name())
		}
	}
	return names
}

// logs are those of targets' last solves.
func (e *e2e) logs(targets []string) []string {
	e.t.Helper()
	var out []string
	for _, target := range targets {
		data, err := os.ReadFile(filepath.Join(e.dir, "dist/.xgen", target+".log"))
		if err != nil {
			e.t.Error(err)
		}
		out = append(out, string(data))
	}
	return out
}
