package lint

import (
	"slices"

	"github.com/xgen-build/xgen/schema/userfile"
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
		name := u.name
		if real, _, ok := userfile.Real(in.Root, name); ok {
			name = real
		}
		names = append(names, name)
	}
	return in.Project.ToSend(names...)
}
