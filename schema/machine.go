package schema

import (
	"bytes"
	"fmt"
	"io/fs"
	"maps"
	"slices"

	"cuelang.org/go/cue/literal"

	"github.com/xgen-build/xgen/schema/check"
	"github.com/xgen-build/xgen/schema/decode"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/userfile"
)

// machineFile is #Machine as it is decoded.
type machineFile struct {
	Images     map[string]string `cue:"images"`
	CA         string            `cue:"ca"`
	CacheLimit int64             `cue:"cache-limit"`
	Memory     int64             `cue:"memory"`
	Engine     string            `cue:"engine"`
}

// LoadMachine reads the user-level folder: every .cue file in it, a later
// name taking the place of what an earlier one says. Positions name the files as they lie in that folder.
func LoadMachine(dir fs.FS) (model.Machine, model.Diagnostics) {
	m := model.Machine{Images: map[string]string{}}
	names, err := userfile.Glob(dir, "*.cue")
	if err != nil {
		return m, faults(unreadable, ".", "%v", err)
	}
	slices.Sort(names)
	var found model.Diagnostics
	for _, name := range names {
		found = append(found, loadMachineFile(dir, name, &m)...)
	}
	return m, found
}

func loadMachineFile(dir fs.FS, name string, m *model.Machine) model.Diagnostics {
	v, found := evaluateFile(dir, name)
	if found.HasErrors() {
		return found
	}
	if found := check.File(name, check.Machine(), v); found.HasErrors() {
		return explainNames(dir, found)
	}
	var f machineFile
	if err := decode.Into(name, v, model.FromUser, &f); err != nil {
		return diagnosticsOf(err)
	}
	f.into(m)
	return nil
}

// into lets what f says take the place of what earlier files said.
func (f machineFile) into(m *model.Machine) {
	maps.Copy(m.Images, f.Images)
	if f.CA != "" {
		m.CA = f.CA
	}
	if f.CacheLimit != 0 {
		m.CacheLimit = f.CacheLimit
	}
	if f.Memory != 0 {
		m.Memory = f.Memory
	}
	if f.Engine != "" {
		m.Engine = f.Engine
	}
}

// EncodeImages writes a file of the user-level folder that names what stands
// in for images.
func EncodeImages(images map[string]string) []byte {
	var b bytes.Buffer
	b.WriteString("// Written by xgen engine install: base images that were made on this machine.\n")
	for _, ref := range slices.Sorted(maps.Keys(images)) {
		fmt.Fprintf(&b, "images: %s: %s\n", literal.String.Quote(ref), literal.String.Quote(images[ref]))
	}
	return b.Bytes()
}
