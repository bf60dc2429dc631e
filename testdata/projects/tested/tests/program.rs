//! Starts the binary, as integration tests do.

use std::process::Command;

#[test]
fn adds_its_arguments() {
    let out = Command::new(env!("CARGO_BIN_EXE_tested")).args(["4", "38", "it's"]).output().unwrap();
    assert!(out.status.success());
    assert_eq!(out.stdout, b"42\n");
}

#[test]
fn has_a_folder_for_files() {
    std::fs::write(concat!(env!("CARGO_TARGET_TMPDIR"), "/note"), "note").unwrap();
}
