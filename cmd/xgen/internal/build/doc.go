// Package build carries out the builds of a project's targets, verifies what
// they export and publishes it to dist/.
//
// Plan turns targets and options into jobs, without doing anything. A Runner
// carries them out: it copies the project once for all of them (package
// snapshot), solves each job's Dockerfile (package engine), several at a time,
// and returns a Result for each. Between the export of a build and dist/<target>
// stand four steps:
//
//   - take: of what was exported only the declared files are copied, as regular
//     files, into a folder of xgen's own;
//   - the build's list of the sources that it saw is compared with those that it
//     was sent;
//   - the binaries, and what they printed, are compared with the target's
//     contract (package verify);
//   - publish: the new folder takes the place of the old one in a single step.
//
// So a target's folder holds either all files of one verified build or all of
// another, whenever the process is killed. A lock for each target makes two runs
// of it take turns; see Holder. The package alone writes in dist/, and only
// through an os.Root, since builds and other users may put links there.
//
// The files build on each other in this order: unwritable.go, links and folder.go
// write safely in dist/; lock.go, log.go and exchange.go build on them; stage.go,
// job.go and product.go say what is built and what may come of it, and plan.go
// makes the jobs. outputs.go is a target's place in dist/, upon which take.go,
// taken.go and publish.go work. result.go holds the outcome, tests.go, replays.go
// and check.go fill it in. runner.go, context.go, unsent.go, explained.go, solve.go and run.go put all of
// it together.
package build
