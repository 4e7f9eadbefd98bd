//! A white line that cuts the whole page in two (斷版、腹切り; R103).
//!
//! ```text
//! +-------+-------+      +-----------+---+
//! |   a   |   b   |      |     a     |   |
//! |-------+-------| cut  |---+-------| b |   no cut
//! |   c   | d | e |      | c |   d   |   |
//! +-------+---+---+      |   +---+---+---+
//!                        |   |     e     |
//!                        +---+-----------+
//! ```
//!
//! Fewer than five rectangles always leave a cut, and a lead over the whole width is a usual
//! page, so a cut counts when there are five pieces and both sides hold two or more stories. Boxes in a row,
//! as notices stand, are parted from their neighbours on purpose.

use std::collections::BTreeMap;

use crate::diag::codes::preflight as codes;
use crate::diag::{Diagnostic, Findings, Span};
use crate::measure::{Length, Rect};
use crate::page::model::{Area, BlockContent, StoryId};

use super::sheet::FinishedPage;

/// The fewest pieces that can be laid out without a cut.
const PIECES: usize = 5;
/// Stories on each side that make two pages of one.
const STORIES: usize = 2;

/// News that belongs together: a story's blocks, a box, a picture on its own.
struct Piece {
    rect: Rect,
    span: Span,
    stories: usize,
    /// Framed or tinted.
    boxed: bool,
}

/// From where to where a piece reaches across the direction of a cut.
type Extent = fn(&Rect) -> (Length, Length);

pub(super) fn inspect(sheet: &FinishedPage<'_>) -> Findings {
    if sheet.added {
        return Findings::default();
    }
    let (pieces, mut others) = pieces(sheet);
    if pieces.len() + others.len() < PIECES {
        return Findings::default();
    }
    // The fold of a spread parts it on purpose.
    let fold = sheet.page.spread.as_ref().map(|spread| spread.fold);
    others.extend(fold.map(|x| Rect { x, ..Rect::default() }));
    let across: Extent = |rect| (rect.y, rect.bottom());
    let down: Extent = |rect| (rect.x, rect.right());
    let cuts = [("side to side", across), ("head to foot", down)];
    // A page is cut in two once.
    cuts.into_iter()
        .filter_map(|(name, extent)| cut(&pieces, &others, extent, name))
        .take(1)
        .collect()
}

/// The news of a page, and what else stands on it.
fn pieces(sheet: &FinishedPage<'_>) -> (Vec<Piece>, Vec<Rect>) {
    let mut of_story: BTreeMap<StoryId, Piece> = BTreeMap::new();
    let (mut pieces, mut others) = (Vec::new(), Vec::new());
    // A box of furniture (an index, the weather) is no story.
    let holds_story = |area: usize| {
        sheet.page.blocks.iter().any(|block| {
            matches!(block.area, Area::Within(id) if id.0 as usize == area)
                && matches!(block.content, BlockContent::Story(_) | BlockContent::Area)
        })
    };
    let blocks = sheet.page.blocks.iter().enumerate();
    for (at, block) in blocks.filter(|(_, block)| block.area == Area::Page) {
        let (rect, span) = (block.rect, block.span);
        let boxed = block.decor.frame.is_some() || block.decor.tint.is_some();
        match &block.content {
            BlockContent::Story(content) => {
                let piece = of_story.entry(content.story).or_insert(Piece {
                    rect,
                    span,
                    stories: 1,
                    boxed,
                });
                piece.boxed &= boxed;
                piece.rect = piece.rect.union(&rect);
            }
            BlockContent::Area => {
                let stories = usize::from(holds_story(at));
                pieces.push(Piece { rect, span, stories, boxed });
            }
            BlockContent::Picture(_) => pieces.push(Piece { rect, span, stories: 0, boxed }),
            BlockContent::Text(_) | BlockContent::Reserve(_) => others.push(rect),
        }
    }
    pieces.extend(of_story.into_values());
    (pieces, others)
}

/// The first cut: a strip in which no piece stands and that nothing else bridges.
fn cut(pieces: &[Piece], others: &[Rect], extent: Extent, name: &str) -> Option<Diagnostic> {
    let mut sorted: Vec<&Piece> = pieces.iter().collect();
    sorted.sort_by_key(|piece| extent(&piece.rect));
    let strips = strips(&sorted, extent);
    // Furniture and advertisements within a strip part the page on purpose.
    let is_filled = |strip: &Strip<'_>| {
        others.iter().map(extent).any(|(from, to)| from >= strip.from && to <= strip.to)
    };
    let is_bridged = |strip: &Strip<'_>| {
        let middle = strip.from + (strip.to - strip.from) / 2;
        others.iter().map(extent).any(|(from, to)| from < middle && to > middle)
    };
    let parted: Vec<usize> =
        strips.iter().filter(|strip| is_filled(strip)).map(|strip| strip.at).collect();
    for strip in strips.iter().filter(|strip| !is_filled(strip) && !is_bridged(strip)) {
        let start = parted.iter().rev().find(|at| **at <= strip.at).copied().unwrap_or(0);
        let end = parted.iter().find(|at| **at > strip.at).copied().unwrap_or(sorted.len());
        let stories = |side: Option<&[&Piece]>| -> usize {
            side.into_iter().flatten().map(|piece| piece.stories).sum()
        };
        let before = stories(sorted.get(start..strip.at));
        if before < STORIES || stories(sorted.get(strip.at..end)) < STORIES {
            continue;
        }
        let next = strips.iter().map(|strip| strip.at).find(|at| *at > strip.at);
        let last = strips.iter().map(|strip| strip.at).rfind(|at| *at < strip.at);
        let rows = [
            sorted.get(last.unwrap_or(0)..strip.at),
            sorted.get(strip.at..next.unwrap_or(sorted.len())),
        ];
        if rows.into_iter().flatten().any(|row| row.len() > 1 && row.iter().all(|p| p.boxed)) {
            continue;
        }
        let between = match strip.to - strip.from {
            white if white.is_positive() => format!(" {white} pt wide"),
            _ => String::new(),
        };
        let message = format!("a white line{between} cuts the whole page from {name}");
        return Some(
            Diagnostic::warning(codes::PAGE_CUT, message)
                .at(strip.after.span, "it runs before this block")
                .and_at(strip.before.span, "and behind this one")
                .help(
                    "let one of the blocks along it begin higher or end lower than its neighbours, \
                     or part the page on purpose with a text or an advertisement in the white",
                ),
        );
    }
    None
}

/// A strip through the page in which no piece stands.
struct Strip<'a> {
    from: Length,
    to: Length,
    /// How many of the sorted pieces stand before it.
    at: usize,
    before: &'a Piece,
    after: &'a Piece,
}

fn strips<'a>(sorted: &[&'a Piece], extent: Extent) -> Vec<Strip<'a>> {
    let mut strips = Vec::new();
    let mut reached: Option<(Length, &Piece)> = None;
    for (at, piece) in sorted.iter().enumerate() {
        let (from, to) = extent(&piece.rect);
        if let Some((end, before)) = reached.filter(|(end, _)| from >= *end) {
            strips.push(Strip { from: end, to: from, at, before, after: piece });
        }
        if reached.is_none_or(|(end, _)| to > end) {
            reached = Some((to, piece));
        }
    }
    strips
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::FileId;

    fn piece((x, y, width, height): (i64, i64, i64, i64)) -> Piece {
        let pt = Length::from_pt;
        let rect = Rect { x: pt(x), y: pt(y), width: pt(width), height: pt(height) };
        Piece { rect, span: Span::new(FileId(0), 0..1), stories: 1, boxed: false }
    }

    fn is_cut(pieces: &[(i64, i64, i64, i64)], others: &[(i64, i64, i64, i64)]) -> bool {
        let pieces: Vec<Piece> = pieces.iter().copied().map(piece).collect();
        let others: Vec<Rect> = others.iter().map(|&rect| piece(rect).rect).collect();
        let across: Extent = |rect| (rect.y, rect.bottom());
        cut(&pieces, &others, across, "side to side").is_some()
    }

    #[test]
    fn a_cut_needs_two_stories_on_both_sides_and_nothing_across() {
        let four = [(0, 0, 50, 50), (50, 0, 50, 50), (0, 50, 50, 50), (50, 50, 50, 50)];
        assert!(is_cut(&four, &[]));
        assert!(!is_cut(&four[1..], &[]), "one story over two");
        assert!(!is_cut(&four, &[(100, 40, 20, 20)]), "bridged");
        let pinwheel =
            [(0, 0, 60, 30), (60, 0, 40, 60), (40, 60, 60, 40), (0, 30, 40, 70), (40, 30, 20, 30)];
        assert!(!is_cut(&pinwheel, &[]));
        let parted = [(0, 0, 50, 40), (50, 0, 50, 40), (0, 60, 50, 40), (50, 60, 50, 40)];
        assert!(is_cut(&parted, &[]));
        assert!(!is_cut(&parted, &[(0, 45, 100, 10)]), "a line of furniture parts the page");
    }

    #[test]
    fn a_row_of_boxes_is_parted_on_purpose() {
        let across: Extent = |rect| (rect.y, rect.bottom());
        let four = [(0, 0, 50, 50), (50, 0, 50, 50), (0, 50, 50, 50), (50, 50, 50, 50)];
        for (boxed, told) in
            [(0..0, true), (2..4, false), (0..2, false), (0..4, false), (2..3, true)]
        {
            let mut pieces: Vec<Piece> = four.into_iter().map(piece).collect();
            pieces[boxed.clone()].iter_mut().for_each(|piece| piece.boxed = true);
            assert_eq!(cut(&pieces, &[], across, "x").is_some(), told, "{boxed:?}");
        }
    }
}
