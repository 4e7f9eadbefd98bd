//! The schemas of the files that are written by hand, against every such file of the project.

use std::path::Path;

use serde_json::Value;

use crate::support;

fn schema(text: &str) -> jsonschema::Validator {
    jsonschema::validator_for(&serde_json::from_str(text).expect("JSON")).expect("a schema")
}

/// A file of TOML as an editor sees it; none of what is no TOML.
fn json(text: &str) -> Option<Value> {
    fn of(value: toml::Value) -> Value {
        match value {
            toml::Value::String(text) => text.into(),
            toml::Value::Integer(number) => number.into(),
            toml::Value::Float(number) => number.into(),
            toml::Value::Boolean(truth) => truth.into(),
            toml::Value::Datetime(day) => day.to_string().into(),
            toml::Value::Array(items) => items.into_iter().map(of).collect(),
            toml::Value::Table(table) => table
                .into_iter()
                .map(|(key, value)| (key, of(value)))
                .collect::<serde_json::Map<_, _>>()
                .into(),
        }
    }
    text.parse::<toml::Table>().ok().map(|table| of(toml::Value::Table(table)))
}

fn read(path: &Path) -> Option<Value> {
    json(&std::fs::read_to_string(path).ok()?)
}

#[test]
fn every_layout_keeps_to_its_schema() {
    let schema = schema(&typeset::layout_schema());
    for layout in support::layouts() {
        let tree = read(&layout).expect("TOML");
        let wrong: Vec<String> =
            schema.iter_errors(&tree).map(|e| format!("{}: {e}", e.instance_path())).collect();
        assert!(wrong.is_empty(), "{}: {wrong:#?}", layout.display());
    }
}

/// Layouts that include and extend, as the manual writes them.
#[test]
fn layouts_of_editions_keep_to_the_schema() {
    let schema = schema(&typeset::layout_schema());
    let page = std::fs::read_to_string(support::root().join("docs/src/editions.md"));
    let page = page.expect("a page of the manual");
    let blocks = page.split("```toml file=").skip(1);
    let layouts = blocks.filter_map(|block| block.split_once('\n')?.1.split("```").next());
    let mut seen = 0;
    for layout in layouts {
        let tree = json(layout).expect("TOML");
        let wrong: Vec<String> =
            schema.iter_errors(&tree).map(|e| format!("{}: {e}", e.instance_path())).collect();
        assert!(wrong.is_empty(), "{layout}: {wrong:#?}");
        seen += 1;
    }
    assert!(seen > 2, "{seen} layouts");
}

#[test]
fn every_article_keeps_to_its_schema() {
    let schema = schema(&typeset::article_schema());
    let mut seen = 0;
    for folder in std::fs::read_dir(support::root().join("examples")).expect("examples") {
        let folder = folder.expect("an entry").path();
        if !folder.is_dir() {
            continue;
        }
        for path in support::files(&folder, "md") {
            let text = std::fs::read_to_string(&path).expect("an article");
            // Front matters stand between lines of +++, bodies behind them.
            for front in text.split("+++\n").skip(1).step_by(2) {
                let tree = json(front).expect("TOML");
                assert!(schema.is_valid(&tree), "{}: {front}", path.display());
                seen += 1;
            }
        }
    }
    assert!(seen > 60, "{seen} front matters");
}

/// Codes of what a schema can see: a key that is none, a value of another kind, a length without a
/// unit, a word that is none of the choices, a place that is none.
const SEEN: [&str; 5] = ["L002", "L003", "L005", "L006", "L007"];

/// Fixtures of those codes whose fault lies beyond a schema: a range whose last comes first.
const BEYOND: &[&str] = &["include_below", "names_beside_errors"];

#[test]
fn what_a_schema_can_see_it_refuses() {
    let schema = schema(&typeset::layout_schema());
    let (mut refused, mut let_through) = (0, Vec::new());
    for layout in support::files(&support::root().join("tests/bad"), "toml") {
        let text = std::fs::read_to_string(&layout).expect("a layout");
        let name = layout.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let is_seen = SEEN.iter().any(|code| text.contains(&format!("# {code}:")));
        let Some(tree) = json(&text).filter(|_| is_seen) else { continue };
        if schema.is_valid(&tree) {
            let_through.push(name);
        } else {
            refused += 1;
        }
    }
    assert_eq!(let_through, BEYOND);
    assert!(refused > 5, "{refused} refused");
}

/// Whoever reads one of the program's files finds in its schema what every field says.
#[test]
fn every_field_of_every_schema_is_described() {
    fn walk(value: &Value, at: &str, bare: &mut Vec<String>) {
        match value {
            Value::Object(fields) => {
                if let Some(Value::Object(properties)) = fields.get("properties") {
                    let says = |field: &Value| {
                        field["description"].as_str().is_some_and(|said| !said.is_empty())
                    };
                    let fields = properties.iter().filter(|(_, field)| field.is_object());
                    bare.extend(
                        fields
                            .filter(|(_, field)| !says(field))
                            .map(|(name, _)| format!("{at}/{name}")),
                    );
                }
                fields.iter().for_each(|(name, field)| walk(field, &format!("{at}/{name}"), bare));
            }
            Value::Array(items) => items.iter().for_each(|item| walk(item, at, bare)),
            _ => {}
        }
    }
    let mut bare = Vec::new();
    for (name, text) in [
        ("map", typeset::map_schema()),
        ("ledger", typeset::ledger_schema()),
        ("compare", typeset::compare_schema()),
        ("layout", typeset::layout_schema()),
        ("article", typeset::article_schema()),
    ] {
        walk(&serde_json::from_str(&text).expect("JSON"), name, &mut bare);
    }
    assert!(bare.is_empty(), "{bare:#?}");
}
