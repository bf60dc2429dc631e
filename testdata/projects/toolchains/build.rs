use std::{env, process::Command};

// Compiles C as the cc crate does, with the words that it hands to clang.
fn main() {
    let triple = env::var("TARGET").unwrap();
    let suffix = triple.replace(['-', '.'], "_");
    let tool = |name: &str| env::var(format!("{name}_{suffix}")).unwrap();
    let out = env::var("OUT_DIR").unwrap();
    let object = format!("{out}/ratio.o");
    let target = format!("--target={triple}");
    run(&tool("CC"), &[&target, "-Qunused-arguments", "-O2", "-fPIC", "-c", "src/ratio.c", "-o", &object]);
    run(&tool("AR"), &["crs", &format!("{out}/libratio.a"), &object]);
    println!("cargo::rustc-link-search=native={out}");
    println!("cargo::rustc-link-lib=static=ratio");
}

fn run(program: &str, args: &[&str]) {
    let status = Command::new(program).args(args).status();
    assert!(status.is_ok_and(|s| s.success()), "{program} {args:?}");
}
