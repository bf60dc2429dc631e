package resolve

import (
	"fmt"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/xgen-build/xgen/schema/cargo"
	"github.com/xgen-build/xgen/schema/catalog"
	"github.com/xgen-build/xgen/schema/model"
)

// builtProfile refuses what cargo or rustc refuses of the profile that a target is built
// with, and says of no other; of all it refuses what does not come from one of cargo's own.
func (r *resolver) builtProfile(ws *cargo.Workspace, c model.Cargo) {
	if ws == nil || !isProfile(ws, c.Profile) {
		return
	}
	for _, name := range readProfiles(ws, c.Profile) {
		if !r.inherits(ws, name) {
			return
		}
	}
	for _, v := range r.Catalog.ProfileValues {
		if slices.ContainsFunc(c.ProfileSettings.List(), func(s model.ProfileSetting) bool { return s.Key == v.Key }) {
			continue
		}
		for _, profile := range ws.Profiles.Chain(c.Profile) {
			word, pos, said := inProfile(ws, profile, v.Key)
			if said && !isProfileWord(v, word) {
				r.refuse(cargoRule, pos, "profile.%s.%s is %q, which rustc refuses: write %s", profile, v.Key, word, v.Want)
			}
			if said {
				break
			}
		}
	}
}

// ownProfiles are those that cargo has by itself.
var ownProfiles = []string{"dev", "release", "test", "bench"}

// isProfile reports whether cargo knows a profile.
func isProfile(ws *cargo.Workspace, name string) bool {
	_, there := ws.Profiles[name]
	return there || slices.Contains(ownProfiles, name)
}

// readProfiles lists what cargo reads whatever is built: its own, that of the build and the
// manifest's. Of its configuration it reads what those inherit from.
func readProfiles(ws *cargo.Workspace, built string) []string {
	names := append([]string{built}, ownProfiles...)
	for _, name := range slices.Sorted(maps.Keys(ws.Profiles)) {
		configured := len(ws.Config.Below("profile", name)) > 0
		if !slices.Contains(names, name) && (!configured || inManifest(ws, name)) {
			names = append(names, name)
		}
	}
	return names
}

// inManifest reports whether the workspace's manifest has something of a profile.
func inManifest(ws *cargo.Workspace, profile string) bool {
	root := path.Join(ws.Root, "Cargo.toml")
	return slices.ContainsFunc(ws.Said, func(s cargo.Said) bool {
		return s.File == root && len(s.Path) > 2 && s.Path[0] == "profile" && s.Path[1] == profile
	})
}

// inherits refuses a profile that does not come from one of cargo's own.
func (r *resolver) inherits(ws *cargo.Workspace, profile string) bool {
	for seen := []string(nil); ; profile = ws.Profiles.Parent(profile) {
		by, root := ws.Profiles.Parent(profile), profile == "dev" || profile == "release"
		_, pos, _ := inProfile(ws, profile, "inherits")
		switch seen = append(seen, profile); {
		case root && ws.Profiles[profile].Inherits != "" && pos.File == path.Join(ws.Root, "Cargo.toml"): // else it is refused as a value
			r.refuse(cargoRule, pos, "profile.%s inherits from none, and cargo refuses that it says so: remove inherits", profile)
		case root:
			return true
		case by == "":
			_, pos, _ = inProfile(ws, profile, "")
			r.refuse(cargoRule, pos, "profile.%s does not say from which profile it inherits, and cargo refuses it: write inherits = \"release\"", profile)
		case slices.Contains(seen, by):
			r.refuse(cargoRule, pos, "profile.%s inherits from itself, and cargo refuses it: write inherits = \"release\"", profile)
		case !isProfile(ws, by):
			r.refuse(cargoRule, pos, "profile.%s inherits from %q, and there is no such profile: write inherits = \"release\"", profile, by)
		default:
			continue
		}
		return false
	}
}

// inProfile returns what a key of a profile is, and where it stands: in cargo's
// configuration, or else in the workspace's manifest. "" is any key.
func inProfile(ws *cargo.Workspace, profile, key string) (word string, pos model.Pos, said bool) {
	for _, s := range ws.Config.Below("profile", profile) {
		if key == "" || s.Key[2] == key && len(s.Key) == 3 {
			return fmt.Sprint(s.Last().Value), s.Last().Pos, true
		}
	}
	root := path.Join(ws.Root, "Cargo.toml")
	for _, s := range ws.Said {
		if s.File != root || s.By != root || len(s.Path) < 3 || s.Path[0] != "profile" || s.Path[1] != profile {
			continue
		}
		if key == "" || s.Path[2] == key && len(s.Path) == 3 {
			return strings.Join(s.Words, " "), s.Pos(), true
		}
	}
	return "", model.Pos{File: root, Line: 1, Col: 1}, false
}

func isProfileWord(v catalog.ProfileValue, word string) bool {
	n, err := strconv.Atoi(word)
	return slices.Contains(v.Words, word) || err == nil && v.Most != nil && n >= 0 && n <= *v.Most
}
