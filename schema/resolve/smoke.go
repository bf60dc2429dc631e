package resolve

import (
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/xgen-build/xgen/schema/input"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
	"github.com/xgen-build/xgen/schema/suggest"
)

var (
	smokeBin     = rule.Error("smoke-bin", "of several binaries nobody said which one is run")
	smokeField   = rule.Error("smoke-field", "of two promises about one field the second would be lost")
	unknownInput = rule.Error("unknown-input", "the program would be held against a value that no run can give")
)

// defaultTimeout is how many seconds a smoke command may take: QEMU runs a
// program 10 to 50 times slower than the machine that it stands for.
const defaultTimeout = 60

func (r *resolver) smoke(s *input.Smoke, t model.Target, inputs []model.Input) *model.Smoke {
	out := &model.Smoke{
		Bin: r.smokeBin(s, t.Cargo) + t.Triple.ExeSuffix, Daemon: r.daemon(s.Daemon, t),
		Args: s.Args, Exit: s.Exit, Stdout: s.Stdout,
		Timeout: defaultTimeout,
		JSON:    maps.Clone(s.JSON),
		Inputs:  map[string]string{},
		Origin:  byUser(s.Pos, s.Why),
	}
	if s.Timeout != nil {
		out.Timeout = *s.Timeout
	}
	if out.JSON == nil {
		out.JSON = map[string]json.RawMessage{}
	}
	for _, field := range names(s.Facts) {
		r.promisedOnce(field, s.Facts[field].Pos, out)
		out.JSON[field] = factJSON(t.Triple, s.Facts[field].V)
	}
	for _, field := range names(s.Inputs) {
		r.promisedOnce(field, s.Inputs[field].Pos, out)
		r.knownInput(s.Inputs[field], inputs)
		out.Inputs[field] = s.Inputs[field].V
	}
	return out
}

// smokeBin is the binary that is run: where nobody says which, that of cargo run.
func (r *resolver) smokeBin(s *input.Smoke, c model.Cargo) string {
	bins := c.Bins
	switch {
	case s.Bin != nil && r.allKnown(unknownBinary, "binary", single(*s.Bin), bins):
		return s.Bin.V
	case s.Bin != nil:
	case slices.Contains(bins, c.DefaultRun):
		return c.DefaultRun
	case len(bins) > 1:
		r.refuse(smokeBin, s.Pos, "contract.smoke: there are several binaries (%s): write bin: %q", strings.Join(bins, ", "), bins[0])
	case len(bins) == 1:
		return bins[0]
	}
	return ""
}

func (r *resolver) daemon(d *input.Daemon, t model.Target) *model.Daemon {
	if d == nil {
		return nil
	}
	r.allKnown(unknownBinary, "binary", single(d.Bin), t.Cargo.Bins)
	return &model.Daemon{Bin: d.Bin.V + t.Triple.ExeSuffix, Args: d.Args, Origin: byUser(d.Pos, d.Why)}
}

func (r *resolver) promisedOnce(field string, pos model.Pos, out *model.Smoke) {
	if _, twice := out.JSON[field]; twice {
		r.refuse(smokeField, pos, "contract.smoke: field %q is promised twice: keep one", field)
	}
}

func (r *resolver) knownInput(in model.Value[string], inputs []model.Input) {
	var known []string
	for _, i := range inputs {
		known = append(known, i.Name)
	}
	if slices.Contains(known, in.V) {
		return
	}
	hint := "declare it: inputs: " + in.V + ": default: \"…\""
	if near := suggest.Name(in.V, known); near != "" {
		hint = "did you mean \"" + near + "\"?"
	}
	r.refuse(unknownInput, in.Pos, "contract.smoke: no input %q: %s", in.V, hint)
}

// factJSON returns a fact about a triple as the JSON that a program prints.
func factJSON(t model.Triple, name string) json.RawMessage {
	switch name {
	case "arch":
		return quoted(t.Arch)
	case "endian":
		return quoted(string(t.Endian))
	case "width":
		return json.RawMessage(strconv.Itoa(t.Width))
	case "os":
		return quoted(t.OS)
	case "libc":
		return quoted(t.Env())
	}
	return quoted(t.Name)
}

func quoted(s string) json.RawMessage {
	b, _ := json.Marshal(s) // a string always marshals
	return b
}
