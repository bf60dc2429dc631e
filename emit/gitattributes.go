package emit

import (
	"path"

	"github.com/xgen-build/xgen/schema/model"
)

// gitAttributes keeps the files out of reviews' way and their line ends as the
// shells of the image need them.
func gitAttributes(p *model.Project) ([]Artifact, error) {
	const rules = header + "* linguist-generated text eol=lf\n"
	return []Artifact{file(path.Join(p.Output, ".gitattributes"), []byte(rules))}, nil
}
