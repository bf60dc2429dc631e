use std::{env, process::Command};

// The C compiler is found as the cc crate finds it.
fn main() {
    let triple = env::var("TARGET").unwrap().replace(['-', '.'], "_");
    let tool = |name: &str, host: &str| env::var(format!("{name}_{triple}")).unwrap_or(host.into());
    let out = env::var("OUT_DIR").unwrap();
    let object = format!("{out}/answer.o");
    run(&tool("CC", "cc"), &["-O2", "-fPIC", "-c", "src/answer.c", "-o", &object]);
    run(&tool("AR", "ar"), &["crs", &format!("{out}/libanswer.a"), &object]);
    println!("cargo::rustc-link-search=native={out}");
    println!("cargo::rustc-link-lib=static=answer");
    println!("cargo::rustc-env=LEVEL={}", env::var("OPT_LEVEL").unwrap());
}

fn run(program: &str, args: &[&str]) {
    let status = Command::new(program).args(args).status();
    assert!(status.is_ok_and(|s| s.success()), "{program} {args:?}");
}
