package schema

import (
	"strings"
	"testing"
	"testing/fstest"
)

// depends has a project depend on a crate, in a table of its manifest's.
func depends(fsys fstest.MapFS, table, crateName string) {
	fsys["Cargo.toml"] = &fstest.MapFile{Data: []byte(crate("hello", "["+table+"dependencies]\n"+crateName+" = \"1\"\n"))}
	fsys["Cargo.lock"] = &fstest.MapFile{Data: []byte("version = 4\n" + locked("hello", "0.1.0", crateName) + fetched(crateName, nil))}
}

// An allocator that is compiled for one size of pages is told of the largest that the
// contract promises.
func TestPageCrate(t *testing.T) {
	const arm64, x86 = "aarch64-unknown-linux-musl", "x86_64-unknown-linux-musl"
	const want = `write targets: a: env: JEMALLOC_SYS_WITH_LG_PAGE: "16", or promise less: contract: pages: [4Ki]`
	for _, c := range []struct {
		triple, rest string
		said         bool
	}{
		{arm64, "", true}, {x86, "", false}, {arm64, "contract: pages: [4Ki]", false},
		{arm64, `env: JEMALLOC_SYS_WITH_LG_PAGE: "16"`, false}, {arm64, `env: JEMALLOC_SYS_WITH_LG_PAGE: "14"`, true},
		{arm64, `env: AARCH64_UNKNOWN_LINUX_MUSL_JEMALLOC_SYS_WITH_LG_PAGE: "16"`, false},
	} {
		fsys := project("name: \"hello\"\ntargets: a: triple: \"" + c.triple + "\"\n" + c.rest + "\n")
		depends(fsys, "", "tikv-jemalloc-sys")
		_, found := Load(fsys)
		if got := strings.Contains(found.Error(), want); got != c.said {
			t.Errorf("%s %s: %v", c.triple, c.rest, found)
		}
		if asks := strings.Contains(found.Error(), "cargo is not on the PATH"); asks != c.said { // which would know
			t.Errorf("%s %s: it asks for cargo: %v: %v", c.triple, c.rest, asks, found)
		}
	}
}

// What is said to be written is CUE, whatever the target's name.
func TestPageCrateOfNameInQuotes(t *testing.T) {
	fsys := project("name: \"hello\"\ntargets: \"my-pi\": triple: \"aarch64-unknown-linux-musl\"\n")
	depends(fsys, "", "tikv-jemalloc-sys")
	if _, found := Load(fsys); !strings.Contains(found.Error(), `write targets: "my-pi": env: JEMALLOC_SYS_WITH_LG_PAGE: "16"`) {
		t.Error(found)
	}
}

// 20, without cargo: a crate for other platforms alone is none of the target's.
func TestCratesOfOtherPlatforms(t *testing.T) {
	for table, said := range map[string]bool{
		"": true, "target.'cfg(windows)'.": false, "target.'cfg(not(target_env = \"musl\"))'.": false, "target.'cfg(unix)'.": true,
		"target.x86_64-pc-windows-gnu.": false, "target.'cfg(mine)'.": false, "target.'cfg(not(mine))'.": true,
	} {
		for _, name := range []string{"openssl-sys", "tikv-jemalloc-sys"} {
			fsys := project(rowOf("aarch64-unknown-linux-musl"))
			depends(fsys, table, name)
			if _, found := Load(fsys); (len(found) > 0) != said {
				t.Errorf("[%sdependencies] %s: %v", table, name, found)
			}
		}
	}
}
