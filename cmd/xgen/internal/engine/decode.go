package engine

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"io"
	"strings"
	"time"
)

// Decode reads the stream of --progress=rawjson until it ends and calls emit
// with each event, in order. Buildctl and buildx write the same: one JSON
// object a line, or indented over several lines (buildx 0.13.1), with the
// whole state of a vertex at each change (moby/buildkit, client.SolveStatus).
// Other text in the stream, such as the plain words after a failure, is kept
// in the trace. The error is the reader's.
func Decode(r io.Reader, emit func(Event)) (*Trace, error) {
	d := &decoder{emit: emit, vertices: map[string]*vertex{}}
	lines := bufio.NewReader(r)
	for {
		line, err := readLine(lines)
		d.line(bytes.TrimRight(line, "\r\n"))
		if errors.Is(err, io.EOF) {
			return d.finish(), nil
		}
		if err != nil {
			return d.finish(), err
		}
	}
}

// Trace is the summary of a stream.
type Trace struct {
	Failed *StepError // the first step that failed by itself
	Tail   []string   // the last lines that were no progress
}

type decoder struct {
	emit     func(Event)
	vertices map[string]*vertex
	order    []*vertex
	failed   *vertex // the first step that failed by itself
	tail     []string
	indented []byte    // an object that has begun
	begun    time.Time // when the first step of this solve did, by the engine's clock
}

// status is one line of the stream.
type status struct {
	Vertexes []struct {
		Digest    string
		Name      string
		Started   *time.Time
		Completed *time.Time
		Cached    bool
		Error     string
	}
	Statuses []struct {
		ID, Vertex, Name string
		Current, Total   int64
		Timestamp        time.Time
	}
	Logs []struct {
		Vertex    string
		Stream    int
		Data      []byte
		Timestamp time.Time
	}
}

// objectLimit is the size in bytes at which an indented object is given up and
// a line is cut.
const objectLimit = 16 << 20

// readLine reads a line, of which it returns no more than the limit.
func readLine(r *bufio.Reader) (line []byte, err error) {
	for {
		part, err := r.ReadSlice('\n')
		line = append(line, part[:min(len(part), objectLimit-len(line))]...)
		if !errors.Is(err, bufio.ErrBufferFull) {
			return line, err
		}
	}
}

// line joins the lines of an indented object, which begins and ends with a
// brace alone on its line.
func (d *decoder) line(line []byte) {
	if len(d.indented) == 0 && string(line) != "{" {
		d.object(line)
		return
	}
	d.indented = append(append(d.indented, line...), '\n')
	if string(line) == "}" || len(d.indented) > objectLimit {
		d.endObject()
	}
}

func (d *decoder) endObject() {
	d.object(bytes.TrimSuffix(d.indented, []byte("\n")))
	d.indented = nil
}

// object decodes an object of the stream. Any other text is kept as plain text.
func (d *decoder) object(text []byte) {
	var s status
	if len(text) == 0 {
		return
	}
	if text[0] != '{' || json.Unmarshal(text, &s) != nil {
		for l := range strings.Lines(string(text)) {
			d.tail = keep(d.tail, strings.TrimRight(l, "\r\n"), TailLines)
		}
		return
	}
	for _, v := range s.Vertexes {
		of := d.vertex(v.Digest, v.Name)
		if of.change(v.Started, v.Completed, v.Cached || d.before(v.Started, v.Completed), v.Error) && d.failed == nil {
			d.failed = of
		}
	}
	for _, t := range s.Statuses {
		d.vertex(t.Vertex, "").transfer(cmp.Or(t.ID, t.Name), t.Current, t.Total, t.Timestamp)
	}
	for _, l := range s.Logs {
		d.vertex(l.Vertex, "").write(l.Stream, l.Data, l.Timestamp)
	}
}

// before reports whether a vertex was done before this solve began. An engine that
// still holds what another solve did in memory sends the history of that, also as the
// state of vertices with other ids.
func (d *decoder) before(started, completed *time.Time) bool {
	if d.begun.IsZero() && started != nil {
		d.begun = *started
	}
	return completed != nil && completed.Before(d.begun)
}

// vertex returns the state of a vertex, which it adds where it is new: output
// can come before the vertex is announced.
func (d *decoder) vertex(id, name string) *vertex {
	v := d.vertices[id]
	if v == nil {
		v = &vertex{id: id, emit: d.emit}
		d.vertices[id] = v
		d.order = append(d.order, v)
	}
	if name != "" {
		v.step = parseStep(name)
	}
	return v
}

// finish emits unfinished lines and returns the summary. Only now is the
// output of a failed step complete.
func (d *decoder) finish() *Trace {
	d.endObject()
	for _, v := range d.order {
		v.flush()
	}
	t := &Trace{Tail: d.tail}
	if v := d.failed; v != nil {
		t.Failed = &StepError{Step: v.step, ExitCode: exitCode(v.message), Message: v.message, Output: v.output, onError: v.onError}
	}
	return t
}
