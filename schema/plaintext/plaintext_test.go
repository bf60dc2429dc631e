package plaintext

import "testing"

func TestLine(t *testing.T) {
	for s, want := range map[string]string{
		"":                         "",
		"plain text":               "",
		"a\u00a0b\u3000c, ü, 漢, 👩": "",
		"a\nb":                     "control character",
		"a\tb":                     "control character",
		"\x1b[31m":                 "control character",
		"a\u202eb":                 "bidirectional control",
		"a\u00adb":                 "unprintable character",
		"a\u2028b":                 "unprintable character",
		"a\ue000b":                 "unprintable character",
		"👩\u200d💻":                 "unprintable character",
		"a\xffb":                   "unprintable character",
	} {
		if _, what := Line(s); what != want {
			t.Errorf("%+q is %q, want %q", s, what, want)
		}
	}
}

func TestText(t *testing.T) {
	for s, want := range map[string]rune{"a\n\tb": 0, "a\r\nb": '\r', "a\n\x1b": '\x1b', "\n\u202e": '\u202e'} {
		if r, _ := Text(s); r != want {
			t.Errorf("%+q: %U, want %U", s, r, want)
		}
	}
}
