pub const NAME: &str = "a member";
pub use two::NAME as SIBLING;
