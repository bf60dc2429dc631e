package verify

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/xgen-build/xgen/schema/model"
)

// smokeTable collects the rows of one smoke command.
type smokeTable struct {
	smoke  *model.Smoke
	inputs map[string]string
	crlf   bool // lines may end as C ends them on Windows
	rows   []Row
}

func (t *smokeTable) add(promise, want, found string, s Status) {
	t.rows = append(t.rows, Row{t.smoke.Bin, promise, want, found, s, t.smoke.Origin})
}

// run adds the rows of one run.
func (t *smokeTable) run(ran Ran) []Row {
	s := t.smoke
	found, held := strconv.Itoa(ran.Exit), ran.Exit == s.Exit
	if reason := reasonOf(ran, s.Timeout); !held && reason != "" {
		found += ": " + printable(reason)
	}
	t.add("exit status", strconv.Itoa(s.Exit), found, status(held))
	if s.Daemon != nil {
		t.daemon(ran.Daemon)
	}
	if s.Stdout != nil {
		want, out := strings.TrimSpace(*s.Stdout), strings.TrimSpace(t.lines(ran.Stdout))
		t.add("output", text(want), text(out), status(want == out))
	}
	if len(s.JSON)+len(s.Inputs) > 0 {
		t.object(ran.Stdout)
	}
	return t.rows
}

// lines returns a text with the ends of lines that a contract has.
func (t *smokeTable) lines(text string) string {
	if t.crlf {
		return strings.ReplaceAll(text, "\r\n", "\n")
	}
	return text
}

// daemon adds the row of the process beside the command.
func (t *smokeTable) daemon(d *Beside) {
	const want = "runs until it is ended"
	switch {
	case d == nil:
		t.add("daemon", want, "not in the report", Failed)
	case d.Exit == nil:
		t.add("daemon", want, "it did", OK)
	default:
		found := "ended by itself with " + strconv.Itoa(*d.Exit)
		if reason := lastWords(d.Stderr); reason != "" {
			found += ": " + printable(reason)
		}
		t.add("daemon", want, found, Failed)
	}
}

// object adds a row for each promised field of the object in stdout.
func (t *smokeTable) object(stdout string) {
	out, err := object([]byte(stdout))
	if err != nil {
		t.add("output", "one JSON object", text(strings.TrimSpace(stdout)), Failed)
		return
	}
	for _, name := range slices.Sorted(maps.Keys(t.smoke.JSON)) {
		want := t.smoke.JSON[name]
		t.field(name, printable(string(want)), out, func(raw json.RawMessage) bool { return sameJSON(want, raw) })
	}
	for _, name := range slices.Sorted(maps.Keys(t.smoke.Inputs)) {
		t.input(name, t.smoke.Inputs[name], out)
	}
}

// field adds the row of one field.
func (t *smokeTable) field(name, want string, out map[string]json.RawMessage, same func(json.RawMessage) bool) {
	raw, ok := out[name]
	if !ok {
		t.add("output."+name, want, "missing", Failed)
		return
	}
	t.add("output."+name, want, printable(string(raw)), status(same(raw)))
}

// input adds the row of a field that must equal an input's value.
func (t *smokeTable) input(name, input string, out map[string]json.RawMessage) {
	value, ok := t.inputs[input]
	if !ok {
		t.add("output."+name, input, fmt.Sprintf("no value was given for %s", input), Failed)
		return
	}
	want := fmt.Sprintf("%s (%s)", text(value), input)
	t.field(name, want, out, func(raw json.RawMessage) bool { return isInput(raw, value) })
}

// isInput reports whether a JSON value has an input's value: as a string, or
// as a number or a boolean that is spelt so.
func isInput(raw json.RawMessage, value string) bool {
	var s string
	if err := json.Unmarshal(raw, &s); err == nil && string(raw) != "null" {
		return s == value
	}
	return string(raw) == value && value != "null"
}

// text returns a text as a table shows it, with quotes around one that is
// empty.
func text(s string) string {
	if s == "" {
		return `""`
	}
	return printable(s)
}
