package schema

import (
	"bytes"

	"github.com/xgen-build/xgen/schema/lazyregexp"
	"github.com/xgen-build/xgen/schema/model"
)

// multiplied is a number of CUE's and letters that its parser does not take for
// a part of it: the specification has only these multipliers, in capitals.
var multiplied = lazyregexp.New(`(^|[^A-Za-z0-9_$#])([0-9][0-9_.]*([KMGTP]i?)?)$`)

// explainNumbers says of a number with another multiplier, where CUE only misses
// a comma behind it, which ones there are.
func explainNumbers(src []byte, found model.Diagnostics) model.Diagnostics {
	lines := bytes.Split(src, []byte("\n"))
	for i, d := range found {
		if d.Pos.Line < 1 || d.Pos.Line > len(lines) || d.Pos.Col < 2 || d.Pos.Col > len(lines[d.Pos.Line-1]) {
			continue
		}
		line, at := lines[d.Pos.Line-1], d.Pos.Col-1
		if letter(line[at]) && multiplied.Match(line[:at]) {
			found[i].Message = "a number's multiplier is K, M, G, T or P, or Ki, Mi, Gi, Ti or Pi: write 600K or 2Mi"
		}
	}
	return found
}

func letter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }
