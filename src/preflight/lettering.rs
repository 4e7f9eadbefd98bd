//! Type that a press cannot hold: too small, reversed, on a tint or a picture, or small in
//! several inks.

use std::collections::BTreeMap;

use crate::colour::Colour;
use crate::compose::RunText;
use crate::diag::codes::preflight as codes;
use crate::diag::{Code, Diagnostic, Findings, counted};
use crate::flow::{Frame, PlacedLine, Usage};
use crate::measure::Length;
use crate::page::model::TextId;

use super::Finished;
use super::grounds::{Ground, Grounds, darkness};
use super::sheet::{FinishedPage, span_of, type_size};

/// Smallest type with Han characters, whose strokes fill in first, and without.
const SMALLEST_HAN: Length = Length::from_pt(7);
const SMALLEST: Length = Length::from_pt(5);
/// Smallest type left white, or lighter than what it stands on.
const REVERSED: Length = Length::from_pt(10);
/// Smallest type in several inks, which never register exactly.
const SEVERAL_INKS: Length = Length::from_pt(10);
/// Smallest type on a picture.
const ON_PICTURE: Length = Length::from_pt(12);
/// The size of running text, and how dark a tint may be under it and under larger type, in
/// hundredths of a per cent of black.
const RUNNING: Length = Length::from_pt(9);
const TINT_UNDER_RUNNING: u32 = 1_500;
const TINT: u32 = 3_000;
/// Type this much lighter than its ground is reversed.
const LIGHTER: u32 = 1_000;

pub(super) fn inspect(job: Finished<'_>, sheet: &FinishedPage<'_>) -> Findings {
    let mut grounds = Grounds::default();
    let mut finds = Finds::default();
    for frame in &sheet.set.frames {
        grounds.paint(frame);
        if let Frame::Line(line) = frame
            && line.usage != Usage::Proof
        {
            inspect_line(job, line, grounds.of(line), &mut finds);
        }
    }
    finds.found()
}

/// The inks that a colour is printed with.
fn inks(colour: Colour) -> usize {
    match colour {
        Colour::Process { c, m, y, k } => [c, m, y, k].iter().filter(|ink| ink.0 > 0).count(),
        Colour::Spot { .. } => 1,
    }
}

fn inspect_line(job: Finished<'_>, line: &PlacedLine, ground: Ground, finds: &mut Finds) {
    let size = type_size(line);
    let dark = match ground {
        Ground::Tint(tint) => Some(darkness(job.model, tint)),
        Ground::Picture => None,
    };
    let mut add = |code, (measured, limit): (String, String), help: &str| {
        let of = match (code, dark) {
            (codes::TYPE_ON_TINT, Some(dark)) => Of::Tint(dark),
            _ => Of::Text(line.text),
        };
        finds.add(job, line, (code, of), format!("{measured}, {limit}"), help);
    };
    let han = has_han(job, line);
    let smallest = if han { SMALLEST_HAN } else { SMALLEST };
    if size < smallest {
        let what = if han { "type with Han characters" } else { "type" };
        add(
            codes::SMALL_TYPE,
            (format!("{what} of {size} pt"), format!("at least {smallest}")),
            "set it larger",
        );
    }
    if ground == Ground::Picture && size < ON_PICTURE {
        add(
            codes::TYPE_ON_PICTURE,
            (format!("type of {size} pt stands on a picture"), format!("at least {ON_PICTURE}")),
            "set it larger, or beside the picture",
        );
    }
    let runs = line.line.runs.iter().filter(|run| !matches!(run.text, RunText::Inserted(_)));
    let mut said = Vec::new();
    for run in runs {
        // An initial is larger than the line that it stands beside.
        let colour = run.colour;
        let size = size.max(run.size.width.max(run.size.height));
        if said.contains(&(colour, size)) {
            continue;
        }
        said.push((colour, size));
        let count = inks(colour);
        if count > 1 && size < SEVERAL_INKS {
            add(
                codes::TYPE_IN_SEVERAL_INKS,
                (format!("type of {size} pt in {count} inks"), format!("at least {SEVERAL_INKS}")),
                "print it in one ink, black or a spot colour, or set it larger",
            );
        }
        let Some(dark) = dark else { continue };
        if darkness(job.model, colour) + LIGHTER <= dark {
            if size < REVERSED {
                add(
                    codes::REVERSED_TYPE,
                    (format!("reversed type of {size} pt"), format!("at least {REVERSED}")),
                    "set it larger and bolder, or print dark type on a light tint",
                );
            }
            continue;
        }
        let most = if size <= RUNNING { TINT_UNDER_RUNNING } else { TINT };
        if dark > most {
            let help = lighter(dark, most);
            let dark = dark / 100;
            add(
                codes::TYPE_ON_TINT,
                (
                    format!("type of {size} pt on a tint as dark as {dark} per cent of black"),
                    format!("at most {}", most / 100),
                ),
                &help,
            );
        }
    }
}

/// What helps type on a tint that is too dark for it.
fn lighter(dark: u32, most: u32) -> String {
    let most = most / 100;
    match dark > TINT {
        true => format!("lighten the tint to {most} per cent, or print white type on it"),
        false => {
            format!("lighten the tint to {most} per cent, or set the type larger than {RUNNING} pt")
        }
    }
}

fn has_han(job: Finished<'_>, line: &PlacedLine) -> bool {
    let range = line.line.range.start as usize..line.line.range.end as usize;
    let text = job.model.text(line.text).and_then(|text| text.text.get(range));
    let is_han = |c: char| {
        matches!(c, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}'
            | '\u{20000}'..='\u{3FFFD}')
    };
    text.is_some_and(|text| text.chars().any(is_han))
}

/// Findings, those of one text or tint about the same thing put together.
#[derive(Default)]
struct Finds {
    order: Vec<Diagnostic>,
    /// What was told of which text, and how many lines it holds of.
    told: BTreeMap<(Code, Of, String), (usize, usize)>,
}

/// What a finding is about: lines of a text, or all that stands on tints of one darkness.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Of {
    Text(TextId),
    Tint(u32),
}

impl Finds {
    fn add(
        &mut self,
        job: Finished<'_>,
        line: &PlacedLine,
        (code, of): (Code, Of),
        message: String,
        help: &str,
    ) {
        let Some(span) = span_of(job, line) else { return };
        let key = (code, of, if let Of::Tint(_) = of { String::new() } else { message.clone() });
        if let Some((_, count)) = self.told.get_mut(&key) {
            *count += 1;
            return;
        }
        self.told.insert(key, (self.order.len(), 1));
        self.order.push(Diagnostic::warning(code, message).at(span, "").help(help));
    }

    fn found(mut self) -> Findings {
        for (at, count) in self.told.into_values() {
            if let Some(label) = self.order.get_mut(at).and_then(|found| found.primary.as_mut()) {
                label.text = match count {
                    1 => "this line".to_owned(),
                    _ => format!("the first of {}", counted(count, "line")),
                };
            }
        }
        self.order.into_iter().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::colour::Ink;

    #[test]
    fn black_alone_is_one_ink() {
        assert_eq!(inks(Colour::BLACK), 1);
        assert_eq!(inks(Colour::cmyk(Ink(1), Ink(0), Ink(1), Ink(0))), 2);
    }
}
