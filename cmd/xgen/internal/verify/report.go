package verify

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// Report is report.json: what the test stage measured and what its commands
// printed. Fields that this version does not know are ignored; one that it
// needs and that is absent or null is an error, never a zero.
type Report struct {
	Binaries []Measured
	Smoke    []Ran
	// Lock is the unified diff from the project's Cargo.lock to the one that
	// was built with, "" where that is the project's own.
	Lock string
}

// Measured is one binary as the build left it.
type Measured struct {
	Name   string
	Size   int64  // bytes
	SHA256 string // 64 hex digits
}

// Ran is one command that was run under the emulator.
type Ran struct {
	Binary  string   `json:"binary"`
	Command []string `json:"command"`
	CPU     string   `json:"cpu"`  // the emulator's name of it; "" is its default
	Exit    int      `json:"exit"` // as a shell gives it: 128 plus the signal, 124 after a timeout
	Stdout  string   `json:"stdout"`
	Stderr  string   `json:"stderr"`
	Seconds float64  `json:"seconds"`
	Daemon  *Beside  `json:"daemon,omitempty"`
}

// Beside is a process that ran beside a command.
type Beside struct {
	Command []string `json:"command"`
	// Exit is nil where it still ran when the command had ended.
	Exit   *int   `json:"exit"`
	Stdout string `json:"stdout"`
	Stderr string `json:"stderr"`
}

// ParseReport decodes report.json.
func ParseReport(data []byte) (*Report, error) {
	dec := json.NewDecoder(bytes.NewReader(data))
	var rep Report
	if err := dec.Decode(&rep); err != nil {
		return nil, fmt.Errorf("report.json: %w", err)
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("report.json: something follows its object")
	}
	return &rep, nil
}

// UnmarshalJSON decodes a Report strictly.
func (r *Report) UnmarshalJSON(data []byte) error {
	var more struct{ Lock string }
	if err := json.Unmarshal(data, &more); err != nil {
		return err
	}
	r.Lock = more.Lock
	return fields(data, field{"binaries", &r.Binaries}, field{"smoke", &r.Smoke})
}

// UnmarshalJSON decodes a Measured strictly.
func (m *Measured) UnmarshalJSON(data []byte) error {
	return fields(data, field{"name", &m.Name}, field{"size", &m.Size}, field{"sha256", &m.SHA256})
}

// UnmarshalJSON decodes a Ran strictly.
func (r *Ran) UnmarshalJSON(data []byte) error {
	var more struct{ Daemon *Beside }
	if err := json.Unmarshal(data, &more); err != nil {
		return err
	}
	r.Daemon = more.Daemon
	return fields(data,
		field{"binary", &r.Binary}, field{"command", &r.Command}, field{"cpu", &r.CPU},
		field{"exit", &r.Exit}, field{"stdout", &r.Stdout}, field{"stderr", &r.Stderr},
		field{"seconds", &r.Seconds})
}

// field is where one field of an object goes.
type field struct {
	name string
	into any
}

// fields decodes the object data into all of list.
func fields(data []byte, list ...field) error {
	var object map[string]json.RawMessage
	if err := json.Unmarshal(data, &object); err != nil {
		return err
	}
	for _, f := range list {
		raw, ok := object[f.name]
		if !ok || string(raw) == "null" {
			return fmt.Errorf("the field %q is missing", f.name)
		}
		if err := json.Unmarshal(raw, f.into); err != nil {
			return fmt.Errorf("the field %q: %w", f.name, err)
		}
	}
	return nil
}
