package term

// Colour is the look of a piece of text on a terminal that shows colours.
type Colour string

// The colours, as parameters of SGR.
const (
	Plain  Colour = ""
	Green  Colour = "32"
	Red    Colour = "31"
	Yellow Colour = "33"
	Bold   Colour = "1"
	Dim    Colour = "2"
)

// Paint returns the text in a colour, where colours are shown. The text must
// be clean.
func (s Settings) Paint(c Colour, text string) string {
	if !s.Colour || c == Plain || text == "" {
		return text
	}
	return "\x1b[" + string(c) + "m" + text + "\x1b[0m"
}
