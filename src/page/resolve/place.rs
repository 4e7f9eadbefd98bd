//! Where a block stands: `columns`, `chars` and `lines` become a rectangle on the sheet.

use super::Cx;
use super::grid::{Interval, Lattice};
use crate::diag::codes::page as codes;
use crate::diag::{Diagnostic, Span};
use crate::measure::{Length, LogicalRect, Rect, WritingMode};
use crate::source::layout::{BlockTable, Extent, Key};

/// A block's place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub rect: Rect,
    /// The lattice's columns that the block spans, from its own start; none for a block that
    /// stands on characters.
    pub columns: Vec<Interval>,
}

/// The place of a block on its lattice; `area` names the lattice in messages.
pub(super) fn place(
    cx: &mut Cx<'_>,
    block: &BlockTable,
    lattice: &Lattice,
    area: &str,
) -> Option<Place> {
    let inline = inline(cx, block, lattice, area);
    let lines = interval(cx, &block.lines, lattice.lines(), "lines", area, block.span);
    let ((slot, columns), (first, last)) = (inline?, lines?);
    let logical = LogicalRect {
        inline: slot.start,
        block: lattice.line * (first - 1),
        inline_size: slot.size,
        block_size: lattice.line * (last - first + 1),
    };
    Some(Place { rect: lattice.mode.physical(logical, lattice.rect), columns })
}

fn inline(
    cx: &mut Cx<'_>,
    block: &BlockTable,
    lattice: &Lattice,
    area: &str,
) -> Option<(Interval, Vec<Interval>)> {
    if let (Some(columns), Some(chars)) = (&block.columns, &block.chars) {
        cx.push(
            Diagnostic::error(codes::TWO_MEASURES, "the block has both `columns` and `chars`")
                .at(chars.span, "characters")
                .and_at(columns.span, "columns")
                .help("keep one of the two"),
        );
        return None;
    }
    if block.chars.is_some() {
        let (first, last) =
            interval(cx, &block.chars, lattice.chars(), "characters", area, block.span)?;
        let slot =
            Interval { start: lattice.em * (first - 1), size: lattice.em * (last - first + 1) };
        return Some((slot, Vec::new()));
    }
    if block.columns.is_none() {
        let whole = Interval { start: Length::ZERO, size: lattice.width() };
        if !whole.size.is_positive() {
            off(cx, block.span, area, "the area is 0 characters wide");
            return None;
        }
        return Some((whole, lattice.columns.clone()));
    }
    let count = lattice.columns.len() as i64;
    let what = match lattice.mode {
        WritingMode::HorizontalTb => "columns",
        WritingMode::VerticalRl => "tiers",
    };
    let (first, last) = interval(cx, &block.columns, count, what, area, block.span)?;
    let spanned = lattice.columns.get(first as usize - 1..last as usize)?;
    let (start, end) = (spanned.first()?.start, spanned.last()?.end());
    let columns = spanned
        .iter()
        .map(|slot| Interval { start: slot.start - start, size: slot.size })
        .collect();
    Some((Interval { start, size: end - start }, columns))
}

/// First and last of an extent, both counted from 1; all of `count` when it is not given.
fn interval(
    cx: &mut Cx<'_>,
    extent: &Key<Extent>,
    count: i64,
    what: &str,
    area: &str,
    block: Span,
) -> Option<(i64, i64)> {
    let Some(extent) = extent else {
        if count == 0 {
            off(cx, block, area, &format!("the area has no {what}"));
            return None;
        }
        return Some((1, count));
    };
    let (first, last) = match extent.value {
        Extent::One(n) => (i64::from(n), i64::from(n)),
        Extent::Range(first, last) => (i64::from(first), i64::from(last)),
        Extent::From(first) => (i64::from(first), count.max(i64::from(first))),
        Extent::Depth(first, depth) => (i64::from(first), i64::from(first) + i64::from(depth) - 1),
    };
    // The reader of layouts takes no extent that counts from 0 or ends before it begins.
    if first < 1 || last < first {
        return None;
    }
    if last > count {
        let too_far = match last - count {
            1 => format!("1 {}", what.trim_end_matches('s')),
            many => format!("{many} {what}"),
        };
        let over = format!("{too_far} too far: {area} has {count}");
        cx.push(
            Diagnostic::error(
                codes::OFF_AREA,
                format!("the block reaches to {last} of {count} {what}"),
            )
            .at(extent.span, over)
            .help(format!(
                "write {}, or move the block",
                within(&extent.value, (first, last), count)
            )),
        );
        return None;
    }
    Some((first, last))
}

/// What of an extent there is room for: what it has of its beginning, else as much at the end.
fn within(extent: &Extent, (first, last): (i64, i64), count: i64) -> String {
    let from = if first <= count { first } else { (count - (last - first)).max(1) };
    match extent {
        Extent::Depth(..) => format!("\"{from}+{}\"", count - from + 1),
        _ if from < count => format!("\"{from}-{count}\""),
        _ => count.to_string(),
    }
}

fn off(cx: &mut Cx<'_>, span: Span, area: &str, why: &str) {
    cx.push(
        Diagnostic::error(codes::OFF_AREA, format!("there is no room in {area}"))
            .at(span, why)
            .help("make the margin or the area larger"),
    );
}
