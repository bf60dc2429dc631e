//! A test that starts the project's own program, as Windows starts it.

use std::process::Command;

#[test]
fn c_ends_its_lines_in_two_bytes() {
    let out = Command::new(env!("CARGO_BIN_EXE_visitor"))
        .arg("lines")
        .output()
        .unwrap();
    assert!(out.status.success());
    assert_eq!(out.stdout, b"2.142857142857143\r\n");
}
