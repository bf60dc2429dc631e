package schema

import (
	"strings"
	"testing"

	"github.com/xgen-build/xgen/schema/model"
)

// A feature that no package has is refused by name, with the nearest one there
// is, or all.
func TestRow74UnknownFeature(t *testing.T) {
	const manifest = "[package]\nname = \"hello\"\nversion = \"0.1.0\"\n[features]\nfast = []\nsmall = []\n"
	for asked, want := range map[string]string{
		"fas":             `no feature "fas" in the workspace: did you mean "fast"?`,
		"something-else":  `no feature "something-else" in the workspace: there are `,
		"fast":            "",
		"hello/fast":      "",
		"hello/unheardof": `no feature "hello/unheardof" in the workspace: there are fast, small, hello/fast, hello/small`,
		"other/fast":      `no feature "other/fast" in the workspace: there are `,
		"dep:deep":        `targets.cue:3:18: cargo.features: "dep:deep" is how [features] of a manifest turns on the dependency deep, and cargo takes it from nowhere else: add a feature there that turns it on, and name that`,
	} {
		root := project("name: \"hello\"\n" + row + "cargo: features: [\"small\", \"" + asked + "\"]\n")
		root["Cargo.toml"].Data = []byte(manifest)
		p, found := Load(root)
		checkMessage(t, asked, p != nil, found, want)
	}
	root := project("name: \"hello\"\n" + row + "cargo: features: [\"fast\"]\n")
	p, found := Load(root)
	checkMessage(t, "no features", p != nil, found, `no feature "fast" in the workspace: there are none`)
}

// 40: a dependency is turned on by a feature of the project's own, which is named where
// there is one.
func TestFeatureOfDependency(t *testing.T) {
	for features, want := range map[string]string{
		"a = [\"dep:itoa\"]":                             `write features: ["a"], which turns it on`,
		"a = [\"itoa?/std\"]\nb = [\"a\", \"dep:itoa\"]": `write features: ["b"], which turns it on`,
		"a = []": "add a feature there that turns it on, and name that",
	} {
		root := project("name: \"hello\"\n" + row + "cargo: features: [\"dep:itoa\"]\n")
		root["Cargo.toml"].Data = []byte("[package]\nname = \"hello\"\nversion = \"0.1.0\"\n[dependencies]\nitoa = {version = \"1\", optional = true}\n[features]\n" + features + "\n")
		root["Cargo.lock"].Data = []byte("version = 4\n" + locked("hello", "0.1.0", "itoa") + fetched("itoa", nil))
		p, found := Load(root)
		checkMessage(t, features, p != nil, found, `targets.cue:3:18: cargo.features: "dep:itoa" is how [features] of a manifest turns on the dependency itoa, and cargo takes it from nowhere else: `+want)
	}
}

// checkMessage wants one fault with a text in it, or a project where the text
// is "".
func checkMessage(t *testing.T, what string, loaded bool, found model.Diagnostics, want string) {
	t.Helper()
	if want == "" && !loaded || want != "" && (len(found) != 1 || !strings.Contains(found[0].String(), want)) {
		t.Errorf("%s: got %v, want %q", what, found, want)
	}
}
