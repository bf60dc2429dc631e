fn main() {
    pkg_config::Config::new().probe("ncurses").unwrap();
}
