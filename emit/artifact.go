package emit

import (
	"bytes"
	"io/fs"
	"path"
	"strings"

	"github.com/xgen-build/xgen/schema/exitcode"
	"github.com/xgen-build/xgen/schema/lazyregexp"
)

// Artifact is one emitted file.
type Artifact struct {
	Path  string      // from the project's root, with slashes
	Mode  fs.FileMode // 0o644 or 0o755
	Bytes []byte
}

// NeedsLF reports whether CRLF line ends, which a checkout may give a file,
// change what it means: a shell takes the CR for a part of each line's last
// word. Everything else that xgen emits is read alike with both.
func (a Artifact) NeedsLF() bool { return bytes.HasPrefix(a.Bytes, []byte("#!")) }

// bakeName is the name of the file that lists all targets.
const bakeName = "docker-bake.hcl"

// bakeTarget is a line of it that names a target, and says no more.
var bakeTarget = lazyregexp.New(`(?m)^ +"[a-z0-9_-]+",\n`)

// Joined reports whether the file has lines that name a target each, of which a merge
// may leave any number in any order.
func (a Artifact) Joined() bool { return path.Base(a.Path) == bakeName }

// Lasting returns the text of a file, with LF line ends, without such lines: it shows
// whether somebody has edited the file.
func (a Artifact) Lasting() string {
	text := strings.ReplaceAll(string(a.Bytes), "\r\n", "\n")
	if !a.Joined() {
		return text
	}
	return bakeTarget.ReplaceAllString(text, "")
}

// file returns an artifact that is read.
func file(name string, data []byte) Artifact { return Artifact{Path: name, Mode: 0o644, Bytes: data} }

// script returns an artifact that is run.
func script(name string, data []byte) Artifact { return Artifact{Path: name, Mode: 0o755, Bytes: data} }

// header stands at the top of every file that can hold a comment.
const header = "# Emitted by xgen from targets.cue: change that file and run xgen emit.\n"

// ReadBackError reports that an artifact is not what it should be, and so that
// xgen itself is wrong.
type ReadBackError struct {
	Path string
	Err  error
}

// Error names the artifact and says what its reader said.
func (e *ReadBackError) Error() string {
	return "internal error: " + e.Path + " cannot be read back: " + e.Err.Error()
}

// Unwrap returns what its reader said.
func (e *ReadBackError) Unwrap() error { return e.Err }

// ExitCode returns exitcode.Internal.
func (*ReadBackError) ExitCode() exitcode.Code { return exitcode.Internal }
