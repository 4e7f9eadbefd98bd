//! Frames, tints and rules of neighbours stand level at their tops and at their feet (R129).
//!
//! ```text
//! +--------+  ----------  +--------+     blocks of one area that begin, or end, on one line
//! | framed |  under a     | tinted |
//! ```
//!
//! A box alone is drawn in until the white inside is even. Beside boxes of the same white it stays
//! so; a rule over a head, whose white is counted in lines, does not move, and a box follows it; beside
//! boxes of another white and pictures all stand at the edge of the lines. A frame around a picture goes
//! with the others and the picture with it; a picture without one begins where the ink of a rule does.
//! Frames that stand edge to edge, one under the other, share one line in the middle of the white
//! between their texts. Blocks of the other direction are levelled along their own lines among
//! themselves; [`refit`] then takes their ends to the frames beside them.

use std::collections::BTreeMap;

use super::refit::refit;
use crate::measure::{Length, Rect, WritingMode};
use crate::page::model::{Area, Block, BlockContent, CaptionPlace, Fit, PictureBlock, Rule};

/// Type keeps this far from a rule.
const CLEAR: Length = Length::from_pt(4);

/// One of the two edges across the lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Edge {
    Head,
    Foot,
}

impl Edge {
    pub(super) const BOTH: [Edge; 2] = [Edge::Head, Edge::Foot];
}

/// What stands at an edge of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Print {
    /// A frame or tint, drawn in by so much.
    Box(Length),
    /// A rule, its middle so far from the edge at least and at most.
    Rule { least: Length, most: Length, half: Length },
    /// A frame or tint of a picture, which fills it: it goes with what stands beside it.
    Framed(Length),
    /// A picture that fills its room: boxes go to it, and it goes to a rule.
    Picture(Length),
    /// What cannot move, so far from the edge.
    Art(Length),
}

/// A line of an area: where blocks of one direction begin or end.
type Line = (u32, Direction, Length);

/// How the lines of a block run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Direction {
    /// As those of its area.
    Along,
    Across,
}

/// Levels the edges of the blocks of a page whose grid runs in `mode`.
pub(super) fn level(blocks: &mut [Block], mode: WritingMode) {
    blocks.iter_mut().for_each(frame_picture);
    let lattices = Lattices::of(blocks, mode);
    for edge in Edge::BOTH {
        for (line, group) in groups(blocks, mode, edge) {
            let prints: Vec<(usize, Print)> =
                group.iter().filter_map(|&at| Some((at, print(&blocks[at], edge)?))).collect();
            let shared = lattices.edge(line, &prints, edge);
            let of_boxes = shared.is_some();
            let found = shared.or_else(|| common(&prints, &blocks[group[0]], edge));
            for (at, print) in &prints {
                let to = match (found, print) {
                    (Some(off), Print::Box(_) | Print::Framed(_)) => Some(off),
                    (Some(off), Print::Rule { .. }) if !of_boxes => Some(off),
                    (_, Print::Picture(_)) if !of_boxes => {
                        picture_at(found, &prints, &blocks[*at], edge)
                    }
                    _ => None,
                };
                if let Some(off) = to {
                    move_edge(&mut blocks[*at], edge, off);
                }
            }
        }
    }
    refit(blocks, mode);
}

/// A picture stands level with the type, whose last line ends before the white under it.
fn frame_picture(block: &mut Block) {
    let horizontal = block.grid.mode == WritingMode::HorizontalTb;
    if matches!(block.content, BlockContent::Picture(_)) && block.inner == block.rect && horizontal
    {
        block.frame_rect.height = (block.rect.height - gap(block)).max(Length::ZERO);
    }
}

/// Frames that stand edge to edge across the lines.
///
/// ```text
/// +-------+-------+
/// | a     | b     |     a, b, c and d share their lines; the outer edges have the same white
/// +-------+-------+
/// | c     | d     |
/// +-------+-------+
/// ```
struct Lattices {
    /// Where one frame ends and another begins under it, and how far before that their line stands.
    shared: BTreeMap<Line, Length>,
    /// The frames of such lines, by their numbers, likewise.
    frames: BTreeMap<usize, Length>,
}

impl Lattices {
    fn of(blocks: &[Block], mode: WritingMode) -> Lattices {
        let begin = groups(blocks, mode, Edge::Head);
        let mut lattices = Lattices { shared: BTreeMap::new(), frames: BTreeMap::new() };
        for (line, over) in groups(blocks, mode, Edge::Foot) {
            let pairs = over.iter().flat_map(|upper| {
                begin.get(&line).into_iter().flatten().map(move |lower| (*upper, *lower))
            });
            for (upper, lower) in pairs {
                if let Some(before) = shared_line(&blocks[upper], &blocks[lower]) {
                    lattices.shared.insert(line, before);
                    lattices.frames.extend([(upper, before), (lower, before)]);
                }
            }
        }
        lattices
    }

    /// How far from the edge the boxes of a group stand.
    fn edge(&self, line: Line, prints: &[(usize, Print)], edge: Edge) -> Option<Length> {
        let outer = || {
            let before = prints
                .iter()
                .map(|(at, print)| self.frames.get(at).copied().filter(|_| print.is_box()));
            before.reduce(|one, other| one.filter(|_| one == other)).flatten()
        };
        let before = self.shared.get(&line).copied().or_else(outer)?;
        Some(match edge {
            Edge::Head => -before,
            Edge::Foot => before,
        })
    }
}

/// Where two frames, one under the other, share a line: so far before the edge that both have, in the
/// middle of the white between their texts. Frames that are a line apart and more are left so.
fn shared_line(upper: &Block, lower: &Block) -> Option<Length> {
    let along = |block: &Block| upper.grid.mode.logical(block.rect, Rect::default());
    let (one, other) = (along(upper), along(lower));
    let meet = one.inline < other.inline_end() && other.inline < one.inline_end();
    let framed = upper.decor.frame.is_some() && lower.decor.frame.is_some();
    if !meet || !framed {
        return None;
    }
    match (print(upper, Edge::Foot)?, print(lower, Edge::Head)?) {
        (Print::Box(over) | Print::Framed(over), Print::Box(under) | Print::Framed(under))
            if over + under <= upper.grid.line =>
        {
            Some(if (over + under).is_positive() { gap(upper) / 2 } else { Length::ZERO })
        }
        _ => None,
    }
}

impl Print {
    fn is_box(self) -> bool {
        matches!(self, Print::Box(_) | Print::Framed(_))
    }
}

/// The area of a block, by its number, and how that runs; none for what stands in the margins.
pub(super) fn area_of(
    blocks: &[Block],
    block: &Block,
    page: WritingMode,
) -> Option<(u32, WritingMode)> {
    match block.area {
        Area::Page => Some((u32::MAX, page)),
        Area::Within(id) => {
            let parent = blocks.get(id.0 as usize);
            Some((id.0, parent.map_or(page, |parent| parent.grid.mode)))
        }
        Area::Margin => None,
    }
}

/// Where a block begins or ends as text of `mode` sees it; the sheet's corner serves as well as the
/// area's: only differences count.
pub(super) fn line_of(block: &Block, mode: WritingMode, edge: Edge) -> Length {
    let seen = mode.logical(block.rect, Rect::default());
    match edge {
        Edge::Head => seen.block,
        Edge::Foot => seen.block_end(),
    }
}

/// Blocks that begin or end on one line of one area, by their numbers.
fn groups(blocks: &[Block], mode: WritingMode, edge: Edge) -> BTreeMap<Line, Vec<usize>> {
    let mut known: BTreeMap<Line, Vec<usize>> = BTreeMap::new();
    for (at, block) in blocks.iter().enumerate() {
        let Some((area, of)) = area_of(blocks, block, mode) else { continue };
        let own = block.grid.mode;
        let direction = if own == of { Direction::Along } else { Direction::Across };
        known.entry((area, direction, line_of(block, own, edge))).or_default().push(at);
    }
    known
}

fn gap(block: &Block) -> Length {
    (block.grid.line - block.grid.body_block).max(Length::ZERO)
}

fn print(block: &Block, edge: Edge) -> Option<Print> {
    let mode = block.grid.mode;
    let whole = mode.logical(block.rect, block.rect);
    let is_picture = matches!(block.content, BlockContent::Picture(_));
    if block.decor.is_boxed() {
        let off = box_at(block, mode, edge);
        return Some(if is_picture { Print::Framed(off) } else { Print::Box(off) });
    }
    if let Some(rule) = rule_at(block, edge) {
        let half = rule.weight / 2;
        let inner = mode.logical(block.inner, block.rect);
        let (least, most) = match edge {
            // In the white of a head, which would take a line more for it.
            Edge::Head if inner.block == Length::ZERO => {
                let place = CLEAR + half - gap(block);
                (place, place)
            }
            Edge::Head => (CLEAR + half - gap(block), inner.block - CLEAR - half),
            Edge::Foot => {
                let kept = whole.block_end() - inner.block_end() + gap(block);
                (CLEAR + half, (kept - CLEAR - half).max(CLEAR + half))
            }
        };
        return Some(Print::Rule { least, most, half });
    }
    let off = if edge == Edge::Foot { gap(block) } else { Length::ZERO };
    match &block.content {
        BlockContent::Reserve(_) => Some(Print::Art(Length::ZERO)),
        // A caption is type.
        BlockContent::Picture(picture) if caption_edge(picture, mode) == Some(edge) => None,
        BlockContent::Picture(picture) => {
            let covers = picture.pictures.iter().all(|art| art.fit == Fit::Cover);
            let fills = covers && block.inner == block.rect;
            Some(if fills { Print::Picture(off) } else { Print::Art(off) })
        }
        _ => None,
    }
}

/// How far from the edge, as text of `mode` sees it, a box stands.
pub(super) fn box_at(block: &Block, mode: WritingMode, edge: Edge) -> Length {
    let frame = mode.logical(block.frame_rect, block.rect);
    match edge {
        Edge::Head => frame.block,
        Edge::Foot => mode.logical(block.rect, block.rect).block_end() - frame.block_end(),
    }
}

/// The edge across the lines at which a picture's caption stands.
fn caption_edge(picture: &PictureBlock, mode: WritingMode) -> Option<Edge> {
    if picture.caption.is_none() && picture.credit.is_none() {
        return None;
    }
    match (picture.caption_at, mode) {
        (CaptionPlace::Above, WritingMode::HorizontalTb)
        | (CaptionPlace::Right, WritingMode::VerticalRl) => Some(Edge::Head),
        (CaptionPlace::Below, WritingMode::HorizontalTb)
        | (CaptionPlace::Left, WritingMode::VerticalRl) => Some(Edge::Foot),
        _ => None,
    }
}

fn rule_at(block: &Block, edge: Edge) -> Option<Rule> {
    let sides = block.decor.sides(block.grid.mode);
    match edge {
        Edge::Head => sides.head,
        Edge::Foot => sides.foot,
    }
}

/// How far from the edge all of them stand; none where nothing is to be levelled.
fn common(prints: &[(usize, Print)], block: &Block, edge: Edge) -> Option<Length> {
    let (mut boxes, mut framed, mut art) = (Vec::new(), Vec::new(), Vec::new());
    let mut rules = Vec::new();
    for (_, print) in prints {
        match *print {
            Print::Box(off) => boxes.push(off),
            Print::Framed(off) => framed.push(off),
            Print::Picture(off) | Print::Art(off) => art.push(off),
            Print::Rule { least, most, .. } => rules.push((least, most)),
        }
    }
    // Frames of pictures have no white of their own to keep.
    let boxes = if boxes.is_empty() { framed } else { boxes };
    // Pictures have no rule of their own to stand level with a neighbour's.
    if prints.len() < 2 || boxes.is_empty() && rules.len() < 2 {
        return None;
    }
    let least = rules.iter().map(|(least, _)| *least).max();
    let most = rules.iter().map(|(_, most)| *most).min().unwrap_or(Length::MAX);
    let edge_of_lines = match edge {
        Edge::Head => Length::ZERO,
        Edge::Foot => gap(block),
    };
    let alike = boxes.first().copied().filter(|first| boxes.iter().all(|off| off == first));
    Some(match (alike, least, art.into_iter().min()) {
        (Some(off), Some(least), None) if least <= off && off <= most => off,
        (_, Some(least), _) => least,
        (_, None, Some(art)) => art,
        (Some(off), None, None) => off,
        (None, None, None) => edge_of_lines,
    })
}

/// Where the edge of a picture without a frame goes: to the boxes beside it, or to the ink of a rule; it
/// never grows for that.
fn picture_at(
    found: Option<Length>,
    prints: &[(usize, Print)],
    block: &Block,
    edge: Edge,
) -> Option<Length> {
    let fixed = |print: &Print| match *print {
        Print::Rule { least, most, half } => {
            let at = found.or((least == most).then_some(least))?;
            Some(at - half)
        }
        _ => None,
    };
    let ink = prints.iter().filter_map(|(_, print)| fixed(print)).min();
    let own = box_at(block, block.grid.mode, edge);
    ink.or(found).filter(|to| *to > own)
}

fn move_edge(block: &mut Block, edge: Edge, off: Length) {
    let mode = block.grid.mode;
    let whole = mode.logical(block.rect, block.rect);
    let is_picture = matches!(block.content, BlockContent::Picture(_));
    if !is_picture || rule_at(block, edge).is_some() {
        match edge {
            Edge::Head => block.levels.head = Some(off),
            Edge::Foot => block.levels.foot = Some(whole.block_size - off),
        }
    }
    if !block.decor.is_boxed() && (!is_picture || rule_at(block, edge).is_some()) {
        return;
    }
    let mut frame = mode.logical(block.frame_rect, block.rect);
    let (from, to) = match edge {
        Edge::Head => (off, frame.block_end()),
        Edge::Foot => (frame.block, whole.block_size - off),
    };
    (frame.block, frame.block_size) = (from, (to - from).max(Length::ZERO));
    block.frame_rect = mode.physical(frame, block.rect);
}
