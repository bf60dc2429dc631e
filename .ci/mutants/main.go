// Command mutants breaks the program one line at a time and names what no test
// noticed. Each mutant is compiled through an overlay, so no file of the
// repository changes, and meets the tests of its package.
//
// It is our own because the tools for Go that could be had (gremlins 0.6 works
// well here) exchange operators, and break none of the things that a promise
// of ours hangs on: a call left out, an error dropped, a flag of open(2), a
// field of a struct, a bound, a mode.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/signal"
	"slices"
	"strings"
	"syscall"
	"time"
)

// options are what the caller chose.
type options struct {
	packages []string
	only     span
	sample   int    // 0: all
	seed     uint64 // the same seed chooses the same mutants
	accepted string // file of the survivors that are accepted
	list     bool   // name the mutants and run nothing
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	opts, err := parse(os.Args[1:])
	if err == nil {
		var left int
		if left, err = run(ctx, opts, os.Stdout); err == nil && left > 0 {
			os.Exit(1)
		}
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "mutants:", err)
		os.Exit(2)
	}
}

func parse(args []string) (options, error) {
	var o options
	flags := flag.NewFlagSet("mutants", flag.ContinueOnError)
	only := flags.String("only", "", "a file, or lines of one: emit/tree/writer.go:40-80")
	flags.IntVar(&o.sample, "sample", 0, "try that many, chosen by the seed; 0 tries all")
	flags.Uint64Var(&o.seed, "seed", 1, "what the choice is made by")
	flags.StringVar(&o.accepted, "accepted", ".ci/mutants/accepted.txt", "the survivors that are accepted, and why")
	flags.BoolVar(&o.list, "list", false, "name the mutants and run nothing")
	if err := flags.Parse(args); err != nil {
		return o, err
	}
	var err error
	o.only, err = parseSpan(*only)
	o.packages = flags.Args()
	if o.only.file != "" {
		o.packages = []string{o.only.folder()}
	}
	if err == nil && len(o.packages) == 0 {
		err = fmt.Errorf("name packages, such as emit/tree, or a file with -only")
	}
	return o, err
}

// run tries the mutants and counts those that live and are not accepted.
func run(ctx context.Context, o options, out io.Writer) (left int, err error) {
	begun := time.Now()
	var all []mutant
	for _, name := range o.packages {
		found, err := mutantsOf(strings.TrimPrefix(name, "./"))
		if err != nil {
			return 0, err
		}
		all = append(all, found...)
	}
	known, err := readAccepted(o.accepted, o.packages, all)
	if err != nil {
		return 0, err
	}
	chosen := choose(all, known, o)
	if o.list {
		for _, m := range chosen {
			fmt.Fprintln(out, m)
		}
		return 0, nil
	}
	counts, err := try(ctx, chosen, out)
	if err != nil {
		return 0, err
	}
	fmt.Fprintf(out, "%d of %d mutants tried in %v: %d died, %d were no Go, %d survived; %d survivors are accepted\n",
		len(chosen), len(all), time.Since(begun).Round(time.Second), counts[died], counts[invalid], counts[survived], len(known))
	return counts[survived], nil
}

// choose leaves out what is accepted and what was not asked for, then takes
// the sample, in the order of the source.
func choose(all []mutant, known map[string]bool, o options) []mutant {
	chosen := slices.DeleteFunc(slices.Clone(all), func(m mutant) bool { return known[m.key()] || !o.only.holds(m) })
	if o.sample == 0 || o.sample >= len(chosen) {
		return chosen
	}
	dice := rand.New(rand.NewPCG(o.seed, 0))
	picked := dice.Perm(len(chosen))[:o.sample]
	slices.Sort(picked)
	var sample []mutant
	for _, i := range picked {
		sample = append(sample, chosen[i])
	}
	return sample
}
