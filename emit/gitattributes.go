package emit

import (
	"path"

	"github.com/xgen-build/xgen/schema/model"
)

// gitFiles returns the files that keep the emitted ones out of reviews' way, their line ends as the
// shells of the image need them, and all of them in the repository: many
// projects ignore every folder named bin. A diff keeps the line ends of the
// file that it changes. Two branches that each add a target both add lines to
// the manifest, which lists all files, and to the bake file: git joins the two.
func gitFiles(p *model.Project) ([]Artifact, error) {
	return []Artifact{
		file(path.Join(p.Output, ".gitattributes"), []byte(header+attributes)),
		file(path.Join(p.Output, ".gitignore"), []byte(header+"!*\n")),
	}, nil
}

// attributes names the files of which package tree takes what a merge by lines leaves.
const attributes = `* linguist-generated text eol=lf
*.patch -text
/manifest merge=union
/docker-bake.hcl merge=union
`
