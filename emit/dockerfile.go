package emit

import (
	"path"
	"strconv"

	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/templates"
)

// prefix is where the toolchain lies in the image. The stage scripts take it
// from the environment, so it holds nowhere else.
const prefix = "/opt/xgen"

// dockerfileView is what Dockerfile.tmpl shows.
type dockerfileView struct {
	Self, Dir, Stage, Output string // paths in the repository
	Prefix                   string // the target's own folder in the image
	Image, Channel, Triple   string
	Clients                  []clientView // what fetches the pinned sources …
	Pulled                   []pulledView // … and these
	Libraries                []libraryView
	LibraryPackages          []string // what the build machine needs for them
	Tools                    []toolView
	NoSources                []noSourceView // machines that cannot build for want of a tool
	GCC, Link                string         // the wrappers' names, and how a library's tests link
	Zig                      *model.Zig
	Debian                   *model.Debian
	Own                      *ownView
	Libc, Float              string       // what a toolchain of the project's own is held against …
	ELF                      []string     // … and the head of its objects: class, byte order, machine
	Forms                    []string     // … and what it must link
	Component                bool         // std comes from rustup, which is not where the compiler is
	Multiarch                []string     // packages of Debian's GCC with glibc, of all targets; nil with musl
	Runtime                  *runtimeView // nil where programs are static
	Emulator                 string       // the stage that programs run in
	Components               []string     // of rustup's, beside the compiler
	Prebuilt, Sysroot        bool         // where std comes from …
	BuildStd                 bool         // … or each build makes its own
	Atomics, Wide            bool         // what is called for 64-bit atomics is built, and std with them
	Warm                     bool         // the first link makes the toolchain build something
	Patched                  bool
	Adds                     []string // crates that patches bring along
	CC, AR                   string
	Rustflags, WarmFlags     []string
	Manifest, CacheID        string
	Sources, Vendored        []string // folders of vendored crates: of all targets, and of this one
	Bins                     []string
	Files                    []string // of the target, beside bin
	Inputs                   []inputView
	Entrypoint               string
	QEMU                     model.QEMU
	Timeout                  string
	Smoke                    []string // the command, nil where there is none
	Daemon                   *daemonView
	Test                     *testView
}

type inputView struct {
	Name, Default, Why string
	HasDefault         bool
	Missing            string // what to say where it is not given
}

func dockerfile(p *model.Project, t *model.Target) ([]Artifact, error) {
	test, err := testStages(p, t)
	if err != nil {
		return nil, err
	}
	dir := Dir(p, t)
	own := path.Join(prefix, "emitted", t.Name) // beside stage, as in the repository
	view := dockerfileView{
		Self: path.Join(dir, "Dockerfile"), Dir: dir, Stage: stageDir(p), Output: p.Output,
		Prefix: own,
		Image:  t.Image.V, Channel: t.Rust.Channel.V, Triple: t.Triple.Name,
		Zig:        t.Toolchain.Zig,
		Debian:     t.Toolchain.Debian,
		Multiarch:  multiarch(p, t),
		Runtime:    runtimeOf(t),
		Components: t.Rust.Components.V,
		Own:        viewOwn(t),
		Libc:       t.Triple.Libc,
		Float:      string(t.Triple.FloatABI),
		ELF:        elfHead(t.Triple),
		Forms:      ownForms(t),
		Prebuilt:   t.Rust.Std.V == model.StdPrebuilt,
		Component:  t.Rust.Std.V == model.StdPrebuilt && t.Toolchain.Kind.V == model.ToolchainImage,
		Sysroot:    t.Rust.Std.V == model.StdSysroot,
		BuildStd:   t.Rust.Std.V == model.StdBuild,
		Warm:       t.Toolchain.Zig != nil && t.Rust.Std.V != model.StdBuild,
		Patched:    len(t.Patches) > 0,
		Adds:       adds(t),
		CC:         toolNames(t).CC,
		AR:         toolNames(t).AR,
		Atomics:    narrow(t),
		Wide:       t.WideAtomics(),
		Rustflags:  stdFlags(t),
		WarmFlags:  append(stdFlags(t), "-Cstrip="+t.Cargo.Strip),
		Manifest:   t.Cargo.Manifest,
		Sources:    p.Vendored,
		Vendored:   t.Cargo.Vendored,
		CacheID:    cacheID(p, t),
		Bins:       t.Cargo.Bins,
		Files:      []string{dir + "/entrypoint.sh", dir + "/config.toml", dir + "/toolchain.cmake"},
		Inputs:     inputViews(p),

		Entrypoint: path.Join(own, "entrypoint.sh"),
		QEMU:       t.Triple.QEMU,
		Timeout:    "60",
		Test:       test,
	}
	view.Emulator = "emulator"
	if view.Runtime != nil {
		view.Emulator = "system"
	}
	view.Pulled, view.Clients = sources(t)
	view.Libraries, view.LibraryPackages, view.GCC = libraryViews(t), libraryPackages(t), t.Triple.GCC
	view.Link = linkFlags(t)
	view.Tools, view.NoSources = toolViews(t), noSources(t)
	if s := t.Contract.Smoke; s != nil {
		view.Timeout = strconv.Itoa(s.Timeout)
		view.Smoke = append([]string{s.Bin}, s.Args...)
		view.Daemon = daemonOf(s)
	}
	data, err := templates.Render("Dockerfile.tmpl", view)
	return []Artifact{file(view.Self, data)}, err
}

// daemonView is a command that runs beside the smoke command, and how many
// words it has.
type daemonView struct {
	Count   string
	Command []string
}

func daemonOf(s *model.Smoke) *daemonView {
	if s.Daemon == nil {
		return nil
	}
	command := append([]string{s.Daemon.Bin}, s.Daemon.Args...)
	return &daemonView{strconv.Itoa(len(command)), command}
}

func inputViews(p *model.Project) []inputView {
	var out []inputView
	for _, in := range p.Inputs {
		v := inputView{
			Name: in.Name, Why: in.Why,
			Missing: "xgen: " + in.Name + " is not set: give it with --set " + in.Name + "=…",
		}
		if in.Default != nil {
			v.HasDefault, v.Default = true, *in.Default
		}
		out = append(out, v)
	}
	return out
}

// stdFlags are the flags that std is built with: those that decide the ABI and
// the instruction set must be the program's own.
func stdFlags(t *model.Target) []string {
	var out []string
	for _, f := range t.Flags {
		if f.Kind == model.FlagRustc {
			out = append(out, f.Args...)
		}
	}
	return out
}
