package quote

import "testing"

// What people read in an emitted file is spelt as they would spell it.
func TestRow74JSONKeepsPlainCharacters(t *testing.T) {
	for s, want := range map[string]string{
		"a <b@c> && d": `"a <b@c> && d"`, "it's": `"it's"`, "é日": `"é日"`, `a"b\c`: `"a\"b\\c"`,
	} {
		if word, err := JSON(s); word != want || err != nil {
			t.Errorf("JSON(%q) = %s, %v; want %s", s, word, err, want)
		}
	}
}
