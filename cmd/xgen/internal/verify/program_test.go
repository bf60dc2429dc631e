package verify

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/xgen-build/xgen/schema/model"
)

// recorded is one program as tests.json has it, with some fields changed.
func recorded(t *testing.T, change map[string]any) []byte {
	t.Helper()
	program := map[string]any{
		"package": "hello", "name": "it", "kind": "test", "source": "tests/it.rs", "cpu": "arm926",
		"exit": 0, "seconds": 0.5, "cut": 0, "stdout": "", "stderr": "it broke\n", "list": []string{},
	}
	for name, v := range change {
		program[name] = v
		if v == nil {
			delete(program, name)
		}
	}
	data, err := json.Marshal(map[string]any{"programs": []any{program}})
	if err != nil {
		t.Fatal(err)
	}
	return data
}

const (
	onePassed = "running 1 test\ntest a ... ok\n\ntest result: ok. 1 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out\n"
	cutShort  = "running 3 tests\ntest a ... ok\n"
)

func TestPrograms(t *testing.T) {
	list := []string{"a", "b", "c"}
	for name, tt := range map[string]struct {
		change map[string]any
		found  string
		tests  string
		status Status
	}{
		"passed":          {map[string]any{"stdout": onePassed}, "1 passed", "a=ok", OK},
		"failed":          {map[string]any{"stdout": failing, "exit": 101}, "3 failed, 1 passed", "", Failed},
		"no tests":        {map[string]any{"stdout": strings.NewReplacer("1 test", "0 tests", "test a ... ok\n", "", "1 passed", "0 passed").Replace(onePassed)}, "no tests", "", OK},
		"own harness":     {map[string]any{"stdout": "fine\n"}, "1 passed", "it=ok", OK},
		"own, failed":     {map[string]any{"stdout": "one\ntwo", "exit": 3}, "ended with exit status 3, 1 failed", `it=failed "one\ntwo"`, Failed},
		"own, hung":       {map[string]any{"exit": 124, "seconds": 10.01}, "timed out after 10 s, 1 unfinished", "it=unfinished", Failed},
		"crashed":         {map[string]any{"stdout": cutShort, "exit": 139, "list": list}, "ended by signal 11 before all tests had ended, 2 unfinished, 1 passed", "a=ok; b=unfinished; c=unfinished", Failed},
		"hung":            {map[string]any{"stdout": cutShort, "exit": 124, "seconds": 10, "list": list}, "timed out after 10 s before all tests had ended, 2 unfinished, 1 passed", "a=ok; b=unfinished; c=unfinished", Failed},
		"hung, deaf":      {map[string]any{"stdout": cutShort, "exit": 137, "seconds": 15, "list": list}, "timed out after 10 s before all tests had ended, 2 unfinished, 1 passed", "", Failed},
		"hung, and named": {map[string]any{"stdout": cutShort + "test c has been running for over 60 seconds\n", "exit": 124, "seconds": 10, "list": list}, "timed out after 10 s before all tests had ended, 1 unfinished, 1 passed", "a=ok; c=unfinished", Failed},
		"crashed alone":   {map[string]any{"stdout": cutShort + "test b ... ", "exit": 139, "list": list}, "ended by signal 11 before all tests had ended, 1 unfinished, 1 passed", "a=ok; b=unfinished", Failed},
		"left early":      {map[string]any{"stdout": cutShort}, "ended with exit status 0 before all tests had ended, 1 passed", "a=ok", Failed},
		"124 of its own":  {map[string]any{"stdout": onePassed, "exit": 124, "seconds": 3}, "ended with exit status 124, 1 passed", "a=ok", Failed},
		"failed, silent":  {map[string]any{"stdout": onePassed, "exit": 101}, "1 passed", "a=ok", Failed},
		"lying":           {map[string]any{"stdout": strings.Replace(onePassed, "test a", "test b ... ok\ntest a", 1)}, "2 results were read and it counts 1", "b=ok; a=ok", Failed},
		"cut":             {map[string]any{"stdout": strings.Replace(onePassed, "1 passed", "900 passed", 1), "cut": 70000}, "1 passed", "a=ok", OK},
		"cut and failed":  {map[string]any{"stdout": strings.Replace(onePassed, "0 failed", "9 failed", 1), "cut": 70000, "exit": 101}, "1 results were read and it counts 10", "a=ok", Failed},
	} {
		programs, err := ParseTests(recorded(t, tt.change), 10)
		if err != nil || len(programs) != 1 {
			t.Fatalf("%s: %v, %v", name, programs, err)
		}
		r := CheckTests(&model.Test{Origin: user}, programs)[0]
		want := Row{"hello", "tests tests/it.rs", "all pass", r.Found, tt.status, user}
		if r != want || !strings.HasPrefix(r.Found, tt.found) || !strings.HasPrefix(tt.found, "1 results") && !strings.HasPrefix(tt.found, "2 results") && r.Found != tt.found {
			t.Errorf("%s: got %+v, want %s, %s", name, r, tt.found, tt.status)
		}
		if p := programs[0]; (p.Problem != "") != (p.Stderr == "it broke") {
			t.Errorf("%s: the problem is %q and stderr %q", name, p.Problem, p.Stderr)
		}
		if got := brief(programs[0].Tests); tt.tests != "" && got != tt.tests {
			t.Errorf("%s: got %s, want %s", name, got, tt.tests)
		}
	}
}

func TestNothingRunProvesNothing(t *testing.T) {
	promise := &model.Test{Origin: user}
	ignored := []Program{{Package: "hello", Tests: []Test{{Name: "a", Outcome: TestIgnored}}}}
	for name, tt := range map[string]struct {
		args     []string
		programs []Program
		found    string
	}{
		"no programs":  {nil, nil, "none: the project has no tests"},
		"all ignored":  {nil, ignored, "none: the project has no tests"},
		"filtered out": {[]string{"nothing"}, []Program{{Package: "hello"}}, "none: test.args leave out all of them"},
	} {
		promise.Args = tt.args
		rows := CheckTests(promise, tt.programs)
		if r := rows[len(rows)-1]; r != (Row{"", "tests", "at least one", tt.found, Failed, user}) {
			t.Errorf("%s: %+v", name, r)
		}
	}
	if rows := CheckTests(nil, ignored); rows != nil {
		t.Errorf("nobody asked: %+v", rows)
	}
}

func TestParseTestsIsStrict(t *testing.T) {
	if _, err := ParseTests(recorded(t, nil), 10); err != nil {
		t.Fatal(err)
	}
	for _, field := range []string{"package", "name", "kind", "source", "cpu", "exit", "seconds", "cut", "stdout", "stderr", "list"} {
		if _, err := ParseTests(recorded(t, map[string]any{field: nil}), 10); err == nil || !strings.Contains(err.Error(), `"`+field+`" is missing`) {
			t.Errorf("without %s: %v", field, err)
		}
	}
	for _, text := range []string{"", "[]", `{}`, `{"programs": null}`, `{"programs": [null]}`} {
		if _, err := ParseTests([]byte(text), 10); err == nil {
			t.Errorf("%q is taken", text)
		}
	}
}
