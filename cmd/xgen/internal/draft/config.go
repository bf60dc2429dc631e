package draft

import (
	"slices"
	"strings"

	"github.com/xgen-build/xgen/schema/cargo"
)

// fromCargo takes the targets that cargo's configuration names. What else it says of the
// program holds in every build as it is, and vet names what does not; of targets that are
// not built it says nothing, and so that is said here.
func (d *draft) fromCargo() error {
	config := d.project.ws.Config
	if len(config) == 0 {
		return &NoSource{Files: []string{".cargo/config.toml"}}
	}
	off := map[string]bool{}
	take := func(triple string, s cargo.Setting) {
		if off[triple] {
			return
		}
		t, err := targetOf(triple)
		if err != nil {
			off[triple] = true
			d.note(d.posOf(s), "%s is not carried over: %s: %s", s.Name(), triple, err.why())
			return
		}
		d.target(t)
	}
	for _, s := range config {
		switch {
		case slices.Equal(s.Key, []string{"build", "target"}):
			for _, triple := range s.Last().Words() {
				take(triple, s)
			}
		case s.Key[0] == "target" && len(s.Key) > 2 && !strings.HasPrefix(s.Key[1], "cfg("):
			take(s.Key[1], s)
		}
	}
	return nil
}
