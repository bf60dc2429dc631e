pub const NAME: &str = "patched by git";
