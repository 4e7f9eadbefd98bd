//! [`lower_page`]: frames become marks. The one place where the inline and block of glyphs
//! turn into x and y.
//!
//! ```text
//! horizontal                          vertical
//! rect.x                              rect.x            rect.right()
//!   +--------------- - rect.y           +-----·-----+ - rect.y
//!   |   ascent (880 of 1000)            |  o  :     |     : inline (downwards)
//!   o-----o--------- baseline           |     :     |
//!   | inline ->                         | <-- : block, from the middle line
//! ```

use std::ops::Range;

use super::list::{
    DrawGlyph, DrawPage, DrawRun, DrawSheet, Item, PictureMark, RectMark, RuleMark, TextMark, Turn,
};
use super::mourning::{Letters, mourning_frames};
use super::structure::{LinePart, Plan, Tag};
use crate::compose::{Glyph, GlyphRun, Orientation, RunText};
use crate::diag::{FileId, Span};
use crate::flow::{Frame, PlacedLine, PlacedPicture, SetPage, Usage};
use crate::fonts::{Face, FontBook};
use crate::measure::{Em, Length, Point, WritingMode};
use crate::page::model::{BlockContent, Page, PageModel, TextId};
use crate::text::RichText;

/// Height of an ideograph's em box over the baseline, in thousandths: the design of the CJK
/// faces, and what every line is set from whichever face stands in it.
pub(super) const EM_ASCENT: i64 = 880;

/// What every frame is lowered with.
pub struct Sources<'a> {
    pub model: &'a PageModel,
    pub faces: &'a Faces,
    pub plan: &'a Plan,
}

impl<'a> Sources<'a> {
    /// A text of the job. Whatever is drawn of a text is drawn by this: a page's source has it.
    pub fn text(&self, id: TextId) -> Option<&'a RichText> {
        self.model.text(id)
    }
}

/// How much further down each face's baseline stands than [`EM_ASCENT`], in millionths of the
/// em: the kai face's ideographs sit lower in their em, and have to be lifted to stand level.
pub struct Faces {
    drops: Vec<i64>,
    letters: Letters,
}

/// A face without ideographs keeps the baseline of the others.
fn drop_of(face: &Face<'_>) -> i64 {
    const ONE: i64 = 1_000_000;
    let em = i64::from(face.units_per_em());
    if em == 0 || face.glyph('一').is_none() {
        return 0;
    }
    i64::from(face.em_box().ascent) * ONE / em - EM_ASCENT * (ONE / 1000)
}

impl Faces {
    pub fn of(book: &FontBook<'_>) -> Faces {
        Faces {
            drops: book.faces().map(|(_, face)| drop_of(face)).collect(),
            letters: Letters::of(book),
        }
    }

    fn drop(&self, run: &GlyphRun) -> Length {
        let drop = self.drops.get(run.face.0 as usize).copied().unwrap_or(0);
        Em::from_millionths(drop).of(run.size.height)
    }
}

/// Puts the frames of a page on its sheet.
pub fn lower_page(with: &Sources<'_>, page: &Page, set: &SetPage) -> DrawPage {
    let mut items = Vec::with_capacity(set.frames.len());
    let mut space = Space::default();
    for frame in &set.frames {
        match frame {
            Frame::Line(placed) => lower_line(with, placed, &mut space, &mut items),
            Frame::Picture(placed) => {
                let tag = with.plan.picture(set.page, placed);
                items.push(Item::Picture(lower_picture(page, placed, tag)));
            }
            Frame::Rule(placed) => items.push(Item::Rule(RuleMark {
                from: placed.from,
                to: placed.to,
                weight: placed.rule.weight,
                colour: placed.rule.colour,
            })),
            Frame::Box(placed) => items.push(Item::Rect(RectMark {
                rect: placed.rect,
                fill: placed.fill,
                stroke: placed.stroke.map(|rule| (rule.weight, rule.colour)),
            })),
        }
    }
    DrawPage { sheet: sheet_of(page, set), items }
}

/// The paper that a page is printed on.
pub fn sheet_of(page: &Page, set: &SetPage) -> DrawSheet {
    DrawSheet {
        name: set.name.clone(),
        trim: page.paper.trim,
        bleed: page.paper.bleed,
        marks: page.paper.marks,
        reach: set.reach,
    }
}

fn lower_picture(page: &Page, placed: &PlacedPicture, tag: Tag) -> PictureMark {
    let alt = alt_of(page, placed).to_owned();
    let PlacedPicture { picture, rect, clip, .. } = *placed;
    PictureMark { picture, rect, clip, cut: placed.cut.clone(), alt, tag }
}

/// What a picture shows.
pub(super) fn alt_of<'a>(page: &'a Page, placed: &PlacedPicture) -> &'a str {
    match page.blocks.get(placed.block.0 as usize).map(|block| &block.content) {
        Some(BlockContent::Picture(picture)) => &picture.alt,
        Some(BlockContent::Reserve(reserve)) if !reserve.alt.is_empty() => &reserve.alt,
        Some(BlockContent::Reserve(reserve)) => &reserve.slug,
        Some(BlockContent::Story(story)) => match story.portrait_of(placed.picture) {
            Some(portrait) => &portrait.pictures.alt,
            None => story.filler(placed.picture).unwrap_or(""),
        },
        _ => "",
    }
}

/// Room to take a line apart in, for one line after the other.
#[derive(Default)]
struct Space<'a> {
    own: Vec<&'a GlyphRun>,
    tail: Vec<&'a GlyphRun>,
    parts: Vec<LinePart<'a>>,
}

/// A line is one mark; a credit at its end, which is another text, is a mark of its own.
fn lower_line<'a>(
    with: &Sources<'_>,
    placed: &'a PlacedLine,
    space: &mut Space<'a>,
    items: &mut Vec<Item>,
) {
    let Space { own, tail, parts } = space;
    own.clear();
    tail.clear();
    for run in &placed.line.runs {
        if run.text == RunText::Tail { &mut *tail } else { &mut *own }.push(run);
    }
    for (id, runs) in [(Some(placed.text), own), (placed.tail, tail)] {
        let Some(id) = id.filter(|_| !runs.is_empty()) else { continue };
        // The marks of a proof are no text of the job, which may have none.
        let text = with.text(id);
        let span = match (text, placed.usage) {
            (Some(text), _) => text.span(),
            (None, Usage::Proof) => Span::new(FileId(0), 0..0),
            (None, _) => continue,
        };
        let mut range: Option<Range<u32>> = None;
        parts.clear();
        match placed.usage {
            Usage::Proof | Usage::HeadAgain(_) => {
                parts.extend(runs.iter().map(|run| (Tag::DECORATION, *run, &*run.glyphs)));
            }
            _ => with.plan.parts(id, runs, parts),
        }
        let drawn = Vec::with_capacity(parts.len());
        let (usage, frame) = (placed.usage, placed.rect);
        let initial = placed.line.initial.filter(|_| id == placed.text);
        let mut mark = TextMark { usage, text: id, span, frame, runs: drawn, initial };
        for (tag, run, glyphs) in parts.drain(..) {
            let Some(mut drawn) = lower_run(with, id, placed, run, glyphs) else { continue };
            drawn.tag = tag;
            if !drawn.source.is_empty() {
                range = Some(match range {
                    Some(seen) => {
                        seen.start.min(drawn.source.start)..seen.end.max(drawn.source.end)
                    }
                    None => drawn.source.clone(),
                });
            }
            mark.runs.push(drawn);
        }
        if let (Some(range), Some(text)) = (range, text) {
            mark.span = text.span_of(range);
        }
        if !mark.runs.is_empty() {
            items.push(Item::Text(mark));
        }
        if let Some(text) = text.filter(|_| placed.usage != Usage::Proof) {
            items.extend(mourning_frames(&with.faces.letters, placed, text, runs));
        }
    }
}

/// Some of a run's glyphs.
fn lower_run(
    with: &Sources<'_>,
    id: TextId,
    placed: &PlacedLine,
    run: &GlyphRun,
    glyphs: &[Glyph],
) -> Option<DrawRun> {
    let mut parted = Vec::new();
    let (text, source) = match &run.text {
        RunText::Inserted(text) | RunText::Reading { text, .. } => (text.clone(), 0..0),
        RunText::Source | RunText::Tail => {
            let covered = covered(glyphs);
            let RichText { text, breaks, .. } = with.text(id)?;
            let slice = text.get(covered.start as usize..covered.end as usize)?;
            let start = placed.line.range.start;
            let own = breaks.iter().filter(|at| covered.contains(at) && **at > start);
            parted.extend(own.map(|at| at - covered.start));
            (slice.to_owned(), covered)
        }
    };
    let end = text.len() as u32;
    let rebase = |at: u32| at.saturating_sub(source.start).min(end);
    let stand = stand(placed, with.faces.drop(run));
    let glyphs = glyphs.iter().map(|glyph| DrawGlyph {
        id: glyph.id,
        origin: origin(placed.mode, stand, glyph),
        advance: glyph.advance.length(),
        range: rebase(glyph.range.start)..rebase(glyph.range.end),
    });
    Some(DrawRun {
        face: run.face,
        size: run.size,
        colour: run.colour,
        turn: match run.orientation {
            Orientation::Horizontal => Turn::Horizontal,
            Orientation::Upright => Turn::Upright,
            Orientation::Sideways => Turn::Sideways,
        },
        glyphs: glyphs.collect(),
        text,
        source,
        tag: Tag::DECORATION,
        parted,
    })
}

/// The characters that the glyphs stand for, first to last.
fn covered(glyphs: &[Glyph]) -> Range<u32> {
    let ranges = || glyphs.iter().map(|glyph| &glyph.range).filter(|range| !range.is_empty());
    let start = ranges().map(|range| range.start).min().unwrap_or(0);
    let end = ranges().map(|range| range.end).max().unwrap_or(start);
    start..end
}

/// Where the origins of a line's glyphs stand on the sheet, but for what each is off.
fn stand(placed: &PlacedLine, drop: Length) -> Point {
    let rect = &placed.rect;
    match placed.mode {
        WritingMode::HorizontalTb => {
            let y = rect.y + baseline(placed.mode, placed.line.em.block) + drop;
            Point { x: rect.x, y }
        }
        WritingMode::VerticalRl => Point { x: rect.x + rect.width / 2, y: rect.y },
    }
}

/// Where a glyph's origin stands on the sheet.
fn origin(mode: WritingMode, stand: Point, glyph: &Glyph) -> Point {
    let (inline, block) = (glyph.inline.length(), glyph.block.length());
    match mode {
        WritingMode::HorizontalTb => Point { x: stand.x + inline, y: stand.y + block },
        WritingMode::VerticalRl => Point { x: stand.x - block, y: stand.y + inline },
    }
}

/// From the head of a line's em box to what its glyphs' origins stand on: the baseline, or the
/// middle of a vertical line.
pub(super) fn baseline(mode: WritingMode, block: Length) -> Length {
    match mode {
        WritingMode::HorizontalTb => block.scale(EM_ASCENT, 1000),
        WritingMode::VerticalRl => block / 2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draw::DrawList;
    use crate::draw::testing::{body, line, lower, model, page_of};
    use crate::fonts::{FamilyId, FontFiles};

    fn points(list: &DrawList) -> Vec<String> {
        let mut out = Vec::new();
        for item in list.pages.iter().flat_map(|page| &page.items) {
            let Item::Text(mark) = item else { continue };
            for run in &mark.runs {
                let at = run.glyphs.iter().map(|g| format!("{},{}", g.origin.x, g.origin.y));
                out.push(format!("{} {}", run.text, at.collect::<Vec<_>>().join(" ")));
            }
        }
        out
    }

    #[test]
    fn a_baseline_stands_at_the_em_boxs_ascent() {
        let model = model(&["港口開幕"]);
        let frames = vec![line(&model, body(0), 0..12, WritingMode::HorizontalTb)];
        let files = FontFiles::default();
        let list = lower(&model, &page_of(frames), &FontBook::new(&files));
        assert_eq!(points(&list), ["港口開幕 100,57.92 109,57.92 118,57.92 127,57.92"]);
    }

    #[test]
    fn kai_stands_level_with_the_other_faces() {
        let model = model(&["港口"]);
        let mut frame = line(&model, body(0), 0..6, WritingMode::HorizontalTb);
        let Frame::Line(placed) = &mut frame else { panic!("a line") };
        let files = FontFiles::default();
        let book = FontBook::new(&files);
        std::sync::Arc::make_mut(&mut placed.line).runs[0].face = book
            .choose(FamilyId::KAI, '港', crate::fonts::Beside::Chinese)
            .expect("in the kai face");
        let list = lower(&model, &page_of(vec![frame]), &book);
        // 820 of 1024 instead of 880 of 1000.
        assert_eq!(points(&list), ["港口 100,57.207 109,57.207"]);
    }

    #[test]
    fn a_vertical_line_hangs_from_its_middle() {
        let model = model(&["港口開幕"]);
        let frames = vec![line(&model, body(0), 3..9, WritingMode::VerticalRl)];
        let files = FontFiles::default();
        let list = lower(&model, &page_of(frames), &FontBook::new(&files));
        assert_eq!(points(&list), ["口開 104.5,50 104.5,59"]);
        let Item::Text(mark) = &list.pages[0].items[0] else { panic!("a text") };
        assert_eq!((mark.span.start, mark.span.end), (3, 9));
        assert_eq!(mark.runs[0].source, 3..9);
        assert_eq!(mark.runs[0].glyphs[1].range, 3..6);
    }
}
