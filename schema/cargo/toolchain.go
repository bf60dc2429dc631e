package cargo

import (
	"io/fs"
	"path"
	"strings"

	"github.com/xgen-build/xgen/schema/lazyregexp"
	"github.com/xgen-build/xgen/schema/userfile"
)

// Toolchain is what rustup's own file in a project asks for.
type Toolchain struct {
	File      string
	Line, Col int    // of the channel, or of what Fault speaks of
	Channel   string // "" where the file names none
	Fault     string // why it cannot be used; "" where it can
	Unread    string // another such file in its folder, which rustup passes over; "" where there is none
}

// ToolchainIn returns what rustup's file in a folder asks for; the zero value where there is
// none.
func ToolchainIn(fsys fs.FS) (Toolchain, error) { return readToolchain(fsys, ".") }

// readToolchain looks for rustup's file in a manifest's folder and above it, as
// rustup does (the rustup book, "The toolchain file"). Where there is none it
// returns the zero value.
func readToolchain(fsys fs.FS, dir string) (Toolchain, error) {
	for ; ; dir = path.Dir(dir) {
		for _, name := range []string{"rust-toolchain", "rust-toolchain.toml"} {
			file := path.Join(dir, name)
			there, err := userfile.Exists(fsys, file)
			if err != nil {
				return Toolchain{}, unreadable(file, err)
			}
			if !there {
				continue
			}
			t, err := readChannel(fsys, file)
			if beside := file + ".toml"; err == nil && path.Ext(file) == "" {
				there, err = userfile.Exists(fsys, beside)
				if there {
					t.Unread = beside
				}
			}
			return t, err
		}
		if dir == "." {
			return Toolchain{}, nil
		}
	}
}

func readChannel(fsys fs.FS, file string) (Toolchain, error) {
	t := Toolchain{File: file, Line: 1, Col: 1}
	data, err := userfile.Read(fsys, file, userfile.Channel)
	if err != nil {
		return t, unreadable(file, err)
	}
	if path.Ext(file) == "" && !strings.Contains(string(data), "[") {
		t.readWord(string(data))
		return t, nil
	}
	var f struct {
		Toolchain struct {
			Channel string `toml:"channel"`
			Path    string `toml:"path"`
		} `toml:"toolchain"`
	}
	if err := decodeTOML(file, data, &f); err != nil {
		return t, err
	}
	t.Channel = withoutHost(f.Toolchain.Channel)
	t.Line, t.Col = Place(data, "toolchain", "channel")
	if f.Toolchain.Path != "" {
		t.Fault = "path names a toolchain of one machine: name a channel instead, here or with rust: channel in targets.cue"
		t.Line, t.Col = Place(data, "toolchain", "path")
	}
	return t, nil
}

// readWord reads the old form: one line, which names the channel.
func (t *Toolchain) readWord(text string) {
	n := 0
	for line := range strings.Lines(text) {
		n++
		code, _, _ := strings.Cut(line, "#")
		word := strings.TrimSpace(code)
		if word == "" {
			continue
		}
		if t.Channel != "" {
			t.Fault = "there are two lines: keep the one that names the channel"
			t.Line, t.Col = n, 1+strings.Index(line, word)
			return
		}
		t.Channel, t.Line, t.Col = withoutHost(word), n, 1+strings.Index(line, word)
	}
	if t.Channel == "" {
		t.Fault = "the file is empty: write a channel such as 1.95.0 into it, or remove it"
	}
}

// hosted matches a channel with the machine that it runs on behind it, as rustup takes it.
var hosted = lazyregexp.New(`^(stable|(?:beta|nightly)(?:-[0-9-]+)?|[0-9][0-9.]*)-[a-z0-9_]+-(?:unknown-linux|apple|pc-windows)[a-z0-9-]*$`)

// withoutHost returns a channel alone: builds have the one for their own machine.
func withoutHost(channel string) string {
	if m := hosted.FindStringSubmatch(channel); m != nil {
		return m[1]
	}
	return channel
}
