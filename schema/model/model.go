package model

// Project is everything that the emitter and the runner need to know. Two
// loads of the same files give equal Projects on any machine.
type Project struct {
	Name    string
	Require Value[string] // the versions of xgen that the project accepts, as written (">=0.1"), or ""
	Output  string        // folder of the emitted files, from the root
	Inputs  []Input
	Recipes []Recipe  // of C libraries, by name: its own and the catalog's
	Targets []*Target // by name
	CI      *CI       // nil where the project asks for none
	// Root is the folder that the build is sent, from that of targets.cue: ".", "..".
	// All paths in a project are counted from the root.
	Root string
	// Dir is the folder of targets.cue, from the root.
	Dir string
	// Context lists what of the root the build needs, as folders ("." is all of it):
	// the workspace and its path dependencies.
	Context []string
	// Included lists further files and folders that it needs.
	Included []string
	// Named is what of Context and Included the user names, as written.
	Named []string
	// Excluded lists files and folders in all these that it does not need.
	Excluded []string
	// Vendored lists the folders below the root that cargo's configuration
	// takes crates from. They need not be there.
	Vendored []string
	// SourceFiles lists the files of the project's own that are sources.
	SourceFiles []string
}

// Target finds a target by name.
func (p *Project) Target(name string) *Target {
	for _, t := range p.Targets {
		if t.Name == name {
			return t
		}
	}
	return nil
}

// Input is a value that is given from outside for each run (--set NAME=VALUE)
// and reaches the build as an environment variable.
type Input struct {
	Name    string
	Default *string // nil: the input must be given
	Origin
}

// Target is one of the user's targets with everything filled in.
type Target struct {
	Name      string
	Pos       Pos
	Triple    Triple
	Spec      *Spec         // nil where rustc itself knows the triple
	Image     Value[string] // the base image of stage os
	Rust      Rust
	Atomics   Value[int]    // the widest atomic that the program has, in bits
	CPU       Value[string] // rustc's name of the oldest processor that it is for; "" for the triple's own
	Toolchain Toolchain
	Cargo     Cargo
	Flags     []Flag      // in the order in which they are passed
	Unflagged []Unflagged // by name
	Env       []Env       // by name
	Patches   []Patch     // by name
	Unpatched []Unpatched // by name
	Libraries []Library   // each after those that it needs
	Unbuilt   []Unbuilt   // by name
	Tools     []Tool      // by name
	// HostPackages are Debian's packages that the user asks for on the machine that
	// builds, beside those of Cargo; sorted.
	HostPackages Value[[]string]
	Contract     Contract
	Lacks        []Lack // in the order of Cargo.lock
	Test         *Test  // nil where the project asks for none
}

// EmulatesAtomics reports whether the program has atomics that are wider than the processor's.
func (t *Target) EmulatesAtomics() bool { return t.Atomics.V > t.Triple.Atomics }

// Files returns the names of the files of its binaries, in the order of Cargo.Bins.
func (t *Target) Files() (out []string) {
	for _, name := range t.Cargo.Bins {
		out = append(out, name+t.Triple.ExeSuffix)
	}
	return out
}

// Runs reports whether anything is run that was built.
func (t *Target) Runs() bool { return t.Contract.Smoke != nil || t.Test != nil }

// NoEmulator says that a kind of machine, by Docker's name of it, cannot run what
// the target has run; "" where it can, or where no such machine builds.
func (t *Target) NoEmulator(machine string) string {
	wine := t.Triple.Wine
	if wine == nil || !t.Runs() {
		return ""
	}
	for _, h := range Hosts {
		if h.Docker == machine && h.Name != wine.Host {
			return "Wine runs programs for " + t.Triple.Name + " only on a machine that builds on " + wine.Host + ", and this one is " + h.Name +
				": build on such a machine, or remove contract.smoke and test of " + t.Name + " to have it built and verified without a run"
		}
	}
	return ""
}

// OwnSpec reports whether rustc is given a specification of the target: its own has
// other atomics, or it has none.
func (t *Target) OwnSpec() bool { return t.Spec != nil || t.EmulatesAtomics() }

// InCatalog returns the triple whose facts in the catalog hold for the target.
func (t *Target) InCatalog() string {
	if t.Spec != nil {
		return t.Spec.Like.V
	}
	return t.Triple.Name
}

// NamedSource is a source and the field of targets.cue that names it:
// "libraries.libmnl.source".
type NamedSource struct {
	Field string
	Source
}

// Sources returns what the target is built from beside its crates: its toolchain,
// its libraries in their order, its tools by host.
func (t *Target) Sources() (out []NamedSource) {
	for _, part := range t.Toolchain.Parts {
		out = append(out, NamedSource{part.Field, part.Source})
	}
	for _, l := range t.Libraries {
		if l.Built() {
			out = append(out, NamedSource{"libraries." + l.Name + ".source", l.Source})
		}
	}
	for _, tool := range t.Tools {
		for _, h := range tool.Hosts {
			out = append(out, NamedSource{"tools." + tool.Name + ".hosts." + h.Host, h.Source})
		}
	}
	return out
}
