package quote

import (
	"encoding/json"
	"testing"

	"github.com/pelletier/go-toml/v2"
)

func checkJSON(t testing.TB, s string) {
	t.Helper()
	word, err := JSON(s)
	var back []string
	if err == nil {
		err = json.Unmarshal([]byte("["+word+", "+word+"]"), &back)
	}
	if err != nil || len(back) != 2 || back[0] != s || back[1] != s {
		t.Errorf("JSON(%q) = %s reads as %q, %v", s, word, back, err)
	}
}

func checkTOML(t testing.TB, s string) {
	t.Helper()
	word, err := TOML(s)
	var back struct {
		Value string
		Table map[string][]string
	}
	if err == nil {
		err = toml.Unmarshal([]byte("value = "+word+"\n[table]\n"+word+" = [ "+word+", "+word+" ]\n"), &back)
	}
	if err != nil || back.Value != s {
		t.Fatalf("TOML(%q) = %s reads as %q, %v", s, word, back, err)
	}
	if list := back.Table[s]; len(list) != 2 || list[0] != s || list[1] != s {
		t.Errorf("TOML(%q) = %s reads as %q in a list", s, word, back.Table)
	}
}

func TestRow21EncodedWordsStayStrings(t *testing.T) {
	for _, s := range values {
		checkJSON(t, s)
		checkTOML(t, s)
	}
}

func FuzzTOML(f *testing.F) { fuzz(f, TOML, checkTOML) }

func FuzzJSON(f *testing.F) { fuzz(f, JSON, checkJSON) }

func fuzz(f *testing.F, quote func(string) (string, error), check func(testing.TB, string)) {
	seed(f)
	f.Fuzz(func(t *testing.T, s string) {
		if _, err := quote(s); err != nil {
			mayRefuse(t, s, err)
			return
		}
		check(t, s)
	})
}
