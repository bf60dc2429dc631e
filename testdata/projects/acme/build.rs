//! Compiles the C half; what this was told of the target goes into the program.
use std::env;

fn main() {
    println!("cargo:rerun-if-changed=src/half.c");
    cc::Build::new().file("src/half.c").compile("half");
    let var = |name: &str| env::var(name).unwrap();
    println!("cargo:rustc-env=TARGET={}", var("TARGET"));
    println!(
        "cargo:rustc-env=TOLD={} {}",
        var("CARGO_CFG_TARGET_VENDOR"),
        var("CARGO_CFG_TARGET_ENV")
    );

    // As the crates' own build scripts ask the compiler what it can do.
    let compiler = autocfg::new();
    let unstable = compiler.probe_raw("#![feature(never_type)]\npub fn f() -> ! { loop {} }");
    println!(
        "cargo:rustc-env=PROBED=std {}, features {}, bootstrap {}",
        compiler.probe_sysroot_crate("std"),
        unstable.is_ok(),
        env::var("RUSTC_BOOTSTRAP").is_ok()
    );
}
