//! [`TableLook`]: what a layout says of tables beside the type of their cells.

use super::Rule;
use crate::colour::Colour;
use crate::measure::Em;

/// Rules, tint and columns of tables; of a block, or of all that stand in one look.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
pub struct TableLook {
    /// Over its first row and under its last, wherever it begins and breaks off.
    pub top: Option<Rule>,
    pub bottom: Option<Rule>,
    /// Under its head.
    pub head: Option<Rule>,
    /// Between its rows, and between its columns.
    pub between: Option<Rule>,
    pub columns: Option<Rule>,
    /// Under every second row.
    pub stripe: Option<Colour>,
    /// Of its columns; empty: all are worked out.
    pub widths: Vec<ColumnWidth>,
    pub figures: LineUp,
    /// A table of so many rows under its head is not parted where the next leg holds it.
    pub keep: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ColumnWidth {
    /// Of the body's characters.
    Characters(Em),
    /// Worked out.
    Rest,
}

/// How the figures of a column stand one under the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum LineUp {
    /// By their points; of scores, by what stands between the two.
    #[default]
    Decimal,
    /// Like words.
    Start,
    Center,
    End,
}
