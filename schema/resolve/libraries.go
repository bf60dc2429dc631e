package resolve

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/xgen-build/xgen/schema/cargo"
	"github.com/xgen-build/xgen/schema/catalog"
	"github.com/xgen-build/xgen/schema/input"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
	"github.com/xgen-build/xgen/schema/suggest"
)

var (
	unknownLibrary = rule.Error("unknown-library", "a library is built after those that it needs, which must be there")
	libraryCycle   = rule.Error("library-cycle", "of libraries that need each other none can be built first")
)

// libraries are the C libraries of a target, each after those that it needs, and
// with the reason those that it can do without. Where an order cannot be had, known is
// false and there are none.
func (r *resolver) libraries(asked input.Target, facts *catalog.Triple, t model.Target) (out []model.Library, without []model.Unbuilt, known bool) {
	all, without := r.wanted(asked, &t)
	if !r.needsAreThere(t.Name, all, without) || !r.noCycle(all) {
		return nil, without, false
	}
	if !r.allFit(all, &t) {
		return nil, without, false
	}
	for _, name := range inOrder(all) {
		out = append(out, r.oneLibrary(name, all[name], facts))
	}
	return out, without, true
}

func (r *resolver) oneLibrary(name string, w wanted, facts *catalog.Triple) model.Library {
	out := model.Library{Name: name, Kind: model.LibraryKind(w.Kind.V), Provides: input.OrZero(w.Provides), Origin: w.origin}
	if w.recipe != nil {
		out.Recipe = placed(w.recipe.Pos, "")
	}
	if !out.Built() {
		out.Packages, out.Needed = sorted(w.Packages), w.Needed
		return out
	}
	out.Args, out.Folder = w.args, input.OrZero(w.Folder)
	out.Needs = input.OrZero(w.Needs)
	out.Needs.V = needsOf(w.Library)
	out.Source = r.source("libraries."+name+".source", *w.Source)
	r.inArchive("libraries."+name+".folder", w.Folder)
	r.writtenSteps(&out, w.Library)
	out.Patches = r.sourcePatches("libraries."+name+".patches", w.Patches)
	out.HostPackages = sorted(input.OrZero(w.Host).Packages.V)
	for _, variable := range names(w.Env) {
		e := w.Env[variable]
		out.Env = append(out.Env, model.Env{Name: variable, Value: e.Value, Origin: placed(e.Pos, cmp.Or(e.Why, "crates take libraries."+name+" by it"))})
	}
	if out.Kind == model.LibraryOpenSSL {
		return openSSL(out, facts.OpenSSL)
	}
	return out
}

// writtenSteps adds what make is called for, and what no step of the library's own installs.
func (r *resolver) writtenSteps(out *model.Library, l input.Library) {
	field := "libraries." + out.Name
	for _, m := range l.Make {
		r.inArchive(field+".make.folder", m.Folder)
		if m.Install == nil {
			m.Install = []string{"install"}
		}
		out.Make = append(out.Make, model.Make{Folder: input.OrZero(m.Folder).V, Targets: m.Targets, Install: m.Install})
	}
	for _, folder := range names(l.Files) {
		files := l.Files[folder]
		for _, file := range files.V {
			r.inArchive(field+".files."+folder, &model.Value[string]{V: file, Origin: files.Origin})
		}
		out.Files = append(out.Files, model.Installed{Folder: folder, Files: files.V})
	}
	for _, module := range names(l.PkgConfig) {
		pc := l.PkgConfig[module]
		out.PkgConfig = append(out.PkgConfig, model.PkgConfig{
			Module: module, Version: cmp.Or(pc.Version, catalog.Upstream(out.Source), "0"), Libs: pc.Libs, Requires: pc.Requires,
		})
	}
}

// openSSL adds what the catalog says of the target.
func openSSL(l model.Library, facts catalog.OpenSSL) model.Library {
	l.Platform = facts.Platform
	if len(facts.Args) > 0 {
		l.Args = slices.Concat([]model.Value[[]string]{{V: facts.Args, Origin: model.Origin{From: model.FromCatalog, Why: facts.Why}}}, l.Args)
	}
	if len(l.Provides.V) == 0 {
		l.Provides = byCatalog([]string{"openssl"})
	}
	if l.Why == "" {
		l.Why = facts.Why
	}
	return l
}

// openSSLOfCrate are the arguments without which OpenSSL computes what is wrong, where a
// crate configures it. A user's own variable leads that crate elsewhere.
func openSSLOfCrate(ws *cargo.Workspace, c model.Cargo, facts *catalog.Triple, env []model.Env) (none model.Value[[]string]) {
	built := func(crate cargo.Reached) bool { return crate.Name == "openssl-src" }
	own := func(e model.Env) bool { return e.Name == "OPENSSL_SRC_PERL" }
	if ws == nil || !facts.OpenSSL.Wrong || slices.ContainsFunc(env, own) || !slices.ContainsFunc(ws.ReachedByAll(c.Packages), built) {
		return none
	}
	args := byCatalog(facts.OpenSSL.Args)
	args.Why = facts.OpenSSL.Why
	return args
}

// needsAreThere refuses a name that the target's libraries do not have.
func (r *resolver) needsAreThere(target string, all map[string]wanted, without []model.Unbuilt) bool {
	ok := true
	for _, name := range names(all) {
		for _, need := range needsOf(all[name].Library) {
			if _, there := all[need]; !there {
				ok = false
				r.refuse(unknownLibrary, either(all[name].Needs.Pos, all[name].origin.Pos), "libraries.%s needs %q, which %s", name, need, missing(target, need, all, without))
			}
		}
	}
	return ok
}

// either returns the first place that is one.
func either(a, b model.Pos) model.Pos {
	if a.IsValid() {
		return a
	}
	return b
}

// missing says why a target has no library of a name, and what to write.
func missing(target, need string, all map[string]wanted, without []model.Unbuilt) string {
	for _, u := range without {
		if u.Name == need {
			return fmt.Sprintf("%s does without: %s: give both the same when", target, u.Because)
		}
	}
	text := fmt.Sprintf("no library of %s is called: ", target)
	if near := suggest.Name(need, slices.Collect(maps.Keys(all))); near != "" {
		return text + fmt.Sprintf("did you mean %q?", near)
	}
	return text + fmt.Sprintf("write libraries: %q: {kind: \"autotools\", source: {…}}", need)
}

// noCycle refuses libraries that need each other, and names the chain.
func (r *resolver) noCycle(all map[string]wanted) bool {
	done := map[string]bool{}
	var visit func(name string, chain []string) bool
	visit = func(name string, chain []string) bool {
		if at := slices.Index(chain, name); at >= 0 {
			r.refuse(libraryCycle, either(all[chain[len(chain)-1]].Needs.Pos, all[chain[len(chain)-1]].origin.Pos), "libraries need each other in a circle, so none can be built first: %s: take one of these out of needs",
				strings.Join(append(chain[at:], name), " → "))
			return false
		}
		if done[name] {
			return true
		}
		for _, need := range needsOf(all[name].Library) {
			if !visit(need, append(chain, name)) {
				return false
			}
		}
		done[name] = true
		return true
	}
	for _, name := range names(all) {
		if !visit(name, nil) {
			return false
		}
	}
	return true
}

// inOrder returns the names, each after those that it needs and otherwise by name.
func inOrder(all map[string]wanted) (out []string) {
	var visit func(name string)
	visit = func(name string) {
		if slices.Contains(out, name) {
			return
		}
		for _, need := range needsOf(all[name].Library) {
			visit(need)
		}
		out = append(out, name)
	}
	for _, name := range names(all) {
		visit(name)
	}
	return out
}
