package draft

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/xgen-build/xgen/schema/model"
)

// leaveOut turns off features that are on by default, where a target cannot be built with
// one, nothing written in targets.cue would help, and without it nothing is missing. It
// returns what is found at last.
func (d *draft) leaveOut(found model.Diagnostics) model.Diagnostics {
	selected := d.project.ws.Selected(d.chosen.Packages)
	if d.Have != nil || len(selected) != 1 || len(d.chosen.Features) > 0 || !found.HasErrors() {
		return found
	}
	on := slices.Clone(selected[0].Features["default"])
	if slices.ContainsFunc(on, func(name string) bool { return strings.ContainsAny(name, ":/?") }) { // which has no name in targets.cue
		return found
	}
	for _, feature := range slices.Clone(on) {
		rest := slices.DeleteFunc(slices.Clone(on), func(name string) bool { return name == feature })
		before := d.fields.all
		d.features(rest, "")
		now := d.check()
		helped := solved(found, now)
		if len(helped) == 0 {
			d.fields.all = before
			continue
		}
		why := fmt.Sprintf("%q is left out, since %s cannot be built", feature, helped[0].Of)
		d.features(rest, why)
		d.note(d.project.place(path.Join(selected[0].Dir, "Cargo.toml"), "features", "default"),
			"feature %q is left out of those that are on by default: %s", feature, helped[0].Message)
		on, found = rest, now
	}
	if found.HasErrors() {
		d.check() // with what is written
	}
	return found
}

// features writes which features are on. A reason is added to those that are written.
func (d *draft) features(names []string, why string) {
	at := []string{"cargo", "features"}
	var whys []string
	for _, m := range d.fields.all {
		if slices.Equal(m.Path, at) && m.Why != "" {
			whys = append(whys, m.Why)
		}
	}
	if why != "" {
		whys = append(whys, why)
	}
	d.fields.all = slices.DeleteFunc(slices.Clone(d.fields.all), func(m model.Mend) bool { return m.Path[0] == "cargo" && m.Path[1] != "packages" })
	d.fields.add(model.Mend{Path: []string{"cargo", "no-default-features"}, Value: true})
	d.fields.add(model.Mend{Path: at, Value: names, Why: strings.Join(whys, "; ")})
}

// solved returns the errors of before that are gone, none where others came.
func solved(before, now model.Diagnostics) (gone model.Diagnostics) {
	same := func(a model.Diagnostic) func(model.Diagnostic) bool {
		return func(b model.Diagnostic) bool { return a.Rule == b.Rule && a.Of == b.Of }
	}
	for _, d := range now {
		if d.Severity == model.Error && !slices.ContainsFunc(before, same(d)) {
			return nil
		}
	}
	for _, d := range before {
		if d.Severity == model.Error && len(d.Mends) == 0 && !slices.ContainsFunc(now, same(d)) {
			gone = append(gone, d)
		}
	}
	return gone
}
