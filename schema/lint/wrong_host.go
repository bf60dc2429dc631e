package lint

import (
	"fmt"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/xgen-build/xgen/schema/input"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
)

// wrongHost finds a program for another machine where that can be seen: in the
// file itself, by a checksum that the catalog knows, or in the name of the file.
var wrongHost = check{
	rule.Error("wrong-host", "a program for another machine fails only when a build script runs it"),
	eachTarget(func(in *Input, t *model.Target, f *findings) {
		for _, tool := range in.tools(t) {
			for _, host := range slices.Sorted(maps.Keys(tool.Hosts)) {
				field, s := "tools."+tool.name+".hosts."+host, tool.Hosts[host]
				_ = in.otherMachine(field, host, s, f) || in.otherByChecksum(field, host, s, f) || in.otherByName(field, host, s, f)
			}
		}
	}),
}

// otherMachine reads the file.
func (in *Input) otherMachine(field, host string, s input.Source, f *findings) bool {
	if s.Path == nil {
		return false
	}
	file, err := in.Files.Pinned(path.Clean(s.Path.V))
	if err != nil || file.Machine == "" {
		return false // that is said elsewhere, or it is no program
	}
	name := machineName(file.Machine)
	if name != host {
		f.at(s.Path.Pos, "%s: %s is a program for %s: %s", field, s.Path.V, name, otherHost(host, name))
	}
	return name != host
}

// otherByChecksum looks the checksum up.
func (in *Input) otherByChecksum(field, host string, s input.Source, f *findings) bool {
	for _, k := range in.Catalog.Releases {
		if k.SHA256 == s.SHA256.V && k.Host != "" && k.Host != host {
			f.at(s.SHA256.Pos, "%s.sha256 is that of %s %s for %s: %s", field, k.Package, k.Version, k.Host, otherHost(host, k.Host))
			return true
		}
	}
	return false
}

// otherByName reads the name of the file, and of its folders where they name the
// machine that is wanted.
func (in *Input) otherByName(field, host string, s input.Source, f *findings) bool {
	where := input.First(s.Path, s.URL)
	if where == nil {
		return false
	}
	whole := where.V
	if _, rest, ok := strings.Cut(whole, "://"); ok {
		_, whole, _ = strings.Cut(rest, "/") // the machine that serves it says nothing of it
	}
	words, name := in.Catalog.HostWords, path.Base(whole)
	if system := whose(words.Systems, name); system != "" {
		f.at(where.Pos, "%s: %s is for %s by its name: write the file for Linux", field, name, system)
		return true
	}
	if says(words.Machines[host], whole) {
		return false
	}
	other := whose(words.Machines, name)
	if other != "" {
		f.at(where.Pos, "%s: %s is for %s by its name: %s", field, name, other, otherHost(host, other))
	}
	return other != ""
}

// whose returns the first key one of whose words a name has, "" for none.
func whose(words map[string][]string, name string) string {
	for _, key := range slices.Sorted(maps.Keys(words)) {
		if says(words[key], name) {
			return key
		}
	}
	return ""
}

// says reports whether a name has one of the words, whole.
func says(words []string, name string) bool {
	if len(words) == 0 {
		return false
	}
	return regexp.MustCompile(`(?i)(^|[^a-z0-9])(` + strings.Join(words, "|") + `)([^a-z0-9]|$)`).MatchString(name)
}

func machineName(machine string) string {
	for _, h := range model.Hosts {
		if h.Machine == machine {
			return h.Name
		}
	}
	return machine
}

func otherHost(host, name string) string {
	for _, h := range model.Hosts {
		if h.Name == name {
			return fmt.Sprintf("write the file for %s, or hosts: %s", host, name)
		}
	}
	return "write the file for " + host
}
