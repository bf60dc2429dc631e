package diff

import (
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/xgen-build/xgen/schema/lazyregexp"
	"github.com/xgen-build/xgen/schema/plaintext"
)

var (
	hunk = lazyregexp.New(`^@@ -[0-9]+(?:,([0-9]+))? \+[0-9]+(?:,([0-9]+))? @@`)
	name = lazyregexp.New(`^[A-Za-z0-9_][A-Za-z0-9_.+/-]*$`)
	// What git writes above a file's change and patch(1) has no need of.
	header = lazyregexp.New(`^(diff (--git )?|index [0-9a-f]+\.\.[0-9a-f]+|(new|deleted) file mode 100(644|755)$)`)
)

// refused are lines of git's that ask for more than a change of text.
var refused = []struct{ prefix, why string }{
	{"GIT binary patch", "changes a binary file"}, {"Binary files ", "changes a binary file"},
	{"rename ", "renames a file"}, {"copy ", "copies a file"}, {"similarity index", "renames a file"},
	{"old mode ", "changes a mode"}, {"new mode ", "changes a mode"},
	{"new file mode 12", "makes a link"}, {"deleted file mode 12", "removes a link"},
}

// scanner goes through a diff line by line: patch(1) skips what it does not
// understand, and guesses what to do with some of it.
type scanner struct {
	old, now int             // lines that the hunk still has
	next     string          // how the next line must begin, "" where it is free
	from     string          // the file that --- names
	file     bool            // git has said that a file comes or goes, and not yet with which lines
	kept     strings.Builder // the lines that mean something
}

// scan returns the lines of the diff in the file name that mean something.
func scan(file, text string) (string, error) {
	s, n := &scanner{}, 0
	for line := range strings.Lines(text) {
		n++
		if why := s.line(strings.TrimSuffix(line, "\n")); why != "" {
			return "", fault(file, n, why)
		}
	}
	switch {
	case s.file:
		return "", fault(file, n, emptyFile)
	case s.old > 0 || s.now > 0 || s.next != "":
		return "", fault(file, n, "ends in the middle of a change")
	}
	return s.kept.String(), nil
}

const emptyFile = "makes or removes an empty file: patch(1) would not see it; give it a line"

func (s *scanner) line(line string) string {
	what := hidden(line)
	switch {
	case what != "":
		return "holds a " + what
	case s.old > 0 || s.now > 0:
		return s.inside(line)
	case !strings.HasPrefix(line, s.next):
		return fmt.Sprintf("want a line that begins with %q here", s.next)
	}
	return s.outside(line)
}

// begin takes a line of git's headers.
func (s *scanner) begin(line string) string {
	if s.file && strings.HasPrefix(line, "diff ") {
		return emptyFile
	}
	s.file = s.file || strings.Contains(line, " file mode ")
	return ""
}

func (s *scanner) keep(line string) { s.kept.WriteString(line + "\n") }

func hidden(line string) string {
	for _, r := range line {
		if what := plaintext.Control(r); what != "" && !strings.ContainsRune("\t\r\f", r) {
			return what
		}
	}
	return ""
}

func (s *scanner) inside(line string) string {
	switch op := (line + " ")[0]; op {
	case ' ', '\r': // some tools drop the blank of an empty line
		s.old, s.now = s.old-1, s.now-1
	case '-':
		s.old--
	case '+':
		s.now--
	case '\\':
	default:
		return "is no line of a hunk: the hunk's header counts more lines than there are"
	}
	if s.old < 0 || s.now < 0 {
		return "is one line more than the hunk's header counts"
	}
	s.keep(line)
	return ""
}

func (s *scanner) outside(line string) string {
	if m := hunk.FindStringSubmatch(line); m != nil && (s.next == "@@ " || s.from != "") {
		s.old, s.now, s.next = count(m[1]), count(m[2]), ""
		s.keep(line)
		return ""
	}
	for _, r := range refused {
		if strings.HasPrefix(line, r.prefix) {
			return r.why + ": only text can be changed"
		}
	}
	switch {
	case strings.HasPrefix(line, "--- "):
		return s.place(line, "a/", "+++ ")
	case strings.HasPrefix(line, "+++ ") && s.next == "+++ ":
		return s.place(line, "b/", "@@ ")
	case strings.HasPrefix(line, "\\"):
		s.keep(line)
		return ""
	case header.MatchString(line) && s.next == "":
		return s.begin(line)
	}
	if strings.HasPrefix(line, "From ") || strings.HasPrefix(line, "Subject: ") || line == "-- " || line == "--" {
		return "is of the mail around the diff, as git format-patch makes it: keep what git diff prints, from the first \"diff --git\" to the last line of the change, and write the reason as why"
	}
	return "is no part of a unified diff: ed scripts and prose are refused; write the reason as why"
}

// count returns a hunk's number of lines, 1 where none is written.
func count(digits string) int {
	if digits == "" {
		return 1
	}
	n, _ := strconv.Atoi(digits) // digits only; too many give the largest number
	return n
}

// place reads the path of a --- or +++ line, and says how the next line must begin.
func (s *scanner) place(line, prefix, next string) string {
	file, stamp, _ := strings.Cut(line[len("--- "):], "\t") // diff -u adds a time
	if isEpoch(stamp) {
		file = "/dev/null"
	}
	s.file = false
	below, ok := strings.CutPrefix(file, prefix)
	before := s.from
	s.from, s.next = below, next
	switch {
	case file == "/dev/null":
		s.from = before
		if prefix == "a/" {
			s.from = file
		}
	case !ok:
		return fmt.Sprintf("path %q does not begin with %s: make the diff of two folders a and b", file, prefix)
	case slices.Contains(strings.Split(below, "/"), ".."):
		return fmt.Sprintf("path %q leads out of the source", file)
	case !name.MatchString(below) || path.Clean(below) != below:
		return fmt.Sprintf("path %q: want a letter, a digit or _ first, and behind it these and any of .+/-", file)
	case prefix == "b/" && before != "/dev/null" && before != below:
		return fmt.Sprintf("renames %s to %s: only text can be changed", before, below)
	}
	s.keep(line[:len("--- ")] + file)
	return ""
}

// isEpoch reports whether a time is the beginning of 1970, which diff -N writes
// for a file that is not there.
func isEpoch(stamp string) bool {
	t, err := time.Parse("2006-01-02 15:04:05.999999999 -0700", strings.TrimSpace(stamp))
	return err == nil && t.Unix() == 0
}
