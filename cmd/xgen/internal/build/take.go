package build

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"strings"

	"github.com/xgen-build/xgen/schema/userfile"
)

// Foreign says that a build exported something other than its products.
type Foreign struct {
	Found []string // each with what it is, quoted
	More  bool     // there is more than that
	Only  []string // the products
}

// Error lists what was found and what may be exported.
func (e *Foreign) Error() string {
	found := strings.Join(e.Found, ", ")
	if e.More {
		found += " and more"
	}
	return fmt.Sprintf("the build exported %s: only %s may leave it, as ordinary files", found, strings.Join(e.Only, ", "))
}

// Hint returns who may have written it.
func (e *Foreign) Hint() string {
	return "no step of the build leaves such a thing (stage outputs): the engine, its client or somebody on this machine wrote it into dist/.xgen; run it again"
}

// Bounds of what is said of an export.
const (
	maxNamed = 10
	maxName  = 80 // bytes
)

// take copies the products out of the export into a folder of xgen's own. It
// takes nothing but their bytes: owner, mode, times and attributes are xgen's.
// Anything else in the export is refused, as a *Foreign. A product that is
// missing is for the checks to find.
func (o *outputs) take(list []product) error {
	if err := o.export.is(o.work, o.newDir()); err != nil {
		return err
	}
	there, err := inspect(o.export, list)
	if err != nil {
		return err
	}
	if o.next, _, err = o.work.sub(o.nextDir(), 0o700); err != nil {
		return err
	}
	for _, p := range there {
		if err := o.copyIn(p); err != nil {
			return err
		}
	}
	return nil
}

// inspect returns the products that are in the export. Anything else there is
// a *Foreign.
func inspect(export folder, list []product) (there []product, err error) {
	names, more, err := listed(export, len(list)+maxNamed)
	if err != nil {
		return nil, err
	}
	bad := &Foreign{More: more}
	for _, p := range list {
		bad.Only = append(bad.Only, p.name)
	}
	for _, name := range names {
		info, err := export.Lstat(name)
		if err != nil {
			return nil, failed(export.at(name), err)
		}
		i := slices.IndexFunc(list, func(p product) bool { return p.name == name })
		why := fault(export, info, i, list)
		if why == "" {
			there = append(there, list[i])
			continue
		}
		bad.add(fmt.Sprintf("%s (%s)", quoted(name), why))
	}
	if bad.Found != nil || more {
		return nil, bad
	}
	return there, nil
}

func (e *Foreign) add(what string) {
	if len(e.Found) == maxNamed {
		e.More = true
		return
	}
	e.Found = append(e.Found, what)
}

// listed returns at most so many of the names in a folder, sorted, and reports
// whether there are more.
func listed(d folder, most int) (names []string, more bool, err error) {
	f, err := d.Open(".")
	if err != nil {
		return nil, false, failed(d.path, err)
	}
	defer f.Close()
	names, err = f.Readdirnames(most + 1)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, false, failed(d.path, err)
	}
	slices.Sort(names)
	return names[:min(len(names), most)], len(names) > most, nil
}

// fault returns why an exported file is not the product at index i of the
// list, where -1 means that no product has its name; "" where it is.
func fault(export folder, info fs.FileInfo, i int, list []product) string {
	switch mode := info.Mode(); {
	case mode&fs.ModeSymlink != 0:
		to, _ := export.Readlink(info.Name())
		return "a link to " + quoted(to)
	case !mode.IsRegular():
		return userfile.TypeName(mode)
	case mode&(fs.ModeSetuid|fs.ModeSetgid) != 0:
		return "a setuid or setgid file"
	case links(info) > 1:
		return "a hard link to another file"
	case i < 0:
		return "a file"
	case info.Size() > list[i].limit:
		return fmt.Sprintf("larger than %d MiB", list[i].limit>>20)
	}
	return ""
}

// quoted returns a name that a build chose as it may be shown.
func quoted(name string) string {
	if len(name) > maxName {
		return fmt.Sprintf("%+q…", name[:maxName])
	}
	return fmt.Sprintf("%+q", name)
}

// copyIn copies one product.
func (o *outputs) copyIn(p product) error {
	from, err := o.openExported(p)
	if err != nil {
		return err
	}
	defer from.Close()
	to, err := o.next.OpenFile(p.name, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return failed(o.next.at(p.name), err)
	}
	n, err := io.Copy(to, io.LimitReader(from, p.limit+1))
	if err == nil && n > p.limit {
		err = errReplaced
	}
	// Not in OpenFile: there the umask has its say.
	return failed(o.next.at(p.name), errors.Join(err, to.Chmod(p.mode), to.Close()))
}

// openExported opens a product that inspect accepted.
func (o *outputs) openExported(p product) (*os.File, error) {
	_ = o.export.Chmod(p.name, 0o600) // a build may have made it unreadable
	from, _, err := userfile.OpenRegular(o.export.OpenFile, p.name)
	if userfile.Is(err, userfile.NotRegular) {
		err = errReplaced
	}
	return from, failed(o.export.at(p.name), err)
}
