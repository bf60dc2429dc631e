package cargo

// spreadTable is the path of a key that stands for an inline table over several lines, or
// with a comma at its end: what TOML has from 1.1 on. Of a file's own keys none is called so.
const spreadTable = "TOML 1.1"

// spread returns the places of such tables in a text of TOML.
func spread(data []byte) (out []Key) {
	var open []byte // the brackets around the place
	line, begins, comma, said := 1, 0, false, false
	for i := 0; i < len(data); i++ {
		inTable := len(open) > 0 && open[len(open)-1] == '{'
		c := data[i]
		if inTable && !said && (c == '\n' || c == '}' && comma) {
			out, said = append(out, Key{Path: []string{spreadTable}, Line: line, Col: i - begins + 1, Words: []string{""}}), true
		}
		if comma = comma && (c == ' ' || c == '\t' || c == '\r' || c == '\n'); c == ',' {
			comma = true
		}
		switch c {
		case '\n':
			line, begins = line+1, i+1
		case '#':
			for i+1 < len(data) && data[i+1] != '\n' {
				i++
			}
		case '"', '\'':
			end, lines, last := endOfText(data, i)
			if i = end; lines > 0 {
				line, begins = line+lines, last
			}
		case '{', '[':
			open = append(open, c)
		case '}', ']':
			if open = open[:max(0, len(open)-1)]; len(open) == 0 {
				said = false
			}
		}
	}
	return out
}

// endOfText returns the last byte of a text that begins at a quote, how many lines end in it,
// and where the last of them begins.
func endOfText(data []byte, i int) (end, lines, begins int) {
	quote, width := data[i], 1
	if i+2 < len(data) && data[i+1] == quote && data[i+2] == quote {
		width = 3
	}
	for n := i + width; n < len(data); n++ {
		switch {
		case data[n] == '\n' && width == 1:
			return n - 1, 0, 0 // it is not closed, as no parser takes it
		case data[n] == '\n':
			lines, begins = lines+1, n+1
		case data[n] == '\\' && quote == '"' && n+1 < len(data) && data[n+1] != '\n':
			n++
		case data[n] == quote && (width == 1 || n+2 < len(data) && data[n+1] == quote && data[n+2] == quote):
			for n += width - 1; width == 3 && n+1 < len(data) && data[n+1] == quote; n++ { // quotes at the end of the text
			}
			return n, lines, begins
		}
	}
	return len(data), lines, begins
}
