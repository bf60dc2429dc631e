package lint

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/xgen-build/xgen/schema/cargo"
	"github.com/xgen-build/xgen/schema/catalog"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
)

var oldCargo = check{
	rule.Error("old-cargo", "each release of cargo reads its own manifests and Cargo.lock, and would say so only once it is installed"),
	eachCargo(func(in *Input, t *model.Target, ws *cargo.Workspace, f *findings) {
		for _, word := range in.Catalog.CargoWords {
			if !refuses(in.Catalog, t, word) {
				continue
			}
			for _, s := range saying(ws, word) {
				if !t.Rust.Unstable() || !slices.Contains(cargoFeatures(ws, s.By), word.Feature) {
					f.at(s.Pos(), "%s%s", tooOld(t, word), word.Instead).Of = word.Is
				}
			}
		}
	}),
}

// eachCargo makes a check's find of what is looked for in a workspace that one cargo reads.
func eachCargo(find func(*Input, *model.Target, *cargo.Workspace, *findings)) func(*Input, *findings) {
	return func(in *Input, f *findings) {
		type reading struct {
			manifest, channel string
			unstable          bool
		}
		done := map[reading]bool{}
		for _, t := range in.Project.Targets {
			r := reading{t.Cargo.Manifest, t.Rust.Channel.V, t.Rust.Unstable()}
			if ws := in.Workspaces[t.Cargo.Manifest]; ws != nil && !done[r] {
				done[r] = true
				find(in, t, ws, f)
			}
		}
	}
}

// refuses reports whether the cargo of a target certainly does not take a word.
func refuses(c *catalog.Catalog, t *model.Target, word catalog.CargoWord) bool {
	switch {
	case word.From != "" && t.Rust.Before(word.From):
		return false
	case word.Before != "" && !t.Rust.Before(word.Before):
		return false
	case word.Since != "":
		return t.Rust.Before(word.Since)
	}
	// A newer one may take it: it is not known here.
	return !t.Rust.Unstable() && !t.Rust.After(c.Defaults.Channel)
}

// saying returns where a workspace's files say a word.
func saying(ws *cargo.Workspace, word catalog.CargoWord) (out []cargo.Said) {
	key, holds := regexp.MustCompile(word.Key), regexp.MustCompile(word.Holds)
	for _, s := range ws.Said {
		if key.MatchString(strings.Join(s.Path, ".")) && (s.List || !word.List) && slices.ContainsFunc(s.Words, holds.MatchString) && !(word.Without != "" && hasKey(ws, s.By, word.Without)) {
			out = append(out, s)
		}
	}
	return out
}

// hasKey reports whether a file has a key.
func hasKey(ws *cargo.Workspace, file, key string) bool {
	re := regexp.MustCompile(key)
	return slices.ContainsFunc(ws.Said, func(s cargo.Said) bool {
		return s.By == file && re.MatchString(strings.Join(s.Path, "."))
	})
}

// cargoFeatures are those that a manifest asks a nightly for.
func cargoFeatures(ws *cargo.Workspace, file string) []string {
	for _, s := range ws.Said {
		if s.By == file && slices.Equal(s.Path, []string{"cargo-features"}) {
			return s.Words
		}
	}
	return nil
}

// tooOld says why a target's cargo refuses a word, and the first half of what to write.
func tooOld(t *model.Target, word catalog.CargoWord) string {
	if word.Since == "" {
		return fmt.Sprintf("%s is unstable, and cargo of %s refuses it: ", word.Is, channelAt(t))
	}
	return fmt.Sprintf("%s needs Rust %s, and the channel is %s: %s, or ", word.Is, word.Since, channelAt(t), newerChannel(t, word.Since))
}

// channelAt returns a target's channel with its place.
func channelAt(t *model.Target) string {
	if c := t.Rust.Channel; c.Pos.IsValid() {
		return c.V + " (" + c.Pos.String() + ")"
	}
	return t.Rust.Channel.V
}
