package dockerfile

import (
	"slices"

	"github.com/xgen-build/xgen/emit/stage"
	"github.com/xgen-build/xgen/schema/model"
)

// content is what a source is wanted as.
type content int

const (
	asItIs content = iota // the file itself
	unpacked
	withoutLinksOut // what is in it, but for links that lead out of it
)

// pulled returns the stages that fetch what a target is built from beside its
// crates, behind those that install their clients.
func (m maker) pulled() []stage.Stage {
	var clients, fetching []stage.Stage
	seen := map[model.SourceKind]bool{}
	add := func(role string, s model.Source, wanted content) {
		if !seen[s.Kind] {
			seen[s.Kind] = true
			clients = append(clients, m.client(s.Kind))
		}
		fetching = append(fetching, m.fetching(pulledPrefix+role, s, wanted))
	}
	for _, archive := range m.toolchain.Archives() {
		wanted := unpacked
		if archive.DropLinks {
			wanted = withoutLinksOut
		}
		add(archive.Part.Name, archive.Part.Source, wanted)
	}
	for _, l := range built(m.t) {
		add(libraryRole(l), l.Source, unpacked)
	}
	for _, tool := range m.t.Tools {
		wanted := asItIs
		if tool.Program != "" {
			wanted = unpacked
		}
		for _, h := range model.Hosts {
			if s := tool.For(h.Name); s != nil {
				add(toolRole(tool.Name)+onHost+h.Docker, *s, wanted)
			}
		}
	}
	return append(clients, fetching...)
}

// client returns the stage that has what fetches one kind of source, and
// libarchive-tools, which unpacks it.
func (m maker) client(kind model.SourceKind) stage.Stage {
	base, packages := "os", []string{"libarchive-tools"}
	switch kind {
	case model.SourceURL:
		packages = append(packages, "ca-certificates", "curl")
	case model.SourcePyPI:
		packages = append(packages, "ca-certificates", "python3-pip")
	case model.SourceNPM:
		packages = append(packages, "ca-certificates", "npm")
	case model.SourceCrate:
		base = "rust"
	case model.SourceUbuntu: // Debian packages Ubuntu's keys, and the archive's address
		packages = append(packages, "python-apt-common", "ubuntu-keyring")
	}
	slices.Sort(packages)
	name := pullPrefix + string(kind)
	b := m.new(name, base)
	return b.Stage("dockerfile/pull.tmpl", struct {
		Name, Base string
		Packages   stage.Packages
	}{name, base, b.Packages(packages...)})
}

// pulledView is what pulled.tmpl shows. It names no target: those with the same
// source share the stage.
type pulledView struct {
	Name, Client, Why string
	Pull              stage.Run
	Args              []string
	Unpack            *unpackView
}

type unpackView struct {
	Run       stage.Run
	DropLinks bool
}

// fetching returns the stage that fetches one source.
func (m maker) fetching(name string, s model.Source, wanted content) stage.Stage {
	client := pullPrefix + string(s.Kind)
	b := m.new(name, client)
	mounts := []stage.Mount{b.Script("pull.sh")}
	if s.Kind == model.SourceFile {
		mounts = append(mounts, stage.Bind(s.Path, "/xgen/file"))
	}
	v := pulledView{Name: name, Client: client, Why: s.Why, Pull: b.Online(mounts...), Args: pullArgs(s)}
	if wanted != asItIs {
		v.Unpack = &unpackView{stage.Offline(b.Script("unpack.sh")), wanted == withoutLinksOut}
	}
	return b.Stage("dockerfile/pulled.tmpl", v)
}

// pullArgs returns the arguments of pull.sh.
func pullArgs(s model.Source) []string {
	args := []string{pulledFile, s.SHA256, string(s.Kind)}
	switch s.Kind {
	case model.SourceURL:
		return append(args, s.URLs...)
	case model.SourceFile:
		return append(args, "/xgen/file")
	case model.SourceUbuntu:
		return append(args, s.Package, s.Version, s.Suite)
	}
	return append(args, s.Package, s.Version)
}
