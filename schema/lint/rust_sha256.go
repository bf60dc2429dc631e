package lint

import (
	"slices"

	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
)

var rustSum = check{
	rule.Error("rust-sha256", "a checksum is that of one manifest: a channel that moves has another one tomorrow, and no two channels have the same"),
	func(in *Input, f *findings) {
		s := manifests{findings: f, channels: map[string]*model.Value[string]{}, targets: map[string]*model.Target{}}
		if r := in.Written.Rust; r != nil && r.Channel != nil && r.SHA256 != nil {
			s.note(r.SHA256.V, r.Channel)
		}
		for _, t := range in.Project.Targets {
			switch sums := t.Rust.SHA256; {
			case len(sums.V) == 0 && sums.Pos.IsValid():
				f.at(sums.Pos, "rust.sha256 has no checksum, and so pins nothing: write the one of the channel's manifest, or remove it")
			case len(sums.V) > 0:
				_ = s.staysOne(t) && s.isOwn(t) && s.agrees(t)
				s.note(sums.V, &t.Rust.Channel)
			}
		}
	},
}

// manifests holds what the targets say of channels' manifests against each other.
type manifests struct {
	*findings
	channels map[string]*model.Value[string] // by the beginning of a checksum, where it is first for one
	targets  map[string]*model.Target        // by the channel, which is first to have checksums
}

// keptDigits is how much of a manifest's checksum rustup keeps.
const keptDigits = 20

func (s manifests) note(sums []string, channel *model.Value[string]) {
	for _, sum := range sums {
		if begin := sum[:keptDigits]; s.channels[begin] == nil {
			s.channels[begin] = channel
		}
	}
}

// staysOne refuses a checksum for a channel that moves.
func (s manifests) staysOne(t *model.Target) bool {
	channel, pos := t.Rust.Channel, t.Rust.SHA256.Pos
	switch {
	case floats.MatchString(channel.V):
		s.at(pos, "rust.sha256 is for the channel %q (%s), which moves: tomorrow its manifest is another; write a channel such as \"1.95.0\" or \"nightly-2026-04-14\"", channel.V, channel)
	case channel.From == model.FromDefault:
		s.at(pos, "rust.sha256 is for a channel that is not named: xgen's own, %q, is another one in a later release: write rust: channel: %q beside it", channel.V, channel.V)
	default:
		return true
	}
	return false
}

// isOwn refuses a checksum that is written for another channel.
func (s manifests) isOwn(t *model.Target) bool {
	channel, sums := t.Rust.Channel, t.Rust.SHA256
	for _, sum := range sums.V {
		if other := s.channels[sum[:keptDigits]]; other != nil && other.V != channel.V {
			s.at(either(channel.Pos, sums.Pos), "rust.sha256 (%s) has %s… for the channel %q (%s), and target %q has %q: write this one's own beside it",
				sums, sum[:keptDigits], other.V, other, t.Name, channel.V)
			return false
		}
	}
	return true
}

// agrees refuses two lists for one channel that have nothing in common.
func (s manifests) agrees(t *model.Target) bool {
	first := s.targets[t.Rust.Channel.V]
	if first == nil {
		s.targets[t.Rust.Channel.V] = t
		return true
	}
	sums := t.Rust.SHA256
	if slices.ContainsFunc(sums.V, func(a string) bool {
		return slices.ContainsFunc(first.Rust.SHA256.V, func(b string) bool { return a[:keptDigits] == b[:keptDigits] })
	}) {
		return true
	}
	s.at(sums.Pos, "rust.sha256 of target %q has nothing of that of %q (%s), and both have the channel %q: one of them is wrong; write the right one in rust.sha256 of the project",
		t.Name, first.Name, first.Rust.SHA256, t.Rust.Channel.V)
	return false
}
