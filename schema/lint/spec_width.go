package lint

import (
	"strconv"
	"strings"

	"github.com/Masterminds/semver/v3"

	"github.com/xgen-build/xgen/schema/model"
)

const widthKey = "target-pointer-width"

// widthFits looks at how a pointer's width is written: in a string until
// rust-lang/rust#144443, and as a number since.
func widthFits(channel string, key model.SpecKey, f *findings) {
	if (key.JSON[0] == '"') != widthIsText(channel) {
		f.at(key.Pos, "%s is %s: rustc %s reads it %s", widthKey, key.JSON, channel, widthForm(key)).Of = widthKey
	}
}

// The first release with that change, and the first nightly. A channel that names
// neither a release nor a day is taken for a newer one.
var widthAsNumber = semver.MustParse("1.91.0")

const widthAsNumberOn = "2025-09-01"

func widthIsText(channel string) bool {
	if day, ok := strings.CutPrefix(channel, "nightly-"); ok {
		return day < widthAsNumberOn
	}
	v, err := semver.NewVersion(channel)
	return err == nil && v.LessThan(widthAsNumber)
}

// widthForm says how a width is written that is written the other way.
func widthForm(key model.SpecKey) string {
	if text, err := strconv.Unquote(string(key.JSON)); err == nil {
		return "as a number: write " + text
	}
	return "in a string: write " + strconv.Quote(string(key.JSON))
}
