//! A library whose tests try what a test may expect of cargo.

/// Sums.
///
/// ```
/// assert_eq!(tested::sum(&[1, 2]), 3);
/// ```
pub fn sum(of: &[u32]) -> u32 {
    of.iter().sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums() {
        println!("not shown: the test passes");
        assert_eq!(sum(&[1, 2, 3]), 6);
    }

    #[test]
    #[should_panic(expected = "index out of bounds")]
    fn panics() {
        let list = [1, 2, 3];
        let _ = list[std::hint::black_box(3)];
    }

    #[test]
    #[ignore = "takes an hour"]
    fn takes_long() {}

    #[test]
    fn reads_a_file_of_the_package() {
        assert_eq!(std::fs::read_to_string("data/word").unwrap(), "word\n");
    }

    #[test]
    fn knows_what_cargo_says() {
        let var = |name| std::env::var(name).unwrap();
        assert_eq!(var("CARGO_PKG_VERSION"), "0.3.0");
        assert_eq!(var("FROM_BUILD_SCRIPT"), "two words");
        assert_eq!(var("GREETING"), "it's \"quoted\" $HOME");
        assert_eq!(var("GIVEN"), option_env!("GIVEN").unwrap());
        let here = std::env::current_dir().unwrap();
        assert_eq!(here, std::path::Path::new(&var("CARGO_MANIFEST_DIR")));
    }

    #[test]
    fn has_a_network_of_its_own() {
        let server = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        std::net::TcpStream::connect(server.local_addr().unwrap()).unwrap();
    }

    #[test]
    fn fails_where_it_is_asked_to() {
        println!("said before it failed");
        println!("test tests::sums ... FAILED");
        assert!(!cfg!(feature = "wrong"), "on purpose");
    }

    #[test]
    fn ends_unless_it_is_asked_not_to() {
        while cfg!(feature = "stuck") {
            std::thread::sleep(std::time::Duration::from_secs(1));
        }
    }
}
