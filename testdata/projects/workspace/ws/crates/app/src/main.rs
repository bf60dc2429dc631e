#[path = "linked.rs"]
mod linked; // a symbolic link to a file outside the workspace

const TABLE: [u32; 3] = include!("../tools/table.in");

fn main() {
    // A chain of let is an error before edition 2024.
    let edition = if let [one, ..] = TABLE && one == 1 { "2024" } else { "?" };
    println!(
        r#"{{"member": "{}", "outside": "{}", "renamed": "{}", "inherited": "{}", "edition": "{edition}",
"included": {}, "linked": "{}", "built": "{}", "loud": {}, "fancy": {}}}"#,
        core_part::NAME,
        shared::NAME,
        digits::Buffer::new().format(1234),
        env!("CARGO_PKG_VERSION"),
        TABLE.iter().sum::<u32>(),
        linked::NAME,
        env!("BUILT"),
        core_part::LOUD,
        cfg!(feature = "fancy"),
    );
}
