package engine

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
)

// decodeFile decodes a recorded stream. The recordings are buildctl's, or
// buildx's where the name says so, of testdata/sample.Dockerfile.
func decodeFile(t *testing.T, name string) ([]Event, *Trace) {
	t.Helper()
	f, err := os.Open(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var events []Event
	trace, err := Decode(f, func(e Event) { events = append(events, e) })
	if err != nil {
		t.Fatal(err)
	}
	return events, trace
}

// story returns the events of one stage, a line each.
func story(events []Event, stage string) (lines []string) {
	for _, e := range events {
		if e.Step.Stage == stage && e.Kind != Transfer {
			lines = append(lines, strings.TrimSpace(fmt.Sprintf("%s %s %s", label(e.Step), e.Kind, e.Text)))
		}
	}
	return lines
}

func TestDecodeGood(t *testing.T) {
	events, trace := decodeFile(t, "good.jsonl")
	want := []string{
		"build 1/4 started", "build 1/4 completed",
		"build 2/4 started", "build 2/4 completed",
		"build 3/4 started", "build 3/4 line 7", "build 3/4 line X=1", "build 3/4 completed",
		"build 4/4 started", "build 4/4 line line 1", "build 4/4 line line 2", "build 4/4 line line 3", "build 4/4 completed",
	}
	if got := story(events, "build"); !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	want = []string{"rust 1/1 started", "rust 1/1 line hello", "rust 1/1 line warn", "rust 1/1 line no newline", "rust 1/1 completed"}
	if got := story(events, "rust"); !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	if trace.Failed != nil || len(trace.Tail) > 0 {
		t.Errorf("trace of a good build: %+v", trace)
	}
}

func TestDecodeElapsed(t *testing.T) {
	events, _ := decodeFile(t, "good.jsonl")
	for _, e := range events {
		if e.Kind == Completed && e.Step.Stage == "build" && e.Step.N == 4 && (e.Elapsed < 900*time.Millisecond || e.Elapsed > 3*time.Second) {
			t.Errorf("three sleeps of 0.3 s took %v", e.Elapsed)
		}
	}
}

func TestDecodeTransfer(t *testing.T) {
	events, _ := decodeFile(t, "good.jsonl")
	i := slices.IndexFunc(events, func(e Event) bool { return e.Kind == Transfer && e.Total > 0 })
	if i < 0 || events[i].Total != 56286819 || !strings.HasPrefix(events[i].Text, "sha256:1509") {
		t.Errorf("no transfer of the layer: %d", i)
	}
}

// What another solve did before this one began is cached; what it had begun and this
// one waits for is not.
func TestDecodeHistory(t *testing.T) {
	const stream = `{"vertexes":[{"digest":"a","name":"[internal] load build definition from Dockerfile","started":"2026-11-30T06:31:03Z"}]}
{"vertexes":[{"digest":"b","name":"[rust 1/2] RUN x","started":"2026-11-30T05:30:18Z"}]}
{"vertexes":[{"digest":"b","name":"[rust 1/2] RUN x","started":"2026-11-30T05:30:18Z","completed":"2026-11-30T05:30:54Z"}]}
{"vertexes":[{"digest":"c","name":"[std 1/2] RUN y","started":"2026-11-30T05:30:18Z","completed":"2026-11-30T05:30:54Z"}]}
{"vertexes":[{"digest":"d","name":"[cc 1/1] RUN z","started":"2026-11-30T06:31:00Z"}]}
{"vertexes":[{"digest":"d","name":"[cc 1/1] RUN z","started":"2026-11-30T06:31:00Z","completed":"2026-11-30T06:31:05Z"}]}
`
	var events []Event
	if _, err := Decode(strings.NewReader(stream), func(e Event) { events = append(events, e) }); err != nil {
		t.Fatal(err)
	}
	for stage, want := range map[string][]string{
		"rust": {"rust 1/2 started", "rust 1/2 cached"}, "std": {"std 1/2 cached"}, "cc": {"cc 1/1 started", "cc 1/1 completed"},
	} {
		if got := story(events, stage); !slices.Equal(got, want) {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

// A result that the engine had kept and cannot load is no failure: it does the step anew, or
// another solve has done so (BuildKit 0.25.2, whose garbage collector had taken it).
func TestDecodeLostResult(t *testing.T) {
	const stream = `{"vertexes":[{"digest":"a","name":"[internal] load build definition from Dockerfile","started":"2026-12-01T04:31:37Z"}]}
{"vertexes":[{"digest":"b","name":"[emulator 1/1] RUN x","started":"2026-12-01T04:27:06.1Z","completed":"2026-12-01T04:27:06.2Z","cached":true,"error":"failed to load ref: ghtz3: not found"}]}
{"vertexes":[{"digest":"b","name":"[emulator 1/1] RUN x","started":"2026-12-01T04:27:06.3Z","completed":"2026-12-01T04:27:23Z"}]}
{"vertexes":[{"digest":"c","name":"[zig 1/1] RUN y","started":"2026-12-01T04:31:38Z","completed":"2026-12-01T04:31:38Z","cached":true,"error":"failed to load ref: other: not found"}]}
{"vertexes":[{"digest":"c","name":"[zig 1/1] RUN y","started":"2026-12-01T04:31:38.1Z"}]}
{"vertexes":[{"digest":"c","name":"[zig 1/1] RUN y","started":"2026-12-01T04:31:38.1Z","completed":"2026-12-01T04:31:39Z"}]}
{"vertexes":[{"digest":"e","name":"[old 1/1] RUN w","started":"2026-12-01T04:20:00Z","completed":"2026-12-01T04:20:01Z","error":"process \"w\" did not complete successfully: exit code: 2"}]}
{"vertexes":[{"digest":"d","name":"[build 1/1] RUN z","started":"2026-12-01T04:31:39Z","completed":"2026-12-01T04:31:40Z","error":"process \"z\" did not complete successfully: exit code: 101"}]}
`
	var events []Event
	trace, err := Decode(strings.NewReader(stream), func(e Event) { events = append(events, e) })
	if err != nil || trace.Failed == nil || trace.Failed.Step.Stage != "build" || trace.Failed.ExitCode != 101 {
		t.Errorf("%v, %+v", err, trace.Failed)
	}
	for stage, want := range map[string][]string{
		"emulator": {"emulator 1/1 cached"}, "zig": {"zig 1/1 started", "zig 1/1 completed"}, "old": nil, "build": {"build 1/1 started", `build 1/1 failed process "z" did not complete successfully: exit code: 101`},
	} {
		if got := story(events, stage); !slices.Equal(got, want) {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestDecodeCached(t *testing.T) {
	for _, name := range []string{"cached.jsonl", "buildx-0.13-cached.jsonl"} {
		events, _ := decodeFile(t, name)
		testDecodeCached(t, events)
	}
}

func testDecodeCached(t *testing.T, events []Event) {
	t.Helper()
	want := []string{"build 1/4 cached", "build 2/4 cached", "build 3/4 cached", "build 4/4 cached"}
	got := story(events, "build")
	slices.Sort(got)
	if !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
}

func TestDecodeFail(t *testing.T) {
	for _, name := range []string{"fail.jsonl", "buildx-0.13-fail.jsonl"} {
		t.Run(name, func(t *testing.T) { testDecodeFail(t, name) })
	}
}

func testDecodeFail(t *testing.T, name string) {
	_, trace := decodeFile(t, name)
	f := trace.Failed
	if f == nil || f.ExitCode != 3 || f.Step.Stage != "bad" || f.Step.N != 1 || f.Step.M != 1 {
		t.Fatalf("failed: %+v", f)
	}
	if n := len(f.Output); n != 31 || f.Output[0] != "out 1" || !slices.Contains(f.Output, "error: boom") {
		t.Errorf("tail of %d lines: %q", n, f.Output)
	}
	if f.Error() != "stage bad, step 1 of 1: exit code 3" {
		t.Errorf("error: %s", f)
	}
	if last := trace.Tail[len(trace.Tail)-1]; !strings.HasPrefix(strings.ToLower(last), "error: failed to solve: ") {
		t.Errorf("plain tail ends with %q", last)
	}
}

// The reason is the last line on stderr, also where stdout comes later; a line
// of the project's on stdout is none.
func TestDecodeReason(t *testing.T) {
	const stdout, stderr = 1, 2
	type line struct {
		stream int
		text   string
	}
	for _, c := range []struct {
		lines []line
		want  string
	}{
		{[]line{{stdout, "Diff"}, {stderr, "xgen: run cargo fmt"}}, ": run cargo fmt"},
		{[]line{{stderr, "xgen: run cargo fmt"}, {stdout, "Diff"}, {stdout, "+fn main() {"}}, ": run cargo fmt"},
		{[]line{{stderr, "xgen: a note"}, {stderr, "error: boom"}}, ""},
		{[]line{{stderr, "error: boom"}, {stdout, "xgen: not of a stage script"}}, ""},
		{[]line{{stderr, "xgen: no end of the li"}, {stderr, "ne"}}, ": no end of the line"},
	} {
		at := time.Now()
		d := &decoder{emit: func(Event) {}, vertices: map[string]*vertex{}}
		v := d.vertex("sha256:1", "[fmt 1/1] RUN fmt.sh")
		v.change(&at, nil, false, "")
		for _, l := range c.lines {
			end := "\n"
			if strings.HasPrefix(c.want, ": no end") {
				end = ""
			}
			v.write(l.stream, []byte(l.text+end), at)
		}
		v.change(&at, &at, false, `process "x" did not complete successfully: exit code: 1`)
		d.failed = v
		if got := d.finish().Failed.Error(); got != "stage fmt, step 1 of 1: exit code 1"+c.want {
			t.Errorf("%v: %s", c.lines, got)
		}
	}
}

func TestParseStep(t *testing.T) {
	for name, want := range map[string]Step{
		"[build 3/4] RUN a ] b":              {"build", 3, 4, "RUN a ] b"},
		"[linux/arm64 build 10/12] COPY . /": {"build", 10, 12, "COPY . /"},
		"[internal] load build context":      {Name: "[internal] load build context"},
		"[context os] OCI load from client":  {Name: "[context os] OCI load from client"},
		"[build 5/4] x":                      {Name: "[build 5/4] x"},
		"[build 3/4]":                        {Name: "[build 3/4]"},
		"build 3/4] x":                       {Name: "build 3/4] x"},
		"exporting to client directory":      {Name: "exporting to client directory"},
		"":                                   {},
	} {
		if got := parseStep(name); got != want {
			t.Errorf("%q: got %+v", name, got)
		}
	}
}

func TestExitCode(t *testing.T) {
	for message, want := range map[string]int{
		`process "/bin/sh -c exit code: 9" did not complete successfully: exit code: 3`:                 3,
		`process "x" did not complete successfully: exit code: 137: context canceled: context canceled`: 137,
		`process "did not complete successfully: exit code: 4" did not complete successfully: killed`:   0,
		"exit code: 5": 0,
	} {
		if got := exitCode(message); got != want {
			t.Errorf("%s: got %d", message, got)
		}
	}
}

// vertexLine is a stream's line about one vertex.
func vertexLine(fields string) string {
	return `{"vertexes":[{"digest":"v","name":"[a 1/1] RUN x",` + fields + `}]}` + "\n"
}

func TestDecodeOddStreams(t *testing.T) {
	const one, two = `"started":"2026-01-01T00:00:01Z"`, `"started":"2026-01-01T00:00:03Z"`
	const end, later = `"completed":"2026-01-01T00:00:02Z"`, `"completed":"2026-01-01T00:00:05Z"`
	for name, c := range map[string]struct {
		stream string
		want   []string
	}{
		"told twice":        {vertexLine(one) + vertexLine(one) + vertexLine(one+","+end) + vertexLine(one+","+end), []string{"a 1/1 started", "a 1/1 completed"}},
		"resumed":           {vertexLine(one+","+end) + vertexLine(two) + vertexLine(two+","+later), []string{"a 1/1 started", "a 1/1 completed", "a 1/1 started", "a 1/1 completed"}},
		"log first":         {`{"logs":[{"vertex":"v","stream":1,"data":"YQo="}]}` + "\n" + vertexLine(one), []string{"a 1/1 started"}},
		"canceled":          {vertexLine(one + "," + end + `,"error":"x: context canceled"`), []string{"a 1/1 started", "a 1/1 canceled x: context canceled"}},
		"CRLF, no last end": {strings.ReplaceAll(vertexLine(one), "\n", "\r\n") + strings.TrimSpace(vertexLine(one+","+end)), []string{"a 1/1 started", "a 1/1 completed"}},
		"overwritten line":  {vertexLine(one) + `{"logs":[{"vertex":"v","stream":7,"data":"MSUNMiUNCg=="}]}` + "\n", []string{"a 1/1 started", "a 1/1 line 2%"}},
		"indented":          {strings.NewReplacer(`{"vertexes"`, "{\n  \"vertexes\"", "]}", "]\n}").Replace(vertexLine(one)+vertexLine(one+","+end)) + "{\n", []string{"a 1/1 started", "a 1/1 completed"}},
		"neither":           {"{}\n[]\n{\"vertexes\":3}\n\nplain\n", nil},
	} {
		var events []Event
		if _, err := Decode(strings.NewReader(c.stream), func(e Event) { events = append(events, e) }); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if got := story(events, "a"); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: got %q", name, got)
		}
	}
}

// The step that failed first and by itself is the cause: neither one that was
// given up for it, nor the engine's own work, nor a later one.
func TestDecodeCause(t *testing.T) {
	failed := func(id, name, message string) string {
		return fmt.Sprintf(`{"vertexes":[{"digest":%q,"name":%q,"completed":"2026-01-01T00:00:02Z","error":%q}]}`+"\n", id, name, message)
	}
	trace, err := Decode(strings.NewReader(
		failed("1", "[a 1/1] RUN x", "x: context canceled")+
			failed("2", "[internal] load build context", "broken")+
			failed("3", "[b 1/1] RUN x", "first")+
			failed("4", "[c 1/1] RUN x", "second")), func(Event) {})
	if err != nil || trace.Failed == nil || trace.Failed.Message != "first" {
		t.Errorf("%+v, %v", trace.Failed, err)
	}
}

func TestDecodeReaderError(t *testing.T) {
	broken := errors.New("broken")
	trace, err := Decode(io.MultiReader(strings.NewReader("last words"), errReader{broken}), func(Event) {})
	if !errors.Is(err, broken) || len(trace.Tail) != 1 {
		t.Errorf("got %v, %+v", err, trace)
	}
}

type errReader struct{ err error }

func (r errReader) Read([]byte) (int, error) { return 0, r.err }

// A line without an end is cut, whatever it is, and what comes after it counts.
func TestRow74LineWithoutAnEnd(t *testing.T) {
	for _, begin := range []string{"x", `{"logs":[{"vertex":"`} {
		endless := io.LimitReader(xs{}, objectLimit+100)
		r := io.MultiReader(strings.NewReader(begin), endless, strings.NewReader("\n"+vertexLine(`"started":"2026-01-01T00:00:01Z"`)))
		events := 0
		trace, err := Decode(r, func(Event) { events++ })
		if err != nil || events != 1 || len(trace.Tail) != 1 || len(trace.Tail[0]) != objectLimit {
			t.Errorf("%s: %v, %d events, %d lines", begin, err, events, len(trace.Tail))
		}
	}
}

// xs is an x without an end.
type xs struct{}

func (xs) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'x'
	}
	return len(p), nil
}

// FuzzDecode holds the decoder to what its callers rely on: it ends, keeps
// little, hands on whole lines, and never ends a vertex that has not started.
func FuzzDecode(f *testing.F) {
	for _, name := range []string{"good.jsonl", "cached.jsonl", "fail.jsonl", "buildx-0.13-fail.jsonl"} {
		data, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Add([]byte(`{"logs":[{"vertex":"v","stream":-1,"data":"YQpi"}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		running := map[string]bool{}
		trace, err := Decode(strings.NewReader(string(data)), func(e Event) {
			if e.Kind == Line && strings.ContainsAny(e.Text, "\r\n") {
				t.Errorf("a line of several: %q", e.Text)
			}
			if e.Kind == Completed && !running[e.Vertex] {
				t.Errorf("%s completed without a start", e.Vertex)
			}
			if e.Kind != Line && e.Kind != Transfer {
				running[e.Vertex] = e.Kind == Started
			}
		})
		if err != nil || len(trace.Tail) > TailLines {
			t.Errorf("%v, %d lines", err, len(trace.Tail))
		}
	})
}
