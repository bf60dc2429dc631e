package cargo

import "fmt"

// The bounds of a file of cargo's. A reader of TOML keeps a table for each part
// of a key and calls itself for each bracket, so that a megabyte of them would
// take all the memory or the stack; and it holds each key of a table against
// all others.
const (
	maxDepth = 64   // cargo's own files need six
	maxKeys  = 5000 // of one table, and different tables
)

// checkBounds returns an error for a text that goes beyond these bounds.
func checkBounds(file string, data []byte) error {
	s := boundScan{line: 1, col: 1}
	for len(data) > 0 {
		n := s.token(data)
		if why := s.beyond(); why != "" {
			return faultAt(file, s.line, s.col, "%s", why)
		}
		s.advance(data[:n])
		data = data[n:]
	}
	return nil
}

// boundScan knows just enough of TOML to leave out strings and comments.
type boundScan struct {
	line, col int
	inLine    bool   // something other than blanks stands before, in this line
	brackets  int    // that are open
	dots      int    // of the key at hand
	keys      int    // of the table at hand
	header    string // of that table
	tables    int    // other than the one before
}

// beyond returns which bound is passed; "" where none is.
func (s *boundScan) beyond() string {
	switch {
	case s.brackets > maxDepth, s.dots >= maxDepth:
		return fmt.Sprintf("tables or arrays lie more than %d deep in each other", maxDepth)
	case s.keys > maxKeys:
		return fmt.Sprintf("the table has more than %d keys, which is the most that is allowed", maxKeys)
	case s.tables > maxKeys:
		return fmt.Sprintf("the file has more than %d different tables, which is the most that is allowed", maxKeys)
	}
	return ""
}

// token counts what stands at the front of data, and returns its length.
func (s *boundScan) token(data []byte) int {
	switch data[0] {
	case '"', '\'':
		return stringLength(data)
	case '#':
		return untilNewline(data)
	case '[', '{':
		if s.brackets == 0 && !s.inLine {
			s.table(string(data[:untilNewline(data)]))
		}
		s.brackets++
	case ']', '}':
		s.brackets = max(0, s.brackets-1)
	case '.':
		s.dots++
		return 1
	case '=':
		s.keys++
	case ',', '\n':
	default:
		return 1
	}
	s.dots = 0
	return 1
}

// table begins a table. Those of an array follow each other under one name.
func (s *boundScan) table(header string) {
	if header != s.header {
		s.tables++
	}
	s.header, s.keys = header, 0
}

func (s *boundScan) advance(text []byte) {
	for _, b := range text {
		s.col++
		s.inLine = s.inLine || b != ' ' && b != '\t'
		if b == '\n' {
			s.line, s.col, s.inLine = s.line+1, 1, false
		}
	}
}

// stringLength returns the length of the string at the front of data, with its
// quotes. One that does not end is as long as its line, or as the file.
func stringLength(data []byte) int {
	quote := data[0]
	if len(data) >= 3 && data[1] == quote && data[2] == quote {
		return untilQuotes(data, quote)
	}
	for i := 1; i < len(data); i++ {
		switch {
		case data[i] == '\n':
			return i
		case data[i] == '\\' && quote == '"':
			i++
		case data[i] == quote:
			return i + 1
		}
	}
	return len(data)
}

// untilQuotes returns the length of a string of several lines.
func untilQuotes(data []byte, quote byte) int {
	for i := 3; i+2 < len(data); i++ {
		switch {
		case data[i] == '\\' && quote == '"':
			i++
		case data[i] == quote && data[i+1] == quote && data[i+2] == quote:
			return i + 3
		}
	}
	return len(data)
}

func untilNewline(data []byte) int {
	for i, b := range data {
		if b == '\n' {
			return i
		}
	}
	return len(data)
}
