package emit

import (
	"path"

	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/hashicorp/hcl/v2/hclwrite"
	"github.com/zclconf/go-cty/cty"

	"github.com/xgen-build/xgen/schema/model"
)

// bakeItem is the variable of a bake file that holds a target's name.
const bakeItem = "xgen"

// bakeFile returns the file that lists every target for `docker buildx bake`. Each is
// one line, and what stands around these lines is the same for any targets: so git can
// join the lines of both sides of a merge.
func bakeFile(p *model.Project) ([]Artifact, error) {
	f := hclwrite.NewEmptyFile()
	b := f.Body().AppendNewBlock("target", []string{bakeGroup(p)}).Body()
	item := hclwrite.TokensForIdentifier(bakeItem)
	b.SetAttributeRaw("name", item)
	b.SetAttributeRaw("matrix", hclwrite.TokensForObject([]hclwrite.ObjectAttrTokens{{Name: item, Value: bakeTargets(p)}}))
	b.SetAttributeValue("context", cty.StringVal("."))
	b.SetAttributeRaw("dockerfile", withTarget(p.Output+"/", "/Dockerfile"))
	b.SetAttributeValue("target", cty.StringVal("artifact"))
	b.SetAttributeRaw("output", hclwrite.TokensForTuple([]hclwrite.Tokens{withTarget("type=local,dest="+path.Join(p.Dir, "dist")+"/", "")}))
	text := append([]byte(header), hclwrite.Format(f.Bytes())...)
	return []Artifact{file(path.Join(p.Output, bakeName), text)}, nil
}

// bakeGroup returns the name of the group of all targets: default, which bake takes
// where it is given no name, unless a target is called so.
func bakeGroup(p *model.Project) string {
	name := "default"
	for next := "all"; p.Target(name) != nil; next += "-targets" {
		name = next
	}
	return name
}

// bakeTargets returns the names of all targets, a line each.
func bakeTargets(p *model.Project) hclwrite.Tokens {
	line := &hclwrite.Token{Type: hclsyntax.TokenNewline, Bytes: []byte("\n")}
	out := hclwrite.Tokens{{Type: hclsyntax.TokenOBrack, Bytes: []byte("[")}, line}
	for _, t := range p.Targets {
		out = append(out, hclwrite.TokensForValue(cty.StringVal(t.Name))...)
		out = append(out, &hclwrite.Token{Type: hclsyntax.TokenComma, Bytes: []byte(",")}, line)
	}
	return append(out, &hclwrite.Token{Type: hclsyntax.TokenCBrack, Bytes: []byte("]")})
}

// withTarget returns a string that has a target's name between two texts.
func withTarget(before, after string) hclwrite.Tokens {
	out := hclwrite.Tokens{{Type: hclsyntax.TokenOQuote, Bytes: []byte(`"`)}}
	literal := func(s string) {
		for _, t := range hclwrite.TokensForValue(cty.StringVal(s)) {
			if t.Type == hclsyntax.TokenQuotedLit {
				out = append(out, t)
			}
		}
	}
	literal(before)
	out = append(out,
		&hclwrite.Token{Type: hclsyntax.TokenTemplateInterp, Bytes: []byte("${")},
		&hclwrite.Token{Type: hclsyntax.TokenIdent, Bytes: []byte(bakeItem)},
		&hclwrite.Token{Type: hclsyntax.TokenTemplateSeqEnd, Bytes: []byte("}")})
	literal(after)
	return append(out, &hclwrite.Token{Type: hclsyntax.TokenCQuote, Bytes: []byte(`"`)})
}
