package engine

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// replay solves with a client that plays a recording and fails, in front of a
// daemon that still answers: so the recorded words alone are judged.
func replay(t *testing.T, file string) error {
	t.Helper()
	path, err := filepath.Abs(file)
	if err != nil {
		t.Fatal(err)
	}
	_, err = solveFake(t, `[ "$1" = debug ] && exit 0; cat `+path+` >&2; exit 1`, "")
	return err
}

func recordings(t *testing.T, folder string) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("testdata", folder, "*.jsonl"))
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	return files
}

// testdata/lost is what real clients said when their daemon was killed or
// stopped in mid-build, its socket was removed, runc was killed, nothing
// listened, or docker had no buildx.
func TestRow71LostEngine(t *testing.T) {
	for _, file := range recordings(t, "lost") {
		var lost *Lost
		if err := replay(t, file); !errors.As(err, &lost) || !strings.Contains(lost.Hint(), "start a BuildKit at unix:///x") {
			t.Errorf("%s: %v", file, err)
		}
	}
}

// testdata/failed are builds that failed for reasons of their own, some of
// whose words sound like a lost engine.
func TestRow71FailedBuild(t *testing.T) {
	for _, file := range recordings(t, "failed") {
		var lost *Lost
		if err := replay(t, file); err == nil || errors.As(err, &lost) {
			t.Errorf("%s: %v", file, err)
		}
	}
}

// A step that something killed is a failed build, and says why.
func TestRow71StepWithoutMemory(t *testing.T) {
	var step *StepError
	err := replay(t, "testdata/failed/out-of-memory.jsonl")
	if !errors.As(err, &step) || step.ExitCode != 137 || !strings.Contains(err.Error(), "exit code 137: the step was killed (SIGKILL), most likely because the memory was used up") {
		t.Errorf("%v", err)
	}
}

// Where the words decide nothing the engine is asked: does it still answer?
func TestRow71SilentEngine(t *testing.T) {
	out, err := os.ReadFile("testdata/failed/out-of-memory.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	for _, said := range []string{"error: no words for it", string(out), `error: process "x" did not complete successfully: exit code: 3`} {
		file := filepath.Join(t.TempDir(), "said")
		if err := os.WriteFile(file, []byte(said), 0o600); err != nil {
			t.Fatal(err)
		}
		for answer, want := range map[string]bool{"exit 0": false, "exit 1": true} {
			var lost *Lost
			_, err := solveFake(t, "[ $1 = debug ] && "+answer+"; cat "+file+" >&2; exit 1", "")
			if err == nil || errors.As(err, &lost) != want {
				t.Errorf("%.50s, then %s: %v", said, answer, err)
			}
		}
	}
}

// The kernel may kill the client, and an update may remove it.
func TestRow71LostClient(t *testing.T) {
	var lost *Lost
	_, err := solveFake(t, "[ $1 = debug ] && exit; echo '{}' >&2; kill -9 $$", "")
	if !errors.As(err, &lost) || !strings.Contains(err.Error(), "signal: killed") || !strings.Contains(lost.Hint(), "memory") {
		t.Errorf("killed: %v", err)
	}
	r := Request{Context: tree(t, map[string]string{"Dockerfile": ""}), Dockerfile: "Dockerfile"}
	for what, e := range map[string]Engine{
		"buildctl": NewBuildctl(filepath.Join(t.TempDir(), "buildctl"), "unix:///x"),
		"docker":   NewDocker(func(string) (string, error) { return filepath.Join(t.TempDir(), "docker"), nil }),
	} {
		if err := e.Solve(t.Context(), r, func(Event) {}); !errors.As(err, &lost) || lost.Hint() != installCommand {
			t.Errorf("%s removed: %v", what, err)
		}
	}
}

// Docker may stop while a layout is loaded into it.
func TestRow71DockerStopsBeforeTheBuild(t *testing.T) {
	dir, manifest := layout(t)
	for _, at := range []string{"info", "buildx", "image"} {
		env := fakes(t, nil, map[string]string{"docker": fmt.Sprintf(`[ $1 = %s ] && { echo Cannot connect to the Docker daemon at unix:///d >&2; exit 1; }; exit 0`, at)})
		r := Request{Context: tree(t, map[string]string{"Dockerfile": ""}), Dockerfile: "Dockerfile", Contexts: map[string]string{"os": ociLayout + dir + "@" + manifest.String()}}
		var lost *Lost
		if err := NewDocker(env.LookPath).Solve(t.Context(), r, func(Event) {}); !errors.As(err, &lost) || !strings.Contains(lost.Hint(), "start the Docker daemon") {
			t.Errorf("at docker %s: %v", at, err)
		}
	}
}
