fn main() {
    println!("cargo:rerun-if-changed=src/ratio.c");
    cc::Build::new().file("src/ratio.c").compile("ratio");
}
