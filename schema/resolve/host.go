package resolve

import (
	"fmt"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/xgen-build/xgen/schema/input"

	"github.com/xgen-build/xgen/schema/model"
)

// checkHost refuses a program for another machine where that can be seen: in
// the file itself, by a checksum that the catalog knows, or in the name of the
// file.
func (r *resolver) checkHost(field, host string, s input.Source) {
	_ = r.checkMachine(field, host, s) && r.checkKnownHost(field, host, s) && r.checkName(field, host, s)
}

// checkMachine reads the file.
func (r *resolver) checkMachine(field, host string, s input.Source) bool {
	if s.Path == nil {
		return true
	}
	f, err := r.files.Pinned(path.Clean(s.Path.V))
	if err != nil || f.Machine == "" {
		return true // that is said elsewhere, or it is no program
	}
	if name := machineName(f.Machine); name != host {
		r.refuse("wrong-host", s.Path.Pos, "%s: %s is a program for %s: %s", field, s.Path.V, name, otherHost(host, name))
		return false
	}
	return true
}

// checkKnownHost looks the checksum up.
func (r *resolver) checkKnownHost(field, host string, s input.Source) bool {
	for _, k := range r.catalog.Releases {
		if k.SHA256 == s.SHA256.V && k.Host != "" && k.Host != host {
			r.refuse("wrong-host", s.SHA256.Pos, "%s.sha256 is that of %s %s for %s: %s", field, k.Package, k.Version, k.Host, otherHost(host, k.Host))
			return false
		}
	}
	return true
}

// checkName reads the name of the file, and of its folders where they name the
// machine that is wanted.
func (r *resolver) checkName(field, host string, s input.Source) bool {
	where := first(s.Path, s.URL)
	if where == nil {
		return true
	}
	whole := where.V
	if _, rest, ok := strings.Cut(whole, "://"); ok {
		_, whole, _ = strings.Cut(rest, "/") // the machine that serves it says nothing of it
	}
	words, name := r.catalog.HostWords, path.Base(whole)
	if system := whose(words.Systems, name); system != "" {
		r.refuse("wrong-host", where.Pos, "%s: %s is for %s by its name: write the file for Linux", field, name, system)
		return false
	}
	if says(words.Machines[host], whole) {
		return true
	}
	if other := whose(words.Machines, name); other != "" {
		r.refuse("wrong-host", where.Pos, "%s: %s is for %s by its name: %s", field, name, other, otherHost(host, other))
		return false
	}
	return true
}

// whose gives the first key one of whose words a name has, "" for none.
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
