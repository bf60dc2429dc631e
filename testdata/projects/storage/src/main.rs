//! A server's answer to "which version is this?": the version comes from outside of
//! the build, which sees no .git folder.

/// What is printed: one JSON object.
fn about(version: &str) -> String {
    format!(
        "{{\"version\":\"{version}\",\"arch\":\"{}\",\"debug\":{}}}",
        std::env::consts::ARCH,
        cfg!(debug_assertions)
    )
}

fn main() {
    println!("{}", about(env!("GIT_VERSION")));
}

#[cfg(test)]
mod tests {
    use super::about;

    #[test]
    fn says_its_version() {
        assert!(about("v1").starts_with("{\"version\":\"v1\",\"arch\":\""));
    }
}
