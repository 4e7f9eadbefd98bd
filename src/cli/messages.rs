//! Findings on stderr, in the form that was asked for.

use std::io::{self, IsTerminal, Write};

use super::args::{MessageFormat, as_called};
use crate::diag::human::{self, Colours};
use crate::diag::{Findings, Severity, SourceMap, Unsaid, counted, github, json, sarif};

/// Prints all that a run has to say, in the order of the job, and at the end how much more
/// there is. A reader that has gone away is no error.
pub fn print(sources: &SourceMap, findings: &Findings, format: MessageFormat) {
    let mut out = io::stderr().lock();
    let text = match format {
        MessageFormat::Human => {
            let colours = if out.is_terminal() { Colours::Terminal } else { Colours::Plain };
            for_people(sources, findings, colours)
        }
        MessageFormat::Json => findings
            .iter()
            .map(|found| json::render(found, sources))
            .chain(findings.closing().into_iter().map(json::closing))
            .collect(),
        MessageFormat::Github => findings
            .iter()
            .map(|found| github::render(found, sources))
            .chain(findings.closing().into_iter().map(github::closing))
            .collect(),
        MessageFormat::Sarif => sarif::render(findings, sources),
    };
    let _ = out.write_all(text.as_bytes());
}

/// A line for people, before what it is about.
pub fn say(line: &str) {
    let _ = writeln!(io::stderr().lock(), "{line}");
}

fn for_people(sources: &SourceMap, findings: &Findings, colours: Colours) -> String {
    let mut text: String = findings
        .iter()
        .map(|found| {
            let mut found = found.clone();
            found.help.iter_mut().for_each(|help| *help = as_called(help));
            format!("{}\n\n", human::render(&found, sources, colours).trim_end())
        })
        .collect();
    for closing in findings.closing().into_iter().filter(|of| of.why == Unsaid::NotShown) {
        text += &format!("{closing}\n");
    }
    let mut parts: Vec<_> =
        [(Severity::Error, "error"), (Severity::Warning, "warning"), (Severity::Note, "note")]
            .into_iter()
            .map(|(severity, name)| (findings.count(severity), name))
            .filter(|(count, _)| *count > 0)
            .map(|(count, name)| counted(count, name))
            .collect();
    let allowed = findings.allowed();
    if allowed > 0 {
        parts.push(format!("{allowed} silenced by `allow`"));
    }
    if !parts.is_empty() {
        text += &format!("{}\n", parts.join(", "));
    }
    text
}
