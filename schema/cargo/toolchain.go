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
	if more := strings.Contains(strings.TrimSuffix(string(data), "\n"), "\n"); !more && path.Ext(file) == "" {
		t.readLine(string(data))
		return t, nil
	}
	var f struct {
		Toolchain toolchainTable `toml:"toolchain"`
	}
	if err := decodeTOML(file, data, &f); err != nil {
		if path.Ext(file) == "" && !strings.Contains(string(data), "[") {
			t.Fault = "rustup takes the file for TOML, since it has more than one line, and refuses it: leave the channel, in one line without a comment"
			return t, nil
		}
		return t, err
	}
	t.Channel = withoutHost(f.Toolchain.Channel)
	t.Line, t.Col = Place(data, "toolchain", "channel")
	t.Fault = f.Toolchain.fault()
	if f.Toolchain.Path != "" {
		t.Line, t.Col = Place(data, "toolchain", "path")
	}
	return t, nil
}

// toolchainTable is what rustup reads of its file.
type toolchainTable struct {
	Channel    string   `toml:"channel"`
	Path       string   `toml:"path"`
	Components []string `toml:"components"`
	Targets    []string `toml:"targets"`
}

// fault says why a table cannot be used, "" where it can. One that only has what rustup
// adds to a toolchain leaves it open which.
func (t toolchainTable) fault() string {
	switch {
	case t.Path != "":
		return "path names a toolchain of one machine: name a channel instead, here or with rust: channel in targets.cue"
	case t.Channel == "" && t.Components == nil && t.Targets == nil:
		return "there is no channel below [toolchain], and rustup refuses the file: write one such as channel = \"1.95.0\" there, or remove the file"
	}
	return ""
}

// readLine reads the old form, of which all that stands in the line is the channel.
func (t *Toolchain) readLine(text string) {
	word := strings.TrimSpace(text)
	channel, comment, _ := strings.Cut(word, "#")
	switch {
	case strings.TrimSpace(channel) == "" && comment == "":
		t.Fault = "the file is empty: write a channel such as 1.95.0 into it, or remove it"
	case channel != word:
		t.Fault = "rustup takes all of the line for the channel, the comment too: leave the channel alone"
	default:
		t.Channel, t.Col = withoutHost(word), 1+strings.Index(text, word)
	}
}

// hosted matches a channel with the machine that it runs on behind it, as rustup takes it.
var hosted = lazyregexp.New(`^(stable|(?:beta|nightly)(?:-[0-9-]+)?|[0-9][0-9.]*(?:-beta(?:[.][0-9]+)?)?)-[a-z0-9_]+-(?:unknown-linux|apple|pc-windows)[a-z0-9-]*$`)

// withoutHost returns a channel alone: builds have the one for their own machine.
func withoutHost(channel string) string {
	if m := hosted.FindStringSubmatch(channel); m != nil {
		return m[1]
	}
	return channel
}
