// Package snapshot copies a project's build context into a private folder in
// which equal metadata means equal bytes, and says afterwards whether a build
// saw those bytes.
//
// A BuildKit daemon keeps the last state of each context under a key that names
// neither the project nor its folder, and asks a client only for files whose
// path, size, mode or time differ from that state (source/local/source.go in
// github.com/moby/buildkit, diff_containerd.go in github.com/tonistiigi/fsutil).
// Two folders whose files agree in all four, such as two unpacked releases, are
// one to it, and the second build gets the first one's bytes.
//
// In a Tree a file's time is made from a digest of its contents, so that a
// client of any kind sends what a daemon of any kind does not have. Compare then
// holds the digests of the Tree against those that the build itself took, since a
// daemon is not believed either.
package snapshot
