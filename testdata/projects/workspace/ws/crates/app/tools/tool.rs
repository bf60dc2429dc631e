fn main() {
    println!(
        r#"{{"tool": {}, "plain": {}, "fancy": {}, "loud": {}}}"#,
        cfg!(feature = "tool"),
        cfg!(feature = "plain"),
        cfg!(feature = "fancy"),
        core_part::LOUD
    );
}
