package cargo

import "slices"

// Profile is the part of a [profile.NAME] that xgen has to respect.
type Profile struct {
	Inherits string `toml:"inherits"`
	Strip    any    `toml:"strip"` // true, false or a word; nil where not set
	Debug    any    `toml:"debug"` // true, false, a number or a word
}

// Strip tells what cargo has the linker strip for a profile: "none",
// "debuginfo" or "symbols". It is "" for a profile in the line of release that
// says nothing of it, nor does one that it inherits from
// (the Cargo book, "Profiles").
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
		switch {
		case profile == "dev" && slices.Contains([]any{false, int64(0), "none"}, debug):
			return "debuginfo" // that of std, since the program has none
		case profile == "dev":
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
