package templates

import (
	"bytes"
	"embed"
	"io/fs"
	"slices"
	"sync"
	"text/template"

	"github.com/Masterminds/sprig/v3"

	"github.com/xgen-build/xgen/emit/quote"
)

//go:embed *.tmpl dockerfile toolchain
var texts embed.FS

//go:embed stage/*.sh stage/*.c
var scripts embed.FS

// quoters are the functions that may end an interpolation.
var quoters = template.FuncMap{
	"shell":      quote.Shell,
	"dockerfile": quote.Dockerfile,
	"json":       quote.JSON,
	"cmake":      quote.CMake,
	"comment":    quote.Comment,
	"plain":      quote.Plain,
	"ignore":     quote.Ignore,
	"name":       quote.Name,
}

// fromSprig are the functions of sprig that templates may use: pure ones, the
// same on every machine. sprig's own quoters are not among them: squote leaves
// ' as it is and quote leaves $() alive. What no template uses is not here.
var fromSprig = []string{"join"}

func functions() template.FuncMap {
	all := template.FuncMap{}
	known := sprig.TxtFuncMap()
	for _, name := range fromSprig {
		all[name] = known[name]
	}
	for name, f := range quoters {
		all[name] = f
	}
	return all
}

// parsed returns the templates, each by its path in this folder. Only who
// renders pays for parsing them.
var parsed = sync.OnceValue(func() *template.Template {
	root := template.New("").Funcs(functions()).Option("missingkey=error")
	err := fs.WalkDir(texts, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := texts.ReadFile(name)
		if err == nil {
			_, err = root.New(name).Parse(string(text))
		}
		return err
	})
	return template.Must(root, err)
})

// Render fills in the template with that path. An error means that a value
// cannot be written where the template uses it.
func Render(name string, data any) ([]byte, error) {
	var b bytes.Buffer
	if err := parsed().ExecuteTemplate(&b, name, data); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// StageFiles names the scripts that do the stages' work, and what they compile,
// sorted.
func StageFiles() []string {
	entries, err := scripts.ReadDir("stage")
	if err != nil {
		panic(err) // embedded: cannot fail
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	slices.Sort(names)
	return names
}

// StageFile returns one of them. They hold no values of anybody's.
func StageFile(name string) ([]byte, error) { return scripts.ReadFile("stage/" + name) }
