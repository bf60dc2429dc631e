// A path that is relative to the configuration's folder is there in the build.
fn main() {
    let place = std::env::var("PLACE").unwrap();
    let text = std::fs::read_to_string(format!("{place}/text")).expect(&place);
    println!("cargo::rustc-env=TEXT={}", text.trim());
}
