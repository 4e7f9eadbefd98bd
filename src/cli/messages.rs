//! Findings on stderr, in the form that was asked for.

use std::collections::BTreeSet;
use std::io::{self, IsTerminal, Write};
use std::path::Path;

use super::args::{MessageFormat, as_called};
use crate::diag::codes::overset;
use crate::diag::human::{self, Colours};
use crate::diag::{Findings, Severity, SourceMap, Unsaid, counted, github, json, sarif};

/// What is to be said of a layout.
pub struct Of<'a> {
    pub layout: &'a Path,
    pub sources: &'a SourceMap,
    pub findings: &'a Findings,
}

/// Prints all that a run has to say, in the order of the job, and at the end how much more
/// there is. A reader that has gone away is no error.
pub fn print(sources: &SourceMap, findings: &Findings, format: MessageFormat) {
    let text = match format {
        MessageFormat::Human => {
            let each = each_for_people(sources, findings);
            each.collect::<String>() + &closing_for_people(findings)
        }
        MessageFormat::Sarif => sarif::render([(findings, sources)]),
        MessageFormat::Json | MessageFormat::Github => {
            lines(sources, findings, format).chain(closings(findings, format)).collect()
        }
    };
    let _ = io::stderr().lock().write_all(text.as_bytes());
}

/// Prints what runs of several layouts have to say: what more than one says, of a file that they
/// share, is printed once, and what is `unwritten` of all of them behind it. For people a table
/// closes it.
pub fn print_several(said: &[Of<'_>], unwritten: &Findings, format: MessageFormat) {
    let nowhere = SourceMap::default();
    let of_all = (!unwritten.is_empty()).then_some((unwritten, &nowhere));
    let runs = said.iter().map(|of| (of.findings, of.sources)).chain(of_all);
    if format == MessageFormat::Sarif {
        let text = sarif::render(runs);
        let _ = io::stderr().lock().write_all(text.as_bytes());
        return;
    }
    let mut printed = BTreeSet::new();
    let mut text = String::new();
    for (findings, sources) in runs {
        let each: Box<dyn Iterator<Item = String>> = match format {
            MessageFormat::Human => Box::new(each_for_people(sources, findings)),
            _ => Box::new(lines(sources, findings, format)),
        };
        for message in each.filter(|message| printed.insert(message.clone())) {
            text += &message;
        }
    }
    match format {
        MessageFormat::Human => text += &table(said),
        _ => text.extend(said.iter().flat_map(|of| closings(of.findings, format))),
    }
    let _ = io::stderr().lock().write_all(text.as_bytes());
}

/// A row a layout: how much was found, stories over and short among it.
fn table(said: &[Of<'_>]) -> String {
    const HEADS: [&str; 6] = ["layout", "errors", "warnings", "notes", "over", "short"];
    let row = |name: String, of: &[&Findings]| -> [String; 6] {
        let count = |severity| of.iter().map(|of| of.count(severity)).sum::<usize>();
        let of_code =
            |code| of.iter().flat_map(|of| of.iter()).filter(|it| it.code == code).count();
        let numbers = [
            count(Severity::Error),
            count(Severity::Warning),
            count(Severity::Note),
            of_code(overset::OVERSET),
            of_code(overset::SLACK),
        ];
        let [a, b, c, d, e] = numbers.map(|number| match number {
            0 => "-".to_owned(),
            number => number.to_string(),
        });
        [name, a, b, c, d, e]
    };
    let mut rows = vec![HEADS.map(str::to_owned)];
    rows.extend(said.iter().map(|of| row(of.layout.display().to_string(), &[of.findings])));
    let all: Vec<&Findings> = said.iter().map(|of| of.findings).collect();
    rows.push(row(counted(said.len(), "layout"), &all));
    let width = |at: usize| rows.iter().map(|row| row[at].chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..HEADS.len()).map(width).collect();
    let line = |[name, numbers @ ..]: &[String; 6]| {
        let numbers = numbers.iter().zip(&widths[1..]);
        let numbers = numbers.map(|(number, width)| format!("  {number:>width$}"));
        format!("{name:<width$}{}\n", numbers.collect::<String>(), width = widths[0])
    };
    rows.iter().map(line).collect()
}

/// A line a finding, for programs.
fn lines(
    sources: &SourceMap,
    findings: &Findings,
    format: MessageFormat,
) -> impl Iterator<Item = String> {
    findings.iter().map(move |found| match format {
        MessageFormat::Github => github::render(found, sources),
        _ => json::render(found, sources),
    })
}

fn closings(findings: &Findings, format: MessageFormat) -> impl Iterator<Item = String> {
    findings.closing().into_iter().map(move |closing| match format {
        MessageFormat::Github => github::closing(closing),
        _ => json::closing(closing),
    })
}

/// A line for people, before what it is about.
pub fn say(line: &str) {
    let _ = writeln!(io::stderr().lock(), "{line}");
}

fn each_for_people(sources: &SourceMap, findings: &Findings) -> impl Iterator<Item = String> {
    let is_terminal = io::stderr().is_terminal();
    let colours = if is_terminal { Colours::Terminal } else { Colours::Plain };
    findings.iter().map(move |found| {
        let mut found = found.clone();
        found.help.iter_mut().for_each(|help| *help = as_called(help));
        format!("{}\n\n", human::render(&found, sources, colours).trim_end())
    })
}

/// How much there was, and how much more.
fn closing_for_people(findings: &Findings) -> String {
    let mut text = String::new();
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
