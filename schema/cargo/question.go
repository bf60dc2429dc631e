package cargo

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
)

// Asker asks cargo itself what only cargo knows. Its error is a *Silence.
type Asker interface {
	Ask(Question) ([]byte, error)
}

// Question is one call of cargo, which reads the project and runs nothing of it.
type Question struct {
	Manifest  string     // from the project's root
	Args      []string   // "tree", …, without those that every call has
	Overrides []Override // of cargo's configuration, which is not read from the project
	Nightly   bool       // what only a nightly reads is read
	// State changes with every file that the answer depends on.
	State string
}

// Override is a key of cargo's configuration with a value of TOML; or with a path from
// the project's root, which stands in the place of %s in the value.
type Override struct{ Key, Value, Path string }

// Silence is why there is no answer.
type Silence struct {
	Reason  Reason
	Said    string // the last words of cargo
	Words   string // all of them, where it refuses; what lies in the project is named from its root
	Release string // of the cargo that refuses: "1.95.0"
}

// Reason is what kept cargo from answering.
type Reason string

// The reasons.
const (
	NoCargo   Reason = "no cargo"  // there is none to be asked
	Unfetched Reason = "unfetched" // it lacks what it would have to fetch
	TooLate   Reason = "too late"  // it took too long, or said too much
	Refused   Reason = "refused"   // it will not have the project as it is
)

// Error says it for a stranger.
func (s *Silence) Error() string {
	switch s.Reason {
	case NoCargo:
		return "cargo is not on the PATH"
	case Unfetched:
		return "cargo has not fetched the crates"
	case TooLate:
		return "cargo did not answer in time"
	}
	return "cargo refuses: " + s.Said
}

// treeArgs are the arguments of cargo that list what a choice compiles for a triple.
func treeArgs(c Choice, triple string) []string {
	edges := "normal,build"
	if c.Tests {
		edges += ",dev"
	}
	args := []string{"tree", "--edges", edges, "--target", triple, "--prefix", "indent", "--charset", "ascii",
		"--format", mark + "{p}" + mark + "{f}" + mark}
	for _, name := range c.Packages {
		args = append(args, "--package", name)
	}
	if c.AllFeatures {
		args = append(args, "--all-features")
	}
	if c.NoDefaultFeatures {
		args = append(args, "--no-default-features")
	}
	if len(c.Features) > 0 {
		args = append(args, "--features", strings.Join(c.Features, ","))
	}
	return args
}

// Compiled asks what a choice is compiled of for a triple, of which flags decide what it
// is (see Platform).
func (w *Workspace) Compiled(ask Asker, c Choice, triple string, flags []string, nightly bool) ([]Compiled, error) {
	overrides := w.overrides()
	if len(flags) > 0 {
		overrides = append(overrides, Override{fmt.Sprintf("target.%q.rustflags", triple), listOf(flags), ""})
	}
	out, err := ask.Ask(Question{
		Manifest: w.Manifest, Args: append(treeArgs(c, triple), "--locked"), Overrides: overrides,
		Nightly: nightly, State: w.State,
	})
	if err != nil {
		return nil, err
	}
	return parseTree(string(out))
}

// listOf returns a list of strings as TOML has it.
func listOf(words []string) string {
	var out []string
	for _, word := range words {
		out = append(out, fmt.Sprintf("%q", word))
	}
	return "[" + strings.Join(out, ", ") + "]"
}

// overrides are what cargo must know of the project's configuration.
func (w *Workspace) overrides() (out []Override) {
	for _, s := range w.replaced {
		out = append(out, Override{fmt.Sprintf("source.%q.replace-with", s.name), fmt.Sprintf("%q", s.by), ""},
			Override{fmt.Sprintf("source.%q.directory", s.by), "%q", s.dir})
	}
	for _, s := range w.Config.Below("patch") {
		key, text := KeyName(s.Key), s.Text()
		switch {
		case s.Key[len(s.Key)-1] == "path":
			out = append(out, Override{key, "%q", s.Last().From(text)})
		case text != "":
			out = append(out, Override{key, fmt.Sprintf("%q", text), ""})
		}
	}
	return out
}

// state returns a word that is another for every change of what it is given.
func state(parts ...[]byte) string {
	h := sha256.New()
	for _, p := range parts {
		fmt.Fprintf(h, "%d:", len(p))
		h.Write(p)
	}
	return hex.EncodeToString(h.Sum(nil))
}
