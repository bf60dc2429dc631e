package lint

import (
	"slices"
)

// unsent returns all of it, as one line of the user's brings all along.
func (in *Input) unsent() []unsent {
	if in.missing == nil {
		in.missing = slices.Concat([]unsent{}, in.unsentLinks(), in.unsentFiles())
	}
	return in.missing
}

// toSend is what a user writes so that builds are sent what they read.
func (in *Input) toSend() string {
	var names []string
	for _, u := range in.unsent() {
		names = append(names, in.real(u.name))
	}
	return in.Project.ToSend(names...)
}
