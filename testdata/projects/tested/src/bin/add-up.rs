//! Says that its name is no name to a shell.

fn main() {
    println!("add-up");
}
