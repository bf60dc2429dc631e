package term

import (
	"fmt"
	"strings"
)

// columns are the widths of the targets' and the stages' names.
type columns struct{ target, stage int }

// stageWidth fits the stages that every build has, of which "artifact" is the longest.
const stageWidth = 8

// widen makes room for a target's name.
func (c *columns) widen(target string) { c.target = max(c.target, len([]rune(target))) }

// padTarget pads a target's name.
func (c *columns) padTarget(name string) string {
	name = Clean(name)
	return name + strings.Repeat(" ", max(0, c.target-len([]rune(name))))
}

// padStage pads a stage's name, and widens the column for a longer one, such
// as "pulled-library-zlib".
func (c *columns) padStage(name string) string {
	name = Clean(name)
	c.stage = max(c.stage, len([]rune(name)))
	return fmt.Sprintf("%-*s", c.stage, name)
}
