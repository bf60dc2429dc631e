pub const NAME: &str = "patched by path";
