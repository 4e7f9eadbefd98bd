//! [`Difference::json`], and the schema of what it gives.

use super::Difference;

impl Difference {
    /// As JSON, with a line end.
    pub fn json(&self) -> String {
        serde_json::to_string_pretty(self).map_or(String::new(), |json| json + "\n")
    }
}

/// What a difference is made of, as a JSON Schema (2020-12).
pub fn compare_schema() -> String {
    let schema = schemars::schema_for!(Difference);
    serde_json::to_string_pretty(&schema).map_or(String::new(), |json| json + "\n")
}
