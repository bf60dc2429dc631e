package emit

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/pelletier/go-toml/v2"

	"github.com/xgen-build/xgen/emit/quote"
)

// tomlWriter writes one encoded value after another and keeps the first error.
type tomlWriter struct {
	buf *bytes.Buffer
	err error
}

// table begins a table. Its keys are plain words, which TOML leaves bare.
func (w *tomlWriter) table(keys ...string) {
	for _, k := range keys {
		_, err := quote.Plain(k)
		w.keep(err)
	}
	fmt.Fprintf(w.buf, "\n[%s]\n", strings.Join(keys, "."))
}

func (w *tomlWriter) value(key string, v any) {
	data, err := toml.Marshal(map[string]any{key: v})
	w.keep(err)
	w.buf.Write(data)
}

func (w *tomlWriter) comment(indent, why string) {
	if why == "" {
		return
	}
	text, err := quote.Comment(why)
	w.keep(err)
	fmt.Fprintf(w.buf, "%s# %s\n", indent, text)
}

// flagGroup is some arguments with the reason for them.
type flagGroup struct {
	Why  string
	Args []string
}

// flags writes an array with one argument a line, each group below its reason.
func (w *tomlWriter) flags(key string, groups []flagGroup) {
	fmt.Fprintf(w.buf, "%s = [\n", key)
	for _, g := range groups {
		w.comment("  ", g.Why)
		for _, arg := range g.Args {
			text, err := quote.TOML(arg)
			w.keep(err)
			fmt.Fprintf(w.buf, "  %s,\n", text)
		}
	}
	w.buf.WriteString("]\n")
}

// path writes a variable that cargo makes an absolute path of.
func (w *tomlWriter) path(name, value string) {
	w.variable(name, value, "relative = true, force = true")
}

// unless writes a variable that holds where the environment has none.
func (w *tomlWriter) unless(name, value string) { w.variable(name, value, "force = false") }

// env writes a variable that holds whatever the caller's environment says.
func (w *tomlWriter) env(name, value string) { w.variable(name, value, "force = true") }

func (w *tomlWriter) variable(name, value, how string) {
	name, err := quote.Name(name)
	w.keep(err)
	text, err := quote.TOML(value)
	w.keep(err)
	fmt.Fprintf(w.buf, "%s = { value = %s, %s }\n", name, text, how)
}

func (w *tomlWriter) keep(err error) {
	if w.err == nil {
		w.err = err
	}
}
