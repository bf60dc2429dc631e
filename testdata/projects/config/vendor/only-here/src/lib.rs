pub const NAME: &str = "only here";
