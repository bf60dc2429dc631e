fn main() {
    std::panic::set_hook(Box::new(|_| {}));
    let one = std::hint::black_box(1u8);
    let checks = std::panic::catch_unwind(|| one - 2).is_err();
    println!(
        r#"{{"profile": "{}", "level": "{}", "debug": "{}", "assertions": {}, "checks": {checks}}}"#,
        env!("BUILD_PROFILE"),
        env!("BUILD_OPT_LEVEL"),
        env!("BUILD_DEBUG"),
        cfg!(debug_assertions),
    );
}
