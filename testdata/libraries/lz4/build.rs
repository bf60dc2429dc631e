fn main() {
    pkg_config::Config::new().probe("liblz4").unwrap();
}
