extern "C" {
    fn answer(a: u32, b: u32) -> u32;
}

fn main() {
    println!(
        r#"{{"panic": "{}", "level": "{}", "c": {}, "crate": "{}"}}"#,
        if cfg!(panic = "abort") { "abort" } else { "unwind" },
        env!("LEVEL"),
        unsafe { answer(6, 7) },
        itoa::Buffer::new().format(0xcafe_babe_u32),
    );
    let names: Vec<String> = std::env::args().collect();
    let caught = std::panic::catch_unwind(|| names[1].parse::<u32>().unwrap()).is_err();
    std::process::exit(if caught { 7 } else { 1 });
}
