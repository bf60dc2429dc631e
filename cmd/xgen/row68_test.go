package main

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/xgen-build/xgen/schema"
	"github.com/xgen-build/xgen/schema/cargo"
	"github.com/xgen-build/xgen/schema/exitcode"
	"github.com/xgen-build/xgen/schema/model"
)

// vetIn runs xgen vet in a folder.
func vetIn(dir, format string) (code exitcode.Code, out, said string) {
	var stdout, stderr bytes.Buffer
	code = Main([]string{"-C", dir, "vet", "-o", format}, Streams{Out: &stdout, Err: &stderr}, os.LookupEnv)
	return code, stdout.String(), stderr.String()
}

// faultsIn reads the messages off what vet wrote, each with its place.
var faultsIn = map[string]func(t *testing.T, out, said string) []string{
	"text":   func(_ *testing.T, _, said string) []string { return told(said) },
	"json":   faultsInJSON,
	"sarif":  faultsInSARIF,
	"github": faultsInAnnotations,
}

// told are the lines that say what is wrong: no hints, no trace, no success.
func told(said string) (out []string) {
	for line := range strings.Lines(said) {
		line = strings.TrimSuffix(line, "\n")
		if !strings.HasPrefix(line, "   ") && !strings.HasSuffix(line, ", no errors") {
			out = append(out, strings.TrimPrefix(line, "xgen: "))
		}
	}
	return out
}

func faultsInJSON(t *testing.T, out, _ string) (all []string) {
	var doc failure
	if err := json.Unmarshal([]byte(out), &doc); err != nil {
		t.Fatalf("%v in %s", err, out)
	}
	for _, d := range doc.Diagnostics {
		all = append(all, d.String())
	}
	if doc.Error != "" {
		all = append(all, doc.Error)
	}
	return all
}

func faultsInSARIF(t *testing.T, out, _ string) (all []string) {
	var doc sarifLog
	if err := json.Unmarshal([]byte(out), &doc); err != nil {
		t.Fatalf("%v in %s", err, out)
	}
	for _, r := range doc.Runs[0].Results {
		d := model.Diagnostic{Severity: model.Severity(r.Level), Message: r.Message.Text}
		for _, l := range r.Locations {
			d.Pos = model.Pos{File: l.Physical.Artifact.URI, Line: l.Physical.Region.Line, Col: l.Physical.Region.Col}
		}
		all = append(all, d.String())
	}
	return all
}

var annotated = regexp.MustCompile(`^::(error|warning) (?:file=(.*),line=(\d+),col=(\d+),)?title=[a-z0-9-]+::(.*)$`)

func faultsInAnnotations(t *testing.T, out, _ string) (all []string) {
	plain := strings.NewReplacer("%3A", ":", "%2C", ",", "%0A", "\n", "%0D", "\r", "%25", "%")
	for line := range strings.Lines(out) {
		m := annotated.FindStringSubmatch(strings.TrimSuffix(line, "\n"))
		if m == nil {
			t.Fatalf("no annotation: %s", line)
		}
		place, warning := "", ""
		if m[2] != "" {
			place = fmt.Sprintf("%s:%s:%s: ", plain.Replace(m[2]), m[3], m[4])
		}
		if m[1] == "warning" {
			warning = "warning: "
		}
		all = append(all, place+warning+plain.Replace(m[5]))
	}
	return all
}

// sameEverywhere holds each format against the text.
func sameEverywhere(t *testing.T, what, dir string, wantCode exitcode.Code) {
	t.Helper()
	code, out, said := vetIn(dir, "text")
	want := faultsIn["text"](t, out, said)
	if code != wantCode || (code != exitcode.OK) != (len(want) > 0) && code != exitcode.OK {
		t.Errorf("%s: exit code %d, want %d: %s", what, code, wantCode, said)
	}
	for format, read := range faultsIn {
		otherCode, out, said := vetIn(dir, format)
		if got := read(t, out, said); otherCode != code || !slices.Equal(got, want) {
			t.Errorf("%s, %s: exit code %d, want %d\n%s\nwant\n%s", what, format, otherCode, code, strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
	}
}

func writeFiles(t *testing.T, dir string, files map[string]string) {
	t.Helper()
	for name, text := range files {
		name = filepath.Join(dir, name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o755), os.WriteFile(name, []byte(text), 0o644)); err != nil {
			t.Fatal(err)
		}
	}
}

// TestRow68Formats: what is printed for people is in every other format too.
func TestRow68Formats(t *testing.T) {
	const smallest = "name: \"hello\"\ntargets: armv5te: triple: \"armv5te-unknown-linux-musleabi\"\n"
	denied := func(fs.FS, cargo.Asker) (*model.Project, model.Diagnostics) {
		return schema.Load(denying{})
	}
	for what, c := range map[string]struct {
		code             exitcode.Code
		files            map[string]string
		change           func(dir string) error
		load             func(fs.FS, cargo.Asker) (*model.Project, model.Diagnostics)
		timed, processor time.Duration // until it is too much; 0 for a minute, 20 seconds
	}{
		"nothing wrong":    {},
		"a warning":        {files: map[string]string{"targets.cue": smallest + "rust: channel: \"stable\"\n"}},
		"a later xgen":     {code: exitcode.Invalid, files: map[string]string{"targets.cue": smallest + "xgen: \">=0.9\"\n"}},
		"and a warning":    {code: exitcode.Invalid, files: map[string]string{"targets.cue": smallest + "xgen: \">=0.9\"\nrust: channel: \"stable\"\n"}},
		"several":          {code: exitcode.Invalid, files: map[string]string{"targets.cue": smallest + "nam: 1\nenv: \"a%,:b\": \"x\"\n"}},
		"no targets.cue":   {code: exitcode.Invalid, change: func(dir string) error { return os.Remove(filepath.Join(dir, "targets.cue")) }},
		"a broken TOML":    {code: exitcode.Invalid, files: map[string]string{"Cargo.toml": "["}},
		"no Cargo.lock":    {code: exitcode.Invalid, change: func(dir string) error { return os.Remove(filepath.Join(dir, "Cargo.lock")) }},
		"no binary":        {code: exitcode.Invalid, change: func(dir string) error { return os.Remove(filepath.Join(dir, "src/main.rs")) }},
		"a link out":       {code: exitcode.Invalid, change: linkOut("Cargo.lock")},
		"a link out below": {code: exitcode.Invalid, change: linkOut("src/main.rs")},
		"a pipe":           {code: exitcode.Invalid, change: pipe("Cargo.toml")},
		"a pipe of CUE":    {code: exitcode.Invalid, change: pipe("targets.cue")},
		"unreadable":       {code: exitcode.Environment, load: denied},
		"no such folder":   {code: exitcode.Usage, change: os.RemoveAll},
		"too much time": {code: exitcode.Invalid, timed: time.Second, load: func(fs.FS, cargo.Asker) (*model.Project, model.Diagnostics) {
			time.Sleep(time.Hour)
			return nil, nil
		}},
		"too much work": {code: exitcode.Invalid, processor: 200 * time.Millisecond, load: func(fs.FS, cargo.Asker) (*model.Project, model.Diagnostics) {
			for begun := processorTime(); processorTime()-begun < time.Second; {
			}
			return nil, nil
		}},
		"a panic": {code: exitcode.Internal, load: func(fs.FS, cargo.Asker) (*model.Project, model.Diagnostics) { panic("broken by a test") }},
	} {
		dir := t.TempDir()
		writeFiles(t, dir, cargoProject)
		writeFiles(t, dir, c.files)
		if c.change != nil {
			if err := c.change(dir); err != nil {
				t.Fatal(err)
			}
		}
		loadProject, maxTime, maxProcessor = schema.LoadAsking, 5*time.Minute, 20*time.Second
		if c.load != nil {
			loadProject, maxTime, maxProcessor = c.load, cmp.Or(c.timed, time.Minute), cmp.Or(c.processor, 20*time.Second)
		}
		sameEverywhere(t, what, dir, c.code)
	}
	loadProject, maxTime, maxProcessor = schema.LoadAsking, 5*time.Minute, 20*time.Second
}

// denying is a project of which nothing can be read.
type denying struct{}

func (denying) Open(name string) (fs.File, error) {
	return nil, &fs.PathError{Op: "open", Path: name, Err: syscall.EACCES}
}

func linkOut(name string) func(string) error {
	return func(dir string) error {
		return errors.Join(os.Remove(filepath.Join(dir, name)), os.Symlink("/etc/passwd", filepath.Join(dir, name)))
	}
}

func pipe(name string) func(string) error {
	return func(dir string) error {
		return errors.Join(os.Remove(filepath.Join(dir, name)), syscall.Mkfifo(filepath.Join(dir, name), 0o644))
	}
}

// TestRow68Scripts: the same of all definitions that stand in the scripts.
func TestRow68Scripts(t *testing.T) {
	scripts, err := filepath.Glob("../../testdata/script/*.txtar")
	if err != nil || len(scripts) == 0 {
		t.Fatal(err, scripts)
	}
	faulty := 0
	for _, script := range scripts {
		archive, err := txtar.ParseFile(script)
		if err != nil {
			t.Fatal(err)
		}
		files := maps.Clone(cargoProject)
		for _, f := range archive.Files {
			files[f.Name] = string(f.Data)
		}
		for name, text := range files {
			if filepath.Ext(name) != ".cue" || strings.Contains(text, "import ") {
				continue // what imports may take as long as it is allowed to
			}
			dir := t.TempDir()
			writeFiles(t, dir, files)
			writeFiles(t, dir, map[string]string{"targets.cue": text})
			code, _, _ := vetIn(dir, "text")
			sameEverywhere(t, script+" "+name, dir, code)
			if code != exitcode.OK {
				faulty++
			}
		}
	}
	if faulty < 5 {
		t.Errorf("only %d faulty definitions were found", faulty)
	}
}
