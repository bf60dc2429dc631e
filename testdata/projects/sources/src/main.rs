fn main() {
    println!(
        r#"{{"path": "{}", "git": "{}", "rev": "{}", "branch": "{}", "member": "{}, and {}", "config": "{}"}}"#,
        itoa::NAME,
        hash::NAME,
        revision::NAME,
        branched::NAME,
        one::NAME,
        one::SIBLING,
        env!("MORE"),
    );
}
