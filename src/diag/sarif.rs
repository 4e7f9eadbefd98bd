//! Diagnostics for code hosts and editors: one SARIF 2.1.0 document (OASIS) for a whole run.
//!
//! Columns count characters, as everywhere in the program, and the document says so
//! (`columnKind`, 3.14.17). Rules are the rows of the code table that the run needed, each with
//! the help that `typeset explain` prints. There are no fixes: what a page needs is a desk's
//! decision.

use serde_json::{Map, Value, json};

use super::codes::{self, Explanation};
use super::{Closing, Code, Diagnostic, Findings, Label, Severity, SourceMap, Span};

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// All findings of some runs, with a line end; a run without any has no results.
pub fn render<'a>(runs: impl IntoIterator<Item = (&'a Findings, &'a SourceMap)>) -> String {
    let runs: Vec<Value> =
        runs.into_iter().map(|(findings, sources)| run(findings, sources)).collect();
    let document = json!({ "$schema": SCHEMA, "version": "2.1.0", "runs": runs });
    format!("{document}\n")
}

fn run(findings: &Findings, sources: &SourceMap) -> Value {
    let mut codes: Vec<Code> = findings.iter().map(|found| found.code).collect();
    codes.sort_unstable();
    codes.dedup();
    let rules: Vec<Value> = codes.iter().map(|code| rule(*code)).collect();
    let results: Vec<Value> = findings.iter().map(|found| result(found, &codes, sources)).collect();
    let more: Vec<Value> = findings.closing().into_iter().map(notification).collect();
    let mut run = json!({
        "tool": { "driver": {
            "name": env!("CARGO_PKG_NAME"),
            "version": env!("CARGO_PKG_VERSION"),
            "rules": rules,
        } },
        "columnKind": "unicodeCodePoints",
        "results": results,
    });
    if !more.is_empty() {
        run["invocations"] =
            json!([{ "executionSuccessful": true, "toolExecutionNotifications": more }]);
    }
    run
}

/// A row of the code table (3.49).
fn rule(code: Code) -> Value {
    let mut rule = Map::new();
    rule.insert("id".into(), json!(code.0));
    if let Some(row) = codes::all().find(|row| row.code == code) {
        let Explanation { title, what, why, example, fix, .. } = row;
        let help = format!("{what}\n\n{why}\n\nFor example:\n\n{example}\n\nWhat to do: {fix}");
        let markdown =
            format!("{what}\n\n{why}\n\nFor example:\n\n```\n{example}\n```\n\nWhat to do: {fix}");
        rule.insert("name".into(), json!(row.name()));
        rule.insert("shortDescription".into(), json!({ "text": title }));
        rule.insert("fullDescription".into(), json!({ "text": what }));
        rule.insert("help".into(), json!({ "text": help, "markdown": markdown }));
    }
    Value::Object(rule)
}

/// One finding (3.27).
fn result(found: &Diagnostic, codes: &[Code], sources: &SourceMap) -> Value {
    let level = match found.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    };
    let mut result = Map::new();
    result.insert("ruleId".into(), json!(found.code.0));
    if let Ok(index) = codes.binary_search(&found.code) {
        result.insert("ruleIndex".into(), json!(index));
    }
    result.insert("level".into(), json!(level));
    result.insert("message".into(), json!({ "text": message(found) }));
    let places: Vec<Value> = found.primary.iter().map(|label| location(label, sources)).collect();
    result.insert("locations".into(), Value::Array(places));
    if !found.others.is_empty() {
        let others = found.others.iter().map(|label| location(label, sources)).collect();
        result.insert("relatedLocations".into(), Value::Array(others));
    }
    Value::Object(result)
}

/// How many more findings of a code there are (3.58): no result, for none has its place.
fn notification(closing: Closing) -> Value {
    json!({
        "level": "note",
        "associatedRule": { "id": closing.code.0 },
        "message": { "text": closing.to_string() },
    })
}

/// The message and, since a host shows nothing else, what helps.
fn message(found: &Diagnostic) -> String {
    let mut text = found.message.clone();
    for help in &found.help {
        text += &format!("\nhelp: {help}");
    }
    for note in &found.notes {
        text += &format!("\nnote: {note}");
    }
    text
}

fn location(label: &Label, sources: &SourceMap) -> Value {
    let mut location = Map::new();
    let physical = json!({
        "artifactLocation": { "uri": uri(sources.path(label.span.file)) },
        "region": region(label.span, sources),
    });
    location.insert("physicalLocation".into(), physical);
    if !label.text.is_empty() {
        location.insert("message".into(), json!({ "text": label.text }));
    }
    Value::Object(location)
}

/// Lines and columns from 1; the end column is the one behind the last character (3.30).
fn region(span: Span, sources: &SourceMap) -> Value {
    let (start_line, start_column) = sources.line_column(span.file, span.start);
    let (end_line, end_column) = sources.line_column(span.file, span.end.max(span.start));
    json!({
        "startLine": start_line,
        "startColumn": start_column,
        "endLine": end_line,
        "endColumn": end_column,
    })
}

/// A path as a URI reference (RFC 3986): relative where the path is.
fn uri(path: &str) -> String {
    let mut uri = String::from(if path.starts_with('/') { "file://" } else { "" });
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'/' | b'-' | b'.' | b'_' | b'~' => {
                uri.push(char::from(byte));
            }
            b'\\' => uri.push('/'),
            _ => uri += &format!("%{byte:02X}"),
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_is_one_document() {
        let mut sources = SourceMap::default();
        let file = sources.add("版/a b.toml", "a = 1\n港 = 2\n");
        let found: Findings = [
            Diagnostic::warning(Code("O009"), "the headline fills 70 per cent")
                .at(Span::new(file, 6..9), "story \"a\"")
                .and_at(Span::new(file, 0..1), "beside")
                .help("lengthen it"),
            Diagnostic::error(Code("L002"), "no key `港`"),
        ]
        .into_iter()
        .collect();
        let text = render([(&found, &sources)]);
        let value: Value = serde_json::from_str(&text).expect("it is JSON");
        assert_eq!(value["version"], "2.1.0");
        let run = &value["runs"][0];
        assert_eq!(run["columnKind"], "unicodeCodePoints");
        let rules = &run["tool"]["driver"]["rules"];
        assert_eq!((&rules[0]["id"], &rules[1]["id"]), (&json!("L002"), &json!("O009")));
        assert!(rules[1]["help"]["text"].as_str().is_some_and(|help| help.contains("85 per cent")));
        let result = &run["results"][0];
        assert_eq!((&result["level"], &result["ruleIndex"]), (&json!("warning"), &json!(1)));
        let place = &result["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], "%E7%89%88/a%20b.toml");
        let region = json!({ "startLine": 2, "startColumn": 1, "endLine": 2, "endColumn": 2 });
        assert_eq!(place["region"], region);
        assert_eq!(result["relatedLocations"][0]["message"]["text"], "beside");
        assert_eq!(run["results"][1]["locations"], json!([]));
    }

    #[test]
    fn a_run_without_findings_is_a_document_too() {
        let value: Value =
            serde_json::from_str(&render([(&Findings::default(), &SourceMap::default())]))
                .expect("it is JSON");
        assert_eq!(value["runs"][0]["results"], json!([]));
    }

    #[test]
    fn what_is_not_shown_is_notified() {
        let many = (0..30).map(|n| Diagnostic::note(Code("O002"), n.to_string()));
        let mut found: Findings = many.collect();
        found.close();
        let text = render([(&found, &SourceMap::default())]);
        let value: Value = serde_json::from_str(&text).expect("it is JSON");
        let run = &value["runs"][0];
        let notification = &run["invocations"][0]["toolExecutionNotifications"][0];
        assert_eq!(notification["message"]["text"], "and 10 more of O002");
        assert_eq!(run["results"].as_array().map(Vec::len), Some(20));
    }

    #[test]
    fn paths_are_uris() {
        for (path, expected) in [
            ("../a/page.toml", "../a/page.toml"),
            ("/x/y.toml", "file:///x/y.toml"),
            ("c:d#.toml", "c%3Ad%23.toml"),
        ] {
            assert_eq!(uri(path), expected);
        }
    }
}
