//! Diagnostics on stderr, in the form that was asked for.

use std::io::{self, IsTerminal, Write};

use super::args::MessageFormat;
use crate::diag::human::{self, Colours};
use crate::diag::{Diagnostic, Severity, SourceMap, github, json, sarif};

/// Prints all that a run has to say: the files' own order kept, and a count at the end for
/// people. A reader that has gone away is no error.
pub fn print(sources: &SourceMap, diagnostics: &[Diagnostic], format: MessageFormat) {
    let mut out = io::stderr().lock();
    let text = match format {
        MessageFormat::Human => {
            let colours = if out.is_terminal() { Colours::Terminal } else { Colours::Plain };
            for_people(sources, diagnostics, colours)
        }
        MessageFormat::Json => diagnostics.iter().map(|d| json::render(d, sources)).collect(),
        MessageFormat::Github => diagnostics.iter().map(|d| github::render(d, sources)).collect(),
        MessageFormat::Sarif => sarif::render(diagnostics, sources),
    };
    let _ = out.write_all(text.as_bytes());
}

fn for_people(sources: &SourceMap, diagnostics: &[Diagnostic], colours: Colours) -> String {
    let mut text: String = diagnostics
        .iter()
        .map(|found| format!("{}\n\n", human::render(found, sources, colours).trim_end()))
        .collect();
    let count = |severity| diagnostics.iter().filter(|d| d.severity == severity).count();
    let parts: Vec<_> = [
        (count(Severity::Error), "error"),
        (count(Severity::Warning), "warning"),
        (count(Severity::Note), "note"),
    ]
    .into_iter()
    .filter(|(count, _)| *count > 0)
    .map(|(count, name)| format!("{count} {name}{}", if count == 1 { "" } else { "s" }))
    .collect();
    if !parts.is_empty() {
        text += &format!("{}\n", parts.join(", "));
    }
    text
}
