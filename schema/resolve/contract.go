package resolve

import (
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/xgen-build/xgen/schema/input"

	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/suggest"
)

// contract joins what the catalog says that a binary must be with what the user
// promises beyond.
func (r *resolver) contract(t *model.Target, row input.Target, p *model.Project) model.Contract {
	own, shared := orZero(row.Contract), orZero(r.user.Contract)
	c := model.Contract{
		Class:    byCatalog(t.Triple.ELF.Class),
		Machine:  byCatalog(t.Triple.ELF.Machine),
		Endian:   byCatalog(t.Triple.Endian),
		FloatABI: byCatalog(t.Triple.FloatABI),
		ISA:      byCatalog(t.Triple.ELF.ISA),
		Static:   byCatalog(t.Triple.Libc == "musl"),
		Stripped: byDefault(!keepsSymbols(t)),
		Glibc:    t.Contract.Glibc,
		MaxSize:  first(own.MaxSize, shared.MaxSize),
		Pages:    byCatalog(t.Triple.Pages),
	}
	if !t.Triple.ELF.Float {
		c.FloatABI.V = ""
	}
	override(&c.ISA, own.ISA, shared.ISA)
	override(&c.Pages, own.Pages, shared.Pages)
	r.checkPages(t, c.Pages)
	override(&c.Static, own.Static, shared.Static)
	c.PIE = byCatalog(pie(t.Triple, c.Static.V))
	override(&c.PIE, own.PIE, shared.PIE)
	override(&c.Stripped, own.Stripped, shared.Stripped)
	r.dynamic(t, &c, own, shared)
	r.checkContract(t, c)
	r.checkStatic(t, c.Static)
	r.checkISA(t, c.ISA)
	if s := first(own.Smoke, shared.Smoke); s != nil {
		c.Smoke = r.smoke(t, s, p)
	}
	return c
}

func override[T any](into *model.Value[T], options ...*model.Value[T]) {
	if v := first(options...); v != nil {
		*into = *v
	}
}

func (r *resolver) checkContract(t *model.Target, c model.Contract) {
	if c.PIE.V && !t.Triple.StaticPIE && c.Static.V {
		r.refuse("static-pie", c.PIE.Pos, "contract.pie: rustc makes no static position-independent executable for %s: remove it", t.Triple.Name)
	}
	if shared := t.Toolchain.SharedPrograms; !c.Static.V && !shared.OK() {
		r.refuse("static-only", c.Static.Pos, "contract.static: %s: remove it, or write toolchain: kind: %q", shared.WhyNot, shared.Instead)
	}
	if c.Static.V && len(c.Needed.V) > 0 {
		r.refuse("static-needed", c.Needed.Pos, "contract.needed: a static binary needs no shared library: remove it, or write static: false")
	}
	if c.Stripped.V && keepsSymbols(t) {
		r.refuse("stripped", c.Stripped.Pos, "contract.stripped: the profile keeps the symbol table: write cargo: strip: \"symbols\"")
	}
}

// checkPages refuses sizes that the architecture does not have.
func (r *resolver) checkPages(t *model.Target, pages model.Value[[]int]) {
	have := strings.Trim(fmt.Sprint(t.Triple.Pages), "[]")
	if len(pages.V) == 0 {
		r.refuse("pages", pages.Pos, "contract.pages is empty: kernels for %s have pages of %s bytes: write some of these", t.Triple.Name, have)
	}
	for _, size := range pages.V {
		if !slices.Contains(t.Triple.Pages, size) {
			r.refuse("pages", pages.Pos, "contract.pages has %d: kernels for %s have pages of %s bytes: write some of these", size, t.Triple.Name, have)
		}
	}
}

// checkISA refuses a word that no binary of the triple can be held against.
func (r *resolver) checkISA(t *model.Target, isa model.Value[string]) {
	form := r.catalog.Triples[t.Triple.Name].ISAForm
	switch {
	case isa.Source != model.FromUser:
	case form.Match == "":
		r.refuse("isa", isa.Pos, "contract.isa: binaries for %s do not record an instruction set: remove it", t.Triple.Name)
	case !regexp.MustCompile(form.Match).MatchString(isa.V):
		r.refuse("isa", isa.Pos, "contract.isa is %q: for %s want %s", isa.V, t.Triple.Name, form.Want)
	}
}

// defaultTimeout is how many seconds a smoke command may take: QEMU runs a
// program 10 to 50 times slower than the machine that it stands for.
const defaultTimeout = 60

func (r *resolver) smoke(t *model.Target, s *input.Smoke, p *model.Project) *model.Smoke {
	out := &model.Smoke{
		Args: s.Args, Exit: s.Exit, Stdout: s.Stdout,
		Timeout: defaultTimeout,
		JSON:    maps.Clone(s.JSON),
		Inputs:  map[string]string{},
		Origin:  model.Origin{Source: model.FromUser, Pos: s.Pos, Why: s.Why},
	}
	if s.Timeout != nil {
		out.Timeout = *s.Timeout
	}
	if out.JSON == nil {
		out.JSON = map[string]json.RawMessage{}
	}
	r.smokeBin(t, s, out)
	r.smokeDaemon(t, s, out)
	for field, fact := range s.Facts {
		r.unclaimed(field, fact.Pos, out)
		out.JSON[field] = factJSON(t.Triple, fact.V)
	}
	for _, field := range slices.Sorted(maps.Keys(s.Inputs)) {
		in := s.Inputs[field]
		r.unclaimed(field, in.Pos, out)
		r.knownInput(in, p.Inputs)
		out.Inputs[field] = in.V
	}
	return out
}

func (r *resolver) smokeBin(t *model.Target, s *input.Smoke, out *model.Smoke) {
	bins := t.Cargo.Bins
	switch {
	case s.Bin != nil && !slices.Contains(bins, s.Bin.V):
		r.allKnown("binary", &model.Value[[]string]{V: []string{s.Bin.V}, Origin: s.Bin.Origin}, bins)
	case s.Bin != nil:
		out.Bin = s.Bin.V
	case len(bins) > 1:
		r.refuse("smoke-bin", s.Pos, "contract.smoke: there are several binaries (%s): write bin: %q", strings.Join(bins, ", "), bins[0])
	case len(bins) == 1:
		out.Bin = bins[0]
	}
}

func (r *resolver) smokeDaemon(t *model.Target, s *input.Smoke, out *model.Smoke) {
	d := s.Daemon
	if d == nil {
		return
	}
	bin := &model.Value[[]string]{V: []string{d.Bin.V}, Origin: d.Bin.Origin}
	r.allKnown("binary", bin, t.Cargo.Bins)
	out.Daemon = &model.Daemon{Bin: d.Bin.V, Args: d.Args, Origin: model.Origin{Source: model.FromUser, Pos: d.Pos, Why: d.Why}}
}

func (r *resolver) unclaimed(field string, pos model.Pos, out *model.Smoke) {
	if _, twice := out.JSON[field]; twice {
		r.refuse("smoke-field", pos, "contract.smoke: field %q is promised twice: keep one", field)
	}
}

func (r *resolver) knownInput(in model.Value[string], inputs []model.Input) {
	var names []string
	for _, i := range inputs {
		names = append(names, i.Name)
	}
	if slices.Contains(names, in.V) {
		return
	}
	hint := "declare it: inputs: " + in.V + ": default: \"…\""
	if near := suggest.Name(in.V, names); near != "" {
		hint = "did you mean \"" + near + "\"?"
	}
	r.refuse("unknown-input", in.Pos, "contract.smoke: no input %q: %s", in.V, hint)
}

// factJSON gives a fact about a triple as the JSON that a program prints.
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
		return quoted(t.Libc)
	}
	return quoted(t.Name)
}

func quoted(s string) json.RawMessage {
	b, _ := json.Marshal(s) // a string always marshals
	return b
}
