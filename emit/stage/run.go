package stage

import "github.com/xgen-build/xgen/emit/layout"

// Run is what stands in a RUN instruction before its command.
type Run struct {
	Offline bool // the command has no network
	Mounts  []Mount
}

// Offline returns a Run without a network.
func Offline(mounts ...Mount) Run { return Run{Offline: true, Mounts: mounts} }

// Packages is a RUN instruction that installs packages.
type Packages struct {
	Run   Run
	Asked []string // those of Names that the user asks for, which are looked for first
	Names []string
}

// Mount is one --mount. What is empty is not written.
type Mount struct {
	Type       string // bind, cache or secret
	ID         string
	PerProject bool // the id has behind it what tells projects of one name apart
	From       string
	Source     string
	Target     string
	Locked     bool // one build at a time
}

// Bind returns a mount of a file or folder of the project's, "" for all of it.
func Bind(source, target string) Mount { return Mount{Type: "bind", Source: source, Target: target} }

// Registry returns a mount of the crates that any build has fetched.
func Registry() Mount {
	return Mount{Type: "cache", ID: "xgen-registry", Target: layout.Prefix + "/cargo/registry", Locked: true}
}

// TargetDir returns a mount of cargo's target folder of that id.
func TargetDir(id string) Mount {
	return Mount{Type: "cache", ID: id, PerProject: true, Target: layout.Prefix + "/target", Locked: true}
}
