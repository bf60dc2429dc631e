package term_test

import (
	"os"

	"github.com/xgen-build/xgen/cmd/xgen/internal/term"
)

// The zero Settings are those of a file or a pipe: text without colours.
func ExampleTable() {
	err := term.Table(os.Stdout, term.Settings{}, []string{"PROMISE", "FOUND", ""}, [][]term.Cell{
		{{Text: "machine"}, {Text: "ARM"}, {Text: "ok", Colour: term.Green}},
		{{Text: "interpreter"}, {Text: "none"}, {Text: "ok", Colour: term.Green}},
	})
	if err != nil {
		panic(err)
	}
	// Output:
	// PROMISE      FOUND
	// machine      ARM    ok
	// interpreter  none   ok
}
