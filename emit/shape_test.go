package emit

import (
	"bytes"
	"errors"
	"regexp"
	"testing"

	"github.com/moby/buildkit/frontend/dockerfile/parser"

	"github.com/xgen-build/xgen/emit/dockerfile"
	"github.com/xgen-build/xgen/schema/model"
)

func TestHideName(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"t1", "a xgen/t1/bin /t1", "a xgen/xx/bin /xx"},
		{"t1", "id=xgen/hello/t1${X},/t1\n/t1:", "id=xgen/hello/xx${X},/xx\n/xx:"},
		{"t1", "t1/x a-t1/ /t12 /t1-x /t1_ //t1/t1", "t1/x a-t1/ /t12 /t1-x /t1_ //xx/xx"},
		{"aa", "/aaa/aa", "/aaa/xx"},
		{"a.b", "/a.b/", "/a.b/"},
		{"", "/", "/"},
	} {
		if got := string(hideName([]byte(c.text), c.name)); got != c.want {
			t.Errorf("%q in %q: %q, want %q", c.name, c.text, got, c.want)
		}
	}
}

// A reader that remembers reads what is new, and goes on refusing what it has
// refused.
func TestOnce(t *testing.T) {
	reads, bad := 0, errors.New("bad")
	read := byShape(func(a Artifact) error {
		reads++
		if bytes.Contains(a.Bytes, []byte("bad")) {
			return bad
		}
		return nil
	})
	for _, c := range []struct {
		path, text string
		err        error
		reads      int
	}{
		{"xgen/t1/x", "COPY /t1/ x", nil, 1},
		{"xgen/t2/x", "COPY /t2/ x", nil, 1},
		{"xgen/t33/x", "COPY /t33/ x", nil, 2},
		{"xgen/t1/x", "COPY /t2/ x", nil, 3},
		{"xgen/t1/x", "bad /t1/", bad, 4},
		{"xgen/t2/x", "bad /t2/", bad, 5},
	} {
		if err := read(Artifact{Path: c.path, Bytes: []byte(c.text)}); err != c.err || reads != c.reads {
			t.Errorf("%s, %q: %v after %d reads, want %v after %d", c.path, c.text, err, reads, c.err, c.reads)
		}
	}
}

// letters are those that a target's name has, which BuildKit must not tell apart.
var letters = regexp.MustCompile(`[a-z0-9_-]`)

// FuzzHiddenName: with any text of the user's in it, BuildKit reads a Dockerfile
// with the target's name hidden as it reads the file itself.
func FuzzHiddenName(f *testing.F) {
	p := loadAll(f)
	f.Add("t1", "/t1 $(id) \"/t1\" '/t1'")
	f.Add("sh", "<</sh\t/sh/")
	f.Add("xgen", "\\/xgen`/xgen")
	f.Add("bin", "# escape=/bin")
	f.Add("0", "/0${/0}/0<<-/0")
	f.Add("opt", "--mount=/opt,/opt=/opt")
	f.Add("onbuild", "[\"/onbuild\", /onbuild]")
	f.Fuzz(func(t *testing.T, name, text string) {
		target := *p.Targets[0]
		target.Name = name
		target.Contract.Smoke = &model.Smoke{Bin: "hello", Args: []string{text, "/" + name, text + "/" + name}, Origin: model.Origin{Why: text}}
		project := *p
		project.Inputs = []model.Input{{Name: "IN", Default: &text, Origin: model.Origin{Why: text}}}
		project.Targets = []*model.Target{&target}
		d, err := dockerfile.New(&project).Of(&target)
		if err != nil {
			return // a quoter has refused it
		}
		data, err := d.Render()
		if err != nil {
			return // a quoter has refused it
		}
		hidden := hideName(data, name)
		asItIs, err := parser.Parse(bytes.NewReader(data))
		instead, errHidden := parser.Parse(bytes.NewReader(hidden))
		if (err == nil) != (errHidden == nil) {
			t.Fatalf("%v, and with the name hidden %v", err, errHidden)
		}
		if err == nil && letters.ReplaceAllString(asItIs.AST.Dump(), "x") != letters.ReplaceAllString(instead.AST.Dump(), "x") {
			t.Errorf("%s\nand with the name hidden\n%s", asItIs.AST.Dump(), instead.AST.Dump())
		}
		err, errHidden = dockerfile.NewReader().Read(data), dockerfile.NewReader().Read(hidden)
		if (err == nil) != (errHidden == nil) {
			t.Errorf("%v, and with the name hidden %v", err, errHidden)
		}
	})
}
