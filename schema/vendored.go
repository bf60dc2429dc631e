package schema

import (
	"fmt"
	"path"
	"slices"
	"strings"
	"sync"

	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/format"
	"cuelang.org/go/cue/parser"

	"github.com/xgen-build/xgen/schema/catalog"
)

// The definitions lie in a project too, for those who check targets.cue without this
// program: the cue command and editors. What this program itself holds a file against is
// its own alone.

// ImportPath is that of the definitions, for CUE.
const ImportPath = "github.com/xgen-build/xgen"

// VendoredDir is the folder of a project that has the copy.
const VendoredDir = "cue.mod/pkg/" + ImportPath

// ModuleFile says what the import paths of a project's own packages begin with. Without
// it none of CUE's programs looks into cue.mod.
const ModuleFile = "cue.mod/module.cue"

// vendoredHead stands at the top of each file of the copy.
const vendoredHead = "// A copy of xgen's definitions, for editors and the cue command: xgen init --write renews it.\n\n"

// Module returns the text of a ModuleFile for a project of a name.
func Module(name string) []byte {
	return fmt.Appendf(nil, "module: \"cue.example/%s@v0\"\nlanguage: version: \"v0.9.0\"\n", name)
}

// Head is how a targets.cue begins that the copy is for. Under its own name the import
// would be the field xgen.
func Head() string {
	return "package targets\n\n" +
		"// Editors and the cue command check this file by the copy of the definitions in cue.mod.\n" +
		"import definitions \"" + ImportPath + "\"\n\ndefinitions.#Project\n"
}

// Imports reports whether a file of a project's definitions names the copy.
func Imports(text []byte) bool {
	f, err := parser.ParseFile(File, text, parser.ImportsOnly)
	return err == nil && slices.ContainsFunc(slices.Collect(f.ImportSpecs()), func(s *ast.ImportSpec) bool {
		return strings.Trim(s.Path.Value, `"`) == ImportPath
	})
}

// Vendored returns the files of the copy, by their paths from the folder of targets.cue.
func Vendored() map[string][]byte {
	out := map[string][]byte{}
	for _, name := range vendored() {
		text, err := files.ReadFile(name)
		if err != nil {
			panic(fmt.Sprintf("schema: %v", err))
		}
		out[path.Join(VendoredDir, name)] = append([]byte(vendoredHead), text...)
	}
	out[path.Join(VendoredDir, "triples.cue")] = append([]byte(vendoredHead), wordsOfCatalog()...)
	return out
}

// vendored are the files that say what a targets.cue may hold.
func vendored() []string {
	return slices.DeleteFunc(definitionFiles(), func(name string) bool { return name == "machine.cue" || name == "outside.cue" })
}

// wordsOfCatalog are the definitions that the catalog makes of its facts.
func wordsOfCatalog() []byte {
	c := catalog.Load()
	var arches []string
	for _, name := range c.Names() {
		arches = append(arches, c.Triples[name].Arch)
	}
	slices.Sort(arches)
	return fmt.Appendf(nil, "package xgen\n\n#Triple: %s\n\n#Arch: %s\n", oneOf(c.Names()), oneOf(slices.Compact(arches)))
}

func oneOf(words []string) string { return "\"" + strings.Join(words, "\" |\n\t\"") + "\"" }

// stub returns what stands for the definitions where a project imports them: their names,
// and nothing that they say. That is said by the walk, in its own words, and costs no
// evaluation.
var stub = sync.OnceValue(func() string {
	text := "package xgen\n"
	for _, name := range append(vendored(), "triples.cue") {
		src, err := files.ReadFile(name)
		if err != nil {
			src = wordsOfCatalog()
		}
		f, err := parser.ParseFile(name, src)
		if err != nil {
			panic(fmt.Sprintf("schema: %v", err))
		}
		for _, d := range f.Decls {
			if field, ok := d.(*ast.Field); ok {
				if name, _, err := ast.LabelName(field.Label); err == nil && strings.HasPrefix(name, "#") {
					text += name + ": _\n"
				}
			}
		}
	}
	return text
})

// Format returns a text of CUE in its canonical form.
func Format(text []byte) ([]byte, error) { return format.Source(text) }
