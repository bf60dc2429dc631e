fn main() {
    let made = std::path::Path::new(&std::env::var("OUT_DIR").unwrap()).join("made");
    std::fs::write(made, "by the build script").unwrap();
    println!("cargo::rustc-env=FROM_BUILD_SCRIPT=two words");
    println!("cargo::rerun-if-changed=build.rs");
}
