package cargo

import (
	"cmp"
	"maps"
	"slices"
)

// Profile is the part of a [profile.NAME] that xgen has to respect.
type Profile struct {
	Inherits string `toml:"inherits"`
	Strip    any    `toml:"strip"` // true, false or a word; nil where not set
	Debug    any    `toml:"debug"` // true, false, a number or a word
}

// or fills in what a nearer file leaves open.
func (p Profile) or(further Profile) Profile {
	p.Inherits = cmp.Or(p.Inherits, further.Inherits)
	if p.Strip == nil {
		p.Strip = further.Strip
	}
	if p.Debug == nil {
		p.Debug = further.Debug
	}
	return p
}

// joinProfiles puts the configuration's profiles before the manifest's
// (the Cargo book, "Profiles": overrides by the configuration).
func (w *Workspace) joinProfiles(config map[string]Profile) {
	joined := maps.Clone(config)
	for name, p := range w.Profiles {
		joined[name] = joined[name].or(p)
	}
	w.Profiles = joined
}

// Strip tells what cargo has the linker strip for a profile: "none",
// "debuginfo" or "symbols". It is "" for a profile in the line of release that
// neither says anything of it nor asks for debug information, which nobody
// makes to have it stripped (the Cargo book, "Profiles").
func (w *Workspace) Strip(profile string) string {
	var debug any
	for range len(w.Profiles) + 2 { // a circle is for cargo to refuse
		p := w.Profiles[profile]
		if p.Strip != nil {
			return stripWord(p.Strip)
		}
		if debug == nil {
			debug = p.Debug
		}
		without := slices.Contains([]any{false, int64(0), "none"}, debug)
		switch {
		case profile == "dev" && without:
			return "debuginfo" // that of std, since the program has none
		case profile == "dev", profile == "release" && debug != nil && !without:
			return "none"
		case profile == "release":
			return ""
		case profile == "test":
			profile = "dev"
		case profile == "bench":
			profile = "release"
		default:
			profile = p.Inherits
		}
	}
	return ""
}

func stripWord(strip any) string {
	switch v := strip.(type) {
	case bool:
		return map[bool]string{true: "symbols", false: "none"}[v]
	case string:
		return v
	}
	return ""
}
