package decode

import "strconv"

// Path returns a path of CUE's as messages show it: flags.x.c[0].
func Path(labels []string) string {
	out := ""
	for _, label := range labels {
		if _, err := strconv.Atoi(label); err == nil {
			out += "[" + label + "]"
			continue
		}
		if name := Unquoted(label); name != "#Project" && name != "#Machine" {
			out = Join(out, name)
		}
	}
	return out
}

// Unquoted returns the name of a field as the user means it, where CUE writes it
// with quotes.
func Unquoted(label string) string {
	if name, err := strconv.Unquote(label); err == nil {
		return name
	}
	return label
}

// Join returns the path of a field of the struct at a path.
func Join(path, name string) string {
	if path == "" {
		return name
	}
	return path + "." + name
}
