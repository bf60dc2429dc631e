package resolve

import (
	"slices"
	"strings"

	"github.com/xgen-build/xgen/schema/cargo"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/reserved"
)

// variables keeps [env], but for what leads the compilers, and what targets.cue or the
// emitted files set themselves.
func (c *configured) variables() {
	env, switches := c.all.Below("env"), map[string]bool{}
	for _, s := range env {
		switches[strings.Join(s.Key[1:], " ")] = s.Last().Value == true
	}
	for _, s := range env {
		if len(s.Key) == 3 && s.Key[2] != "value" {
			continue
		}
		if _, ok := s.Last().Value.(string); !ok || len(s.Key) > 3 {
			c.refuse(cargoRule, s.Last().Pos, "%s: cargo takes a string, or {value = \"…\"}: write \"…\"", s.Name())
			continue
		}
		if why := c.variableOff(s.Key[1]); why != "" {
			c.off(cargo.KeyName(s.Key[:2]), s.Last(), why)
			continue
		}
		c.variable(switches, s)
	}
}

// variable keeps one. A path of the project's is one where the build has it.
func (c *configured) variable(switches map[string]bool, s cargo.Setting) {
	name := s.Key[1]
	value := model.CargoSetting{Key: []string{"env", name, "value"}, Value: s.Text(), Path: switches[name+" relative"], Origin: byConfig(s.Last())}
	if value.Path {
		value.Value = s.Last().From(s.Text())
	}
	c.t.Cargo.Settings = append(c.t.Cargo.Settings, value)
	if switches[name+" force"] {
		c.t.Cargo.Settings = append(c.t.Cargo.Settings, model.CargoSetting{Key: []string{"env", name, "force"}, Value: true, Origin: value.Origin})
	}
}

// variableOff says why a variable is switched off, "" where it holds.
func (c *configured) variableOff(name string) string {
	if by := c.setBy(name); by != "" {
		return by + " sets it: it is switched off"
	}
	if hint := reserved.Always(name); hint != "" && name != "RUSTC_BOOTSTRAP" {
		return "it is switched off: " + hint
	}
	spelled := model.InVariable(name) // the crate cc asks for a triple's own spelling too
	if hint := reserved.Steers(spelled, func(triple string) bool { return triple == model.InVariable(c.t.Triple.Name) }); hint != "" {
		return "it would lead the compilers past every check of the target: it is switched off; " + hint
	}
	if reserved.Steers(spelled, isHost) != "" {
		return "the machine that builds has its own compilers for its own programs, as build scripts are: it is switched off"
	}
	return ""
}

// isHost reports whether a triple, as in a variable's name, is that of a machine that builds.
func isHost(triple string) bool {
	return slices.ContainsFunc(model.Hosts, func(h struct{ Name, Docker, Machine string }) bool {
		return triple == h.Name+"_unknown_linux_gnu"
	})
}

// setBy names the field of targets.cue that sets a variable, "" where none does.
func (c *configured) setBy(name string) string {
	if slices.ContainsFunc(c.t.Env, func(e model.Env) bool { return e.Name == name }) {
		return "env in targets.cue"
	}
	if _, ok := c.Written.Inputs[name]; ok {
		return "inputs in targets.cue"
	}
	for _, tool := range c.t.Tools {
		if tool.Env == name || slices.ContainsFunc(tool.Paths, func(p model.ToolPath) bool { return p.Env == name }) {
			return "tools." + tool.Name + " in targets.cue"
		}
	}
	return ""
}
