//! Diagnostics for programs: one JSON object a line.

use serde_json::{Map, Value, json};

use super::{Closing, Diagnostic, Severity, SourceMap, Span, Unsaid};

/// Of the objects; a change of the meaning of a field raises it.
pub const SCHEMA: u32 = 1;

/// One diagnostic as one line, with its line end.
///
/// Places have a byte offset (from 0), a line and a column in characters (from 1); the end is
/// behind the last character. `file`, `start` and `end` are `null` when no file is concerned.
pub fn render(diagnostic: &Diagnostic, sources: &SourceMap) -> String {
    format!("{}\n", Value::Object(object(diagnostic, sources)))
}

fn object(diagnostic: &Diagnostic, sources: &SourceMap) -> Map<String, Value> {
    let severity = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    };
    let mut object = Map::new();
    object.insert("schema".into(), json!(SCHEMA));
    object.insert("code".into(), json!(diagnostic.code.0));
    object.insert("severity".into(), json!(severity));
    object.insert("message".into(), json!(diagnostic.message));
    match &diagnostic.primary {
        Some(label) => {
            place(&mut object, label.span, sources);
            object.insert("label".into(), json!(label.text));
        }
        None => {
            for key in ["file", "start", "end", "label"] {
                object.insert(key.into(), Value::Null);
            }
        }
    }
    let others: Vec<Value> = diagnostic
        .others
        .iter()
        .map(|label| {
            let mut object = Map::new();
            place(&mut object, label.span, sources);
            object.insert("label".into(), json!(label.text));
            Value::Object(object)
        })
        .collect();
    object.insert("labels".into(), Value::Array(others));
    object.insert("help".into(), json!(diagnostic.help));
    object.insert("notes".into(), json!(diagnostic.notes));
    object
}

/// How many more findings of a code there are, as one line: a note without a place that has
/// their number in `more`, or in `allowed` where the layout silences them.
pub fn closing(closing: Closing) -> String {
    let note = Diagnostic::note(closing.code, closing.to_string());
    let mut object = object(&note, &SourceMap::default());
    let key = match closing.why {
        Unsaid::NotShown => "more",
        Unsaid::Allowed => "allowed",
    };
    object.insert(key.into(), json!(closing.count));
    format!("{}\n", Value::Object(object))
}

fn place(object: &mut Map<String, Value>, span: Span, sources: &SourceMap) {
    let end = |offset: u32| {
        let (line, column) = sources.line_column(span.file, offset);
        json!({ "byte": offset, "line": line, "column": column })
    };
    object.insert("file".into(), json!(sources.path(span.file)));
    object.insert("start".into(), end(span.start));
    object.insert("end".into(), end(span.end));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Code;

    #[test]
    fn an_object_a_line() {
        let mut sources = SourceMap::default();
        let file = sources.add("港.toml", "a = 1\n港 = 2\n");
        let diagnostic = Diagnostic::error(Code("L002"), "no key `港`")
            .at(Span::new(file, 6..9), "unknown\nkey")
            .and_at(Span::new(file, 0..1), "beside")
            .help("take it out");
        let line = render(&diagnostic, &sources);
        assert_eq!(line.matches('\n').count(), 1);
        let value: Value = serde_json::from_str(&line).expect("it is JSON");
        assert_eq!(value["schema"], 1);
        assert_eq!(value["file"], "港.toml");
        assert_eq!(value["start"], json!({ "byte": 6, "line": 2, "column": 1 }));
        assert_eq!(value["end"], json!({ "byte": 9, "line": 2, "column": 2 }));
        assert_eq!(value["labels"][0]["label"], "beside");
        let bare = render(&Diagnostic::note(Code("U001"), "x"), &sources);
        let value: Value = serde_json::from_str(&bare).expect("it is JSON");
        assert_eq!(value["file"], Value::Null);
        assert_eq!(value["severity"], "note");
        let more = closing(Closing { code: Code("F001"), count: 412, why: Unsaid::NotShown });
        let value: Value = serde_json::from_str(&more).expect("it is JSON");
        assert_eq!((&value["code"], &value["more"]), (&json!("F001"), &json!(412)));
        assert_eq!(
            (&value["file"], &value["message"]),
            (&Value::Null, &json!("and 412 more of F001"))
        );
    }
}
