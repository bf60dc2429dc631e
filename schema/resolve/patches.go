package resolve

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/Masterminds/semver/v3"

	"github.com/xgen-build/xgen/schema/cargo"
	"github.com/xgen-build/xgen/schema/input"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
)

var (
	badDiff        = rule.Error("bad-diff", "a diff is applied to sources that are compiled: it is text, inside of the source, and nothing else")
	badRequirement = rule.Error("requirement", "a version requirement that cannot be read fits nothing")
	ownCrate       = rule.Error("own-crate", "a crate of the project is changed where it stands")
	otherVersion   = rule.Error("other-version", "a diff that was written for another version may apply and be wrong")
	diffTwice      = rule.Error("diff-twice", "a diff that has been applied does not apply once more, which only the build would show")
	ambiguousPatch = rule.Error("ambiguous-patch", "a diff is written for one version of a crate, and would go unseen into another that Cargo.lock holds too")
)

// patches are the crates that are changed for a target, and with the reason those
// that it can do without. Without a Cargo.lock there is nothing to say of any: its
// absence is refused elsewhere.
func (r *resolver) patches(asked input.Target, ws *cargo.Workspace, t model.Target) (out []model.Patch, without []model.Unpatched) {
	if ws == nil || ws.Lock == "" {
		return nil, nil
	}
	all := input.Joined(asked.Patches, r.Written.Patches)
	for _, name := range names(all) {
		p := all[name]
		because := p.When.Unmet(&t)
		if !ws.Locks(p.Crate.V) {
			because = fmt.Sprintf("%s has no crate %s", ws.Lock, p.Crate.V)
		}
		if because == "" {
			patch := r.patch(ws, name, p)
			r.cratePatchedOnce(patch, out, p.Diff.Pos)
			out = append(out, patch)
			continue
		}
		without = append(without, model.Unpatched{Name: name, Crate: p.Crate.V, Because: because, Origin: byUser(p.Pos, p.Why)})
	}
	return out, without
}

func (r *resolver) patch(ws *cargo.Workspace, name string, p input.Patch) model.Patch {
	out := model.Patch{Name: name, Crate: p.Crate.V, Versions: r.versions(ws, name, p), Origin: byUser(p.Pos, p.Why)}
	out.Files, out.Text = r.diff("patches."+name+".diff", p.Diff)
	for _, crate := range names(p.Adds) {
		a := p.Adds[crate]
		out.Adds = append(out.Adds, model.Crate{Name: crate, Version: a.V.Version, SHA256: a.V.SHA256})
	}
	return out
}

// diff reads the diff that a field names: the files that it touches, and its text.
func (r *resolver) diff(field string, p model.Value[string]) (files []string, text string) {
	name, ok := r.belowRoot(field, p)
	if !ok {
		return nil, ""
	}
	d, err := r.Files.Diff(name)
	var placed model.Diagnostic
	switch {
	case errors.As(err, &placed):
		r.refuse(badDiff, placed.Pos, "%s", placed.Message)
	case err != nil:
		r.refuse(badDiff, p.Pos, "%s: %v", field, err)
	default:
		return d.Files, d.Text
	}
	return nil, ""
}

// sourcePatches are the changes to one source, by name. field is where they stand:
// "libraries.ncurses.patches".
func (r *resolver) sourcePatches(field string, asked input.SourcePatches) (out []model.SourcePatch) {
	for _, name := range names(asked) {
		p := asked[name]
		change := model.SourcePatch{Name: name, Origin: byUser(p.Pos, p.Why)}
		change.Files, change.Text = r.diff(field+"."+name+".diff", p.Diff)
		if i := slices.IndexFunc(out, func(other model.SourcePatch) bool { return change.Text != "" && other.Text == change.Text }); i >= 0 {
			r.appliedTwice(field+"."+name, field+"."+out[i].Name, p.Diff.Pos)
		}
		out = append(out, change)
	}
	return out
}

// cratePatchedOnce refuses a diff that another patch applies to the same crate.
func (r *resolver) cratePatchedOnce(p model.Patch, others []model.Patch, pos model.Pos) {
	for _, other := range others {
		same := slices.ContainsFunc(p.Versions, func(v string) bool { return slices.Contains(other.Versions, v) })
		if p.Text != "" && p.Text == other.Text && p.Crate == other.Crate && same {
			r.appliedTwice("patches."+p.Name, "patches."+other.Name, pos)
			return
		}
	}
}

func (r *resolver) appliedTwice(field, before string, pos model.Pos) {
	r.refuse(diffTwice, pos, "%s.diff is the same diff as %s.diff, and applies once: remove one of them", field, before)
}

// versions are those of the crate in Cargo.lock that the patch is for.
func (r *resolver) versions(ws *cargo.Workspace, name string, p input.Patch) []string {
	want, err := semver.NewConstraint(requirement(p.Version.V))
	if err != nil {
		r.refuse(badRequirement, p.Version.Pos, "patches.%s.version is %q: %v", name, p.Version.V, err)
		return nil
	}
	var fit, others []string
	for _, c := range ws.Locked {
		if c.Name != p.Crate.V {
			continue
		}
		if c.Source == "" {
			r.refuse(ownCrate, p.Crate.Pos, "patches.%s: %s is a folder of this project, or one that [patch] puts in its place: change it there", name, c.Name)
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
func (r *resolver) checkCount(ws *cargo.Workspace, name string, p input.Patch, fit, others []string) {
	count := 1
	if p.Count != nil {
		count = p.Count.V
	}
	switch {
	case len(fit) == count:
	case len(fit) > 0 && len(fit) < count:
		r.refuse(otherVersion, p.Version.Pos, "patches.%s is for %d versions of %s and fits only %s in %s: write count: %d",
			name, count, p.Crate.V, strings.Join(fit, ", "), ws.Lock, len(fit))
	case len(fit) > 0:
		r.refuse(ambiguousPatch, p.Version.Pos, "patches.%s fits %d versions of %s in %s (%s) and is for %d: narrow version, or write count: %d",
			name, len(fit), p.Crate.V, ws.Lock, strings.Join(fit, ", "), count, len(fit))
	default:
		r.refuse(otherVersion, p.Version.Pos, "patches.%s is for %s %s and %s has %s: see whether the diff fits that one and widen version, or remove the patch",
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
