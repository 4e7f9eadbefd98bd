//! The sheet: paper names, trim, margins, bleed.

use super::Cx;
use crate::diag::Diagnostic;
use crate::diag::codes::page as codes;
use crate::measure::{Dimension, Edges, Length, Rect, Size};
use crate::page::model::PaperBox;
use crate::source::layout::{Key, MarginValue, PaperSize, PaperTable};

/// Trims by name, width and height in millimetres.
const PAPERS: [(&str, i64, i64); 7] = [
    ("broadsheet", 390, 550),
    ("tabloid", 280, 430),
    ("berliner", 315, 470),
    ("nordic", 400, 570),
    ("a2", 420, 594),
    ("a3", 297, 420),
    ("a4", 210, 297),
];

const DEFAULT_MARGIN: Length = Length::from_mm(15);
const SMALLEST_SIDE: Length = Length::from_mm(10);
/// 14 400 pt, the largest side of a PDF page (ISO 32000 annex C).
const LARGEST_SIDE: Length = Length::from_mm(5080);

/// The sheet and the type area on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Paper {
    pub paper: PaperBox,
    pub type_area: Rect,
}

/// Lengths in em are of `body`.
pub(super) fn sheet(cx: &mut Cx<'_>, body: Length) -> Option<Paper> {
    let table = &cx.layout.paper;
    let trim = trim(cx, table, body)?;
    let bleed = length_or(&table.bleed, body, Length::ZERO);
    if bleed < Length::ZERO || bleed > SMALLEST_SIDE * 10 {
        cx.push(
            Diagnostic::error(codes::PAPER, "the bleed is not between 0 and 100 mm")
                .at(table.bleed.as_ref().map_or(cx.start(), |key| key.span), "no usable bleed")
                .help("3 mm is usual: `bleed = \"3mm\"`"),
        );
    }
    let marks = table.marks.as_ref().is_some_and(|key| key.value);
    let margins = margins(table, body);
    let type_area =
        Rect { width: trim.width, height: trim.height, ..Rect::default() }.inset(margins);
    let negative = [margins.top, margins.right, margins.bottom, margins.left]
        .into_iter()
        .any(|side| side < Length::ZERO);
    if negative || !type_area.width.is_positive() || !type_area.height.is_positive() {
        let message = format!(
            "the margins leave no type area on {} x {} mm",
            mm(trim.width),
            mm(trim.height)
        );
        let span = margin_span(table).unwrap_or(cx.start());
        cx.push(
            Diagnostic::error(codes::MARGINS, message)
                .at(span, "margins from here")
                .help("make the margins smaller or the paper larger"),
        );
        return None;
    }
    Some(Paper { paper: PaperBox { trim, bleed: bleed.max(Length::ZERO), marks }, type_area })
}

fn trim(cx: &mut Cx<'_>, table: &PaperTable, body: Length) -> Option<Size> {
    let sides =
        |width, height| Size { width: Length::from_mm(width), height: Length::from_mm(height) };
    let Some(size) = &table.size else { return Some(sides(390, 550)) };
    match &size.value {
        PaperSize::Name(name) => {
            // The reader of layouts knows the names.
            let lower = name.to_ascii_lowercase();
            let known = PAPERS.iter().find(|(known, ..)| *known == lower);
            Some(known.map_or(sides(390, 550), |&(_, width, height)| sides(width, height)))
        }
        PaperSize::Sides(width, height) => {
            let trim = Size { width: width.of(body), height: height.of(body) };
            let usable = |side| (SMALLEST_SIDE..=LARGEST_SIDE).contains(&side);
            if usable(trim.width) && usable(trim.height) {
                return Some(trim);
            }
            let message = format!("the paper is {} x {} mm", mm(trim.width), mm(trim.height));
            cx.push(
                Diagnostic::error(codes::PAPER, message)
                    .at(size.span, "each side is 10 to 5080 mm")
                    .help("give the trim as width and height: `size = [\"390mm\", \"550mm\"]`"),
            );
            None
        }
    }
}

fn margins(table: &PaperTable, body: Length) -> Edges {
    match &table.margin {
        None => {
            let each = DEFAULT_MARGIN;
            Edges { top: each, right: each, bottom: each, left: each }
        }
        Some(MarginValue::All(each)) => {
            let each = each.value.of(body);
            Edges { top: each, right: each, bottom: each, left: each }
        }
        Some(MarginValue::Sides { top, bottom, left, right }) => Edges {
            top: length_or(top, body, DEFAULT_MARGIN),
            right: length_or(right, body, DEFAULT_MARGIN),
            bottom: length_or(bottom, body, DEFAULT_MARGIN),
            left: length_or(left, body, DEFAULT_MARGIN),
        },
    }
}

fn margin_span(table: &PaperTable) -> Option<crate::diag::Span> {
    match table.margin.as_ref()? {
        MarginValue::All(each) => Some(each.span),
        MarginValue::Sides { top, bottom, left, right } => {
            [top, bottom, left, right].into_iter().flatten().map(|side| side.span).next()
        }
    }
}

fn length_or(key: &Key<Dimension>, body: Length, default: Length) -> Length {
    key.as_ref().map_or(default, |key| key.value.of(body))
}

/// Millimetres with at most three decimals, for messages.
pub(super) fn mm(length: Length) -> String {
    // A length of this many points prints as the number of millimetres.
    length.scale(Length::PT.units(), Length::MM.units()).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn millimetres_print_plainly() {
        assert_eq!(mm(Length::from_mm(390)), "390");
        assert_eq!(mm(Length::from_mm(1) / 2), "0.5");
    }
}
