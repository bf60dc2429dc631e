package emit

import (
	"path"
	"slices"
	"strconv"

	"github.com/xgen-build/xgen/schema/model"
	params "github.com/xgen-build/xgen/schema/toolchain"
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
	GCC, Link, LDFlags       string         // the wrappers' names, and how a library's tests link
	Zig                      *params.Zig
	Debian                   *params.Debian
	Own                      *ownView
	Float                    string       // what a toolchain of the project's own is held against …
	ELF                      []string     // … and the head of its objects: class, byte order, machine
	Forms                    []string     // … and what it must link
	Component                bool         // std comes from rustup, which is not where the compiler is
	Multiarch                []string     // packages of Debian's GCC with glibc, of all targets; nil with musl
	Runtime                  *runtimeView // nil where programs are static
	Emulator                 string       // the stage that programs run in
	Components               []string     // of rustup's, beside the compiler
	Prebuilt, Sysroot        bool         // std comes from rustup, or is built once, where the compiler is …
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
	Pages                    []string // sizes of memory pages, of the smoke command; none where there is one
	Timeout                  string
	Smoke                    []string // the command, nil where there is none
	Daemon                   *daemonView
	Test                     *testView
	ReportLimit, TestsLimit  string // bytes
}

// The most that report.json and tests.json may hold, in bytes. The first has 64
// KiB for each stream of what was run, which JSON spells in six times that at
// worst, and a diff of Cargo.lock; the second 4 MiB for each test program.
const (
	ReportLimit = 16 << 20
	TestsLimit  = 64 << 20
)

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
	view := dockerfileView{
		Image: t.Image.V, Channel: t.Rust.Channel.V, Triple: t.Triple.Name, GCC: t.Triple.GCC,
		Components: components(p, t),
		CC:         toolNames(t).CC,
		AR:         toolNames(t).AR,
		Manifest:   t.Cargo.Manifest,
		Sources:    p.Vendored,
		Vendored:   t.Cargo.Vendored,
		CacheID:    cacheID(p, t),
		Bins:       t.Cargo.Bins,
		Inputs:     inputViews(p),
		Patched:    len(t.Patches) > 0,
		Adds:       adds(t),
		QEMU:       t.Triple.QEMU,
		Test:       test,

		ReportLimit: strconv.Itoa(ReportLimit), TestsLimit: strconv.Itoa(TestsLimit),
	}
	view.places(p, t)
	view.toolchain(p, t)
	view.std(t)
	view.brought(t)
	view.smoke(t)
	data, err := templates.Render("Dockerfile.tmpl", view)
	return []Artifact{file(view.Self, data)}, err
}

// places are the folders and files, in the repository and in the image.
func (v *dockerfileView) places(p *model.Project, t *model.Target) {
	v.Dir, v.Stage, v.Output = Dir(p, t), stageDir(p), p.Output
	v.Self = path.Join(v.Dir, "Dockerfile")
	v.Files = []string{v.Dir + "/entrypoint.sh", v.Dir + "/config.toml", v.Dir + "/toolchain.cmake"}
	v.Prefix = path.Join(prefix, "emitted", t.Name) // beside stage, as in the repository
	v.Entrypoint = path.Join(v.Prefix, "entrypoint.sh")
}

// toolchain is where C is compiled, and what the target's programs run in.
func (v *dockerfileView) toolchain(p *model.Project, t *model.Target) {
	v.Zig, v.Debian, v.Own = zigOf(t), debianOf(t), viewOwn(t)
	v.Multiarch = multiarch(p, t)
	v.Float, v.ELF, v.Forms = string(t.Triple.FloatABI), elfHead(t.Triple), ownForms(t)
	v.Runtime, v.Emulator = runtimeOf(t), "emulator"
	if v.Runtime != nil {
		v.Emulator = "system"
	}
}

// std is where the target's std comes from, and what is built before it.
func (v *dockerfileView) std(t *model.Target) {
	prebuilt := t.Rust.Std.V == model.StdPrebuilt
	v.Component = prebuilt && t.Toolchain.Kind.V == "image"
	v.Prebuilt = prebuilt && !v.Component
	v.Sysroot = t.Rust.Std.V == model.StdSysroot
	v.BuildStd = t.Rust.Std.V == model.StdBuild
	v.Warm = zigOf(t) != nil && !v.BuildStd
	v.Atomics, v.Wide = narrow(t), t.WideAtomics()
	v.Rustflags = stdFlags(t)
	v.WarmFlags = append(stdFlags(t), "-Cstrip="+t.Cargo.Strip)
}

// brought is what is built or fetched beside the crates.
func (v *dockerfileView) brought(t *model.Target) {
	v.Pulled, v.Clients = sources(t)
	v.Libraries, v.LibraryPackages, v.Link, v.LDFlags = libraryViews(t), libraryPackages(t), linkFlags(t), ldFlags(t)
	v.Tools, v.NoSources = toolViews(t), noSources(t)
}

// smoke is the command that shows whether the program runs.
func (v *dockerfileView) smoke(t *model.Target) {
	v.Timeout = "60"
	if s := t.Contract.Smoke; s != nil {
		v.Timeout = strconv.Itoa(s.Timeout)
		v.Smoke = append([]string{s.Bin}, s.Args...)
		v.Daemon = daemonOf(s)
		v.Pages = pages(t.Contract.Pages.V)
	}
}

// pages are the sizes of memory pages with which the smoke command is run, none
// where there is only one.
func pages(sizes []int) []string {
	if len(sizes) == 0 || slices.Max(sizes) == 4096 {
		return nil
	}
	out := make([]string, len(sizes))
	for i, size := range sizes {
		out[i] = strconv.Itoa(size)
	}
	return out
}

// components are those of every target with the same release of Rust: their
// stages are the same, and the engine has one layer for all.
func components(p *model.Project, t *model.Target) []string {
	var out []string
	for _, other := range p.Targets {
		if other.Rust.Channel.V == t.Rust.Channel.V {
			out = append(out, other.Rust.Components.V...)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
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
