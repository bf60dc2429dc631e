package cargo

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
)

// Profile is the part of a [profile.NAME] that xgen has to respect.
type Profile struct {
	Inherits string `toml:"inherits"`
	Strip    any    `toml:"strip"` // true, false or a word; nil where not set
	Debug    any    `toml:"debug"` // true, false, a number or a word
	LTO      any    `toml:"lto"`   // true, false or a word; nil where not set
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
	if p.LTO == nil {
		p.LTO = further.LTO
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

// Strip returns what cargo has the linker strip for a profile: "none",
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

// checkStrips refuses what cargo would hand to rustc, which knows no other words.
func checkStrips(file string, data []byte, profiles map[string]Profile) error {
	for _, name := range slices.Sorted(maps.Keys(profiles)) {
		strip := profiles[name].Strip
		if strip == nil || stripWord(strip) != "" {
			continue
		}
		line, col := Place(data, "profile", name, "strip")
		return faultAt(file, line, col,
			"profile.%s.strip is %q: want \"none\", \"debuginfo\", \"symbols\", true or false", name, fmt.Sprint(strip))
	}
	return nil
}

// stripWord is "" for what is none.
func stripWord(strip any) string {
	switch strip {
	case true, "symbols":
		return "symbols"
	case false, "none":
		return "none"
	case "debuginfo":
		return "debuginfo"
	}
	return ""
}

// FatLTO reports whether a profile has all crates optimized as one module, and
// which profile of its line says so (the Cargo book, "Profiles").
func (w *Workspace) FatLTO(profile string) (by string, fat bool) {
	for range len(w.Profiles) + 2 { // a circle is for cargo to refuse
		p := w.Profiles[profile]
		if p.LTO != nil {
			return profile, p.LTO == true || p.LTO == "fat"
		}
		switch profile {
		case "dev", "release":
			return "", false
		case "test":
			profile = "dev"
		case "bench":
			profile = "release"
		default:
			profile = p.Inherits
		}
	}
	return "", false
}
