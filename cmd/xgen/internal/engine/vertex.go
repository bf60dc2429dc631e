package engine

import (
	"bytes"
	"strconv"
	"strings"
	"time"
)

// stderr is BuildKit's number of a step's standard error; 1 is its standard output.
const stderr = 2

// vertex is the decoder's state of a vertex.
type vertex struct {
	id      string
	step    Step
	emit    func(Event)
	running bool
	cached  bool
	message string // of its failure
	started time.Time
	heard   time.Time          // of its last output
	partial [stderr + 1][]byte // the unfinished line of each stream
	output  []string           // the last lines of it
	onError string             // the last line on stderr
}

// change compares a vertex's new state with the known one, and emits what
// changed. The same state may come again, and one message may end one run of
// the vertex and begin the next. It reports whether this is the failure of a
// step, by itself.
func (v *vertex) change(started, completed *time.Time, cached bool, message string) (failed bool) {
	if v.message != "" {
		return false
	}
	if started != nil && !cached && !v.running && started.After(v.started) {
		v.running, v.started = true, *started
		v.send(Event{Kind: Started, Time: *started})
	}
	switch {
	case completed == nil:
	case message != "" && cached: // what the engine had kept of it is lost, and it is done anew
	case message != "":
		return v.fail(message, *completed)
	case cached:
		v.hit(*completed)
	case v.running:
		v.running = false
		v.flush()
		v.send(Event{Kind: Completed, Time: *completed, Elapsed: completed.Sub(v.started)})
	}
	return false
}

func (v *vertex) hit(at time.Time) {
	v.running = false
	if !v.cached {
		v.cached = true
		v.send(Event{Kind: Cached, Time: at})
	}
}

// fail emits a failure, and reports whether it is that of a step, by itself.
func (v *vertex) fail(message string, at time.Time) bool {
	v.flush()
	e := Event{Kind: Failed, Time: at, Text: message}
	if v.running {
		e.Elapsed = at.Sub(v.started)
	}
	v.running, v.message = false, message
	if canceled(message) {
		e.Kind = Canceled
	}
	v.send(e)
	return e.Kind == Failed && v.step.Stage != ""
}

// exitCode returns the exit code in BuildKit's message: process "…" did not
// complete successfully: exit code: 3. The command is a part of the message,
// so that only its end is looked at.
func exitCode(message string) int {
	const mark = "did not complete successfully: exit code: "
	i := strings.LastIndex(message, mark)
	if i < 0 {
		return 0
	}
	digits, _, _ := strings.Cut(message[i+len(mark):], ":")
	code, err := strconv.Atoi(digits)
	if err != nil {
		return 0
	}
	return code
}

func (v *vertex) transfer(what string, current, total int64, at time.Time) {
	v.send(Event{Kind: Transfer, Time: at, Text: what, Current: current, Total: total})
}

// lineLimit is the length in bytes at which a line without an end is cut.
const lineLimit = 64 << 10

// write adds output to the unfinished line of a stream, and emits the lines
// that are complete.
func (v *vertex) write(stream int, data []byte, at time.Time) {
	if stream < 0 || stream >= len(v.partial) {
		stream = 0
	}
	v.heard = at
	buf := append(v.partial[stream], data...)
	for {
		i := bytes.IndexByte(buf, '\n')
		if i < 0 && len(buf) >= lineLimit {
			i = lineLimit - 1
		}
		if i < 0 {
			break
		}
		v.say(stream, strings.TrimSuffix(string(buf[:i+1]), "\n"), at)
		buf = buf[i+1:]
	}
	v.partial[stream] = buf
}

// flush emits the lines that have no end.
func (v *vertex) flush() {
	for i, p := range v.partial {
		if len(p) > 0 {
			v.say(i, string(p), v.heard)
			v.partial[i] = nil
		}
	}
}

// say emits a line. Of one that overwrites itself with carriage returns only
// what remains visible is kept.
func (v *vertex) say(stream int, text string, at time.Time) {
	text = strings.TrimRight(text, "\r")
	text = text[strings.LastIndexByte(text, '\r')+1:]
	v.output = keep(v.output, text, outputLines)
	if stream == stderr {
		v.onError = text
	}
	v.send(Event{Kind: Line, Time: at, Text: text})
}

func (v *vertex) send(e Event) {
	e.Vertex, e.Step = v.id, v.step
	v.emit(e)
}

// canceled reports whether a vertex's error only says that it was stopped.
func canceled(message string) bool {
	return strings.HasSuffix(message, "context canceled")
}
