//! Type that nobody sees: in the colour of what it stands on, white on paper or black on black.
//!
//! The account counts what is drawn, and `hidden.rs` what is painted over; this is drawn on top and
//! cannot be read all the same.

use crate::colour::Colour;
use crate::compose::{GlyphRun, RunText};
use crate::diag::codes::preflight as codes;
use crate::diag::{Diagnostic, Findings, Span, counted};
use crate::flow::{Frame, PlacedLine, Usage};
use crate::page::model::PageModel;

use super::Finished;
use super::grounds::{Ground, Grounds, darkness};
use super::sheet::FinishedPage;

/// A colour and its ground look alike where no ink differs by more, in hundredths of a per cent...
const ALIKE: u16 = 1_000;
/// ...and neither is darker by this.
const AS_DARK: u32 = 500;

/// The characters of a text that stand on one colour.
struct Find {
    owner: Usage,
    ground: Colour,
    span: Span,
    characters: usize,
}

pub(super) fn inspect(job: Finished<'_>, sheet: &FinishedPage<'_>) -> Findings {
    let mut grounds = Grounds::default();
    let mut finds: Vec<Find> = Vec::new();
    for frame in &sheet.set.frames {
        grounds.paint(frame);
        let Frame::Line(line) = frame else { continue };
        let Ground::Tint(ground) = grounds.of(line) else { continue };
        if line.usage != Usage::Proof {
            look(job, line, ground, &mut finds);
        }
    }
    finds.into_iter().map(|find| tell(job, &find)).collect()
}

/// Counts a line's characters in the colour of its ground.
fn look(job: Finished<'_>, line: &PlacedLine, ground: Colour, finds: &mut Vec<Find>) {
    let Some(text) = job.model.text(line.text) else { return };
    let unseen = |run: &&GlyphRun| {
        matches!(run.text, RunText::Source) && is_alike(job.model, run.colour, ground)
    };
    for run in line.line.runs.iter().filter(unseen) {
        let written = |glyph: &crate::compose::Glyph| {
            let range = glyph.range.start as usize..glyph.range.end as usize;
            text.text.get(range).map_or(0, |c| c.chars().filter(|c| !c.is_whitespace()).count())
        };
        let characters: usize = run.glyphs.iter().map(written).sum();
        let first = run.glyphs.iter().find(|glyph| written(glyph) > 0);
        let Some(first) = first else { continue };
        let same = finds.iter_mut().find(|find| {
            find.ground == ground
                && (find.owner == line.usage
                    || (find.owner.story().is_some() && find.owner.story() == line.usage.story()))
        });
        match same {
            Some(find) => find.characters += characters,
            None => {
                let span = text.span_of(first.range.clone());
                finds.push(Find { owner: line.usage, ground, span, characters });
            }
        }
    }
}

/// Whether type of a colour cannot be told from its ground.
fn is_alike(model: &PageModel, colour: Colour, ground: Colour) -> bool {
    if colour == ground {
        return true;
    }
    let inks = |colour: Colour| match colour {
        Colour::Process { c, m, y, k } => Some([c.0, m.0, y.0, k.0]),
        Colour::Spot { spot, tint } => {
            let alternate = model.spots.get(usize::from(spot.0)).map(|ink| ink.alternate);
            match alternate.map(|alternate| alternate.tinted(tint)) {
                Some(Colour::Process { c, m, y, k }) => Some([c.0, m.0, y.0, k.0]),
                _ => None,
            }
        }
    };
    let (Some(type_inks), Some(ground_inks)) = (inks(colour), inks(ground)) else { return false };
    type_inks.iter().zip(ground_inks).all(|(ink, other)| ink.abs_diff(other) <= ALIKE)
        && darkness(model, colour).abs_diff(darkness(model, ground)) < AS_DARK
}

fn tell(job: Finished<'_>, find: &Find) -> Diagnostic {
    let count = counted(find.characters, "character");
    let story = find.owner.story().and_then(|story| job.model.stories.get(story.0 as usize));
    let what = match (find.owner, story) {
        (Usage::Jump(_), _) => "of a jump line".to_owned(),
        (Usage::Caption(_), _) => "of a caption".to_owned(),
        (_, Some(story)) => format!("of article \"{}\"", story.name),
        _ => "of a text".to_owned(),
    };
    let verb = if find.characters == 1 { "is" } else { "are" };
    let ground = if find.ground == Colour::WHITE { "the paper" } else { "the tint" };
    let message = format!("{count} {what} {verb} printed in the colour of {ground} under it");
    let found = match find.owner {
        Usage::Furniture(_) | Usage::Proof => Diagnostic::warning(codes::UNSEEN_TEXT, message),
        _ => Diagnostic::error(codes::UNSEEN_TEXT, message),
    };
    found
        .at(find.span, "unseen from here on")
        .help("give its style another `colour`, or what it stands on another `tint`")
}
