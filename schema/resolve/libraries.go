package resolve

import (
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
	all := input.Joined(asked.Libraries, r.Written.Libraries)
	for _, name := range names(all) {
		l := all[name]
		if because := l.When.Unmet(&t); because != "" {
			without = append(without, model.Unbuilt{Name: name, Because: because, Origin: byUser(l.Pos, l.Why)})
			delete(all, name)
		}
	}
	if !r.needsAreThere(t.Name, all, without) || !r.noCycle(all) {
		return nil, without, false
	}
	for _, name := range inOrder(all) {
		out = append(out, r.oneLibrary(name, all[name], facts))
	}
	return out, without, true
}

func (r *resolver) oneLibrary(name string, l input.Library, facts *catalog.Triple) model.Library {
	out := model.Library{Name: name, Kind: model.LibraryKind(l.Kind.V), Provides: l.Provides, Origin: byUser(l.Pos, l.Why)}
	if !out.Built() {
		out.Packages, out.Needed = sorted(l.Packages), l.Needed
		return out
	}
	out.Needs, out.Args, out.Folder = needsOf(l), input.OrZero(l.Args).V, input.OrZero(l.Folder).V
	out.Source = r.source("libraries."+name+".source", l.Source)
	r.inArchive("libraries."+name+".folder", l.Folder)
	out.Patches = r.sourcePatches("libraries."+name+".patches", l.Patches)
	if out.Kind == model.LibraryOpenSSL {
		return openSSL(out, facts.OpenSSL)
	}
	return out
}

// openSSL adds what the catalog says of the target.
func openSSL(l model.Library, facts catalog.OpenSSL) model.Library {
	l.Platform = facts.Platform
	l.Args = slices.Concat(facts.Args, l.Args)
	if len(l.Provides) == 0 {
		l.Provides = []string{"openssl"}
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

func needsOf(l input.Library) []string { return sorted(input.OrZero(l.Needs).V) }

// needsAreThere refuses a name that the target's libraries do not have.
func (r *resolver) needsAreThere(target string, all map[string]input.Library, without []model.Unbuilt) bool {
	ok := true
	for _, name := range names(all) {
		for _, need := range needsOf(all[name]) {
			if _, there := all[need]; !there {
				ok = false
				r.refuse(unknownLibrary, all[name].Needs.Pos, "libraries.%s needs %q, which %s", name, need, missing(target, need, all, without))
			}
		}
	}
	return ok
}

// missing says why a target has no library of a name, and what to write.
func missing(target, need string, all map[string]input.Library, without []model.Unbuilt) string {
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
func (r *resolver) noCycle(all map[string]input.Library) bool {
	done := map[string]bool{}
	var visit func(name string, chain []string) bool
	visit = func(name string, chain []string) bool {
		if at := slices.Index(chain, name); at >= 0 {
			r.refuse(libraryCycle, all[chain[len(chain)-1]].Needs.Pos, "libraries need each other in a circle, so none can be built first: %s: take one of these out of needs",
				strings.Join(append(chain[at:], name), " → "))
			return false
		}
		if done[name] {
			return true
		}
		for _, need := range needsOf(all[name]) {
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
func inOrder(all map[string]input.Library) (out []string) {
	var visit func(name string)
	visit = func(name string) {
		if slices.Contains(out, name) {
			return
		}
		for _, need := range needsOf(all[name]) {
			visit(need)
		}
		out = append(out, name)
	}
	for _, name := range names(all) {
		visit(name)
	}
	return out
}
