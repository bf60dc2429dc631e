fn main() {
    pkg_config::Config::new().probe("libedit").unwrap();
}
