package resolve

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/xgen-build/xgen/schema/catalog"

	"github.com/xgen-build/xgen/schema/input"

	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/suggest"
)

// libraries settles which C libraries are built for a target, each after those
// that it needs. Where an order cannot be had, there are none.
func (r *resolver) libraries(t *model.Target, row input.Target, entry *catalog.Triple) {
	asked := map[string]input.Library{}
	for _, name := range mergedKeys(r.user.Libraries, row.Libraries) {
		l, own := row.Libraries[name]
		if !own {
			l = r.user.Libraries[name]
		}
		r.checkWhen("libraries."+name, l.When)
		if because := l.When.Unmet(t); because != "" {
			r.idles(l.Pos, model.Diagnostic{Rule: "unused-library", Pos: l.Pos, Message: forNone("libraries."+name, l.When)})
			t.Unbuilt = append(t.Unbuilt, model.Unbuilt{Name: name, Because: because, Origin: libraryOrigin(l)})
			continue
		}
		r.busy[l.Pos] = true
		asked[name] = l
	}
	if !r.checkNeeds(t, asked) || !r.checkCycle(asked) {
		return
	}
	for _, name := range ordered(asked) {
		if l := asked[name]; model.LibraryKind(l.Kind.V) == model.LibraryDebian {
			t.Libraries = append(t.Libraries, r.debianLibrary(t, name, l))
			continue
		}
		t.Libraries = append(t.Libraries, r.builtLibrary(t, name, asked[name], entry))
	}
}

func libraryOrigin(l input.Library) model.Origin {
	return model.Origin{Source: model.FromUser, Pos: l.Pos, Why: l.Why}
}

func needsOf(l input.Library) []string {
	return slices.Compact(slices.Sorted(slices.Values(orZero(l.Needs).V)))
}

func (r *resolver) builtLibrary(t *model.Target, name string, l input.Library, entry *catalog.Triple) model.Library {
	out := model.Library{
		Name: name, Kind: model.LibraryKind(l.Kind.V), Needs: needsOf(l),
		Source: r.pinned("libraries."+name+".source", l.Source),
		Args:   orZero(l.Args).V, Folder: orZero(l.Folder).V, Provides: l.Provides, Origin: libraryOrigin(l),
	}
	r.checkInArchive("libraries."+name+".folder", l.Folder)
	r.checkLibraryArgs(t, name, l)
	if out.Kind == model.LibraryOpenSSL {
		out.Platform = entry.OpenSSL.Platform
		out.Args = slices.Concat(entry.OpenSSL.Args, out.Args)
		if len(out.Provides) == 0 {
			out.Provides = []string{"openssl"}
		}
		if out.Why == "" && entry.OpenSSL.Why != "" {
			out.Why = entry.OpenSSL.Why
		}
	}
	return out
}

// checkNeeds refuses a name that the target's libraries do not have.
func (r *resolver) checkNeeds(t *model.Target, asked map[string]input.Library) bool {
	ok := true
	for _, name := range slices.Sorted(maps.Keys(asked)) {
		for _, need := range needsOf(asked[name]) {
			if other, there := asked[need]; there {
				r.checkNeedsBuilt(name, asked[name], need, other)
				continue
			}
			ok = false
			r.refuse("unknown-library", asked[name].Needs.Pos, "libraries.%s needs %q, which %s", name, need, missing(t, need, asked))
		}
	}
	return ok
}

// checkNeedsBuilt refuses a need that the build of a library cannot find.
func (r *resolver) checkNeedsBuilt(name string, l input.Library, need string, other input.Library) {
	if model.LibraryKind(other.Kind.V) == model.LibraryDebian {
		r.refuse("needs-debian", l.Needs.Pos, "libraries.%s needs %q, which is Debian's: what is built from source finds only what is built so: take %q of Debian too (kind: \"debian\"), or build %q from source",
			name, need, name, need)
	}
}

// missing says why a target has no library of a name, and what to write.
func missing(t *model.Target, need string, asked map[string]input.Library) string {
	for _, u := range t.Unbuilt {
		if u.Name == need {
			return fmt.Sprintf("%s does without: %s: give both the same when", t.Name, u.Because)
		}
	}
	text := fmt.Sprintf("no library of %s is called: ", t.Name)
	if near := suggest.Name(need, slices.Collect(maps.Keys(asked))); near != "" {
		return text + fmt.Sprintf("did you mean %q?", near)
	}
	return text + fmt.Sprintf("write libraries: %q: {kind: \"autotools\", source: {…}}", need)
}

// checkCycle refuses libraries that need each other, and names the chain.
func (r *resolver) checkCycle(asked map[string]input.Library) bool {
	done := map[string]bool{}
	var visit func(name string, chain []string) bool
	visit = func(name string, chain []string) bool {
		if at := slices.Index(chain, name); at >= 0 {
			r.refuse("library-cycle", asked[chain[len(chain)-1]].Needs.Pos, "libraries need each other in a circle, so none can be built first: %s: take one of these out of needs",
				strings.Join(append(chain[at:], name), " → "))
			return false
		}
		if done[name] {
			return true
		}
		for _, need := range needsOf(asked[name]) {
			if !visit(need, append(chain, name)) {
				return false
			}
		}
		done[name] = true
		return true
	}
	for _, name := range slices.Sorted(maps.Keys(asked)) {
		if !visit(name, nil) {
			return false
		}
	}
	return true
}

// ordered gives the names, each after those that it needs and otherwise by name.
func ordered(asked map[string]input.Library) []string {
	var out []string
	var visit func(name string)
	visit = func(name string) {
		if slices.Contains(out, name) {
			return
		}
		for _, need := range needsOf(asked[name]) {
			visit(need)
		}
		out = append(out, name)
	}
	for _, name := range slices.Sorted(maps.Keys(asked)) {
		visit(name)
	}
	return out
}
