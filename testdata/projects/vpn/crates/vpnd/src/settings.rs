//! The daemon's settings, of which clients want the schema.

use crate::Result;
use schemars::{JsonSchema, schema_for};
use serde::Serialize;

/// The names are in no alphabetical order, so that a kept order shows.
#[derive(Serialize, JsonSchema)]
struct Settings {
    /// where clients find the daemon
    socket: String,
    /// the firewall's table
    table: String,
    /// of the tunnel's other end
    peer: [u8; 4],
    /// of the tunnel's other end
    port: u16,
    /// seconds between two signs of life
    keepalive: Option<u32>,
}

/// The schema of the settings as JSON.
pub fn schema() -> Result<String> {
    Ok(serde_json::to_string(&schema_for!(Settings))?)
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_schema_has_every_setting() {
        let schema = super::schema().unwrap();
        for name in ["socket", "table", "peer", "port", "keepalive"] {
            assert!(schema.contains(&format!("\"{name}\":")), "{schema}");
        }
    }
}
