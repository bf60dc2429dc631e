package build

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/xgen-build/xgen/cmd/xgen/internal/term"
	"github.com/xgen-build/xgen/cmd/xgen/internal/verify"
)

// runLog is the log of a run. Control characters in the output of builds and
// programs are escaped in it, so that it is safe to show in a terminal.
type runLog struct {
	f    *os.File
	at   string // from the project's root
	rest []byte // of a line that has no end yet
}

// openLog opens the log. The last run's log stays until a solve begins.
func openLog(d folder, name string) (*runLog, error) {
	f, err := d.file(name)
	if err != nil {
		return nil, err
	}
	return &runLog{f: f, at: d.at(name)}, nil
}

// restart empties the log for another solve.
func (l *runLog) restart() error {
	l.rest = nil
	_, err := l.f.Seek(0, io.SeekStart)
	return failed(l.at, errors.Join(err, l.f.Truncate(0)))
}

// Write takes any part of the text and writes whole lines.
func (l *runLog) Write(p []byte) (int, error) {
	l.rest = append(l.rest, p...)
	end := bytes.LastIndexByte(l.rest, '\n') + 1
	if end == 0 {
		return len(p), nil
	}
	var out bytes.Buffer
	for line := range bytes.Lines(l.rest[:end]) {
		out.WriteString(term.Clean(string(bytes.TrimRight(line, "\r\n"))))
		out.WriteByte('\n')
	}
	l.rest = append([]byte(nil), l.rest[end:]...)
	_, err := l.f.Write(out.Bytes())
	return len(p), err
}

// smoke adds what the smoke commands printed.
func (l *runLog) smoke(rep *verify.Report) error {
	for _, ran := range rep.Smoke {
		if ran.Page != 0 {
			fmt.Fprintf(l, "\nwith pages of %d bytes:", ran.Page)
		}
		_, err := fmt.Fprintf(l, "\n%q: exit status %d\nstdout:\n%s\nstderr:\n%s\n", ran.Command, ran.Exit, ran.Stdout, ran.Stderr)
		if err != nil {
			return failed(l.at, err)
		}
	}
	return nil
}
