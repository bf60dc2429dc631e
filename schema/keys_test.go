package schema

import "testing"

// What is said of a target points to its own key, whatever template speaks of it
// too, before it or after.
func TestPlaceOfATarget(t *testing.T) {
	const template = "targets: [_]: contract: {\n\tpie: false\n}\n"
	const rows = "targets: {\n\ta: triple: \"armv5te-unknown-linux-musleabi\"\n\t\"b-c\": {\n\t\ttriple: \"mips-unknown-linux-musl\"\n\t}\n}\n"
	for text, want := range map[string][2]string{
		nameLine + template + rows:                              {"targets.cue:6:2", "targets.cue:7:2"},
		nameLine + rows + template:                              {"targets.cue:3:2", "targets.cue:4:2"},
		nameLine + rows + "targets: [_]: test: {}\n" + template: {"targets.cue:3:2", "targets.cue:4:2"},
	} {
		p, found := Load(project(text))
		if p == nil {
			t.Fatal(found)
		}
		if a, b := p.Target("a").Pos.String(), p.Target("b-c").Pos.String(); a != want[0] || b != want[1] {
			t.Errorf("%s\ngives %s and %s, want %v", text, a, b, want)
		}
	}
}
