fn main() {
    for name in ["PROFILE", "OPT_LEVEL", "DEBUG"] {
        println!("cargo::rustc-env=BUILD_{name}={}", std::env::var(name).unwrap());
    }
}
