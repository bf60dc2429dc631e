package schema

import (
	"io/fs"
	"strings"

	"github.com/xgen-build/xgen/schema/decode"
	"github.com/xgen-build/xgen/schema/model"
)

// unparsed are tried, in this order, where CUE's parser does not go on; unresolved where
// a name stands for nothing.
var (
	unparsed = []slip{
		mergeMarks, yamlStart, tomlHeader, equalsSign, comments, otherQuotes, semicolon,
		unquotedURL, listItem, unquotedKey, multiplier, openText, unquotedValue,
	}
	unresolved = []slip{tomlHeader, unusedAlias, comments, listItem, missingReference}
)

// explain says of what CUE itself did not understand what to write instead, where that
// can be known from the text.
func explain(src []byte, slips []slip, found model.Diagnostics) model.Diagnostics {
	lines := strings.Split(strings.ReplaceAll(string(src), "\r\n", "\n"), "\n")
	for i, d := range found {
		if d.Rule != decode.InvalidCUE.Name {
			continue
		}
		for _, find := range slips {
			line, col, message := find(stumble{lines, d.Pos.Line, d.Pos.Col, d.Message})
			if message != "" {
				found[i].Message, found[i].Pos.Line, found[i].Pos.Col = message, line, col
				break
			}
		}
	}
	return found
}

// explainNames is explain for names that stand for nothing, in any file.
func explainNames(root fs.FS, found model.Diagnostics) model.Diagnostics {
	for i, d := range found {
		if !reference.MatchString(d.Message) && !unreferenced.MatchString(d.Message) {
			continue
		}
		if src, wrong := readSource(root, d.Pos.File); wrong == nil {
			explain(src, unresolved, found[i:i+1])
		}
	}
	return found
}
