package verify

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path/filepath"
)

// Report is report.json: what the test stage measured, and what its commands
// printed. Unknown fields are ignored. A field that is needed and is missing
// or null is an error, never a zero.
type Report struct {
	Binaries []Measured
	Smoke    []Ran
	Page     int // the size of the machine's own memory pages in bytes; 0 where it is not known
	// Lock is the unified diff from the project's Cargo.lock to the one that
	// was built with, "" where that is the project's own.
	Lock string
}

// Measured describes a binary as the build left it.
type Measured struct {
	Name   string
	Size   int64  // bytes
	SHA256 string // 64 hex digits
}

// Ran is the record of one command that was run under the emulator.
type Ran struct {
	Binary  string   `json:"binary"`
	Command []string `json:"command"`
	CPU     string   `json:"cpu"`  // the emulator's name of it; "" is its default
	Exit    int      `json:"exit"` // as a shell reports it: 128 plus the signal, 124 after a timeout
	Stdout  string   `json:"stdout"`
	Stderr  string   `json:"stderr"`
	Seconds float64  `json:"seconds"`
	Daemon  *Beside  `json:"daemon,omitempty"`
	// Page is the size of memory pages in bytes that the emulator had; 0 where it
	// was the machine's own.
	Page int `json:"page,omitempty"`
}

// Beside is the record of a process that ran beside a command.
type Beside struct {
	Command []string `json:"command"`
	// Exit is nil where it still ran when the command had ended.
	Exit   *int   `json:"exit"`
	Stdout string `json:"stdout"`
	Stderr string `json:"stderr"`
}

// maxReport is the most that report.json and tests.json may have, in bytes.
// The output of programs is cut where it is recorded.
const maxReport = 64 << 20

// ParseReport decodes report.json.
func ParseReport(data []byte) (*Report, error) {
	var rep Report
	if err := parse("report.json", data, &rep); err != nil {
		return nil, err
	}
	return &rep, nil
}

// ReadReport reads report.json from the folder of a build.
func ReadReport(path string) (*Report, error) {
	data, err := readRecord(path)
	if err != nil {
		return nil, err
	}
	return ParseReport(data)
}

// readRecord reads a file that a stage of the build has written, of at most
// maxReport bytes.
func readRecord(path string) ([]byte, error) {
	f, size, err := open(path)
	name := filepath.Base(path)
	bad, unfit := errors.AsType[*FormatError](err)
	switch {
	case unfit && bad.Found == missing:
		return nil, fmt.Errorf("the build exported no %s", name)
	case unfit:
		return nil, fmt.Errorf("the build exported a %s as %s", bad.Found, name)
	case err != nil:
		return nil, err
	}
	defer f.Close()
	if size > maxReport {
		return nil, tooLarge(name)
	}
	return io.ReadAll(io.LimitReader(f, maxReport+1))
}

func tooLarge(name string) error {
	return fmt.Errorf("%s has more than %s: have the programs print less", name, budget(maxReport))
}

// parse decodes a file that a stage of the build has written.
func parse(name string, data []byte, into any) error {
	if len(data) > maxReport {
		return tooLarge(name)
	}
	if err := json.Unmarshal(data, into); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}

// UnmarshalJSON decodes a Report strictly.
func (r *Report) UnmarshalJSON(data []byte) error {
	return fields(data, needed("binaries", &r.Binaries), needed("smoke", &r.Smoke), optional("page", &r.Page), optional("lock", &r.Lock))
}

// UnmarshalJSON decodes a Measured strictly.
func (m *Measured) UnmarshalJSON(data []byte) error {
	return fields(data, needed("name", &m.Name), needed("size", &m.Size), needed("sha256", &m.SHA256))
}

// UnmarshalJSON decodes a Ran strictly.
func (r *Ran) UnmarshalJSON(data []byte) error {
	return fields(data,
		needed("binary", &r.Binary), needed("command", &r.Command), needed("cpu", &r.CPU),
		needed("exit", &r.Exit), needed("stdout", &r.Stdout), needed("stderr", &r.Stderr),
		needed("seconds", &r.Seconds), optional("daemon", &r.Daemon), optional("page", &r.Page))
}

// UnmarshalJSON decodes a Beside strictly.
func (b *Beside) UnmarshalJSON(data []byte) error {
	return fields(data, needed("command", &b.Command), optional("exit", &b.Exit),
		needed("stdout", &b.Stdout), needed("stderr", &b.Stderr))
}
