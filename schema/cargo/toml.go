package cargo

import (
	"bytes"
	"errors"
	"io/fs"
	"strings"

	"github.com/pelletier/go-toml/v2"

	"github.com/xgen-build/xgen/schema/userfile"
)

// byteOrderMark may stand in front of a text; cargo and rustup pass over it.
var byteOrderMark = []byte("\ufeff")

// readTOML decodes a file of at most limit bytes, and returns its bytes, without a
// byte order mark. A syntax
// error carries its place.
func readTOML(fsys fs.FS, file string, limit int64, into any) ([]byte, error) {
	data, err := userfile.Read(fsys, file, limit)
	if err != nil {
		return nil, unreadable(file, err)
	}
	data = bytes.TrimPrefix(data, byteOrderMark)
	return data, decodeTOML(file, data, into)
}

// decodeTOML decodes the text of a file.
func decodeTOML(file string, data []byte, into any) error {
	data = bytes.TrimPrefix(data, byteOrderMark)
	if err := checkBounds(file, data); err != nil {
		return err
	}
	err := toml.Unmarshal(data, into)
	var at *toml.DecodeError
	if line := conflictAt(data); err != nil && line > 0 {
		return faultAt(file, line, 1, "git left a conflict here: keep what is right of its two sides, and remove the lines that begin with <<<<<<<, ======= and >>>>>>>")
	}
	if errors.As(err, &at) {
		row, col := at.Position()
		return faultAt(file, row, col, "%v", at)
	}
	if err != nil {
		return unreadable(file, err)
	}
	return nil
}

// conflictAt returns the first line by which git marks a conflict, 0 where there is none.
func conflictAt(data []byte) int {
	line := 0
	for text := range strings.Lines(string(data)) {
		line++
		if strings.HasPrefix(text, "<<<<<<< ") {
			return line
		}
	}
	return 0
}
