package term

import (
	"errors"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

func TestClean(t *testing.T) {
	for in, out := range map[string]string{
		"plain, ä, 漢":              "plain, ä, 漢",
		"\x1b[1;31mred\x1b[0m":     "red",
		"\x1b[2J\x1b[Hgone":        "gone",
		"\x1b]0;title\x07x":        "x",
		"\x1b]8;;http://x\x1b\\l":  "l",
		"\x1bc reset":              `\x1bc reset`,
		"a\tb\rc\nd\x00\x7f":       `a    b\x0dc\x0ad\x00\x7f`,
		"\u009b31m \u202eevil":     `\u009b31m \u202eevil`,
		"bad \xff byte":            `bad \xff byte`,
		"\u200bzero width, \ufeff": `\u200bzero width, \ufeff`,
		"\ufffd stays":             "\ufffd stays",
	} {
		if got := Clean(in); got != out {
			t.Errorf("%q: got %q", in, got)
		}
	}
}

func FuzzClean(f *testing.F) {
	f.Add("\x1b[31m\x1b\x1b[[mm")
	f.Fuzz(func(t *testing.T, s string) {
		got := Clean(s)
		if strings.IndexFunc(got, suspicious) >= 0 || !utf8.ValidString(got) {
			t.Errorf("%q gives %q", s, got)
		}
		if Clean(got) != got {
			t.Errorf("%q is not clean", got)
		}
	})
}

func TestSeconds(t *testing.T) {
	for d, out := range map[time.Duration]string{
		0:                                "0.0s",
		37249 * time.Millisecond:         "37.2s",
		59949 * time.Millisecond:         "59.9s",
		59950 * time.Millisecond:         "1m00s",
		4*time.Minute + 5*time.Second:    "4m05s",
		time.Hour - 400*time.Millisecond: "1h00m",
		time.Hour + 2*time.Minute + 29*time.Second: "1h02m",
	} {
		if got := Seconds(d); got != out {
			t.Errorf("%v: got %s", d, got)
		}
	}
}

func TestTable(t *testing.T) {
	rows := [][]Cell{
		{{Text: "armv5te"}, {Text: "ok", Colour: Green}, {Text: "5.1 MB"}},
		{{Text: "ä"}, {}, {Text: "x\x1b[2J"}},
		{{Text: "i686"}, {Text: "failed", Colour: Red}, {}},
		Cells("short"),
	}
	var plain, colour strings.Builder
	if err := errors.Join(
		Table(&plain, Settings{}, []string{"target", "state", "size"}, rows),
		Table(&colour, Settings{Colour: true}, nil, rows[:1]),
	); err != nil {
		t.Fatal(err)
	}
	want(t, plain.String(), "target   state   size\narmv5te  ok      5.1 MB\nä                x\ni686     failed\nshort\n")
	want(t, strings.ReplaceAll(colour.String(), "\x1b", "^"), "armv5te  ^[32mok^[0m  5.1 MB\n")
}

func TestDetect(t *testing.T) {
	size := func() (int, int, error) { return 0, 0, errors.New("no terminal") }
	for _, c := range []struct {
		tty          bool
		env          string
		live, colour bool
	}{
		{true, "TERM=xterm", true, true},
		{true, "TERM=dumb", false, false},
		{true, "CI=true", false, true},
		{true, "CI=false", true, true},
		{true, "NO_COLOR=1", true, false},
		{false, "", false, false},
		{false, "FORCE_COLOR=1", false, true},
		{false, "FORCE_COLOR=0", false, false},
		{false, "GITHUB_ACTIONS=true", false, true},
		{false, "FORCE_COLOR=1 NO_COLOR=1", false, false},
	} {
		getenv := func(name string) string {
			for _, kv := range strings.Fields(c.env) {
				if v, ok := strings.CutPrefix(kv, name+"="); ok {
					return v
				}
			}
			return ""
		}
		s := detect(c.tty, getenv, size)
		if s.Live != c.live || s.Colour != c.colour || orElse(s.Width, 80) != 80 {
			t.Errorf("%+v: got %+v", c, s)
		}
	}
}

// Colours of a build's output are shown where colours are, and nothing else that steers a
// terminal.
func TestTinted(t *testing.T) {
	const line = "\x1b[1m\x1b[38;5;9merror\x1b[0m\x1b[1m: no\x1b[2J\x1b[8mhidden\x1b]0;title\x07\x1b[10;10Hx\tend"
	if got := (Settings{}).Tinted(line); got != "error: nohiddenx    end" {
		t.Errorf("%q", got)
	}
	if got := (Settings{Colour: true}).Tinted(line); got != "\x1b[1m\x1b[38;5;9merror\x1b[0m\x1b[1m: nohiddenx    end\x1b[0m" {
		t.Errorf("%q", got)
	}
	if got := (Settings{Colour: true}).Tinted("plain"); got != "plain" {
		t.Errorf("%q", got)
	}
}
