//! Frames, tints and rules of neighbours stand level at their tops and at their feet (R129).
//!
//! ```text
//! +--------+  ----------  +--------+     blocks of one area that begin, or end, on one line
//! | framed |  under a     | tinted |
//! ```
//!
//! A box alone is drawn in until the white inside is even. Beside boxes of the same white it stays
//! so; a rule over a head, whose white is counted in lines, does not move, and a box follows it; beside
//! boxes of another white and pictures all stand at the edge of the lines. Frames that stand edge to
//! edge, one under the other, share one line in the middle of the white between their texts.

use std::collections::BTreeMap;

use crate::measure::{Length, Rect, WritingMode};
use crate::page::model::{Area, Block, BlockContent, Rule};

/// Type keeps this far from a rule.
const CLEAR: Length = Length::from_pt(4);

/// One of the two edges across the lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Edge {
    Head,
    Foot,
}

/// What stands at an edge of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Print {
    /// A frame or tint, drawn in by so much.
    Box(Length),
    /// A rule, so far from the edge at least and at most.
    Rule(Length, Length),
    /// What cannot move, so far from the edge.
    Art(Length),
}

/// A line of an area: where blocks begin or end.
type Line = (u32, Length);

/// Levels the edges of the blocks of a page whose grid runs in `mode`.
pub(super) fn level(blocks: &mut [Block], mode: WritingMode) {
    let lattices = Lattices::of(blocks, mode);
    for edge in [Edge::Head, Edge::Foot] {
        for (line, group) in groups(blocks, mode, edge) {
            let prints: Vec<(usize, Print)> =
                group.iter().filter_map(|&at| Some((at, print(&blocks[at], edge)?))).collect();
            let shared = lattices.edge(line, &prints, edge);
            let of_boxes = shared.is_some();
            let Some(off) = shared.or_else(|| common(&prints, &blocks[group[0]], edge)) else {
                continue;
            };
            for (at, print) in prints {
                let moves = if of_boxes { print.is_box() } else { !matches!(print, Print::Art(_)) };
                if moves {
                    move_edge(&mut blocks[at], edge, off);
                }
            }
        }
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
                if let Some(before) = shared_line(&blocks[upper], &blocks[lower], mode) {
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
fn shared_line(upper: &Block, lower: &Block, mode: WritingMode) -> Option<Length> {
    let along = |block: &Block| mode.logical(block.rect, Rect::default());
    let (one, other) = (along(upper), along(lower));
    let meet = one.inline < other.inline_end() && other.inline < one.inline_end();
    let framed = upper.decor.frame.is_some() && lower.decor.frame.is_some();
    if !meet || !framed {
        return None;
    }
    match (print(upper, Edge::Foot)?, print(lower, Edge::Head)?) {
        (Print::Box(over), Print::Box(under)) if over + under <= upper.grid.line => {
            Some(if (over + under).is_positive() { gap(upper) / 2 } else { Length::ZERO })
        }
        _ => None,
    }
}

impl Print {
    fn is_box(self) -> bool {
        matches!(self, Print::Box(_))
    }
}

/// Blocks that begin or end on one line of one area, by their numbers.
fn groups(blocks: &[Block], mode: WritingMode, edge: Edge) -> BTreeMap<Line, Vec<usize>> {
    let mut known: BTreeMap<Line, Vec<usize>> = BTreeMap::new();
    for (at, block) in blocks.iter().enumerate() {
        let (area, of) = match block.area {
            Area::Page => (u32::MAX, mode),
            Area::Within(id) => {
                let parent = blocks.get(id.0 as usize);
                (id.0, parent.map_or(mode, |parent| parent.grid.mode))
            }
            Area::Margin => continue,
        };
        if block.grid.mode != of {
            continue;
        }
        // The sheet's corner serves as well as the area's: only differences count.
        let seen = of.logical(block.rect, Rect::default());
        let line = match edge {
            Edge::Head => seen.block,
            Edge::Foot => seen.block_end(),
        };
        known.entry((area, line)).or_default().push(at);
    }
    known
}

fn gap(block: &Block) -> Length {
    (block.grid.line - block.grid.body_block).max(Length::ZERO)
}

fn print(block: &Block, edge: Edge) -> Option<Print> {
    let decor = &block.decor;
    if decor.frame.is_some() || decor.tint.is_some() {
        let frame = block.grid.mode.logical(block.frame_rect, block.rect);
        let whole = block.grid.mode.logical(block.rect, block.rect);
        return Some(Print::Box(match edge {
            Edge::Head => frame.block,
            Edge::Foot => whole.block_end() - frame.block_end(),
        }));
    }
    if let Some(rule) = rule_at(block, edge) {
        let half = rule.weight / 2;
        let inner = block.grid.mode.logical(block.inner, block.rect);
        let whole = block.grid.mode.logical(block.rect, block.rect);
        return Some(match edge {
            // In the white of a head, which would take a line more for it.
            Edge::Head if inner.block == Length::ZERO => {
                let place = CLEAR + half - gap(block);
                Print::Rule(place, place)
            }
            Edge::Head => Print::Rule(CLEAR + half - gap(block), inner.block - CLEAR - half),
            Edge::Foot => {
                let kept = whole.block_end() - inner.block_end() + gap(block);
                Print::Rule(CLEAR + half, (kept - CLEAR - half).max(CLEAR + half))
            }
        });
    }
    match (&block.content, edge) {
        (BlockContent::Picture(_), Edge::Foot) => Some(Print::Art(gap(block))),
        (BlockContent::Picture(_) | BlockContent::Reserve(_), _) => Some(Print::Art(Length::ZERO)),
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
    let of = |wanted: fn(&Print) -> Option<Length>| -> Vec<Length> {
        prints.iter().filter_map(|(_, print)| wanted(print)).collect()
    };
    let boxes = of(|print| if let Print::Box(off) = print { Some(*off) } else { None });
    let least = of(|print| if let Print::Rule(least, _) = print { Some(*least) } else { None });
    let most = of(|print| if let Print::Rule(_, most) = print { Some(*most) } else { None });
    let art = of(|print| if let Print::Art(off) = print { Some(*off) } else { None });
    if boxes.len() + least.len() == 0 || boxes.len() + least.len() + art.len() < 2 {
        return None;
    }
    // Pictures have no rule of their own to stand level with a neighbour's.
    if boxes.is_empty() && least.len() < 2 {
        return None;
    }
    let least = least.into_iter().max();
    let most = most.into_iter().min().unwrap_or(Length::MAX);
    let edge_of_lines = match edge {
        Edge::Head => Length::ZERO,
        Edge::Foot => gap(block),
    };
    let alike = boxes.first().copied().filter(|first| boxes.iter().all(|off| off == first));
    Some(match (alike, least, art.into_iter().min()) {
        (Some(off), Some(least), _) if least <= off && off <= most => off,
        (_, Some(least), _) => least,
        (_, None, Some(art)) => art,
        (Some(off), None, None) => off,
        (None, None, None) => edge_of_lines,
    })
}

fn move_edge(block: &mut Block, edge: Edge, off: Length) {
    let mode = block.grid.mode;
    let whole = mode.logical(block.rect, block.rect);
    match edge {
        Edge::Head => block.levels.head = Some(off),
        Edge::Foot => block.levels.foot = Some(whole.block_size - off),
    }
    if block.decor.frame.is_none() && block.decor.tint.is_none() {
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
