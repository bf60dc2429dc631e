package emit

import (
	"path"

	"github.com/xgen-build/xgen/schema/model"
)

// gitFiles keep the emitted files out of reviews' way, their line ends as the
// shells of the image need them, and all of them in the repository: many
// projects ignore every folder named bin. A diff keeps the line ends of the
// file that it changes.
func gitFiles(p *model.Project) ([]Artifact, error) {
	return []Artifact{
		file(path.Join(p.Output, ".gitattributes"), []byte(header+"* linguist-generated text eol=lf\n*.patch -text\n")),
		file(path.Join(p.Output, ".gitignore"), []byte(header+"!*\n")),
	}, nil
}
