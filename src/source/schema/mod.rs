//! The JSON Schemas of the files that are written by hand: for editors that complete and check them.
//!
//! The structs here are read by nobody but [`schemars`]: each field is a key, and its comment is
//! what an editor says of it. That they have the keys of the readers, no more and no fewer, is
//! held by the tests of this module.

#[expect(dead_code, reason = "the keys are read by schemars alone")]
mod article;
#[expect(dead_code, reason = "the keys are read by schemars alone")]
mod block;
#[expect(dead_code, reason = "the keys are read by schemars alone")]
mod layout;
#[expect(dead_code, reason = "the keys are read by schemars alone")]
mod style;
#[cfg(test)]
mod tests;
#[expect(dead_code, reason = "the keys are read by schemars alone")]
mod values;

use schemars::generate::SchemaSettings;
use schemars::transform::{RecursiveTransform, Transform};
use schemars::{JsonSchema, Schema};
use serde_json::Value;

/// The schema of a layout file, as JSON with a line end (2020-12).
pub fn layout_schema() -> String {
    printed(schema_of::<layout::Layout>(), "layout")
}

/// The schema of an article's front matter, as JSON with a line end (2020-12).
pub fn article_schema() -> String {
    printed(schema_of::<article::Article>(), "article")
}

/// Of the keys' meaning; an editor keeps a schema by its id.
const VERSION: u32 = 1;

fn printed(mut schema: Schema, of: &str) -> String {
    schema.insert("$id".to_owned(), format!("urn:typeset:{of}:{VERSION}").into());
    serde_json::to_string_pretty(&schema).map_or(String::new(), |json| json + "\n")
}

fn schema_of<T: JsonSchema>() -> Schema {
    let mut schema = SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<T>();
    RecursiveTransform(without_null).transform(&mut schema);
    schema
}

/// A key that may be left out is no key that may be null: TOML has no such value.
fn without_null(schema: &mut Schema) {
    if let Some(Value::Array(types)) = schema.get_mut("type") {
        types.retain(|name| name != "null");
        if let [one] = types.as_slice() {
            let one = one.clone();
            schema.insert("type".to_owned(), one);
        }
    }
    let null = |form: &Value| form.get("type").is_some_and(|name| name == "null");
    let Some(Value::Array(forms)) = schema.get_mut("anyOf") else { return };
    forms.retain(|form| !null(form));
    if let [Value::Object(one)] = forms.as_slice() {
        let one = one.clone();
        schema.remove("anyOf");
        for (key, value) in one {
            // What is said of the key comes before what is said of its kind.
            if schema.get(&key).is_none() {
                schema.insert(key, value);
            }
        }
    }
}
