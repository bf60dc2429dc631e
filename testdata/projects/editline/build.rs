// Finds libedit, which comes from targets.cue, and compiles the C++ part.
fn main() {
    cc::Build::new().cpp(true).file("src/words.cc").compile("words");
    pkg_config::Config::new().probe("libedit").unwrap(); // ncurses stands behind it
    println!("cargo:rerun-if-changed=src/words.cc");
}
