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

// Manifest returns why cargo refuses a manifest of the project; false where it refuses
// something else, or where the project alone does not say it: what is unstable is judged
// by the toolchain of the build, and a registry may be one of the machine's.
func (s *Silence) Manifest() (r Refusal, ok bool) {
	if s.Reason != Refused || s.speaksOf("cargo feature `", "Cargo feature ", "nightly", "not found in any configuration", "os error") {
		return r, false
	}
	var why []string
	for line := range strings.Lines(s.Words) {
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
		} else if line != "" && line != "Caused by:" && !strings.HasPrefix(line, "warning:") && !quoted.MatchString(line) {
			why = append(why, strings.TrimRight(line, ".:"))
		}
	}
	r.Why = shortened(strings.Join(why, ": "))
	return r, r.Why != "" && path.Base(r.File) == "Cargo.toml" && !path.IsAbs(r.File) && !escapes(path.Clean(r.File))
}

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

// OfProject reports whether it is the project that cargo refuses.
func (s *Silence) OfProject() bool {
	_, manifest := s.Manifest()
	return manifest || s.Lock() || s.Feature() != ""
}

// Lasts reports whether cargo says the same as long as the manifests, the names of the
// programs' sources and Cargo.lock are what they are.
func (s *Silence) Lasts() bool {
	return s.OfProject() && !s.speaksOf("can't find", "cannot find", "couldn't", "no targets specified", "does not exist")
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
