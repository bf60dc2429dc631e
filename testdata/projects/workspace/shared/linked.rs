pub const NAME: &str = "linked";
