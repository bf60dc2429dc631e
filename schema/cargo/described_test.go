package cargo

import (
	"errors"
	"strings"
	"testing"
)

// described is what cargo prints of a package app in /p/app with a feature and a
// binary.
const described = `{"packages": [{"name": "app", "manifest_path": "/p/app/Cargo.toml", "features": {"extra": [], "default": ["extra"]},
"targets": [{"name": "app", "kind": ["bin"]}, {"name": "tool", "kind": ["bin"], "required-features": ["extra"]}, {"name": "lib", "kind": ["lib"]}]}],
"workspace_root": "/p/app"}`

func TestDifferences(t *testing.T) {
	manifest := pack("app", "[features]", "extra = []", "default = [\"extra\"]", "[[bin]]", "name = \"app\"", "path = \"src/main.rs\"",
		"[[bin]]", "name = \"tool\"", "required-features = [\"extra\"]")
	for _, c := range []struct{ manifest, said, want string }{
		{manifest, described, ""},
		{manifest, strings.Replace(described, `"extra": [], `, "", 1), "xgen alone has feature extra of package app"},
		{manifest, strings.Replace(described, `"extra": [], `, `"extra": [], "more": [], `, 1), "cargo alone has feature more of package app"},
		{manifest, strings.Replace(described, `"name": "tool"`, `"name": "tools"`, 1), "cargo alone has binary tools of package app with required-features extra; xgen alone has binary tool of package app with required-features extra"},
		{manifest, strings.Replace(described, `, "required-features": ["extra"]`, "", 1), "cargo alone has binary tool of package app; xgen alone has binary tool of package app with required-features extra"},
		{manifest, strings.Replace(described, `"workspace_root": "/p/app"`, `"workspace_root": "/p"`, 1), "cargo alone has package app in app; xgen alone has package app in ."},
		{manifest, strings.Replace(described, `"name": "app", "manifest`, `"name": "apps", "manifest`, 1), "cargo alone has package apps in .; xgen alone has package app in ."},
	} {
		got, err := read(t, "app/Cargo.toml", c.manifest, "app/src/main.rs", "", "app/src/tool.rs", "").Differences(&asker{said: c.said}, false)
		if some := strings.Join(got, "; "); err != nil || !strings.HasPrefix(some, c.want) || c.want == "" && some != "" {
			t.Errorf("got %q (%v), want %q", some, err, c.want)
		}
	}
	w := read(t, "app/Cargo.toml", manifest, "app/src/main.rs", "")
	if _, err := w.Differences(&asker{said: "no JSON"}, false); err == nil {
		t.Error("no error")
	}
	failed := &Silence{Reason: Unfetched}
	if _, err := w.Differences(&asker{err: failed}, false); !errors.Is(err, failed) {
		t.Error(err)
	}
}
