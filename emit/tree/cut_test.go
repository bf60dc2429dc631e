package tree

import (
	"os"
	"testing"

	"github.com/xgen-build/xgen/emit"
)

// cut applies the changes up to the n-th step and leaves everything as a kill
// would; it reports whether that was all.
func cut(t *testing.T, root *os.Root, changes []Change, n int) (all bool) {
	t.Helper()
	w := newWriter(root)
	steps, err := w.stage(changes)
	must(t, err)
	for _, s := range steps[:min(n, len(steps))] {
		must(t, w.do(s))
	}
	return n >= len(steps)
}

// Whatever step a run is cut off after, the next one takes nothing that it
// finds for the work of a hand or of a stranger: the manifest that stands
// meanwhile lists both what was and what will be.
func TestRow74CutAfterEachStep(t *testing.T) {
	cutAfterEachStep(t, emitted)
}

// The same while the manifests of xgen 0.1 go.
func TestRow74CutAmongOldManifests(t *testing.T) {
	cutAfterEachStep(t, emittedByOld)
}

func cutAfterEachStep(t *testing.T, start func(testing.TB, []emit.Artifact) *os.Root) {
	t.Helper()
	third := append(without(wanted("3"), "xgen/mips"),
		emit.Artifact{Path: "xgen/new/deep/x", Mode: 0o755, Bytes: []byte("y\n")})
	for _, want := range [][]emit.Artifact{third, wanted("1"), next(), nil} {
		complete := snapshot(t, emitted(t, want))
		for n, all := 0, false; !all; n++ {
			root := start(t, wanted("1"))
			all = cut(t, root, diffOf(t, root, next()), n)
			must(t, Sweep(root, "xgen"))
			changes := diffOf(t, root, want)
			if err := refuse(changes, false); err != nil {
				t.Fatalf("after %d steps: %v", n, err)
			}
			apply(t, root, changes, Options{})
			if wantSame(t, complete, snapshot(t, root)); t.Failed() {
				t.Fatalf("after %d steps", n)
			}
		}
	}
}
