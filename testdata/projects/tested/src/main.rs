//! Prints the sum of its arguments.

fn main() {
    let words = std::env::args().skip(1);
    let numbers: Vec<u32> = words.filter_map(|word| word.parse().ok()).collect();
    println!("{}", tested::sum(&numbers));
}

#[cfg(test)]
mod tests {
    #[test]
    fn is_a_program_of_its_own() {}
}
