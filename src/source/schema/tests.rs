//! The schemas say what the readers do.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::{article_schema, layout_schema};
use crate::diag::FileId;
use crate::source::toml_reader::asked;
use crate::source::{Layer, read_articles, read_layout};

/// Every table that a layout may have, each once.
const ALL: &str = r#"
[document]
fit = {}
jump = {}
[paper]
margin = {}
[grid]
writing = "vertical"
[fit]
[style.body]
initial = {}
rules = { top = { weight = "1pt" } }
[look.one]
body = {}
[article]
lead = { file = "lead.md" }
here = { headline = "甲", pictures = [{ picture = "a.jpg" }], portrait = {} }
[template.one]
block = []
[colour.one]
[font.one]
variations = {}
[output]
[[page]]
block = [{ crop = {}, clip = {}, wrap = {}, rules = {}, frame = {}, jump = {}, fit = {} }]
"#;

/// Which part of the schema tells of a table, by what messages call it.
const TABLES: &[(&str, &str)] = &[
    ("a layout", ""),
    ("[document]", "Document"),
    ("`fit`", "Limits"),
    ("[fit]", "Limits"),
    ("`jump`", "JumpWords"),
    ("[paper]", "Paper"),
    ("`margin`", "Sides"),
    ("[grid]", "Grid"),
    ("style `body`", "Style"),
    ("`initial`", "InitialTable"),
    ("`rules`", "Rules"),
    ("`top`", "RuleTable"),
    ("`frame`", "RuleTable"),
    ("article `here`", "EntryTable"),
    ("a picture", "PictureTable"),
    ("`portrait`", "PortraitTable"),
    ("template `one`", "Template"),
    ("colour `one`", "SpotColour"),
    ("font `one`", "Font"),
    ("[output]", "OutputTable"),
    ("[[page]]", "Page"),
    ("a block", "Block"),
    ("`crop`", "Crop"),
    ("`clip`", "ClipPolygon"),
    ("`wrap`", "WrapContour"),
];

fn parsed(schema: &str) -> Value {
    serde_json::from_str(schema).expect("JSON")
}

/// The keys of a part of a schema.
fn keys(schema: &Value, part: &str) -> BTreeSet<String> {
    let of = match part {
        "" => schema,
        part => &schema["$defs"][part],
    };
    let keys = of["properties"].as_object().unwrap_or_else(|| panic!("no keys of {part}"));
    keys.keys().cloned().collect()
}

fn known(asked: &BTreeMap<String, BTreeSet<&'static str>>, table: &str) -> BTreeSet<String> {
    let asked = asked.get(table).unwrap_or_else(|| panic!("{table} was not read"));
    asked.iter().map(|key| (*key).to_owned()).collect()
}

#[test]
fn a_layouts_schema_has_the_keys_that_are_read() {
    asked::take();
    read_layout(&[Layer::alone(FileId(0), ALL)]);
    let read = asked::take();
    let schema = parsed(&layout_schema());
    for (table, part) in TABLES {
        assert_eq!(keys(&schema, part), known(&read, table), "{table}");
    }
    // Those that have no names: of styles by name and the like.
    let lists = [
        "[style]",
        "[article]",
        "[template]",
        "[colour]",
        "[font]",
        "[look]",
        "variations",
        "look `one`",
        // A file, which has texts and pictures of its own.
        "article `lead`",
    ];
    let told: BTreeSet<&str> = TABLES.iter().map(|(table, _)| *table).chain(lists).collect();
    let untold: Vec<&String> = read.keys().filter(|table| !told.contains(table.as_str())).collect();
    assert!(untold.is_empty(), "{untold:?}");
}

#[test]
fn an_articles_schema_has_the_keys_that_are_read() {
    asked::take();
    read_articles(FileId(0), "+++\nheadline = \"甲\"\n+++\n");
    let read = asked::take();
    assert_eq!(keys(&parsed(&article_schema()), ""), known(&read, "the front matter"));
}

#[test]
fn every_key_is_described() {
    for schema in [layout_schema(), article_schema()] {
        let schema = parsed(&schema);
        let parts = schema["$defs"].as_object().into_iter().flatten();
        let parts = parts.map(|(name, part)| (name.as_str(), part));
        for (name, part) in parts.chain([("the file", &schema)]) {
            for (key, value) in part["properties"].as_object().into_iter().flatten() {
                let said = value["description"].as_str().unwrap_or("");
                assert!(said.len() > 10, "{name}.{key}: {value}");
            }
            assert!(!part.to_string().contains("\"null\""), "{name} may be null");
        }
    }
}
