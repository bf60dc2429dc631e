package model

// Machine is what belongs to a machine or a company and not to a project. It
// never changes an emitted file.
type Machine struct {
	Images     map[string]string // by image reference: oci-layout:///folder or docker-image://reference
	CA         string            // path of a PEM bundle for the steps that reach the network, "" for the host's own
	CacheLimit int64             // bytes that the private BuildKit may keep, 0 for its default
	Memory     int64             // bytes that a build may take, 0 where nothing is said
	Engine     string            // the engine to use, "" to choose
}
