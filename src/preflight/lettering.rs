//! Type that a press cannot hold: too small, reversed, on a tint or a picture, or small in
//! several inks.
//!
//! What a line stands on is the topmost tint or picture painted before it that holds its middle.

use std::collections::BTreeMap;

use crate::colour::Colour;
use crate::compose::RunText;
use crate::diag::codes::preflight as codes;
use crate::diag::{Code, Diagnostic, Findings, counted};
use crate::flow::{Frame, PlacedLine, Usage};
use crate::measure::{Length, Rect};
use crate::page::model::{PageModel, TextId};

use super::Finished;
use super::cells::Cells;
use super::sheet::{FinishedPage, ink_of, span_of, type_size};

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
        match frame {
            Frame::Box(placed) => {
                if let Some(colour) = placed.fill {
                    grounds.add(placed.rect, Ground::Tint(darkness(job.model, colour)));
                }
            }
            Frame::Picture(placed) => grounds.add(placed.clip, Ground::Picture),
            Frame::Line(line) if line.usage != Usage::Proof => {
                inspect_line(job, line, grounds.of(line), &mut finds);
            }
            Frame::Line(_) | Frame::Rule(_) => {}
        }
    }
    finds.found()
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ground {
    /// How dark it is.
    Tint(u32),
    Picture,
}

/// What type may stand on, in painting order.
#[derive(Default)]
struct Grounds {
    painted: Vec<(Rect, Ground)>,
    cells: Cells,
}

impl Grounds {
    fn add(&mut self, rect: Rect, ground: Ground) {
        self.cells.add(self.painted.len(), &rect);
        self.painted.push((rect, ground));
    }

    /// What is on top under the middle of a line.
    fn of(&self, line: &PlacedLine) -> Ground {
        let ink = ink_of(line);
        let (x, y) = (ink.x + ink.width / 2, ink.y + ink.height / 2);
        let point = Rect { x, y, width: Length::ZERO, height: Length::ZERO };
        let holds = |rect: &Rect| {
            (rect.x..=rect.right()).contains(&x) && (rect.y..=rect.bottom()).contains(&y)
        };
        let near = self.cells.near(&point, Length::ZERO).into_iter().rev();
        let mut near = near.filter_map(|at| self.painted.get(at));
        let top = near.find(|(rect, _)| holds(rect));
        top.map_or(Ground::Tint(0), |(_, ground)| *ground)
    }
}

/// How dark a colour looks, in hundredths of a per cent of black: the coloured inks by their
/// share in lightness, about.
fn darkness(model: &PageModel, colour: Colour) -> u32 {
    match colour {
        Colour::Process { c, m, y, k } => {
            let [c, m, y, k] = [c, m, y, k].map(|ink| u32::from(ink.0));
            (k + (c * 30 + m * 50 + y * 10) / 100).min(10_000)
        }
        Colour::Spot { spot, tint } => {
            let alternate = model.spots.get(usize::from(spot.0)).map(|ink| ink.alternate);
            match alternate {
                Some(process @ Colour::Process { .. }) => darkness(model, process.tinted(tint)),
                _ => u32::from(tint.0),
            }
        }
    }
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
    let mut add = |code, (measured, limit): (String, String), help: &str| {
        let of = match (code, ground) {
            (codes::TYPE_ON_TINT, Ground::Tint(dark)) => Of::Tint(dark),
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
    let colours = line.line.runs.iter().filter(|run| !matches!(run.text, RunText::Inserted(_)));
    let mut said = Vec::new();
    for colour in colours.map(|run| run.colour) {
        if said.contains(&colour) {
            continue;
        }
        said.push(colour);
        let count = inks(colour);
        if count > 1 && size < SEVERAL_INKS {
            add(
                codes::TYPE_IN_SEVERAL_INKS,
                (format!("type of {size} pt in {count} inks"), format!("at least {SEVERAL_INKS}")),
                "print it in one ink, black or a spot colour, or set it larger",
            );
        }
        let Ground::Tint(dark) = ground else { continue };
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
            let dark = dark / 100;
            add(
                codes::TYPE_ON_TINT,
                (
                    format!("type of {size} pt on a tint as dark as {dark} per cent of black"),
                    format!("at most {}", most / 100),
                ),
                "lighten the tint, or set the type larger",
            );
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
    fn a_yellow_ground_is_light() {
        let model = PageModel {
            document: crate::page::model::DocumentInfo {
                title: String::new(),
                language: String::new(),
                date: crate::page::model::Day { year: 2024, month: 11, day: 16 },
                overset: crate::page::model::OversetPolicy::Error,
                jumps: crate::page::model::Jumps::default(),
            },
            press: crate::page::model::Press::default(),
            stories: Vec::new(),
            pages: Vec::new(),
            spots: Vec::new(),
            jump_lines: Vec::new(),
        };
        let of = |c, m, y, k| {
            let [c, m, y, k] = [c, m, y, k].map(Ink::per_cent);
            darkness(&model, Colour::cmyk(c, m, y, k))
        };
        assert_eq!(of(0, 0, 100, 0), 1_000);
        assert_eq!(of(0, 0, 0, 20), 2_000);
        assert_eq!(of(100, 100, 100, 100), 10_000);
        assert_eq!(inks(Colour::cmyk(Ink(1), Ink(0), Ink(1), Ink(0))), 2);
    }
}
