package build

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/xgen-build/xgen/emit/flock"
)

// Holder describes the run that holds a target's lock. It is the contents of
// the lock file, in JSON.
type Holder struct {
	PID     int       `json:"pid"` // 0 where it is not known
	Host    string    `json:"host"`
	Since   time.Time `json:"since"`
	Command string    `json:"command"`
}

// String returns the holder as a message shows it: "process 123, xgen run
// armv5te, since 14:02:03".
func (h Holder) String() string {
	if h.PID <= 0 {
		return "another run of xgen"
	}
	who := fmt.Sprintf("process %d", h.PID)
	if here, err := os.Hostname(); err == nil && h.Host != here {
		who += " on " + h.Host
	}
	if h.Command != "" {
		who += ", " + h.Command
	}
	return who + ", since " + h.Since.Local().Format("15:04:05")
}

// holderLimit is how much of a lock file is read, in bytes.
const holderLimit = 4 << 10

// patience is how long a wait may last before it is reported. Tests change it.
var patience = time.Second

// acquire opens a lock file and waits until it has the lock or ctx ends, so
// that a second run of a target waits for the first. It calls waiting with
// each holder for which it has waited longer than a moment.
func acquire(ctx context.Context, dir folder, name, command string, waiting func(Holder)) (*os.File, error) {
	f, err := dir.file(name)
	if err != nil {
		return nil, err
	}
	if err := await(ctx, f, waiting); err != nil {
		f.Close()
		if ctx.Err() != nil {
			return nil, context.Cause(ctx)
		}
		return nil, failed(dir.at(name), err)
	}
	if err := sign(f, command); err != nil {
		f.Close()
		return nil, failed(dir.at(name), err)
	}
	return f, nil
}

// await waits for the lock of the open file.
func await(ctx context.Context, f *os.File, waiting func(Holder)) error {
	begun, told := time.Now(), ""
	return flock.Wait(ctx, f, flock.Exclusive, func() {
		if h := readHolder(f); h.String() != told && time.Since(begun) >= patience {
			told = h.String()
			waiting(h)
		}
	})
}

// sign writes who holds the lock into the lock file.
func sign(f *os.File, command string) error {
	host, _ := os.Hostname() // only compared
	data, err := json.Marshal(Holder{os.Getpid(), host, time.Now().Round(time.Second), command})
	if err != nil {
		return err
	}
	_, err = f.WriteAt(append(data, '\n'), 0)
	return errors.Join(err, f.Truncate(int64(len(data))+1))
}

// readHolder returns who holds the lock; the zero value where the file does
// not say.
func readHolder(f *os.File) (h Holder) {
	data, err := io.ReadAll(io.NewSectionReader(f, 0, holderLimit))
	if err != nil || json.Unmarshal(data, &h) != nil {
		return Holder{}
	}
	return h
}

// release unlocks the file.
func release(f *os.File) {
	_ = f.Truncate(0)
	f.Close()
}
