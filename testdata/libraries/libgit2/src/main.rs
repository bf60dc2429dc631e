//! Makes a repository with libgit2, through the crate git2, and says what it holds, as JSON.
use git2::{Repository, Signature, Time};

fn main() {
    let v = git2::Version::get();
    let (major, minor, micro) = v.libgit2_version();
    let folder = std::env::temp_dir().join(format!("libgit2-recipe-{}", std::process::id()));
    let repository = Repository::init_bare(&folder).unwrap();
    let blob = repository.blob(b"hello\n").unwrap();
    let mut tree = repository.treebuilder(None).unwrap();
    tree.insert("greeting", blob, 0o100644).unwrap();
    let tree = repository.find_tree(tree.write().unwrap()).unwrap();
    let author = Signature::new("A", "a@example.org", &Time::new(1_000_000_000, 60)).unwrap();
    let commit = repository.commit(Some("HEAD"), &author, &author, "first\n", &tree, &[]).unwrap();
    let read = repository.find_blob(blob).unwrap().content().to_vec();
    let mut config = repository.config().unwrap();
    config.set_str("recipe.one", "1").unwrap();
    config.set_str("recipe.two", "2").unwrap();
    let mut matched = 0;
    config.entries(Some("^recipe\\.t")).unwrap().for_each(|_| matched += 1).unwrap();
    std::fs::remove_dir_all(&folder).unwrap();
    let read = String::from_utf8(read).unwrap().trim().to_string();
    let (https, ssh, vendored) = (v.https(), v.ssh(), v.vendored());
    println!(
        "{{\"version\": \"{major}.{minor}.{micro}\", \"commit\": \"{commit}\", \"read\": \"{read}\", \"matched\": {matched}, \"https\": {https}, \"ssh\": {ssh}, \"vendored\": {vendored}}}"
    );
}
