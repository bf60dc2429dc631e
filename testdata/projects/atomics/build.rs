//! Compiles the C half, and the implementation beside this file if there is
//! one: it is linked in the toolchain's place. What build scripts are told of
//! the target and the compiler goes into the program.
use std::{env, path::Path};

fn main() {
    println!("cargo:rerun-if-changed=src/work.c");
    println!("cargo:rerun-if-changed=atomic.c");
    cc::Build::new().file("src/work.c").compile("work");
    if Path::new("atomic.c").exists() {
        cc::Build::new().file("atomic.c").compile("other");
        println!("cargo:rustc-link-arg=-Wl,--undefined=__atomic_load_8");
    }
    let widths = env::var("CARGO_CFG_TARGET_HAS_ATOMIC").unwrap();
    println!("cargo:rustc-env=WIDTHS={widths}");
    println!("cargo:rustc-env=TARGET={}", env::var("TARGET").unwrap());

    // As the crates' own build scripts ask the compiler what it can do.
    let compiler = autocfg::new();
    let wide = compiler.probe_path("std::sync::atomic::AtomicU64");
    let std = compiler.probe_sysroot_crate("std");
    let unstable = compiler.probe_raw("#![feature(never_type)]\npub fn f() -> ! { loop {} }");
    println!(
        "cargo:rustc-env=PROBED=wide {wide}, std {std}, features {}, bootstrap {}",
        unstable.is_ok(),
        env::var("RUSTC_BOOTSTRAP").is_ok()
    );
}
