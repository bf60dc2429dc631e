package toolchain

import (
	"slices"
	"strings"

	"github.com/xgen-build/xgen/schema/catalog"
	"github.com/xgen-build/xgen/schema/input"
	"github.com/xgen-build/xgen/schema/lazyregexp"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
)

// source is GCC with its binutils and musl, built from their sources.
type source struct{}

const sourceKind model.ToolchainKind = "source"

// Source says how GCC is built for the target.
type Source struct {
	OwnGCC
	Kernel  string   // the folder of the kernel's headers: "arm-linux-gnueabi"
	Aliases []string // what the names of its programs begin with beside GCC, sorted
}

func (source) facts() string { return "source" }

// sourceParts are what it is made of, in the order in which they are built. The
// names are those of targets.cue and the catalog.
var sourceParts = []string{"binutils", "gcc", "musl"}

func (k source) resolve(r *request) model.Toolchain {
	params := factsOf[Source](k, r.Triple)
	params.GCC = r.Triple.GCC
	params.Aliases = k.aliases(r)
	t := ofGCC(r, &params.Args)
	t.Params, t.Parts, t.OtherLinkers = params, k.parts(r), externalLinkers(r.Triple.GCC, r.Triple)
	t.SharedPrograms.WhyNot = "what is built from source has static libraries alone"
	return t
}

// parts are the catalog's releases, or the user's in their place, with the user's
// changes to them.
func (source) parts(r *request) (out []model.Part) {
	known := decode[map[string]catalog.Release](r.Catalog.Kinds["source"])
	for _, name := range sourceParts {
		part := model.Part{Name: name, Field: "toolchain.sources." + name, Source: known[name].Source()}
		if asked, ok := r.asked.Sources[name]; ok {
			part.Source = r.Source(part.Field, asked)
			r.holdPart(part, asked.Kind.Pos)
		} else {
			part.SHA256, part.From = known[name].SHA256, model.FromCatalog
		}
		if part.Why == "" {
			part.Why = r.asked.Why
		}
		part.Patches = r.Patches("toolchain.patches."+name, r.asked.Patches[name])
		out = append(out, part)
	}
	return out
}

// holdPart refuses a source that is known to be something else: by its kind, its package
// or its checksum any other, by the name of its file another part or what is none.
func (r *request) holdPart(part model.Part, pos model.Pos) {
	known := r.Catalog.ToolchainSources
	if !slices.Contains(known.Kinds, string(part.Source.Kind)) {
		r.refuse(otherPart, pos, "%s is of kind %q, in which nobody releases %s: write kind: \"%s\"", part.Field, part.Source.Kind, part.Name, strings.Join(known.Kinds, "\", \""))
		return
	}
	from, sure := r.Catalog.PackageOf(part.Source)
	isOther := func(name string) bool {
		return name != part.Name && (from == name || strings.HasPrefix(from, name+"-"))
	}
	is := lazyregexp.Of(known.Packages[part.Name]).MatchString(from)
	if other := lazyregexp.Of(known.Others).FindString(catalog.FileOf(part.Source)); !sure && other != "" {
		from, sure = strings.TrimRight(other, "-_."), true
	}
	if sure && !is || !sure && slices.ContainsFunc(sourceParts, isOther) {
		r.refuse(otherPart, pos, "%s is from %s, which is no release of %s: write one that is", part.Field, from, part.Name)
	}
}

var otherPart = rule.Error("toolchain-part", "each part of a toolchain is built by its own script, which fails with another part's sources after the ones before it are built")

// aliases are the further names, of which none may be taken for another target's.
func (source) aliases(r *request) (out []string) {
	asked := input.OrZero(r.asked.Aliases)
	for _, name := range asked.V {
		if name == r.Triple.GCC {
			r.refuse(notOffered, asked.Pos, "toolchain.aliases names %q, which is the compiler's own name: remove it", name)
		} else if other := otherTarget(r, name); other != "" {
			r.refuse(notOffered, asked.Pos, "toolchain.aliases names %q, which is a GCC %s, and this one is for %s: write a name for that, such as %q",
				name, other, r.Triple.Name, r.Triple.Name)
		}
		out = append(out, name)
	}
	slices.Sort(out)
	return slices.Compact(out)
}
