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

	Rustflags []string `toml:"rustflags"` // of a nightly cargo alone
}

// Profiles are profiles by their names.
type Profiles map[string]Profile

// or returns the profile, with what it leaves open taken from a file further up.
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
	p.Rustflags = slices.Concat(further.Rustflags, p.Rustflags)
	return p
}

// profilesIn returns those of cargo's configuration.
func profilesIn(all Settings) Profiles {
	out := Profiles{}
	for _, s := range all.Below("profile") {
		if len(s.Key) == 3 {
			p := out[s.Key[1]]
			p.set(s.Key[2], s)
			out[s.Key[1]] = p
		}
	}
	return out
}

func (p *Profile) set(key string, s Setting) {
	switch key {
	case "inherits":
		p.Inherits = s.Text()
	case "strip":
		p.Strip = s.Last().Value
	case "debug":
		p.Debug = s.Last().Value
	case "lto":
		p.LTO = s.Last().Value
	}
}

// under returns the manifest's profiles with those of cargo's configuration
// before them (the Cargo book, "Profiles": overrides by the configuration).
func (ps Profiles) under(config Profiles) Profiles {
	joined := maps.Clone(config)
	for name, p := range ps {
		joined[name] = joined[name].or(p)
	}
	return joined
}

// Strip returns what cargo has the linker strip for a profile: "none",
// "debuginfo" or "symbols". It returns "" for a profile that inherits from
// release, sets no strip and asks for no debug information: it says nothing
// either way (the Cargo book, "Profiles").
func (ps Profiles) Strip(profile string) string {
	var debug any
	for range len(ps) + 2 { // a circle is for cargo to refuse
		p := ps[profile]
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
		}
		profile = ps.Parent(profile)
	}
	return ""
}

// checkStrips returns an error for a value of strip that rustc does not know:
// cargo would pass it on.
func checkStrips(file string, data []byte, profiles Profiles) error {
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

// checkConfigStrips is checkStrips for cargo's configuration.
func checkConfigStrips(all Settings) error {
	for _, s := range all.Below("profile") {
		if len(s.Key) == 3 && s.Key[2] == "strip" && stripWord(s.Last().Value) == "" {
			return faultOf(s, "%s is %q: want \"none\", \"debuginfo\", \"symbols\", true or false", s.Name(), fmt.Sprint(s.Last().Value))
		}
	}
	return nil
}

// stripWord returns the word for a value of strip, "" for one that cargo does
// not know.
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
// returns the profile that says so: itself or one that it inherits from (the
// Cargo book, "Profiles").
func (ps Profiles) FatLTO(profile string) (by string, fat bool) {
	for range len(ps) + 2 { // a circle is for cargo to refuse
		p := ps[profile]
		if p.LTO != nil {
			return profile, p.LTO == true || p.LTO == "fat"
		}
		if profile = ps.Parent(profile); profile == "" {
			return "", false
		}
	}
	return "", false
}

// LTO returns the lto of a profile or of the nearest that it inherits from, nil where none
// says any.
func (ps Profiles) LTO(profile string) any {
	for _, name := range ps.Chain(profile) {
		if lto := ps[name].LTO; lto != nil {
			return lto
		}
	}
	return nil
}

// Chain returns a profile and those that it inherits from, itself first.
func (ps Profiles) Chain(profile string) (out []string) {
	for range len(ps) + 2 { // a circle is for cargo to refuse
		out = append(out, profile)
		if profile == "dev" || profile == "release" {
			return out
		}
		profile = ps.Parent(profile)
	}
	return out
}

// Parent returns the profile that one inherits from, "" for one that says of none and for
// cargo's own two, which have none.
func (ps Profiles) Parent(profile string) string {
	switch by := ps[profile].Inherits; {
	case profile == "dev", profile == "release":
		return ""
	case by != "":
		return by
	case profile == "test":
		return "dev"
	case profile == "bench":
		return "release"
	}
	return ""
}
