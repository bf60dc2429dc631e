package model

// Library is a C library that is built for a target, or Debian's own.
type Library struct {
	Name         string
	Kind         LibraryKind
	Recipe       Origin // where its recipe stands; zero where it has none
	Source       Source
	Needs        Value[[]string]   // names of libraries of the same target, sorted
	Args         []Value[[]string] // in their order
	Platform     string            // of kind openssl: its own name of the target
	Folder       Value[string]     // in the archive, "" for the first one
	Make         []Make            // of kinds that make builds; none for one call as it is usual
	Files        []Installed       // what is taken as it is, by folder
	PkgConfig    []PkgConfig       // what pkg-config is told of it, by name
	Patches      []SourcePatch     // by name
	Provides     Value[[]string]   // pkg-config's names, which must be found once it is built
	Env          []Env             // by which crates take it, by name
	HostPackages []string          // Debian's, on the machine that builds, sorted
	Packages     []string          // of kind debian: their names; it has no source and is not built
	Needed       []string          // of kind debian: the shared libraries that a program may need
	Origin
}

// Make is a call of make, and one that installs where Install has anything.
type Make struct {
	Folder  string // from that of the configure script; "" for that
	Targets []string
	Install []string
}

// Installed are files of a build, from its folder, and the folder that they come into.
type Installed struct {
	Folder string
	Files  []string
}

// PkgConfig is what pkg-config is told of a library that does not say it itself.
type PkgConfig struct {
	Module   string
	Version  string
	Libs     []string // behind -l
	Requires []string // pkg-config's names
}

// Arguments are all of them, in their order.
func (l Library) Arguments() (out []string) {
	for _, a := range l.Args {
		out = append(out, a.V...)
	}
	return out
}

// LibraryKind says how a library is built.
type LibraryKind string

// The kinds.
const (
	LibraryAutotools LibraryKind = "autotools"
	LibraryConfigure LibraryKind = "configure"
	LibraryMake      LibraryKind = "make"
	LibraryCMake     LibraryKind = "cmake"
	LibraryOpenSSL   LibraryKind = "openssl"
	LibraryDebian    LibraryKind = "debian"
)

// Built reports whether it is built from a source, and not Debian's own.
func (l Library) Built() bool { return l.Kind != LibraryDebian }

// Unbuilt is a library that a target can do without.
type Unbuilt struct {
	Name    string
	Because string
	Origin
}

// Tool is a program that build scripts run on the machine that builds.
type Tool struct {
	Name    string
	Hosts   []HostSource // by host
	Program string       // in the archive; "" where the source is the program
	Env     string       // the variable that names it, or ""
	Paths   []ToolPath   // by variable
	// Clang is the variable that gets, with the triple behind it, what Clang has to be told so
	// that it reads C headers as the target's compiler does; "" for none.
	Clang string
	Origin
}

// HostSource is where a tool comes from for one kind of machine.
type HostSource struct {
	Host   string // as uname -m says: "x86_64", "aarch64"
	Source Source
}

// ToolPath is a variable that names something beside the program.
type ToolPath struct{ Env, Path string }

// Hosts lists the kinds of machines that can build, as uname -m names them,
// with Docker's names of them and debug/elf's of their programs.
var Hosts = []struct{ Name, Docker, Machine string }{
	{"aarch64", "arm64", "EM_AARCH64"},
	{"x86_64", "amd64", "EM_X86_64"},
}

// NoSource says that there is no source for a kind of machine, by Docker's name
// of it; "" where there is one, or where no such machine builds.
func (t Tool) NoSource(docker string) string {
	for _, h := range Hosts {
		if h.Docker == docker && t.For(h.Name) == nil {
			return "tools." + t.Name + " has no source for a machine that builds on " + h.Name + ": add hosts: " + h.Name
		}
	}
	return ""
}

// For returns the source for a kind of machine, nil where there is none.
func (t Tool) For(host string) *Source {
	for i, h := range t.Hosts {
		if h.Host == host {
			return &t.Hosts[i].Source
		}
	}
	return nil
}
