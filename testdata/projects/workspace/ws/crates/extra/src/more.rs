fn main() {
    println!("{}", digits::Buffer::new().format(5));
}
