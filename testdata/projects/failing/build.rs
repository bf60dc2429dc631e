// Fails for the cause that a feature names.
use std::process::Command;

fn sh(text: &str) {
    let status = Command::new("sh").args(["-euc", text]).status().expect("sh");
    assert!(status.success(), "{text}: {status}");
}

fn c(source: &str, flags: &[&str]) {
    let file = std::path::Path::new(&std::env::var("OUT_DIR").unwrap()).join("of_c.c");
    std::fs::write(&file, source).unwrap();
    let mut build = cc::Build::new();
    for flag in flags {
        build.flag(flag);
    }
    build.file(file).compile("of_c");
}

fn main() {
    let on = |feature: &str| std::env::var(format!("CARGO_FEATURE_{feature}")).is_ok();
    if on("PROGRAM") {
        sh("gperf --version");
    }
    if on("NETWORK") {
        std::net::TcpStream::connect("words.example.com:443").expect("the list of words");
    }
    if on("KILLED") {
        sh("kill -9 $PPID");
    }
    if on("LIBRARY") {
        println!("cargo:rustc-link-lib=png");
    }
    if on("PIC") {
        c("static int x; int *at = &x; extern int y[]; int y[9]; int of_c(void) { return y[*at]; }", &["-fno-pic", "-mcmodel=small"]);
    }
    if on("ATOMICS_OF_C") {
        c("__int128 n; int of_c(void) { return (int)__atomic_add_fetch(&n, 1, __ATOMIC_SEQ_CST); }", &[]);
    }
    if on("FLOAT_ABI") {
        c("float f(float x) { return x + 1.0f; } int of_c(void) { return (int)f(1.0f); }", &["-march=armv7-a", "-mfpu=vfpv3-d16", "-mfloat-abi=hard"]);
    }
    if on("NEWER_CPU") {
        let newer = if std::env::var("TARGET").unwrap().starts_with("aarch64") { "irg x0, x0" } else { "dmb ish" };
        c(&format!("int of_c(void) {{ __asm__ volatile(\"{newer}\"); return 1; }}"), &[]);
    }
    if on("FORMAT") {
        let out = std::env::var("OUT_DIR").unwrap();
        sh(&format!("cd {out}; echo 'int of_c(void) {{ return 1; }}' >of_c.c; /usr/bin/cc -c of_c.c; /usr/bin/ar rc libof_c.a of_c.o"));
        println!("cargo:rustc-link-search={out}\ncargo:rustc-link-lib=static=of_c");
    }
    if on("CMAKE_PACKAGE") {
        sh("cmake -S c -B \"$OUT_DIR\"");
    }
    #[cfg(feature = "module")]
    pkg_config::probe_library("libpng").unwrap();
    #[cfg(feature = "cmake")]
    cmake::build("c");
    #[cfg(feature = "nasm")]
    nasm_rs::compile_library("liba.a", &["c/a.asm"]).unwrap();
    #[cfg(feature = "protoc")]
    prost_build::compile_protos(&["c/a.proto"], &["c"]).unwrap();
    #[cfg(feature = "bindgen")]
    bindgen::Builder::default().header("c/a.h").generate().unwrap();
    #[cfg(feature = "openssl")]
    openssl_src::Build::new().build();
}
