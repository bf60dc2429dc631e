package cargo

// Origin says where a crate comes from.
type Origin string

// The origins, as a sentence says them.
const (
	OfRegistry Origin = "a registry"
	OfGit      Origin = "git"
	OfFolder   Origin = "a folder"
)
