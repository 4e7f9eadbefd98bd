//! Diagnostics as workflow commands of GitHub Actions, which shows them beside the lines:
//! `::error file=a.toml,line=3,col=1,endColumn=4,title=L002 no such key::message`.

use super::{Closing, Diagnostic, Severity, SourceMap, Unsaid, codes};

/// One diagnostic as one line, with its line end.
pub fn render(diagnostic: &Diagnostic, sources: &SourceMap) -> String {
    let command = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let mut properties = Vec::new();
    if let Some(label) = &diagnostic.primary {
        let span = label.span;
        let (line, column) = sources.line_column(span.file, span.start);
        let (end_line, end_column) = sources.line_column(span.file, span.end.max(span.start));
        properties.push(format!("file={}", property(sources.path(span.file))));
        properties.push(format!("line={line}"));
        properties.push(format!("col={column}"));
        properties.push(format!("endLine={end_line}"));
        // Columns hold only within one line, and the last column belongs to the place.
        if line == end_line {
            properties.push(format!("endColumn={}", end_column.saturating_sub(1).max(column)));
        }
    }
    let code = diagnostic.code;
    let title = codes::all().find(|row| row.code == code).map_or("", |row| row.title);
    properties.push(format!("title={}", property(format!("{code} {title}").trim_end())));
    let mut text = diagnostic.message.clone();
    if let Some(label) = diagnostic.primary.as_ref().filter(|label| !label.text.is_empty()) {
        text += &format!(": {}", label.text);
    }
    for label in &diagnostic.others {
        let (line, column) = sources.line_column(label.span.file, label.span.start);
        text += &format!("\n{}:{line}:{column}: {}", sources.path(label.span.file), label.text);
    }
    for help in &diagnostic.help {
        text += &format!("\nhelp: {help}");
    }
    for note in &diagnostic.notes {
        text += &format!("\nnote: {note}");
    }
    format!("::{command} {}::{}\n", properties.join(","), data(&text))
}

/// How many more findings of a code there are.
pub fn closing(closing: Closing) -> String {
    // What is known needs no mark on every pull request.
    if closing.why == Unsaid::Allowed {
        return String::new();
    }
    let note = Diagnostic::note(closing.code, closing.to_string());
    render(&note, &SourceMap::default())
}

/// What stands after the second `::`.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The value of a property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::{Code, Span};

    #[test]
    fn a_command_a_line() {
        let mut sources = SourceMap::default();
        let file = sources.add("a,b:c.toml", "a = 1\n港口 = 2\nx");
        let found = Diagnostic::error(Code("L002"), "100 % wrong\nreally")
            .at(Span::new(file, 6..12), "here")
            .and_at(Span::new(file, 0..1), "beside")
            .help("mend it");
        let title = codes::all().find(|row| row.code.0 == "L002").expect("a row").title;
        assert_eq!(
            render(&found, &sources),
            format!(
                "::error file=a%2Cb%3Ac.toml,line=2,col=1,endLine=2,endColumn=2,title=L002 {title}\
                 ::100 %25 wrong%0Areally: here%0Aa,b:c.toml:1:1: beside%0Ahelp: mend it\n"
            )
        );
        let over = Diagnostic::note(Code("U001"), "x").at(Span::new(file, 0..8), "");
        let line = render(&over, &sources);
        assert!(line.starts_with("::notice file=a%2Cb%3Ac.toml,line=1,col=1,endLine=2,title="));
        let bare = render(&Diagnostic::warning(Code("U001"), "x"), &sources);
        assert!(bare.starts_with("::warning title=U001 "), "{bare}");
        let more = closing(Closing { code: Code("U001"), count: 3, why: Unsaid::NotShown });
        assert!(
            more.starts_with("::notice title=U001 ") && more.ends_with("::and 3 more of U001\n")
        );
    }
}
