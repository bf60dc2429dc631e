package term

// Colour is how a piece of text looks, where colour is shown.
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

// Paint colours text, if colour is on. The text must be clean.
func (s Settings) Paint(c Colour, text string) string {
	if !s.Colour || c == Plain || text == "" {
		return text
	}
	return "\x1b[" + string(c) + "m" + text + "\x1b[0m"
}
