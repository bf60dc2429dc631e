fn main() {
    println!("cargo:rerun-if-changed=src/threads.c");
    println!("cargo:rerun-if-changed=src/caught.cc");
    cc::Build::new().file("src/threads.c").compile("threads");
    cc::Build::new()
        .cpp(true)
        .file("src/caught.cc")
        .compile("caught");
}
