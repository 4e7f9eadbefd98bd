//! The grid of a page: margins, columns, the lattice of its characters.

use super::xml::{Xml, per_cent};
use crate::measure::{Length, WritingMode};
use crate::page::model::{LineGrid, Page};

/// What of a page's grid stands in its element.
pub fn of_page(xml: &mut Xml, id: &str, page: &Page) {
    if let Some(spread) = &page.spread {
        let attributes = [
            ("Self", format!("{id}fold")),
            ("Orientation", "Vertical".to_owned()),
            ("Location", spread.fold.to_string()),
            ("FitToPage", "true".to_owned()),
            ("ItemLayer", super::spreads::LAYER.to_owned()),
        ];
        xml.empty("Guide", &attributes);
    }
    margins(xml, page);
    let grid = &page.grid;
    let point = point_size(grid);
    let (width, height) = match grid.mode {
        WritingMode::HorizontalTb => (grid.em, grid.body_block),
        WritingMode::VerticalRl => (grid.body_block, grid.em),
    };
    let attributes = [
        ("PointSize", point.to_string()),
        ("CharacterAki", (grid.cell - grid.em).to_string()),
        ("LineAki", (grid.line - grid.body_block).to_string()),
        ("HorizontalScale", per_cent(width, point)),
        ("VerticalScale", per_cent(height, point)),
        ("LineAlignment", "LeftOrTopLineJustify".to_owned()),
        ("GridAlignment", "AlignEmCenter".to_owned()),
        ("CharacterAlignment", "AlignEmCenter".to_owned()),
    ];
    xml.empty("GridDataInformation", &attributes);
}

/// Flattened type is as large as its larger side.
fn point_size(grid: &LineGrid) -> Length {
    grid.em.max(grid.body_block)
}

/// The grid's own margins, with its columns, or its tiers one below the other.
pub fn margins(xml: &mut Xml, page: &Page) {
    let (area, trim) = (page.grid_area, page.paper.trim);
    let across = page.grid.mode == WritingMode::HorizontalTb;
    let from = |at: Length| if across { at - area.x } else { at - area.y };
    let mut sides: Vec<(Length, Length)> = page
        .columns
        .iter()
        .map(|column| match across {
            true => (from(column.x), from(column.right())),
            false => (from(column.y), from(column.bottom())),
        })
        .collect();
    sides.sort_unstable();
    let pairs = sides.iter().zip(sides.iter().skip(1));
    let gutter = pairs.map(|(one, next)| next.0 - one.1).min().unwrap_or_default();
    let places: Vec<String> =
        sides.iter().flat_map(|(from, to)| [from.to_string(), to.to_string()]).collect();
    let attributes = [
        ("ColumnCount", sides.len().clamp(1, 216).to_string()),
        ("ColumnGutter", gutter.max(Length::ZERO).to_string()),
        ("Top", area.y.to_string()),
        ("Bottom", (trim.height - area.bottom()).to_string()),
        ("Left", area.x.to_string()),
        ("Right", (trim.width - area.right()).to_string()),
        ("ColumnDirection", if across { "Horizontal" } else { "Vertical" }.to_owned()),
        ("ColumnsPositions", places.join(" ")),
    ];
    xml.empty("MarginPreference", &attributes);
}
