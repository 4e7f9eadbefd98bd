//! [`Table`]: rows of cells, as an article or a file of data has them.

use std::sync::Arc;

use super::RichText;

/// A table as it is written. All of its rows have as many cells as it has columns.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
pub struct Table {
    pub columns: Vec<ColumnAlign>,
    /// So many of its first rows are its head.
    pub head: u32,
    pub rows: Vec<Vec<Arc<RichText>>>,
}

/// What is said of a column's cells: `:--`, `:-:`, `--:`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum ColumnAlign {
    /// Nothing: words begin at its start, figures stand at its end.
    #[default]
    Own,
    Start,
    Center,
    End,
}

/// A cell, by its place in its table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CellId {
    pub row: u32,
    pub column: u32,
}

impl Table {
    pub fn cell(&self, id: CellId) -> Option<&Arc<RichText>> {
        self.rows.get(id.row as usize)?.get(id.column as usize)
    }

    /// Row by row, each from its start.
    pub fn cells(&self) -> impl Iterator<Item = (CellId, &Arc<RichText>)> {
        (0..).zip(&self.rows).flat_map(|(row, cells)| {
            (0..).zip(cells).map(move |(column, cell)| (CellId { row, column }, cell))
        })
    }

    /// Whether a row is of the head.
    pub fn is_head(&self, row: u32) -> bool {
        row < self.head
    }

    /// The rows as lines, their cells parted by tabs.
    pub fn plain(&self) -> String {
        let row = |cells: &Vec<Arc<RichText>>| {
            let cells: Vec<String> =
                cells.iter().map(|cell| cell.text.replace('\n', " ")).collect();
            cells.join("\t")
        };
        self.rows.iter().map(row).collect::<Vec<_>>().join("\n")
    }
}
