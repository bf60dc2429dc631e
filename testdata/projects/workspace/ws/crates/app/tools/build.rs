fn main() {
    let table = concat!(env!("CARGO_MANIFEST_DIR"), "/tools/table.in");
    println!("cargo::rerun-if-changed={table}");
    assert!(std::fs::metadata(table).is_ok_and(|m| m.len() > 0), "{table}");
    println!("cargo::rustc-env=BUILT=by build.rs");
}
