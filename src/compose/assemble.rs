//! From a broken line to a [`SetLine`]: every glyph at its place.

use std::ops::Range;

use crate::fonts::GlyphId;
use crate::measure::{Length, TypeSize};

use super::annotate::annotate;
use super::build::SOFT_HYPHEN;
use super::fit::Fitting;
use super::glyphs::{Font, Inserted, PlacedGlyph};
use super::justify::{Due, justify};
use super::line::{
    Adjustment, BreakReason, Glyph, GlyphRun, LineFit, Orientation, RunText, SetLine,
};
use super::nodes::{Ending, Nodes};

/// The runs of a string that begins `at`.
fn inserted_runs(inserted: &Inserted, at: Length) -> impl Iterator<Item = GlyphRun> {
    inserted.runs.iter().map(move |part| {
        let mut run = empty_run(&part.font, RunText::Inserted(inserted.text.clone()));
        run.glyphs.extend(part.glyphs.iter().map(|glyph| placed(glyph, at)));
        run
    })
}

/// What is to be set as a line.
pub(super) struct Draft<'a> {
    pub nodes: &'a Nodes,
    /// Boxes.
    pub boxes: Range<usize>,
    pub range: Range<u32>,
    pub measure: Length,
    pub em: TypeSize,
    /// Where the first box begins.
    pub start: Length,
    pub fit: Fitting,
    /// Whether the line is brought to its measure.
    pub flush: bool,
    pub reason: BreakReason,
    pub mark: Option<(&'a Inserted, Length)>,
    pub hyphen: Option<&'a Inserted>,
    pub text: RunText,
}

/// Places the glyphs of a line.
pub(super) fn assemble(draft: &Draft<'_>, changes: &mut Vec<Length>) -> SetLine {
    let mut adjustments = Vec::new();
    let fit = draft.fit;
    if fit.end_trim.is_positive() && fit.natural > draft.measure {
        adjustments.push(Adjustment { tier: "R49.1", amount: -fit.end_trim });
    }
    let short = !draft.flush && fit.rest.is_positive();
    let rest = if short { Length::ZERO } else { fit.rest };
    let span = (draft.boxes.start, draft.boxes.end);
    let (left, mut how) = justify(
        draft.nodes,
        span,
        Due { rest, give: fit.give },
        draft.em.inline,
        changes,
        &mut adjustments,
    );
    if short || left.is_positive() {
        how = LineFit::Short;
    }
    if how == LineFit::Natural && !adjustments.is_empty() {
        how = LineFit::Squeezed;
    }
    // Most lines have one run, and all of them are there at once.
    let mut pen =
        Pen { runs: Vec::with_capacity(1), at: draft.start, font: None, places: Vec::new() };
    if let Some((mark, at)) = draft.mark {
        pen.runs.extend(inserted_runs(mark, at));
    }
    set_boxes(draft, changes, &mut pen);
    if let (true, Some(hyphen)) = (fit.hyphen, draft.hyphen) {
        leave_soft_hyphen(draft, &mut pen);
        pen.runs.extend(inserted_runs(hyphen, pen.at));
        pen.at += hyphen.width;
    }
    let closing = draft.boxes.end.checked_sub(1).and_then(|at| draft.nodes.clusters.get(at));
    if fit.end_trim == Length::ZERO && !draft.boxes.is_empty() {
        pen.at += closing.map_or(Length::ZERO, |cluster| cluster.after);
    }
    let mut line = SetLine {
        range: draft.range.clone(),
        measure: draft.measure,
        natural: fit.natural,
        width: pen.at - fit.hang,
        em: draft.em,
        runs: pen.runs,
        fit: how,
        adjustments,
        end: draft.reason,
        initial: None,
    };
    if !draft.nodes.notes.is_empty() {
        annotate(draft.nodes, draft.boxes.start, &pen.places, draft.em, &mut line);
    }
    line.runs.shrink_to_fit();
    line
}

/// The hyphen that is shown says itself that it is soft: the typed one before it is not said once
/// more (R123).
fn leave_soft_hyphen(draft: &Draft<'_>, pen: &mut Pen) {
    let last = draft.boxes.end.checked_sub(1);
    let joint = last.and_then(|at| draft.nodes.joints.get(at));
    // Behind a Han character or a mark it has a box of its own, and no glyph takes its text.
    let end = draft.nodes.offset(draft.boxes.end);
    let glyph = pen.runs.last_mut().and_then(|run| run.glyphs.last_mut());
    let glyph = glyph.filter(|glyph| glyph.range.end == end);
    if let (Some(Ending::Soft), Some(glyph)) = (joint.map(|joint| joint.part), glyph) {
        let length = SOFT_HYPHEN.len_utf8() as u32;
        glyph.range.end = (glyph.range.end - length).max(glyph.range.start);
    }
}

struct Pen {
    runs: Vec<GlyphRun>,
    at: Length,
    /// The font of the last run, when it takes more of the text.
    font: Option<u16>,
    /// Where the boxes begin, when there are notes to be placed.
    places: Vec<Length>,
}

fn set_boxes(draft: &Draft<'_>, changes: &[Length], pen: &mut Pen) {
    let nodes = draft.nodes;
    let snapped = nodes.snapped_at(&draft.boxes);
    for at in draft.boxes.clone() {
        let Some(cluster) = nodes.clusters.get(at) else { return };
        let Some(font) = nodes.fonts.get(cluster.font as usize) else { return };
        let moved = snapped.iter().filter(|(boxes, _)| boxes.contains(&at));
        let origin = pen.at - cluster.lead + moved.map(|(_, by)| *by).sum();
        // Before their letter, so that the letter's frame is the last that a reader sees.
        for rider in nodes.riders_of(at) {
            let Some(font) = nodes.fonts.get(rider.font as usize) else { continue };
            let mut run = empty_run(font, draft.text.clone());
            run.glyphs.push(placed(&rider.glyph, origin));
            pen.runs.push(run);
            pen.font = None;
        }
        if pen.font != Some(cluster.font) {
            let mut run = empty_run(font, draft.text.clone());
            let alike = nodes.clusters.get(at..draft.boxes.end).unwrap_or(&[]).iter();
            run.glyphs.reserve(alike.take_while(|other| other.font == cluster.font).count());
            pen.runs.push(run);
            pen.font = Some(cluster.font);
        }
        let Some(run) = pen.runs.last_mut() else { return };
        if !nodes.notes.is_empty() {
            pen.places.push(pen.at);
        }
        let first = cluster.glyph as usize;
        let glyphs = nodes.glyphs.get(first..first + cluster.glyphs as usize).unwrap_or(&[]);
        run.glyphs.extend(glyphs.iter().map(|glyph| placed(glyph, origin)));
        pen.at += cluster.size;
        if at + 1 >= draft.boxes.end {
            return;
        }
        let Some(joint) = nodes.joints.get(at) else { return };
        let change = changes.get(at - draft.boxes.start).copied().unwrap_or(Length::ZERO);
        let gap = joint.natural() + change;
        if let (Some((start, end)), Some(id)) = (joint.space, font.space) {
            run.glyphs.push(space(id, (pen.at, blank_of(font)), gap, start, end));
        }
        pen.at += gap;
    }
}

/// Where a blank stands across the line: on the baseline of turned type.
fn blank_of(font: &Font) -> Length {
    match font.orientation {
        Orientation::Sideways => -font.rise,
        Orientation::Horizontal | Orientation::Upright => Length::ZERO,
    }
}

/// A typed blank, so that the text can be taken out of the page with it.
fn space(
    id: GlyphId,
    (inline, block): (Length, Length),
    gap: Length,
    start: u32,
    end: u32,
) -> Glyph {
    let (inline, block, advance) = (inline.into(), block.into(), gap.into());
    Glyph { id, inline, block, advance, range: start..end }
}

fn placed(glyph: &PlacedGlyph, origin: Length) -> Glyph {
    Glyph {
        id: glyph.id,
        inline: (origin + glyph.inline).into(),
        block: glyph.block.into(),
        advance: glyph.advance.into(),
        range: glyph.start..glyph.end,
    }
}

fn empty_run(font: &Font, text: RunText) -> GlyphRun {
    GlyphRun {
        face: font.face,
        size: font.size,
        colour: font.colour,
        orientation: font.orientation,
        text,
        glyphs: Vec::new(),
    }
}
