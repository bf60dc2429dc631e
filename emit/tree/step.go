package tree

// step is what is left to do for one path once every temporary file is
// written: a rename, or a removal where temp is "".
type step struct {
	when moment
	temp string
	path string
}

// moment orders the steps.
type moment int

const (
	meanwhile moment = iota // the manifest that stands while the rest is done
	renameFile
	removeFile
	lastManifest // the manifest as wanted
	removeLast   // manifests that are no longer wanted
)
