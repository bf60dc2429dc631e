package verify

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/xgen-build/xgen/schema/model"
)

func raw(s string) json.RawMessage { return json.RawMessage(s) }

// ran is a report with one run of hello.
func ran(exit int, stdout string) *Report {
	return &Report{Smoke: []Ran{{Binary: "other", Exit: 9}, {Binary: "hello", Exit: exit, Stdout: stdout, Stderr: "warning\nit broke\n\n"}}}
}

func smoke(change func(*model.Smoke)) model.Contract {
	s := &model.Smoke{Bin: "hello", Origin: user}
	if change != nil {
		change(s)
	}
	return model.Contract{Smoke: s}
}

func stdout(want string) func(*model.Smoke) { return func(s *model.Smoke) { s.Stdout = &want } }

func field1(name, want string) func(*model.Smoke) {
	return func(s *model.Smoke) { s.JSON = map[string]json.RawMessage{name: raw(want)} }
}

func input1(name, input string) func(*model.Smoke) {
	return func(s *model.Smoke) { s.Inputs = map[string]string{name: input} }
}

func TestCheckSmoke(t *testing.T) {
	inputs := map[string]string{"GIT_VERSION": "v1.2", "BUILD": "42", "NOTHING": "", "NULL": "null"}
	tests := map[string]struct {
		promise  func(*model.Smoke)
		rep      *Report
		row      string
		want     string
		found    string
		expected Status
	}{
		"not run":            {nil, nil, "smoke", "exit status 0", "not run", NotRun},
		"not in the report":  {nil, &Report{}, "smoke", "exit status 0", "not in the report", Failed},
		"exit":               {nil, ran(0, ""), "exit status", "0", "0", OK},
		"wrong exit":         {nil, ran(101, ""), "exit status", "0", "101: it broke", Failed},
		"exit that must be":  {func(s *model.Smoke) { s.Exit = 2 }, ran(2, ""), "exit status", "2", "2", OK},
		"output":             {stdout("hello\n"), ran(0, " hello"), "output", "hello", "hello", OK},
		"wrong output":       {stdout("hello"), ran(0, "help\x1b[1m"), "output", "hello", `"help\x1b[1m"`, Failed},
		"no output":          {stdout("hello"), ran(0, "\n"), "output", "hello", `""`, Failed},
		"empty output":       {stdout(""), ran(0, "\n"), "output", `""`, `""`, OK},
		"field":              {field1("v", `"1"`), ran(0, `{"v":"1","w":2}`), "output.v", `"1"`, `"1"`, OK},
		"wrong field":        {field1("v", `"1"`), ran(0, `{"v":1}`), "output.v", `"1"`, `1`, Failed},
		"missing field":      {field1("v", `"1"`), ran(0, `{"w":1}`), "output.v", `"1"`, "missing", Failed},
		"null":               {field1("v", `null`), ran(0, `{"w":1}`), "output.v", "null", "missing", Failed},
		"number":             {field1("v", `2.5`), ran(0, `{"v":25e-1}`), "output.v", "2.5", "25e-1", OK},
		"wrong number":       {field1("v", `9007199254740993`), ran(0, `{"v":9007199254740992}`), "output.v", "9007199254740993", "9007199254740992", Failed},
		"no object":          {field1("v", `1`), ran(0, "panic: x"), "output", "one JSON object", "panic: x", Failed},
		"two objects":        {field1("v", `1`), ran(0, `{"v":1}{}`), "output", "one JSON object", `{"v":1}{}`, Failed},
		"a list":             {field1("v", `1`), ran(0, `[1]`), "output", "one JSON object", `[1]`, Failed},
		"null for an object": {field1("v", `1`), ran(0, `null`), "output", "one JSON object", `null`, Failed},
		"input":              {input1("git", "GIT_VERSION"), ran(0, `{"git":"v1.2"}`), "output.git", "v1.2 (GIT_VERSION)", `"v1.2"`, OK},
		"wrong input":        {input1("git", "GIT_VERSION"), ran(0, `{"git":"dev"}`), "output.git", "v1.2 (GIT_VERSION)", `"dev"`, Failed},
		"input as a number":  {input1("n", "BUILD"), ran(0, `{"n":42}`), "output.n", "42 (BUILD)", "42", OK},
		"null is no input":   {input1("n", "NOTHING"), ran(0, `{"n":null}`), "output.n", `"" (NOTHING)`, "null", Failed},
		"the word null":      {input1("n", "NULL"), ran(0, `{"n":null}`), "output.n", "null (NULL)", "null", Failed},
		"missing input":      {input1("n", "BUILD"), ran(0, `{}`), "output.n", "42 (BUILD)", "missing", Failed},
		"input not given":    {input1("n", "WHO"), ran(0, `{"n":1}`), "output.n", "WHO", "no value was given for WHO", Failed},
	}
	for name, tt := range tests {
		rows := CheckSmoke(smoke(tt.promise), inputs, tt.rep)
		r := row(t, rows, tt.row)
		if want := (Row{"hello", tt.row, tt.want, tt.found, tt.expected, user}); r != want {
			t.Errorf("%s: got %+v, want %+v", name, r, want)
		}
		if Held(rows) != (tt.expected == OK) || Broken(rows) != (tt.expected == Failed) {
			t.Errorf("%s: %+v", name, rows)
		}
	}
	if rows := CheckSmoke(model.Contract{}, nil, ran(1, "")); rows != nil {
		t.Errorf("nothing promised: %+v", rows)
	}
}

// A process beside the command must still run when that has ended.
func TestSmokeDaemon(t *testing.T) {
	seven := 7
	for name, tt := range map[string]struct {
		daemon *Beside
		found  string
		status Status
	}{
		"runs":     {&Beside{}, "it did", OK},
		"ended":    {&Beside{Exit: &seven, Stderr: "line\nbind: no\n"}, "ended by itself with 7: bind: no", Failed},
		"silently": {&Beside{Exit: new(int)}, "ended by itself with 0", Failed},
		"unknown":  {nil, "not in the report", Failed},
	} {
		rep := ran(0, "")
		rep.Smoke[1].Daemon = tt.daemon
		rows := CheckSmoke(smoke(func(s *model.Smoke) { s.Daemon = &model.Daemon{Bin: "daemon"} }), nil, rep)
		if r := row(t, rows, "daemon"); r.Found != tt.found || r.Status != tt.status {
			t.Errorf("%s: %+v", name, r)
		}
	}
}

func TestSmokeRowsAreOrdered(t *testing.T) {
	c := smoke(func(s *model.Smoke) {
		s.JSON = map[string]json.RawMessage{"b": raw("1"), "a": raw("1"), "c": raw("1")}
		s.Inputs = map[string]string{"z": "X", "y": "X"}
	})
	var got []string
	for _, r := range CheckSmoke(c, nil, ran(0, "{}")) {
		got = append(got, r.Promise)
	}
	want := []string{"exit status", "output.a", "output.b", "output.c", "output.y", "output.z"}
	if !slices.Equal(got, want) {
		t.Error(got)
	}
}

func TestSameJSON(t *testing.T) {
	huge := "1e99999999999"
	tests := []struct {
		a, b string
		same bool
	}{
		{"1", "1.0", true}, {"10e-1", "1", true}, {"-0", "0", true}, {"0e5", "0", true}, {"-1", "1", false},
		{"1e999999999", "1e999999998", false}, {"1e999999999", "10e999999998", true}, {huge, huge, true},
		{huge, "1e99999999998", false}, {"1E+2", "100", true}, {"0.10", "0.1", true}, {"100", "1", false},
		{"0.1", "0.1000000000000000055511151231257827", false},
		{`"a"`, `"\u0061"`, true}, {`"a"`, `"b"`, false}, {`"1"`, "1", false}, {"true", "true", true},
		{"true", "false", false}, {"null", "null", true}, {"null", "0", false}, {"null", "[]", false}, {"[]", "null", false},
		{"[1,2]", "[1.0,2]", true}, {"[1,2]", "[2,1]", false}, {"[1]", "[1,1]", false}, {"{}", "[]", false}, {"1", "[]", false},
		{`{"a":1,"b":[{}]}`, ` {"b":[{}],"a":1e0}`, true}, {`{"a":1}`, `{"a":1,"b":2}`, false}, {`{"a":null}`, `{"b":null}`, false},
		{"", "", false},
	}
	for _, tt := range tests {
		if got := sameJSON(raw(tt.a), raw(tt.b)); got != tt.same {
			t.Errorf("%s and %s: %v", tt.a, tt.b, got)
		}
		if got := sameJSON(raw(tt.b), raw(tt.a)); got != tt.same {
			t.Errorf("%s and %s: %v", tt.b, tt.a, got)
		}
	}
}

const goodReport = `{
  "version": 7,
  "binaries": [{"name": "hello", "size": 612000, "sha256": "ab", "mode": 493}],
  "smoke": [{"binary": "hello", "command": ["qemu-arm", "hello"], "cpu": "arm926", "exit": 0,
             "stdout": "hi\n", "stderr": "", "seconds": 0.25, "note": null}]
}
`

func TestParseReport(t *testing.T) {
	rep, err := ParseReport([]byte(goodReport))
	if err != nil {
		t.Fatal(err)
	}
	if want := (Measured{"hello", 612000, "ab"}); !slices.Equal(rep.Binaries, []Measured{want}) {
		t.Errorf("%+v", rep.Binaries)
	}
	got := rep.Smoke[0]
	if got.Binary != "hello" || len(got.Command) != 2 || got.CPU != "arm926" || got.Stdout != "hi\n" || got.Seconds != 0.25 {
		t.Errorf("%+v", got)
	}
}

// Each field is needed: without it the error names it.
func TestReportIsStrict(t *testing.T) {
	for _, name := range strings.Fields("binaries name size sha256 smoke binary command cpu exit stdout stderr seconds") {
		bad := strings.Replace(goodReport, `"`+name+`":`, `"x":`, 1)
		if _, err := ParseReport([]byte(bad)); err == nil || !strings.Contains(err.Error(), `"`+name+`" is missing`) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, bad := range []string{
		"", "[]", "null", "{", goodReport + "x", goodReport + goodReport,
		strings.Replace(goodReport, "612000", "null", 1), strings.Replace(goodReport, "612000", `"612000"`, 1),
		strings.Replace(goodReport, `"exit": 0`, `"exit": 0.5`, 1),
		strings.Replace(goodReport, `["qemu-arm", "hello"]`, `"qemu-arm hello"`, 1),
		`{"binaries": [null], "smoke": []}`,
	} {
		if rep, err := ParseReport([]byte(bad)); err == nil {
			t.Errorf("%s is taken for %+v", bad, rep)
		}
	}
}

// Lines that end as on Windows are those of the contract there, and other lines
// elsewhere.
func TestSmokeOfWindows(t *testing.T) {
	for format, want := range map[model.Format]Status{model.FormatPE: OK, model.FormatELF: Failed} {
		c := smoke(stdout("one\ntwo\n"))
		c.Format.V = format
		if rows := CheckSmoke(c, nil, ran(0, "one\r\ntwo\r\n")); rows[1].Promise != "output" || rows[1].Status != want {
			t.Errorf("%s: %+v", format, rows)
		}
	}
}

// Wine says first which DLL is missing, and last that the program was not started.
func TestMissingDLL(t *testing.T) {
	const said = `0150:err:module:import_dll Library libwinpthread-1.dll (which is needed by L"Z:\\out\\hello.exe") not found
0150:err:module:loader_init Importing dlls for L"Z:\\out\\hello.exe" failed, status c0000135
`
	const want = `Library libwinpthread-1.dll (which is needed by L"Z:\\out\\hello.exe") not found`
	if got := lastWords(said); got != want {
		t.Errorf("%s", got)
	}
}
