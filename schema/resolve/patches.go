package resolve

import (
	"errors"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/xgen-build/xgen/schema/input"

	"github.com/Masterminds/semver/v3"

	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/suggest"
)

// patches settles which crates are changed for a target. What the target can
// do without is kept with the reason. Without a Cargo.lock there is nothing to
// say of any: its absence is refused elsewhere.
func (r *resolver) patches(t *model.Target, row input.Target, ws *Workspace) {
	if ws == nil || ws.Lock == "" {
		return
	}
	for _, name := range mergedKeys(r.user.Patches, row.Patches) {
		p, own := row.Patches[name]
		if !own {
			p = r.user.Patches[name]
		}
		r.checkWhen("patches."+name, p.When)
		because, whole := p.When.Unmet(t), r.notNeeded(ws, name, p)
		switch {
		case whole.Message != "":
			because = fmt.Sprintf("%s has no crate %s", ws.Lock, p.Crate.V)
		case because != "":
			whole = Fault{p.Pos, forNone("patches."+name, p.When)}
		}
		if because == "" {
			r.busy[p.Pos] = true
			r.patch(t, ws, name, p)
			continue
		}
		r.idles(p.Pos, model.Diagnostic{Rule: "unused-patch", Pos: whole.Pos, Message: whole.Message})
		t.Unpatched = append(t.Unpatched, model.Unpatched{
			Name: name, Crate: p.Crate.V, Because: because,
			Origin: model.Origin{Source: model.FromUser, Pos: p.Pos, Why: p.Why},
		})
	}
}

// notNeeded says that a workspace does not have the crate at all; another row's
// may. The message is "" where it has it.
func (r *resolver) notNeeded(ws *Workspace, name string, p input.Patch) Fault {
	var names []string
	for _, c := range ws.Locked {
		names = append(names, c.Name)
	}
	if slices.Contains(names, p.Crate.V) {
		return Fault{}
	}
	hint := "remove the patch, or run cargo update --workspace where Cargo.toml asks for it"
	if near := suggest.Name(p.Crate.V, names); near != "" {
		hint = fmt.Sprintf("did you mean %q?", near)
	}
	return Fault{p.Crate.Pos, fmt.Sprintf("patches.%s: %s has no crate %s: %s", name, ws.Lock, p.Crate.V, hint)}
}

func (r *resolver) patch(t *model.Target, ws *Workspace, name string, p input.Patch) {
	out := model.Patch{
		Name: name, Crate: p.Crate.V, Versions: r.versions(ws, name, p),
		Origin: model.Origin{Source: model.FromUser, Pos: p.Pos, Why: p.Why},
	}
	r.diff(&out, p)
	for _, crate := range slices.Sorted(maps.Keys(p.Adds)) {
		a := p.Adds[crate]
		r.checkAdd(t, ws, name, crate, a)
		out.Adds = append(out.Adds, model.Crate{Name: crate, Version: a.V.Version, SHA256: a.V.SHA256})
	}
	t.Patches = append(t.Patches, out)
}

// diff reads the diff and holds it against the files that the patch declares.
func (r *resolver) diff(out *model.Patch, p input.Patch) {
	name, ok := r.belowRoot("patches."+out.Name+".diff", p.Diff)
	if !ok {
		return
	}
	files, text, err := r.files.Diff(name)
	var fault *Fault
	switch {
	case errors.As(err, &fault):
		r.refuse("bad-diff", fault.Pos, "%s", fault.Message)
		return
	case err != nil:
		r.refuse("bad-diff", p.Diff.Pos, "patches.%s.diff: %v", out.Name, err)
		return
	}
	out.Files, out.Text = files, text
	var declared []string
	for _, f := range p.Files.V {
		declared = append(declared, path.Clean(f))
	}
	for _, f := range files {
		if !slices.Contains(declared, f) {
			r.refuse("undeclared-file", p.Files.Pos, "patches.%s: %s touches %s, which files does not name: add %q there, or take it out of the diff", out.Name, p.Diff.V, f, f)
		}
	}
	for _, f := range declared {
		if !slices.Contains(files, f) {
			r.refuse("untouched-file", p.Files.Pos, "patches.%s: files names %q, which %s does not touch: remove it", out.Name, f, p.Diff.V)
		}
	}
}

// versions gives those of the crate in Cargo.lock that the patch is for.
func (r *resolver) versions(ws *Workspace, name string, p input.Patch) []string {
	want, err := semver.NewConstraint(requirement(p.Version.V))
	if err != nil {
		r.refuse("requirement", p.Version.Pos, "patches.%s.version is %q: %v", name, p.Version.V, err)
		return nil
	}
	var fit, others []string
	for _, c := range ws.Locked {
		if c.Name != p.Crate.V {
			continue
		}
		if c.Own {
			r.refuse("own-crate", p.Crate.Pos, "patches.%s: %s is a folder of this project, or one that [patch] puts in its place: change it there", name, c.Name)
			return nil
		}
		if v, err := semver.NewVersion(c.Version); err == nil && want.Check(v) {
			fit = append(fit, c.Version)
		} else {
			others = append(others, c.Version)
		}
	}
	r.checkCount(ws, name, p, fit, others)
	slices.SortFunc(fit, func(a, b string) int { return semver.MustParse(a).Compare(semver.MustParse(b)) })
	return fit
}

// checkCount refuses a patch that fits no version, or more than it says.
func (r *resolver) checkCount(ws *Workspace, name string, p input.Patch, fit, others []string) {
	count := 1
	if p.Count != nil {
		count = p.Count.V
	}
	switch {
	case len(fit) == count:
	case len(fit) > 0 && len(fit) < count:
		r.refuse("other-version", p.Version.Pos, "patches.%s is for %d versions of %s and fits only %s in %s: write count: %d",
			name, count, p.Crate.V, strings.Join(fit, ", "), ws.Lock, len(fit))
	case len(fit) > 0:
		r.refuse("ambiguous-patch", p.Version.Pos, "patches.%s fits %d versions of %s in %s (%s) and is for %d: narrow version, or write count: %d",
			name, len(fit), p.Crate.V, ws.Lock, strings.Join(fit, ", "), count, len(fit))
	default:
		r.refuse("other-version", p.Version.Pos, "patches.%s is for %s %s and %s has %s: see whether the diff fits that one and widen version, or remove the patch",
			name, p.Crate.V, p.Version.V, ws.Lock, strings.Join(others, ", "))
	}
}

// requirement writes cargo's default operator, which semver reads as "=".
func requirement(text string) string {
	parts := strings.Split(text, ",")
	for i, part := range parts {
		part = strings.TrimSpace(part)
		if part != "" && part[0] >= '0' && part[0] <= '9' {
			part = "^" + part
		}
		parts[i] = part
	}
	return strings.Join(parts, ", ")
}

// checkAdd refuses a crate that cargo would not take, since Cargo.lock has one
// that is as good, or that another patch of the target adds in another version.
func (r *resolver) checkAdd(t *model.Target, ws *Workspace, name, crate string, a model.Value[input.Added]) {
	for _, c := range ws.Locked {
		if c.Name == crate && compatible(c.Version, a.V.Version) {
			r.refuse("known-crate", a.Pos, "patches.%s.adds: %s has %s %s already, and cargo keeps to that: remove it here", name, ws.Lock, crate, c.Version)
		}
	}
	for _, other := range t.Patches {
		for _, c := range other.Adds {
			if c.Name == crate && (c.Version != a.V.Version || c.SHA256 != a.V.SHA256) {
				r.refuse("added-twice", a.Pos, "patches.%s.adds: patches.%s adds another %s (%s, sha256 %s): use one", name, other.Name, crate, c.Version, c.SHA256)
			}
		}
	}
}

// compatible reports whether cargo takes one version for the other: they agree
// in the first part that is not zero (the Cargo book, "Specifying dependencies").
func compatible(a, b string) bool {
	x, err := semver.NewVersion(a)
	y, bad := semver.NewVersion(b)
	if err != nil || bad != nil {
		return a == b
	}
	switch {
	case x.Major() > 0 || y.Major() > 0:
		return x.Major() == y.Major()
	case x.Minor() > 0 || y.Minor() > 0:
		return x.Minor() == y.Minor()
	}
	return x.Patch() == y.Patch()
}
