package schema

import (
	"io/fs"
	"slices"
	"strings"

	"github.com/xgen-build/xgen/schema/decode"
	"github.com/xgen-build/xgen/schema/model"
)

// unparsed are tried, in this order, where CUE's parser does not go on; unresolved where
// a name stands for nothing.
var (
	unparsed = []slip{
		mergeMarks, yamlStart, tomlHeader, lateHeader, equalsSign, comments, otherQuotes, semicolon,
		twoColons, unquotedURL, listItem, unquotedKey, multiplier, openText, missingColon, unquotedValue,
	}
	unresolved = []slip{tomlHeader, unusedAlias, lateHeader, comments, listItem, missingColonOfList, missingReference}
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

// explainNames is explain for names that stand for nothing, and for signs that CUE computes
// with, in any file. Several of them may be one mistake.
func explainNames(root fs.FS, found model.Diagnostics) (out model.Diagnostics) {
	for i, d := range found {
		if reference.MatchString(d.Message) || unreferenced.MatchString(d.Message) || negated.MatchString(d.Message) {
			if src, wrong := readSource(root, d.Pos.File); wrong == nil {
				explain(src, unresolved, found[i:i+1])
			}
		}
		same := func(o model.Diagnostic) bool { return o.Pos == found[i].Pos && o.Message == found[i].Message }
		if !slices.ContainsFunc(out, same) {
			out = append(out, found[i])
		}
	}
	return out
}
