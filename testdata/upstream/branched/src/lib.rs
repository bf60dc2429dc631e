pub const NAME: &str = "a branch";
