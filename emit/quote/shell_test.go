package quote

import (
	"bytes"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// shells are those that this machine has; a POSIX sh it must have.
func shells(t testing.TB) [][]string {
	t.Helper()
	var found [][]string
	for _, argv := range [][]string{{"sh"}, {"dash"}, {"bash", "--posix"}, {"bash"}, {"busybox", "sh"}, {"ksh"}, {"zsh", "--emulate", "sh"}} {
		if _, err := exec.LookPath(argv[0]); err == nil {
			found = append(found, argv)
		}
	}
	if len(found) == 0 {
		t.Fatal("no shell on this machine: these tests need sh")
	}
	return found
}

// printed is what a script's arguments are, one after each NUL.
func printed(t testing.TB, argv []string, script, locale string) []string {
	t.Helper()
	cmd := exec.Command(argv[0], argv[1:]...)
	cmd.Env = []string{"PATH=/usr/bin:/bin", "HOME=/nowhere", "X=set", "LC_ALL=" + locale}
	cmd.Stdin = strings.NewReader(script)
	cmd.Dir = t.TempDir()
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil || stderr.Len() > 0 {
		t.Fatalf("%v: %v\n%s\nof the script:\n%s", argv, err, stderr.Bytes(), script)
	}
	return strings.Split(strings.TrimSuffix(string(out), "\x00"), "\x00")
}

// script passes each word through the three places where templates put one:
// an argument, an assignment, and a piece of a longer word.
func script(t testing.TB, values []string) (text string, want []string) {
	t.Helper()
	var b strings.Builder
	b.WriteString("show() { printf '%s\\000' \"$@\"; }\n")
	for _, s := range values {
		word, err := Shell(s)
		if err != nil {
			t.Fatal(err)
		}
		b.WriteString("show " + word + "\nV=" + word + "\nshow \"$V\" x" + word + "/y " + word + " # " + word + "\n")
		want = append(want, s, s, "x"+s+"/y", s)
	}
	return b.String(), want
}

func TestRow16ShellPrintsItself(t *testing.T) {
	text, want := script(t, values)
	for _, argv := range shells(t) {
		for _, locale := range []string{"C", "C.UTF-8"} {
			if got := printed(t, argv, text, locale); !slices.Equal(got, want) {
				t.Errorf("%v in %s: %s", argv, locale, difference(got, want))
			}
		}
	}
}

func TestRow23ShellKeepsOneArgument(t *testing.T) {
	var words []string
	for _, s := range values {
		word, err := Shell(s)
		if err != nil {
			t.Fatal(err)
		}
		words = append(words, word)
	}
	text := "set -- " + strings.Join(words, " ") + "\nprintf '%s\\000' \"$@\"\n"
	for _, argv := range shells(t) {
		if got := printed(t, argv, text, "C"); !slices.Equal(got, values) {
			t.Errorf("%v: %s", argv, difference(got, values))
		}
	}
}

func difference(got, want []string) string {
	for i := range min(len(got), len(want)) {
		if got[i] != want[i] {
			return "got " + got[i] + ", want " + want[i]
		}
	}
	return "another number of values"
}

func FuzzShell(f *testing.F) {
	seed(f)
	all := shells(f)
	f.Fuzz(func(t *testing.T, s string) {
		if _, err := Shell(s); err != nil {
			mayRefuse(t, s, err)
			return
		}
		text, want := script(t, []string{s})
		for _, argv := range all {
			if got := printed(t, argv, text, "C"); !slices.Equal(got, want) {
				t.Errorf("%v: got %q, want %q", argv, got, want)
			}
		}
	})
}
