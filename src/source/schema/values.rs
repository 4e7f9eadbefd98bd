//! Forms of single values.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

/// A text, or a list of texts.
#[derive(JsonSchema)]
#[schemars(untagged)]
pub(super) enum Texts {
    One(String),
    Several(Vec<String>),
}

/// A kind of value with a form of its own.
macro_rules! form {
    ($(#[doc = $doc:literal] $name:ident = $schema:tt;)*) => {$(
        #[doc = $doc]
        pub(super) struct $name;

        impl JsonSchema for $name {
            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                let mut schema = json_schema!($schema);
                schema.insert("description".to_owned(), $doc.trim().into());
                schema
            }
        }
    )*};
}

form! {
    /// A number and its unit: "9pt", "4mm", "3.2cm", "1in", "12q", "2em"; or a size of type by its Chinese name: "小五".
    Length = { "type": "string", "pattern": LENGTH };
    /// Characters as a bare number, or a length.
    Amount = { "anyOf": [{ "type": "number", "minimum": 0 }, { "type": "string", "pattern": LENGTH }] };
    /// A place along one axis: 6 or "6", "1-4" (first and last), "4-" (to the end), "10+30" (start and depth).
    Place = { "anyOf": [
        { "type": "integer", "minimum": 1 },
        { "type": "string", "pattern": "^\\s*[0-9]+\\s*(-\\s*[0-9]*\\s*|\\+\\s*[0-9]+\\s*)?$" },
    ] };
    /// Per cent: 89 or "89%".
    PerCent = { "anyOf": [{ "type": "number" }, { "type": "string", "pattern": "^\\s*[0-9.]+\\s*%\\s*$" }] };
    /// "black", "white", "k(20)", "cmyk(0, 80, 95, 0)", "#c8102e", or the name of a [colour.NAME]: "house", "house(30)".
    Colour = { "type": "string", "minLength": 1 };
    /// A date without quotation marks: 2024-11-16.
    Day = { "type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" };
    /// The least, 0 or under, and the most, 0 or over: [-4, 4].
    Range = {
        "type": "array",
        "prefixItems": [{ "type": "integer", "maximum": 0 }, { "type": "integer", "minimum": 0 }],
        "items": false, "minItems": 2,
    };
    /// Two parts of a picture in per cent: across and down.
    Focus = {
        "type": "array",
        "items": { "anyOf": [{ "type": "number", "minimum": 0, "maximum": 100 }, { "type": "string" }] },
        "minItems": 2, "maxItems": 2,
    };
    /// Corners of a polygon in turn, each [across, down] in per cent.
    Corners = {
        "type": "array", "minItems": 3,
        "items": {
            "type": "array", "minItems": 2, "maxItems": 2,
            "items": { "anyOf": [{ "type": "number" }, { "type": "string" }] },
        },
    };
    /// A text or a number of your own: a field for texts, {name}.
    Field = { "type": ["string", "number"] };
    /// Number of legs, or the list of their measures in characters.
    Split = { "anyOf": [
        { "type": "integer", "minimum": 1, "maximum": 100 },
        { "type": "array", "items": { "type": "number", "exclusiveMinimum": 0 }, "minItems": 1, "maxItems": 100 },
    ] };
    /// One text, or a list of up to three: start, centre and end.
    Pieces = { "anyOf": [
        { "type": "string" },
        { "type": "array", "items": { "type": "string" }, "maxItems": 3 },
    ] };
    /// "off", or figures side by side at most: 2, 3 or 4.
    Tcy = { "anyOf": [{ "const": "off" }, { "type": "integer", "minimum": 2, "maximum": 4 }] };
    /// A length; 0 needs no unit.
    Autospace = { "anyOf": [{ "const": 0 }, { "type": "string", "pattern": LENGTH }] };
    /// "fit": the largest step of the ladder that fits; or a length.
    Size = { "anyOf": [{ "const": "fit" }, { "type": "string", "pattern": LENGTH }] };
    /// Of each column: characters of the body, or "rest".
    Widths = {
        "type": "array", "minItems": 1, "maxItems": 100,
        "items": { "anyOf": [{ "type": "number", "exclusiveMinimum": 0 }, { "const": "rest" }] },
    };
}

/// A number with a unit, or one of the names of sizes of type.
const LENGTH: &str =
    "^\\s*[0-9.]+\\s*(pt|mm|cm|in|q|Q|em)\\s*$|^\\s*[初一二三四五六七八小]{1,2}[号號]?\\s*$";
