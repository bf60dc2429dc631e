//! Compiles the C half, and the implementation beside this file if there is
//! one: it is linked in the toolchain's place. What build scripts are told of
//! the target and the compiler goes into the program.
use std::{env, path::Path};

fn main() {
    println!("cargo:rerun-if-changed=src/work.c");
    println!("cargo:rerun-if-changed=atomic.c");
    // clang tells of every operation that it is slow here.
    let mut c = cc::Build::new();
    c.flag_if_supported("-Wno-atomic-alignment");
    c.clone().file("src/work.c").compile("work");
    if Path::new("atomic.c").exists() {
        c.clone()
            .cargo_metadata(false)
            .file("atomic.c")
            .compile("other");
        println!("cargo:rustc-link-search={}", env::var("OUT_DIR").unwrap());
        println!("cargo:rustc-link-lib=static:+whole-archive=other");
    }
    let widths = env::var("CARGO_CFG_TARGET_HAS_ATOMIC").unwrap();
    println!("cargo:rustc-env=WIDTHS={widths}");
    println!("cargo:rustc-env=TARGET={}", env::var("TARGET").unwrap());

    // A program of C alone is linked by the same compiler; nothing can run it here.
    let out = env::var("OUT_DIR").unwrap();
    if env::var("HOST") != env::var("TARGET") {
        let mut link = c.get_compiler().to_command();
        link.args(["src/work.c", "src/plain.c", "-o"])
            .arg(out + "/plain");
        assert!(link.status().unwrap().success());
    }

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
