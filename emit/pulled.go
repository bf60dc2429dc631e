package emit

import (
	"slices"

	"github.com/xgen-build/xgen/schema/model"
)

// pulledView is one stage that fetches pinned bytes. It names no target: rows
// with the same source share it.
type pulledView struct {
	Stage  string // "pulled-library-libmnl"
	From   string // the stage of its client
	Why    string
	Bind   string // a file of the project's own, "" otherwise
	Args   []string
	Unpack bool // the bytes are an archive, of which the content is wanted …
	// … without the links that lead out of it, as those of a libc to its loader do.
	DropLinks bool
}

// clientView is the stage that installs what fetches one kind of source.
type clientView struct {
	Stage, Base string
	Packages    []string
}

// Where a stage of pulledView leaves what it fetched: the file, and what was
// in it.
const (
	pulledFile = "/pulled/file"
	pulledTree = "/pulled/tree"
)

// What the names of the stages that fetch begin with: those of the clients, and
// those of the sources.
const (
	pullPrefix   = "pull-"
	pulledPrefix = "pulled-"
)

// pulling gives the client of a kind of source. libarchive-tools unpacks.
func pulling(kind model.SourceKind) clientView {
	c := clientView{Stage: pullPrefix + string(kind), Base: "os", Packages: []string{"libarchive-tools"}}
	switch kind {
	case model.SourceURL:
		c.Packages = append(c.Packages, "ca-certificates", "curl")
	case model.SourcePyPI:
		c.Packages = append(c.Packages, "ca-certificates", "python3-pip")
	case model.SourceNPM:
		c.Packages = append(c.Packages, "ca-certificates", "npm")
	case model.SourceCrate:
		c.Base = "rust"
	case model.SourceUbuntu: // Debian packages Ubuntu's keys, and the archive's address
		c.Packages = append(c.Packages, "python-apt-common", "ubuntu-keyring")
	}
	slices.Sort(c.Packages)
	return c
}

// content is what of an archive is wanted.
type content int

const (
	asItIs content = iota // the file itself
	unpacked
	withoutLinksOut // what is in it, but for links that lead out of it
)

// pulled is the stage for one source. role names it: "library-libmnl".
func pulled(role string, s model.Pinned, wanted content) pulledView {
	v := pulledView{
		Stage: pulledPrefix + role, From: pulling(s.Kind).Stage, Why: s.Why,
		Unpack: wanted != asItIs, DropLinks: wanted == withoutLinksOut,
		Args: []string{pulledFile, s.SHA256, string(s.Kind)},
	}
	switch s.Kind {
	case model.SourceURL:
		v.Args = append(v.Args, s.URLs...)
	case model.SourceFile:
		v.Bind = s.Path
		v.Args = append(v.Args, "/xgen/file")
	case model.SourceUbuntu:
		v.Args = append(v.Args, s.Package, s.Version, s.Suite)
	default:
		v.Args = append(v.Args, s.Package, s.Version)
	}
	return v
}

// clients are the stages that those of sources stand on, each once.
func clients(sources []model.Pinned) []clientView {
	seen := map[model.SourceKind]bool{}
	var out []clientView
	for _, s := range sources {
		if !seen[s.Kind] {
			seen[s.Kind] = true
			out = append(out, pulling(s.Kind))
		}
	}
	return out
}

// sources are the stages that fetch what a target is built from beside its
// crates, and those of their clients.
func sources(t *model.Target) (stages []pulledView, on []clientView) {
	var all []model.Pinned
	add := func(role string, s model.Pinned, wanted content) {
		stages = append(stages, pulled(role, s, wanted))
		all = append(all, s)
	}
	if own := ownOf(t); own != nil && t.Toolchain.Source != nil {
		add("toolchain", *t.Toolchain.Source, withoutLinksOut)
	}
	for _, l := range built(t) {
		add(libraryRole(l), l.Source, unpacked)
	}
	for _, tool := range t.Tools {
		for _, h := range model.Hosts {
			if s := tool.For(h.Name); s != nil {
				wanted := asItIs
				if tool.Program != "" {
					wanted = unpacked
				}
				add(toolRole(tool.Name)+onHost+h.Docker, *s, wanted)
			}
		}
	}
	return stages, clients(all)
}
