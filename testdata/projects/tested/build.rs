fn main() {
    println!("cargo::rustc-env=FROM_BUILD_SCRIPT=two words");
    println!("cargo::rerun-if-changed=build.rs");
}
