pub const NAME: &str = "core";
pub const LOUD: bool = cfg!(feature = "loud");
