pub const NAME: &str = "its sibling";
