fn main() {
    pkg_config::Config::new().probe("readline").unwrap();
}
