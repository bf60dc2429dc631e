package cargo

import (
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/xgen-build/xgen/schema/lazyregexp"
	"github.com/xgen-build/xgen/schema/model"
)

// Refusal is what cargo says of a file of the project that it will not have.
type Refusal struct {
	File      string // from the project's root
	Line, Col int    // 0 where cargo names no place
	Why       string // cargo's own words, in one line
}

// OfProject reports whether it is the project that cargo refuses, and not the machine
// where it is asked: its network, home and toolchain, and what of cargo's configuration
// is kept from it or not the project's.
func (s *Silence) OfProject() bool {
	if s.Reason != Refused || s.Lock() {
		return s.Lock()
	}
	said := s.refused()
	if said == "" || outside.MatchString(said) || ofMachine.MatchString(names.ReplaceAllString(said, "")) {
		return false
	}
	for _, m := range osError.FindAllStringSubmatch(said, -1) {
		if !slices.Contains(ofFiles, m[1]) {
			return false
		}
	}
	return true
}

// refused returns cargo's words from its first error on, without the lines of files that
// it quotes; "" where there is no error of its own.
func (s *Silence) refused() string {
	var out strings.Builder
	for line := range strings.Lines(s.Words) {
		text := strings.TrimSpace(line)
		if out.Len() == 0 && !strings.HasPrefix(text, "error") || strings.HasPrefix(text, "warning:") || quoted.MatchString(text) {
			continue
		}
		out.WriteString(line)
	}
	return out.String()
}

var (
	// outside is a path that does not lie in the project: those that do are named from its root.
	outside = lazyregexp.New("(?m)(?:^|[\\s`\"'(=])/[^\\s/]")
	// names are what a project may call as it likes.
	names = lazyregexp.New("`[^`\n]*`|\"[^\"\n]*\"|[^\\s]*/[^\\s]*")
	// ofMachine is in what cargo says of the machine, of its own command line, whose names
	// are checked before it is asked, and of itself; and of a folder of vendored crates that
	// is made only before a build.
	ofMachine = lazyregexp.New("(?i)configuration|configured source|could not execute|failed to run |process didn't exit|rustup|toolchain|" +
		"credential|authenticat|no token found|registry index|index found for registry|class=|" +
		"no such (?:sub)?command|wasn't expected|contains? th(?:is|ese) feature|root of directory source|unexpected argument|flag is unstable|--help|usage:|" +
		"panicked|internal error|bug in cargo|package cache|file lock")
	osError = lazyregexp.New(`os error ([0-9]+)`)
	// ofFiles are the errors of the system that other files would mend: there is no such
	// file, it is none, or it is a folder.
	ofFiles = []string{"2", "20", "21"}
)

// Manifest returns why cargo refuses a manifest of the project; false where it refuses
// something else.
func (s *Silence) Manifest() (r Refusal, ok bool) {
	if !s.OfProject() {
		return r, false
	}
	var why []string
	for line := range strings.Lines(s.refused()) {
		line = strings.TrimSpace(strings.TrimPrefix(line, "error: "))
		if m := manifestAt.FindStringSubmatch(line); m != nil {
			if r.File != m[1] {
				r = Refusal{File: m[1]}
			}
			if r.Line == 0 {
				why = nil // what stands before it says how cargo came there
			}
		} else if m := placeAt.FindStringSubmatch(line); m != nil {
			r.File = m[1]
			r.Line, _ = strconv.Atoi(m[2])
			r.Col, _ = strconv.Atoi(m[3])
		} else {
			why = append(why, clauseOf(line)...)
		}
	}
	r.Why = shortened(strings.Join(why, ": "))
	return r, r.Why != "" && path.Base(r.File) == "Cargo.toml" && !path.IsAbs(r.File) && !escapes(path.Clean(r.File))
}

// Other returns why cargo refuses something else of the project, with the file that it
// names; "" where it names none.
func (s *Silence) Other() (r Refusal, ok bool) {
	if _, manifest := s.Manifest(); manifest || !s.OfProject() || s.Lock() || s.Feature() != "" {
		return r, false
	}
	var why []string
	for line := range strings.Lines(s.refused()) {
		line = strings.TrimSpace(strings.TrimPrefix(line, "error: "))
		if m := lineAt.FindStringSubmatch(line); m != nil {
			r.Line, _ = strconv.Atoi(m[1])
			r.Col, _ = strconv.Atoi(m[2])
		} else {
			why = append(why, clauseOf(line)...)
		}
		if m := fileIn.FindStringSubmatch(line); m != nil && r.File == "" {
			r.File = path.Clean(m[1])
		}
	}
	if path.Base(r.File) != "Cargo.lock" {
		r.Line, r.Col = 0, 0
	}
	r.Why = shortened(strings.Join(why, ": "))
	return r, r.Why != ""
}

var (
	lineAt = lazyregexp.New(`^TOML parse error at line ([0-9]+), column ([0-9]+)$`)
	fileIn = lazyregexp.New("(?:^|[\\s`(])([^\\s`(]*Cargo[.](?:toml|lock))")
)

// clauseOf returns a line of cargo's as a part of one line, none where it says nothing.
func clauseOf(line string) []string {
	line = strings.Join(strings.Fields(line), " ")
	if line == "" || line == "Caused by:" || strings.HasPrefix(line, "See https://") {
		return nil
	}
	if ends := strings.TrimRight(line, ".:"); ends != "" {
		line = ends
	}
	return []string{line}
}

// Unstable reports whether cargo's words are of what a nightly reads.
func (s *Silence) Unstable() bool { return ofNightly.MatchString(s.refused()) }

var ofNightly = lazyregexp.New("(?i)cargo(?:[.]toml)? feature |`-Z")

var (
	manifestAt = lazyregexp.New("^failed to parse manifest at `(.+)`$")
	placeAt    = lazyregexp.New(`^--> (.+):([0-9]+):([0-9]+)$`)
	quoted     = lazyregexp.New(`^(?:[0-9]+ *)?\||^= `) // a line of the file, or below it
)

// Lock reports whether cargo would have to write another Cargo.lock of the project's.
func (s *Silence) Lock() bool {
	m := lockAt.FindStringSubmatch(s.Words)
	return s.Reason == Refused && m != nil && !path.IsAbs(m[1])
}

var lockAt = lazyregexp.New("the lock file `?([^\n`]*Cargo[.]lock)`? (?:because|needs to be updated but) --locked was passed")

// Feature returns in cargo's words which feature a crate is asked for and does not have;
// "" where it refuses something else.
func (s *Silence) Feature() string {
	for line := range strings.Lines(s.Words) {
		if line = strings.TrimSpace(line); s.Reason == Refused && noFeature.MatchString(line) {
			return shortened(strings.TrimRight(line, "."))
		}
	}
	return ""
}

var noFeature = lazyregexp.New("^package `.+` depends on `.+` with features? .+ but `.+` does not have (?:that feature|these features)")

// Lasts reports whether cargo certainly says the same as long as the manifests, the names
// of the programs' sources and Cargo.lock are what they are.
func (s *Silence) Lasts() bool {
	_, other := s.Other()
	return s.OfProject() && !other && !s.speaksOf("can't find", "cannot find", "couldn't", "no targets specified", "does not exist", "os error")
}

func (s *Silence) speaksOf(words ...string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(s.Words, w) })
}

// mostSaid is how much of cargo's words one line has.
const mostSaid = 400

func shortened(words string) string {
	if len(words) <= mostSaid {
		return words
	}
	return strings.ToValidUTF8(words[:mostSaid], "") + " …"
}

// At returns the place in the project that a refusal means: where cargo names none, that
// of the key of which it has most words.
func (w *Workspace) At(r Refusal) model.Pos {
	if r.Line > 0 {
		return model.Pos{File: r.File, Line: r.Line, Col: r.Col}
	}
	at, most := model.Pos{File: r.File, Line: 1, Col: 1}, leastAlike-1
	words := weightsOf(r.Why)
	if r.File == w.Lock {
		for _, p := range w.Locked {
			if strings.Contains(r.Why, "`"+p.Name+"`") || strings.Contains(r.Why, "`"+p.Name+" v"+p.Version+"`") {
				at.Line = max(p.Line, 1)
			}
		}
	}
	for _, s := range w.Said {
		if s.File != r.File || s.By != r.File {
			continue
		}
		// Of two that are alike, the later one is often one too many.
		if n := words.alike(s.Key); n >= most && n >= leastAlike {
			at, most = s.Pos(), n
		}
	}
	return at
}

// leastAlike is what a key must have in common with cargo's words.
const leastAlike = 3

// weights are words of cargo's with what each is worth: one that it quotes names a key or
// a value.
type weights map[string]int

var wordOf = lazyregexp.New("`[^`]+`|\\([^\\s()]+\\)|[^\\s`(),;]+")

func weightsOf(why string) weights {
	out := weights{}
	for _, m := range wordOf.FindAllStringSubmatch(why, -1) {
		if word := strings.Trim(m[0], "`()"); word != m[0] {
			out[word] = 3
			if name, _, ok := strings.Cut(word, " = "); ok { // as a dependency is written
				out[name] = 5
			}
		} else if word = strings.Trim(word, ":.'\""); len(word) > 1 {
			out[word] = max(out[word], 1)
		}
	}
	return out
}

// alike counts what a key and its value have of them. A value says more than a key.
func (ws weights) alike(k Key) (n int) {
	for _, word := range slices.Compact(slices.Clone(k.Path)) {
		n += ws[word]
	}
	for _, word := range k.Words {
		if have := ws[word]; have > 0 && word != "true" && word != "false" {
			n += have + 2
		}
	}
	return n
}
