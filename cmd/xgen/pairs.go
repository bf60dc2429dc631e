package main

import (
	"fmt"
	"strings"

	"github.com/alecthomas/kong"
)

// pairs are arguments of the form KEY=VALUE, each key once.
type pairs map[string]string

// Decode reads one of them.
func (p *pairs) Decode(ctx *kong.DecodeContext) error {
	var text string
	if err := ctx.Scan.PopValueInto("pair", &text); err != nil {
		return err
	}
	key, value, ok := strings.Cut(text, "=")
	if !ok {
		return fmt.Errorf("%q has no =: write %s", text, ctx.Value.Flag.PlaceHolder)
	}
	if before, twice := (*p)[key]; twice && before != value {
		return fmt.Errorf("%s is given as %q and as %q: write it once", key, before, value)
	}
	if *p == nil {
		*p = pairs{}
	}
	(*p)[key] = value
	return nil
}
