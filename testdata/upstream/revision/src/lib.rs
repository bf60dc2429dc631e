pub const NAME: &str = "a revision";
