package verify

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

const sumOK = "\ntest result: ok. %d passed; 0 failed; %d ignored; 0 measured; %d filtered out; finished in 0.01s\n\n"

// brief writes results as "name=outcome", with reason and output behind.
func brief(tests []Test) string {
	var words []string
	for _, t := range tests {
		word := t.Name + "=" + string(t.Outcome)
		if t.Reason != "" {
			word += " (" + t.Reason + ")"
		}
		if t.Output != "" {
			word += fmt.Sprintf(" %q", t.Output)
		}
		words = append(words, word)
	}
	return strings.Join(words, "; ")
}

const failing = `
running 4 tests
test tests::b ... FAILED
test tests::a ... ok
test c - should panic ... FAILED
test d ... FAILED

failures:

---- tests::b stdout ----
test tests::a ... FAILED
failures:
---- d stdout ----
test result: ok. 9 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.01s

thread 'tests::b' panicked at src/lib.rs:3:5:
on purpose

---- c stdout ----
note: test did not panic as expected


failures:
    c
    d
    tests::b

test result: FAILED. 1 passed; 3 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.01s

`

func TestParseLibtest(t *testing.T) {
	for name, tt := range map[string]struct {
		stdout string
		want   string
		header bool
		agrees bool
	}{
		"none":          {"\nrunning 0 tests\n" + fmt.Sprintf(sumOK, 0, 0, 0), "", true, true},
		"filtered":      {"\nrunning 0 tests\n" + fmt.Sprintf(sumOK, 0, 0, 57), "", true, true},
		"one":           {"\nrunning 1 test\ntest a::b ... ok\n" + fmt.Sprintf(sumOK, 1, 0, 0), "a::b=ok", true, true},
		"CRLF":          {"\r\nrunning 1 test\r\ntest a ... ok\r\n" + strings.ReplaceAll(fmt.Sprintf(sumOK, 1, 0, 0), "\n", "\r\n"), "a=ok", true, true},
		"should panic":  {"running 1 test\ntest a - should panic ... ok\n" + fmt.Sprintf(sumOK, 1, 0, 0), "a=ok", true, true},
		"ignored":       {"running 2 tests\ntest a ... ignored\ntest b ... ignored, slow, very\n" + fmt.Sprintf(sumOK, 0, 2, 0), "a=ignored; b=ignored (slow, very)", true, true},
		"a name apart":  {"running 1 test\ntest [unit] a b ... ok\n" + fmt.Sprintf(sumOK, 1, 0, 0), "[unit] a b=ok", true, true},
		"slow":          {"running 1 test\ntest a has been running for over 60 seconds\ntest a ... ok\n" + fmt.Sprintf(sumOK, 1, 0, 0), "a=ok", true, true},
		"no header":     {"hello\n", "", false, false},
		"own output":    {"test a ... ok\n", "", false, false},
		"noise before":  {"hi\nrunning to the hills\nrunning 1 test\ntest a ... ok\n" + fmt.Sprintf(sumOK, 1, 0, 0), "a=ok", true, true},
		"cut short":     {"running 3 tests\ntest a ... ok\ntest b ... ", "a=ok", true, false},
		"cut in a word": {"running 2 tests\ntest a ... ok\ntest b ... o", "a=ok", true, false},
		"lying":         {"running 1 test\ntest b ... ok\ntest a ... ok\n" + fmt.Sprintf(sumOK, 1, 0, 0), "b=ok; a=ok", true, false},
		"twice":         {"running 1 test\ntest a ... ok\ntest a ... FAILED\n" + fmt.Sprintf(sumOK, 1, 0, 0), "a=ok", true, true},

		"one thread, noise on the line":    {"running 2 tests\ntest a ... from C\nok\ntest b ... ok\n" + fmt.Sprintf(sumOK, 2, 0, 0), "a=ok; b=ok", true, true},
		"one thread, noise without an end": {"running 1 test\ntest a ... from C: ok\nso it isok\n" + fmt.Sprintf(sumOK, 1, 0, 0), "a=ok", true, true},
		"one thread, slow":                 {"running 1 test\ntest a ... test a has been running for over 60 seconds\nok\n" + fmt.Sprintf(sumOK, 1, 0, 0), "a=ok", true, true},

		"failures": {failing, "tests::b=failed \"test tests::a ... FAILED\\nfailures:\"; tests::a=ok; " +
			"c=failed \"note: test did not panic as expected\"; " +
			"d=failed \"test result: ok. 9 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.01s\\n\\n" +
			"thread 'tests::b' panicked at src/lib.rs:3:5:\\non purpose\"", true, true},
	} {
		got := parseLibtest(tt.stdout)
		if brief(got.Tests) != tt.want || got.Header != tt.header || got.agrees() != tt.agrees {
			t.Errorf("%s: got %s, header %v, agrees %v (%+v)\nwant %s", name, brief(got.Tests), got.Header, got.agrees(), got.Summary, tt.want)
		}
	}
}

func TestParseLibtestManyTests(t *testing.T) {
	var b strings.Builder
	b.WriteString("running 5000 tests\n")
	for i := range 5000 {
		fmt.Fprintf(&b, "test module::of::some::depth::test_%04d ... ok\n", i)
	}
	fmt.Fprintf(&b, sumOK, 5000, 0, 3)
	got := parseLibtest(b.String())
	if len(got.Tests) != 5000 || !got.agrees() || got.Summary.Filtered != 3 {
		t.Errorf("%d tests, %+v", len(got.Tests), got.Summary)
	}
}

func TestRunningTestsAreNamed(t *testing.T) {
	got := parseLibtest("running 2 tests\ntest a has been running for over 60 seconds\ntest b ... test b has been running for over 60 seconds\n" +
		"from C\ntest c ... ")
	if !slices.Equal(got.Running, []string{"a", "b", "b", "c"}) || got.Summary != nil || len(got.Tests) != 0 {
		t.Errorf("%+v", got)
	}
}

// Whatever a program prints, a list of true results keeps its own: noise in
// front of the header and behind the summary changes nothing.
func FuzzParseLibtest(f *testing.F) {
	f.Add("test a ... FAILED\n")
	f.Add(failing)
	f.Add("test x ... ")
	f.Add("failures:\n---- a stdout ----\n")
	f.Fuzz(func(t *testing.T, noise string) {
		parseLibtest(noise)
		if strings.Contains(noise, "running ") || strings.Contains(noise, "test result: ") {
			return
		}
		got := parseLibtest(noise + "\nrunning 2 tests\ntest a ... ok\ntest b ... ignored, no\n" + fmt.Sprintf(sumOK, 1, 1, 0) + noise)
		if brief(got.Tests) != "a=ok; b=ignored (no)" || !got.agrees() {
			t.Errorf("%q gives %s", noise, brief(got.Tests))
		}
		within := parseLibtest("running 2 tests\ntest a ... ok\n" + noise + "\ntest b ... ok\n" + fmt.Sprintf(sumOK, 2, 0, 0))
		if len(within.Tests) == 0 || within.Tests[0].Name != "a" || within.Tests[0].Outcome != TestPassed {
			t.Errorf("%q gives %s", noise, brief(within.Tests))
		}
	})
}
