fn main() {
    std::panic::set_hook(Box::new(|_| {}));
    let one = std::hint::black_box(1u8);
    let checks = std::panic::catch_unwind(|| one - 2).is_err();
    println!(
        r#"{{"above": "{}", "own": "{}", "both": "{}", "place": "{}", "checks": {checks}, "vendored": "{}",
"cfg-above": {}, "cfg-own": {}, "cfg-linux": {}}}"#,
        env!("ABOVE"),
        env!("OWN"),
        env!("BOTH"),
        env!("TEXT"),
        xgen_only_here::NAME,
        cfg!(above),
        cfg!(own),
        cfg!(linux),
    );
}
