package resolve

import (
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/xgen-build/xgen/schema/cargo"
	"github.com/xgen-build/xgen/schema/catalog"
	"github.com/xgen-build/xgen/schema/model"
)

// builtProfile refuses what cargo or rustc refuses of the profile that a target is built
// with, and says of no other.
func (r *resolver) builtProfile(ws *cargo.Workspace, c model.Cargo) {
	if ws == nil || !isProfile(ws, c.Profile) || !r.inherits(ws, c.Profile) {
		return
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

// inherits refuses a profile that does not come from one of cargo's own.
func (r *resolver) inherits(ws *cargo.Workspace, profile string) bool {
	for seen := []string(nil); !slices.Contains(ownProfiles, profile); profile = ws.Profiles[profile].Inherits {
		by := ws.Profiles[profile].Inherits
		_, pos, _ := inProfile(ws, profile, "inherits")
		switch seen = append(seen, profile); {
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
	return true
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
