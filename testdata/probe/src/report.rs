//! The line that the program prints, and its schema.

use crate::{checks, clock, metrics};
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
    /// prometheus's counter after eight threads, beyond 2^40: 17179869220000
    counter: u64,
    /// prometheus's histograms after eight threads: 800 of 3600 in all, 8 timed
    histogram: String,
    /// coarsetime's clock as it was set: fedcba9876543210
    clock: String,
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
            counter: metrics::counter(),
            histogram: metrics::histograms(),
            clock: clock::set_and_read(),
            unwound: checks::unwinds(),
            // rustc records the variable, so a changed value recompiles.
            version: option_env!("PROBE_VERSION").unwrap_or("unknown"),
        }
    }

    /// The report as one line, refused when a field of the schema is missing.
    pub fn line(&self) -> Result<String, String> {
        let line = serde_json::to_string(self).map_err(|e| e.to_string())?;
        for name in field_names() {
            if !line.contains(&format!("\"{name}\":")) {
                return Err(format!("{name} is missing"));
            }
        }
        Ok(line)
    }
}

/// The JSON schema of the line.
pub fn schema_text() -> String {
    serde_json::to_string(&schema_for!(Report)).expect("a schema is plain data")
}

/// The names of the fields in the order of the schema: as declared where
/// schemars keeps them in its IndexMap, sorted where it has a BTreeMap instead.
fn field_names() -> Vec<String> {
    let object = schema_for!(Report).schema.object;
    object.map_or_else(Vec::new, |o| {
        o.properties.into_iter().map(|(name, _)| name).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Which order there is depends on the map that schemars was built with.
    #[test]
    fn the_schema_has_every_field_in_an_order_of_its_map() {
        let names = field_names();
        let declared = [
            "arch",
            "endian",
            "width",
            "float",
            "c_float",
            "zlib",
            "threads",
            "counter",
            "histogram",
            "clock",
            "unwound",
            "version",
        ];
        let mut sorted = declared;
        sorted.sort_unstable();
        assert!(names == declared || names == sorted, "{names:?}");
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
