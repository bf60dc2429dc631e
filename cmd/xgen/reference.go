package main

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/alecthomas/kong"

	"github.com/xgen-build/xgen/schema"
	"github.com/xgen-build/xgen/schema/exitcode"
	"github.com/xgen-build/xgen/schema/rule"
)

// reference returns docs/reference.md. It is made from the definitions, the
// catalog and the command line that the program itself uses, so that it cannot
// contradict them.
func reference(cli *kong.Application) []byte {
	var b bytes.Buffer
	b.WriteString("# Reference\n\nMade by `make golden` from the definitions, the catalog and the command line.\n")
	referenceCommands(&b, cli)
	b.WriteString(referenceEnvironment)
	referenceFields(&b)
	referenceTriples(&b)
	referenceAtomics(&b)
	referenceToolchains(&b)
	referenceRules(&b)
	referenceCauses(&b)
	return b.Bytes()
}

func referenceCommands(b *bytes.Buffer, cli *kong.Application) {
	b.WriteString("\n## Commands\n\n")
	for _, n := range cli.Leaves(true) {
		fmt.Fprintf(b, "### `%s`\n\n%s\n\n", n.Summary(), n.Help)
		for _, arg := range n.Positional {
			fmt.Fprintf(b, "- `%s` %s\n", arg.Summary(), arg.Help)
		}
		for _, f := range n.Flags {
			if !f.Hidden {
				fmt.Fprintf(b, "- `%s` %s\n", f.String(), expand(f))
			}
		}
		b.WriteString("\n")
	}
	var codes []string
	for _, m := range exitcode.Meanings {
		codes = append(codes, fmt.Sprintf("%d %s", m.Code, m.Meaning))
	}
	fmt.Fprintf(b, "Exit codes: %s.\n", strings.Join(codes, " · "))
}

const referenceEnvironment = "\n" +
	"## Environment\n" +
	"\n" +
	"- `BUILDKIT_HOST` the BuildKit to use, and no other.\n" +
	"- `HTTP_PROXY`, `HTTPS_PROXY`, `ALL_PROXY`, `NO_PROXY` reach the steps that use the network, and no image; one with a\n" +
	"  password only where the engine can keep it from other users, and never in the private BuildKit, which pulls images with\n" +
	"  the proxies of whoever started it.\n" +
	"- `SSL_CERT_FILE` the CA bundle for those steps, where the user-level folder names none.\n" +
	"- `XGEN_CONFIG` the user-level folder; `~/.config/xgen` if not set. Its files are held against machine.cue.\n" +
	"- `NO_COLOR`, `FORCE_COLOR`, `TERM=dumb`, `CI` as everywhere.\n" +
	"\n" +
	"With `-o json` a command that fails prints `{\"error\", \"hint\", \"diagnostics\"}`.\n"

// expand fills in what kong fills in when it prints help.
func expand(f *kong.Flag) string { return strings.ReplaceAll(f.Help, "${enum}", f.Enum) }

func referenceFields(b *bytes.Buffer) {
	b.WriteString("\n## Fields of targets.cue\n\n| field | value | |\n|---|---|---|\n")
	for _, f := range schema.Fields() {
		name := "`" + f.Path + "`"
		if f.Required {
			name += " (required)"
		}
		fmt.Fprintf(b, "| %s | %s | %s |\n", name, cell(f.Want), cell(f.Doc))
	}
}

func referenceTriples(b *bytes.Buffer) {
	b.WriteString("\n## Triples\n\n| triple | tier | width | byte order | floats | widest atomic | std | C toolchain | oldest CPU | C triple |\n|---|---|---|---|---|---|---|---|---|---|\n")
	for _, t := range schema.Catalog() {
		cpu := strings.TrimSpace(t.Emulator().Program + " " + t.Emulator().CPU)
		fmt.Fprintf(b, "| `%s` | %d | %d | %s | %s | %d | %s | %s | %s | `%s` |\n",
			t.Name, t.Tier, t.Width, t.Endian, t.FloatABI, t.Atomics, t.Std, toolchains(t), cpu, t.GCC)
	}
}

// referenceAtomics writes what atomics: 64 costs on each processor that has no
// 64-bit atomics.
func referenceAtomics(b *bytes.Buffer) {
	b.WriteString("\nWith `atomics: 64`, nanoseconds of an operation, beside the processor's own on 32 bits:\n\n" +
		"| triple | by | fetch_add | on 32 bits | load | on 32 bits | fetch_add by eight threads | |\n|---|---|---|---|---|---|---|---|\n")
	var measured string
	for _, t := range schema.Catalog() {
		if w := t.AtomicsEmulation; w != nil {
			fmt.Fprintf(b, "| `%s` | %s | %.0f | %.0f | %.0f | %.0f | %.0f | %s |\n",
				t.Name, w.By, w.Add.Bits64, w.Add.Bits32, w.Load.Bits64, w.Load.Bits32, w.Contended, cell(w.Not))
			measured = w.Measured
		}
	}
	fmt.Fprintf(b, "\nMeasured: %s.\n", measured)
}

// referenceToolchains writes why a toolchain is a triple's default and why
// others are not offered, each reason once.
func referenceToolchains(b *bytes.Buffer) {
	b.WriteString("\nWhy a C toolchain is the default, or is not offered:\n\n| toolchain | | reason | triples |\n|---|---|---|---|\n")
	for _, r := range schema.ToolchainReasons() {
		what := "not offered"
		if r.Default {
			what = "default"
		}
		triples := "`" + strings.Join(r.Triples, "`, `") + "`"
		if len(r.Triples) == len(schema.Catalog()) {
			triples = "all"
		}
		fmt.Fprintf(b, "| %s | %s | %s | %s |\n", r.Kind, what, cell(r.Why), triples)
	}
	b.WriteString("\n" + schema.ToolchainsBrought + "\n")
}

// toolchains returns the toolchains that a triple can use, the default first.
func toolchains(t schema.Triple) string {
	var names []string
	for _, kind := range t.Toolchains {
		names = append(names, string(kind))
	}
	return strings.Join(names, ", ")
}

func referenceRules(b *bytes.Buffer) {
	b.WriteString("\n## Checks\n\nWhat `xgen vet` looks for, by the name that its JSON, SARIF and GitHub annotations carry.\n\n| check | reason |\n|---|---|\n")
	ruleRows(b, schema.Rules())
	b.WriteString("\nAnd what `xgen run` looks for beside, of the machine that builds:\n\n| check | reason |\n|---|---|\n")
	ruleRows(b, runRules())
}

func ruleRows(b *bytes.Buffer, rules []rule.Rule) {
	for _, r := range rules {
		fmt.Fprintf(b, "| `%s` | %s |\n", r.Name, cell(r.Why))
	}
}

func cell(s string) string { return strings.ReplaceAll(s, "|", "\\|") }

func referenceCauses(b *bytes.Buffer) {
	b.WriteString("\n## Builds that fail\n\nWhere the output of the step that failed names one of these causes, `xgen run` ends with it and with what to write. Names in braces stand\nfor what the output names.\n\n| cause | what to write |\n|---|---|\n")
	for _, c := range schema.Causes() {
		writes := make([]string, len(c.Writes))
		for i, write := range c.Writes {
			writes[i] = cell(write)
		}
		fmt.Fprintf(b, "| %s | %s |\n", cell(c.What), strings.Join(writes, "<br>"))
	}
}
