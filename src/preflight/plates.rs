//! Pages printed from the black plate alone: whatever has colour on them.

use std::collections::BTreeSet;

use super::Finished;
use super::art::named_at;
use crate::colour::{Colour, Ink};
use crate::diag::codes::colour as codes;
use crate::diag::{Diagnostic, FileId, Findings, Span};
use crate::flow::{Frame, PlacedLine, SetPage, Usage};
use crate::page::model::{Decor, Page, PageModel, Plates};
use crate::picture::{Art, ColourModel, Paint, Picture, Shape, Stroke};

/// Looks at every page that is black alone.
pub(super) fn inspect(job: Finished<'_>) -> Findings {
    let mut found = Findings::default();
    let mut looked_at = BTreeSet::new();
    for set in &job.filled.pages {
        let Some(page) = job.model.pages.get(set.page.0 as usize) else { continue };
        if page.plates != Plates::Black {
            continue;
        }
        content(job, page, set, &mut found);
        if looked_at.insert(set.page) {
            ornament(page, job.model, &mut found);
        }
    }
    found
}

fn told(what: &str, ink: &str, span: Span) -> Diagnostic {
    Diagnostic::error(codes::COLOUR_ON_BLACK, format!("{what}, its page black alone"))
        .at(span, ink)
        .help("print it in black or a tint of black, or leave out `plates = \"k\"`")
}

/// Text and pictures. Of a text one line is told for each of its colours.
fn content(job: Finished<'_>, page: &Page, set: &SetPage, found: &mut Findings) {
    let mut seen = BTreeSet::new();
    for frame in &set.frames {
        match frame {
            Frame::Line(line) if line.usage != Usage::Proof => {
                let colours = line.line.runs.iter().map(|run| run.colour);
                for colour in colours.filter(|colour| !is_black(*colour)) {
                    if seen.insert((line.text, format!("{colour:?}"))) {
                        let span = place(job.model, line);
                        found.push(told("text has colour", &named(job.model, colour), span));
                    }
                }
            }
            Frame::Picture(placed) => {
                let Some(picture) = job.pictures.get(placed.picture.0 as usize) else { continue };
                let Some(block) = page.blocks.get(placed.block.0 as usize) else { continue };
                if has_colour(picture) {
                    let span = named_at(block, placed.picture);
                    found.push(
                        Diagnostic::error(
                            codes::COLOUR_ON_BLACK,
                            "the picture has colour, its page black alone",
                        )
                        .at(span, "printed from the K plate")
                        .help(
                            "save it as grey in a picture program, where its tones can be judged",
                        ),
                    );
                }
            }
            Frame::Line(_) | Frame::Rule(_) | Frame::Box(_) => {}
        }
    }
}

/// Where the line's text is written.
fn place(model: &PageModel, line: &PlacedLine) -> Span {
    let glyphs = line.line.runs.iter().flat_map(|run| &run.glyphs).map(|glyph| &glyph.range);
    let (start, end) = glyphs
        .filter(|range| !range.is_empty())
        .fold((u32::MAX, 0), |(start, end), range| (start.min(range.start), end.max(range.end)));
    match model.text(line.text) {
        Some(text) if start < end => text.span_of(start..end),
        Some(text) => text.span(),
        None => Span::new(FileId(0), 0..0),
    }
}

/// Rules, frames and tints, of blocks and between columns.
fn ornament(page: &Page, model: &PageModel, found: &mut Findings) {
    for block in &page.blocks {
        let Decor { frame, top, bottom, left, right, between, items, tint } = block.decor;
        let rules = [frame, top, bottom, left, right, between, items].into_iter().flatten();
        let colours = rules.map(|rule| ("a rule has colour", rule.colour));
        let colours = colours.chain(tint.map(|tint| ("a tint has colour", tint)));
        for (what, colour) in colours.filter(|(_, colour)| !is_black(*colour)) {
            found.push(told(what, &named(model, colour), block.span));
        }
    }
}

/// Black ink, more or less of it, or none.
fn is_black(colour: Colour) -> bool {
    matches!(colour, Colour::Process { c: Ink::NONE, m: Ink::NONE, y: Ink::NONE, .. })
}

/// A colour's inks, as one reads them.
fn named(model: &PageModel, colour: Colour) -> String {
    match colour {
        Colour::Process { c, m, y, k } => {
            let [c, m, y, k] = [c, m, y, k].map(|ink| ink.0.div_ceil(100));
            format!("cmyk({c}, {m}, {y}, {k})")
        }
        Colour::Spot { spot, .. } => match model.spots.get(usize::from(spot.0)) {
            Some(ink) => format!("the spot ink {}", ink.name),
            None => "a spot ink".to_owned(),
        },
    }
}

fn has_colour(picture: &Picture) -> bool {
    match &picture.art {
        Art::Raster(raster) => raster.model != ColourModel::Grey,
        Art::Vector(art) => {
            let rasters = art.rasters.iter().any(|raster| raster.model != ColourModel::Grey);
            rasters || art.shapes.iter().any(shape_has_colour)
        }
        // Page art is told for itself, with how often it has colour.
        Art::Page(_) => false,
    }
}

fn shape_has_colour(shape: &Shape) -> bool {
    let coloured = |paint: &Paint| match paint {
        Paint::Solid(colour) => !is_black(*colour),
        Paint::Gradient(gradient) => gradient.stops.iter().any(|stop| !is_black(stop.colour)),
    };
    match shape {
        Shape::Path { fill, stroke, .. } => {
            let stroke = stroke.as_ref().map(|Stroke { paint, .. }| paint);
            fill.iter().map(|(paint, _)| paint).chain(stroke).any(coloured)
        }
        Shape::Group { shapes, .. } => shapes.iter().any(shape_has_colour),
        Shape::Raster { .. } => false,
    }
}
