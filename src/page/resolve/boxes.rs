//! Frames, rules, tints and insets: from a block's place to the place of its content.

use super::Cx;
use super::colours::Palette;
use super::grid::{Interval, IntoSize, Lattice, amount};
use crate::colour::Colour;
use crate::diag::codes::{page as codes, preflight as press};
use crate::diag::{Diagnostic, Span};
use crate::measure::{Length, LogicalRect, Rect};
use crate::page::model::{Decor, LineGrid, Rule};
use crate::source::layout::{BlockTable, RuleValue};

/// Heavier than any printed rule.
const HEAVIEST: Length = Length::from_pt(36);

/// What is printed around a block.
pub(super) fn decor(cx: &mut Cx<'_>, palette: &Palette, block: &BlockTable, em: Length) -> Decor {
    let mut one =
        |value: &Option<RuleValue>| value.as_ref().and_then(|value| rule(cx, palette, value, em));
    let (frame, rules) = (one(&block.frame), &block.rules);
    let (top, bottom) = (one(&rules.top), one(&rules.bottom));
    let (left, right) = (one(&rules.left), one(&rules.right));
    let (between, items) = (one(&rules.between), one(&rules.items));
    let tint = block.tint.as_ref().and_then(|key| palette.read(cx, key));
    Decor { frame, top, bottom, left, right, between, items, tint }
}

pub(super) fn rule(
    cx: &mut Cx<'_>,
    palette: &Palette,
    value: &RuleValue,
    em: Length,
) -> Option<Rule> {
    let weight = value.weight.value.of(em);
    if let Some(found) = too_heavy(weight, value.weight.span) {
        cx.push(found);
        return None;
    }
    let colour = match &value.colour {
        Some(key) => palette.read(cx, key)?,
        None => Colour::BLACK,
    };
    if !weight.is_positive() {
        return None;
    }
    cx.diags.extend(thin(weight, colour, value.weight.span));
    Some(Rule { weight, colour })
}

/// What is said of a weight that no rule has.
pub(super) fn too_heavy(weight: Length, span: Span) -> Option<Diagnostic> {
    (weight < Length::ZERO || weight > HEAVIEST).then(|| {
        Diagnostic::error(codes::RULE, format!("a rule of {weight} pt"))
            .at(span, "not between 0 and 36 pt")
            .help("make it lighter; a bar of colour is a block with a `tint`")
    })
}

/// What a press says of a thin rule: what prints at all, what a desk allows, and that of several inks, whose
/// plates do not register exactly.
pub(super) fn thin(weight: Length, colour: Colour, span: Span) -> Option<Diagnostic> {
    const HAIRLINE: Length = Length::from_centipt(25);
    const LEAST: Length = Length::from_centipt(30);
    const SEVERAL_INKS: Length = Length::from_centipt(150);
    let inks = match colour {
        Colour::Process { c, m, y, k } => [c, m, y, k].iter().filter(|ink| ink.0 > 0).count(),
        Colour::Spot { .. } => 1,
    };
    let (code, message, least) = if weight < HAIRLINE {
        (press::HAIRLINE, format!("a rule of {weight} pt"), LEAST)
    } else if inks > 1 && weight < SEVERAL_INKS {
        (press::RULE_IN_SEVERAL_INKS, format!("a rule of {weight} pt in {inks} inks"), SEVERAL_INKS)
    } else if weight < LEAST {
        (press::THIN_RULE, format!("a rule of {weight} pt"), LEAST)
    } else {
        return None;
    };
    let message = format!("{message}, at least {least}");
    Some(Diagnostic::warning(code, message).at(span, "too thin").help("make it heavier"))
}

/// Whether the content brings white of its own to an edge, in which a rule can stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct OwnWhite {
    pub above: bool,
    pub below: bool,
}

/// Where a block's content stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Inside {
    pub inner: Rect,
    pub frame_rect: Rect,
    pub inset: Length,
}

/// Everything that the inside of a block follows from.
pub(super) struct Outside<'a> {
    pub block: &'a BlockTable,
    pub rect: Rect,
    pub lattice: &'a Lattice,
    /// The block's own lines.
    pub lines: LineGrid,
    pub decor: &'a Decor,
    /// For a block that says nothing, in characters.
    pub default_inset: i64,
    pub white: OwnWhite,
}

/// The inside of a block: exact inset along the line, whole lines across it.
///
/// ```text
/// rect        +----------------------+
/// frame_rect  | +------------------+ |   the frame is drawn in until the white to the
/// inner       | |  first em box    | |   em boxes is the inset on all four sides
///             | |  last em box     | |
///             | +------------------+ |
///             +----------------------+
/// ```
pub(super) fn inside(cx: &mut Cx<'_>, outside: &Outside<'_>) -> Option<Inside> {
    let Outside { block, rect, lattice, decor, .. } = *outside;
    let (mode, line) = (lattice.mode, lattice.line);
    let inset = block
        .inset
        .as_ref()
        .map_or(lattice.em * outside.default_inset, |key| amount(key.value, lattice.em));
    let span = block.inset.as_ref().map_or(block.span, |key| key.span);
    if inset < Length::ZERO {
        return no_room(cx, span, "the inset is negative");
    }
    let size = mode.logical_size(rect.into_size());
    let lines = inset.covered_by(line);
    if inset.is_positive() && outside.lines.mode != mode {
        return across_the_grid(cx, outside, inset);
    }
    // With an inset, rules stand on the frame's place; without, in a line of their own unless
    // the content has white there.
    let alone = !inset.is_positive();
    let above = i64::from(alone && decor.top.is_some() && !outside.white.above);
    let below = i64::from(alone && decor.bottom.is_some() && !outside.white.below);
    let inner = LogicalRect {
        inline: inset,
        block: line * (lines + above),
        inline_size: size.inline - inset * 2,
        block_size: size.block - line * (lines * 2 + above + below) - drawn_in(outside, size.block),
    };
    if !inner.inline_size.is_positive() || inner.block_size < line {
        return no_room(cx, span, "the inset and the rules take all of the block");
    }
    let gap = (line - outside.lines.body_block).max(Length::ZERO);
    let frame = LogicalRect {
        inline: Length::ZERO,
        block: inner.block - inset,
        inline_size: size.inline,
        block_size: inner.block_size - gap + inset * 2,
    };
    let frame_rect = if alone { rect } else { mode.physical(frame, rect) };
    Some(Inside { inner: mode.physical(inner, rect), frame_rect, inset })
}

/// What lines across those of a boxed area lose that reach its foot: the box there has no regard to
/// the white under a last line, which they do not have.
fn drawn_in(outside: &Outside<'_>, depth: Length) -> Length {
    let Outside { rect, lattice, .. } = outside;
    let at = lattice.mode.logical(*rect, lattice.rect).block;
    let foot = lattice.mode.logical_size(lattice.rect.into_size()).block;
    let reaches = at + depth == foot;
    let across = outside.lines.mode != lattice.mode;
    if reaches && across { lattice.drawn_in } else { Length::ZERO }
}

/// The inside of a block that is written across its grid, whose lines therefore stand on no
/// lines of the page: as many as leave the inset at its head and foot, or nearly so, and what
/// they do not fill shared out between both.
fn across_the_grid(cx: &mut Cx<'_>, outside: &Outside<'_>, inset: Length) -> Option<Inside> {
    let Outside { block, rect, lines, .. } = *outside;
    let line = lines.line;
    let size = lines.mode.logical_size(rect.into_size());
    let gap = (line - lines.body_block).max(Length::ZERO);
    let room = size.block - inset * 2 + gap;
    let rest = room - line * room.whole(line);
    // A line more, where that takes less from the inset than a line less would add to it.
    let over = line - rest;
    let more = over < rest && over / 2 <= inset / 4;
    let depth = line * (room.whole(line) + i64::from(more)) - gap;
    let white = (size.block - depth) / 2;
    let inner = LogicalRect {
        inline: inset,
        block: white,
        inline_size: size.inline - inset * 2,
        block_size: depth + gap.min(white),
    };
    if !inner.inline_size.is_positive() || inner.block_size < line {
        let span = block.inset.as_ref().map_or(block.span, |key| key.span);
        return no_room(cx, span, "the inset and the rules take all of the block");
    }
    Some(Inside { inner: lines.mode.physical(inner, rect), frame_rect: rect, inset })
}

fn no_room(cx: &mut Cx<'_>, span: Span, why: &str) -> Option<Inside> {
    cx.push(
        Diagnostic::error(codes::NO_ROOM_INSIDE, "nothing is left inside the block")
            .at(span, why)
            .help(
                "give the block more lines or a smaller `inset`: beside a frame or a tint it is 1 unless the \
                 block says otherwise",
            ),
    );
    None
}

/// The columns inside a block: those it spans when it has no inset, else its inside recast
/// into as many equal columns of whole characters; the gutters take what is over.
pub(super) fn inner_columns(
    columns: &[Interval],
    count: u32,
    inset: Length,
    width: Length,
    em: Length,
    gutter: Length,
) -> Vec<Interval> {
    if !inset.is_positive() && !columns.is_empty() {
        return columns.to_vec();
    }
    let mut count = i64::from(count).max(1);
    let measure = |count: i64| em * ((width - gutter * (count - 1)) / count).whole(em);
    while count > 1 && !measure(count).is_positive() {
        count -= 1;
    }
    if count == 1 {
        return vec![Interval { start: Length::ZERO, size: width }];
    }
    let size = measure(count);
    let mut shares = (width - size * count).share(count as usize - 1);
    let mut start = Length::ZERO;
    (0..count)
        .map(|_| {
            let slot = Interval { start, size };
            start += size + shares.next().unwrap_or(Length::ZERO);
            slot
        })
        .collect()
}
