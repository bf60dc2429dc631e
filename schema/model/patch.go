package model

// Patch is a change to one crate, for a target that cannot do without.
type Patch struct {
	Name     string
	Crate    string
	Versions []string // of the crate in Cargo.lock that are changed, oldest first
	Text     string   // a unified diff for patch -p1, from the crate's folder
	Files    []string // what it touches, sorted
	Adds     []Crate  // by name
	Origin
}

// SourcePatch is a change to what is built from source for a target: to a C
// library, or to the toolchain.
type SourcePatch struct {
	Name  string
	Text  string   // a unified diff for patch -p1, from the source's folder
	Files []string // what it touches, sorted
	Origin
}

// Crate is a release of a crate that cargo fetches.
type Crate struct {
	Name    string
	Version string
	SHA256  string // of the .crate file, as in Cargo.lock
}

// Unpatched is a patch that a target can do without.
type Unpatched struct {
	Name    string
	Crate   string
	Because string // "atomics are 64 bits wide, not <64"
	Origin
}
