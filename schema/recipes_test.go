package schema

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/xgen-build/xgen/schema/catalog"
	"github.com/xgen-build/xgen/schema/model"
)

// A library without a kind is the recipe of its name; what it needs comes along, with the
// reason, and what is written stands in the place of what the recipe says, or is added.
func TestRecipes(t *testing.T) {
	p, found := Load(project(rowOf(armsoft) + `libraries: libnftnl: {}
libraries: openssl: {args: ["no-dso"], provides: ["openssl"], variants: arm: {when: arch: "arm", args: ["no-sm2"], why: "small"}, env: OPENSSL_STATIC: "1"}
libraries: own: {kind: "make", needs: ["bzip2"], ` + from("own", "1", someSum) + `}
`))
	if len(found) > 0 {
		t.Fatal(found)
	}
	row := p.Target("a")
	if got := names(row); !slices.Equal(got, []string{"bzip2", "libmnl", "libnftnl", "openssl", "own"}) {
		t.Errorf("the order is %v", got)
	}
	bz2, mnl, nftnl, ssl := row.Libraries[0], row.Libraries[1], row.Libraries[2], row.Libraries[3]
	if mnl.Why != "libnftnl needs it" || mnl.Origin.String() != "targets.cue:3:12" || mnl.Source.From != model.FromCatalog || mnl.Recipe.From != model.FromCatalog {
		t.Errorf("%+v", mnl)
	}
	if bz2.Why != "own needs it" || len(bz2.Make) != 1 || bz2.Make[0].Install == nil || len(bz2.Make[0].Install) != 0 || len(bz2.Files) != 2 || bz2.PkgConfig[0].Version != "1.0.8" {
		t.Errorf("%+v", bz2)
	}
	if nftnl.Needs.From != model.FromCatalog || !slices.Equal(nftnl.Needs.V, []string{"libmnl"}) {
		t.Errorf("%+v", nftnl)
	}
	if got := ssl.Arguments(); !slices.Equal(got, []string{"no-dso", "no-sm2"}) || ssl.Args[0].Pos.Line != 4 || ssl.Args[1].Why != "small" || !slices.Equal(ssl.Provides.V, []string{"openssl"}) {
		t.Errorf("%q of %+v", got, ssl)
	}
	if got := variables(row); got != "OPENSSL_NO_VENDOR=1 OPENSSL_STATIC=1" {
		t.Error(got)
	}
}

func variables(t *model.Target) string {
	var out []string
	for _, e := range t.Env {
		out = append(out, e.Name+"="+e.Value)
	}
	return strings.Join(out, " ")
}

// What the project sets itself, in targets.cue or for cargo, no recipe sets.
func TestRecipeEnv(t *testing.T) {
	root := project(rowOf(armsoft) + "libraries: openssl: {}\nenv: OPENSSL_NO_VENDOR: \"0\"\n")
	p, found := Load(root)
	if len(found) > 0 {
		t.Fatal(found)
	}
	if got := variables(p.Target("a")); got != "OPENSSL_NO_VENDOR=0" {
		t.Error(got)
	}
	p, found = Load(project(rowOf(armsoft) + "libraries: openssl: {}\ninputs: OPENSSL_NO_VENDOR: default: \"0\"\n"))
	if p == nil || variables(p.Target("a")) != "" {
		t.Error(found)
	}
	root = project(rowOf(armsoft) + "libraries: openssl: {}\n")
	root[".cargo/config.toml"] = &fstest.MapFile{Data: []byte("[env]\nOPENSSL_NO_VENDOR = \"0\"\n")}
	p, found = Load(root)
	if p == nil || variables(p.Target("a")) != "" {
		t.Error(found)
	}
}

// A project's own recipe stands before the catalog's of its name.
func TestOwnRecipe(t *testing.T) {
	p, found := Load(project(rowOf(armsoft) + `recipes: bzip2: {kind: "cmake", ` + from("mine", "2", someSum) + `, args: ["-DA=1"], unfit: wide: {when: width: 64, why: "it is small"}}
libraries: bzip2: {args: ["-DB=2"]}
`))
	if len(found) > 0 {
		t.Fatal(found)
	}
	l := p.Target("a").Libraries[0]
	if l.Kind != model.LibraryCMake || l.Source.String() != "mine 2 (debian)" || l.Source.Pos.Line != 3 || !slices.Equal(l.Arguments(), []string{"-DA=1", "-DB=2"}) || l.Args[0].Pos.Line != 3 {
		t.Errorf("%+v", l)
	}
}

// What no recipe can do is refused where it is asked for, with what to write.
func TestRecipeRefusals(t *testing.T) {
	const mingw = "targets: w: triple: \"x86_64-pc-windows-gnu\"\n"
	for name, c := range map[string]struct{ rest, want string }{
		"misspelt":       {`libraries: opensl: {}`, `targets.cue:3:12: libraries.opensl: there is no recipe called "opensl": did you mean "openssl"? Otherwise write kind and source (xgen list --libraries shows the recipes)`},
		"nothing alike":  {`libraries: frobnicate: why: "x"`, `targets.cue:3:12: libraries.frobnicate: there is no recipe called "frobnicate": write kind and source (xgen list --libraries shows the recipes)`},
		"a module":       {`libraries: libcrypto: {}`, `targets.cue:3:12: libraries.libcrypto: there is no recipe called "libcrypto": "libcrypto" is of the recipe "openssl": write libraries: "openssl": {}`},
		"for Windows":    {mingw + `libraries: libmnl: {}`, `targets.cue:4:12: libraries.libmnl cannot be built for w: it speaks to Linux by netlink: give it a when that w does not meet`},
		"brought along":  {mingw + `libraries: own: {kind: "cmake", needs: ["libmnl"], ` + from("own", "1", someSum) + "}", `targets.cue:4:12: libraries.libmnl, which comes along as own needs it, cannot be built for w: it speaks to Linux by netlink`},
		"what it needs":  {mingw + `libraries: libnftnl: {}`, `targets.cue:4:12: libraries.libnftnl cannot be built for w: it speaks to Linux by netlink`},
		"for the other":  {mingw + `libraries: libmnl: when: libc: "musl"`, ""},
		"does without":   {`libraries: {libnftnl: {}, libmnl: when: width: 64}` + "\ntargets: b: triple: \"x86_64-unknown-linux-musl\"", `targets.cue:3:13: libraries.libnftnl needs "libmnl", which a does without: width is 32, not 64: give both the same when`},
		"no such need":   {`libraries: libedit: needs: ["curses"]`, `targets.cue:3:28: libraries.libedit needs "curses", which no library of a is called`},
		"a misspelling":  {`libraries: openssl: {arg: []}`, `targets.cue:3:22: unknown field "arg" in libraries.openssl: did you mean "args"?`},
		"no kind":        {`libraries: ssl: packages: ["libssl-dev"]`, `targets.cue:3:17: libraries.ssl.kind is missing: want autotools, configure, make, cmake, openssl or debian`},
		"two lines":      {`libraries: openssl: why: "a\nb"`, `targets.cue:3:`},
		"a directive":    {`libraries: openssl: why: "syntax=x"`, `targets.cue:3:`},
		"a recipe's why": {`recipes: a: {kind: "make", ` + from("a", "1", someSum) + `, why: "syntax=x"}`, `targets.cue:3:`},
		"its variable":   {`libraries: openssl: env: RUSTFLAGS: "-g"`, `targets.cue:3:26: env: RUSTFLAGS cannot be set`},
		"a kind":         {`libraries: ssl: {kind: "bazel"}`, `targets.cue:3:24: libraries.ssl.kind is "bazel": want `},
		"a recipe's own": {`recipes: a: {kind: "make", ` + from("a", "1", someSum) + `, args: ["PREFIX=/opt"]}` + "\nlibraries: a: {}", `targets.cue:3:164: libraries.a.args: "PREFIX=/opt": xgen says where the library is laid out`},
		"another's sum":  {`libraries: {bzip2: {}, b: {kind: "make", ` + from("b", "1", catalog.Load().Recipes["bzip2"].Source.SHA256.V) + "}}", `targets.cue:3:103: libraries.b.source.sha256 is that of bzip2 1.0.8, and this is b 1 (debian)`},
		"another source": {`libraries: bzip2: ` + from("bzip2", "1.0.8", someSum), `targets.cue:3:88: libraries.bzip2.source.sha256 is not that of bzip2 1.0.8 (debian)`},
	} {
		_, found := Load(project(rowOf(armsoft) + c.rest + "\n"))
		if c.want == "" && len(found) > 0 || c.want != "" && (len(found) != 1 || !strings.HasPrefix(found.Error(), c.want)) {
			t.Errorf("%s gives\n%v\nwant %s", name, found, c.want)
		}
	}
}

// What the catalog says of a recipe is whole: a crate that is known to look for a library
// looks for the one that says so, and what it needs has a recipe.
func TestRecipesOfCatalog(t *testing.T) {
	c := catalog.Load()
	for _, name := range slices.Sorted(maps.Keys(c.Recipes)) {
		r := c.Recipes[name]
		if r.Licence == "" || r.Provides == nil || len(r.Provides.V) == 0 || r.Source.Version == nil || r.When != nil || len(r.Patches) > 0 {
			t.Errorf("%s says too little, or what only a project can say", name)
		}
		for variable, e := range r.Env {
			if e.Why == "" {
				t.Errorf("%s: %s has no reason", name, variable)
			}
		}
		if r.Needs != nil {
			for _, need := range r.Needs.V {
				if c.Recipes[need].Kind == nil {
					t.Errorf("%s needs %s, of which there is no recipe", name, need)
				}
			}
		}
		for crate := range r.Crates {
			if sys, is := c.SysCrates[crate]; is && (!slices.Contains(r.Provides.V, sys.Module) || sys.Why != "") {
				t.Errorf("%s: %s asks for %s, and crates.cue says %q beside the recipe", name, crate, sys.Module, sys.Why)
			}
		}
	}
	for crate, sys := range c.SysCrates {
		for name, r := range c.Recipes {
			if _, says := r.Crates[crate]; !says && slices.Contains(r.Provides.V, sys.Module) {
				t.Errorf("%s asks for %s, and the recipe %s does not have it in crates", crate, sys.Module, name)
			}
		}
	}
}
