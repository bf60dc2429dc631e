//! The line that the program prints, and its schema.

use crate::checks;
use schemars::{schema_for, JsonSchema};
use serde::Serialize;

/// The fields appear in the output in this order.
#[derive(Serialize, JsonSchema)]
pub struct Report {
    /// Rust's name of the architecture
    arch: &'static str,
    /// little or big
    endian: &'static str,
    /// bits in a pointer
    width: u32,
    /// 15/7 by Rust
    float: f64,
    /// 15/7 by C
    c_float: f64,
    /// CRC-32 by zlib after a round trip: cbf43926
    zlib: String,
    /// a sum made by eight threads: 36000
    threads: u32,
    /// a panic ran destructors and was caught
    unwound: bool,
    /// PROBE_VERSION as it was when this was compiled
    version: &'static str,
}

impl Report {
    /// Runs every check.
    pub fn measure() -> Self {
        Report {
            arch: std::env::consts::ARCH,
            endian: if cfg!(target_endian = "big") {
                "big"
            } else {
                "little"
            },
            width: usize::BITS,
            float: checks::rust_ratio(),
            c_float: checks::c_ratio(),
            zlib: checks::zlib_crc(),
            threads: checks::thread_sum(),
            unwound: checks::unwinds(),
            // rustc records the variable, so a changed value recompiles.
            version: option_env!("PROBE_VERSION").unwrap_or("unknown"),
        }
    }

    /// The report as one line, refused when it is not what the schema says.
    pub fn line(&self) -> Result<String, String> {
        let line = serde_json::to_string(self).map_err(|e| e.to_string())?;
        let mut rest = line.as_str();
        for name in field_names() {
            let key = format!("\"{name}\":");
            let at = rest
                .find(&key)
                .ok_or_else(|| format!("{name} is missing or out of order"))?;
            rest = &rest[at + key.len()..];
        }
        Ok(line)
    }
}

/// The JSON schema of the line.
pub fn schema_text() -> String {
    serde_json::to_string(&schema_for!(Report)).expect("a schema is plain data")
}

/// The names of the fields in the order of the schema, which is the order of
/// declaration because schemars keeps them in an IndexMap.
fn field_names() -> Vec<String> {
    let object = schema_for!(Report).schema.object;
    object.map_or_else(Vec::new, |o| {
        o.properties.into_iter().map(|(name, _)| name).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn schema_keeps_the_order_of_declaration() {
        let names = field_names();
        assert_eq!(names.first().map(String::as_str), Some("arch"));
        assert_eq!(names.last().map(String::as_str), Some("version"));
        assert_eq!(names.len(), 9);
    }

    #[test]
    fn the_line_is_json_with_every_field() {
        let line = Report::measure().line().unwrap();
        assert!(!line.contains('\n'));
        let value: serde_json::Value = serde_json::from_str(&line).unwrap();
        for name in field_names() {
            assert!(value.get(&name).is_some(), "{name}");
        }
    }
}
