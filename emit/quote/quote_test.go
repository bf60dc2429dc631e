package quote

import (
	"errors"
	"fmt"
	"strings"
	"testing"
)

// values are what users and attackers write; each must come out exactly, or
// be refused. Rows 16 to 21 of the fault list are among them.
var values = []string{
	"", " ", "plain", "a", "value", "table", "a b", "  two  ", "-x", "--", "=", "a=b", "~", "~/x", "!", "!x", "{a,b}", "[a]", "*", "?",
	`it's $(id) "x" \`, `'`, `''`, `"`, `\`, `\\`, `a\`, `a\\`, `\"`, `\'`, `\n`, `\$`, "`id`", "$(id)",
	`$HOME`, `${X:-y}`, `$`, `$$`, `${`, `$'x'`, `$"x"`,
	"EOF", "<<EOF", "a <<EOF", "it's <<EOF", "<<-'EOF'", "<x", "< <(x)",
	"syntax=evil", "# syntax=evil", "escape=`", "#x", "# x", "a #b", "//x",
	"${{ github.token }}", "$ {{ x }}", "}}",
	"on", "Off", "yes", "n", "1e3", "0755", "0o7", "1_000", "0x1f", "1:30", "null", "~", "Null", "true", ".inf", ".nan",
	"2001-01-01", "<<", "a: b", "- a", "? a", "| a", "> a", "&a", "*a", "%a", "@a", ",", "{}", "[]", "---", "...",
	"@VAR@", "a;b", `a\;b`, "[[x]]", "]]", "]=]", "if", "then", "}", "{", "x)", "(x", "é", "日本語", "naïve café", "😀",
	// Row 64: spaces of other scripts, alone, at the ends, beside what needs quotes.
	"\u00a0", "a\u00a0b", "\u2003a", "a\u3000", "it's\u00a0$(id)\u2003`x` \"\\\u3000", "\u00a0#\u00a0x", "\u1680\u2007\u202f\u205f", "A\u030a", "\u00c5", "à'",
	"-Wl,-z,now", "-C link-arg=-s", strings.Repeat("long ", 400), "'''", `"""`, "a'b\"c", "%s%d", "\\033[1m",
}

// hidden are values that no context takes.
var hidden = []string{
	"\x00", "a\nb", "a\n", "\n", "a\rb", "tab\t", "\x1b[2J", "\x7f", "\u0085", "\u2028", "\u2029",
	"\u202eabc", "\u2066x\u2069", "\u200f", "\u061c", "\ufeff", "\u200b", "\U000e0041", "\xff", "a\xc3", "\ufffd", "\ue000",
}

var quoters = map[string]func(string) (string, error){
	"Shell": Shell, "Dockerfile": Dockerfile, "JSON": JSON, "TOML": TOML,
	"CMake": CMake, "Plain": Plain, "Ignore": Ignore, "Name": Name, "Comment": Comment, "GitHub": GitHub,
}

func TestRow5HiddenCharactersAreRefused(t *testing.T) {
	for name, quote := range quoters {
		for _, s := range hidden {
			word, err := quote(s)
			var refused *Error
			if !errors.As(err, &refused) || word != "" {
				t.Errorf("%s(%+q) = %+q, %v; want a refusal", name, s, word, err)
				continue
			}
			if refused.Value != s || refused.Why == "" || strings.ContainsFunc(err.Error(), beyondASCII) {
				t.Errorf("%s(%+q): a poor refusal: %+q", name, s, err)
			}
		}
	}
}

func TestRefusalSaysWhatIsHidden(t *testing.T) {
	for s, why := range map[string]string{
		"a\x1b": "control character U+001B", "a\u202e": "bidirectional control U+202E", "a\xff": "not valid UTF-8",
		"a\u200b": "unprintable character U+200B", "a\ufffd": "unprintable character U+FFFD",
	} {
		if _, err := JSON(s); err == nil || !strings.Contains(err.Error(), why) {
			t.Errorf("%+q: %v, want %q", s, err, why)
		}
	}
}

func TestShellQuotesWhatIsNotASCII(t *testing.T) {
	for s, want := range map[string]string{"à": "'à'", "a": "a", "à'": "\"à'\"", "à'$`\\\"": "\"à'\\$\\`\\\\\\\"\"", "\u00a0": "'\u00a0'", "à b": "'à b'"} {
		if word, err := Shell(s); word != want || err != nil {
			t.Errorf("Shell(%q) = %s, %v", s, word, err)
		}
	}
}

func TestEveryWordIsOneLine(t *testing.T) {
	for name, quote := range quoters {
		for _, s := range values {
			if word, err := quote(s); strings.ContainsAny(word, "\n\r") {
				t.Errorf("%s(%q) = %q, %v", name, s, word, err)
			}
		}
	}
}

func TestRefusals(t *testing.T) {
	for _, tt := range []struct {
		name  string
		value string
		why   string
	}{
		{"Plain", "", "plain word"},
		{"Plain", "-x", "dash"},
		{"Plain", "p;rm", "plain word"},
		{"Plain", "a b", "plain word"},
		{"Plain", "a,b", "plain word"},
		{"Plain", "x\n", "plain word"},
		{"Ignore", "a*", "no plain character"},
		{"Ignore", "!a", "another meaning"},
		{"Name", "1a", "digit"},
		{"Name", "A-B", "name"},
		{"Name", "A\n", "name"},
		{"Comment", "syntax=evil", "directive"},
		{"Comment", "  Syntax = evil", "directive"},
		{"Comment", "escape=`", "directive"},
		{"Comment", "check=skip=all", "directive"},
		{"GitHub", "${{ github.token }}", "GitHub"},
		{"GitHub", "a${{b", "GitHub"},
	} {
		word, err := quoters[tt.name](tt.value)
		var refused *Error
		if !errors.As(err, &refused) || !strings.Contains(refused.Why, tt.why) || word != "" {
			t.Errorf("%s(%q) = %q, %v; want it refused: %s", tt.name, tt.value, word, err, tt.why)
		}
	}
}

func TestUnchanged(t *testing.T) {
	for name, ok := range map[string][]string{
		"Plain":   {"docker.io/library/debian:trixie@sha256:00ff", "armv5te-unknown-linux-musleabi", "/opt/xgen", "a+b"},
		"Ignore":  {"third party/a$b", "vendor", "-x"},
		"Name":    {"GIT_VERSION", "_x1"},
		"Comment": {"the CPU has no FPU: #12, it's \"old\" \\", "mcpu=arm926 is the oldest", "a\u3000b", "# syntax=evil"},
		"GitHub":  {"$HOME", "{{ x }}", "$ {{ x }}"},
	} {
		for _, s := range ok {
			if word, err := quoters[name](s); word != s || err != nil {
				t.Errorf("%s(%q) = %q, %v", name, s, word, err)
			}
		}
	}
}

func ExampleShell() {
	word, _ := Shell(`it's $HOME`)
	fmt.Println("echo", word)
	_, err := Shell("two\nlines")
	fmt.Println(err)
	// Output:
	// echo "it's \$HOME"
	// cannot write "two\nlines": it holds the control character U+000A
}

// TestGitHubScript: the commands of a step may be several lines, and still hold
// nothing unseen and no expression.
func TestGitHubScript(t *testing.T) {
	const script = "if true; then\n\techo\nfi"
	if got, err := GitHubScript(script); got != script || err != nil {
		t.Errorf("%q, %v", got, err)
	}
	for _, s := range []string{"a\n\x1b", "a\r\nb", "a\n\u202e", "a\xff", "a\n${{ b }}"} {
		if _, err := GitHubScript(s); err == nil {
			t.Errorf("%q passes", s)
		}
	}
}
