//! A Markdown table of an article: its first row is its head.
//!
//! What Markdown would drop in silence (cells behind the last column) is an error.

use std::sync::Arc;

use comrak::nodes::{Node, NodeValue, TableAlignment};

use super::article::BodyBlock;
use super::inline::Bars;
use super::read_body::Reader;
use crate::diag::codes::article as codes;
use crate::diag::{Diagnostic, counted};
use crate::text::{ColumnAlign, Marks, PartKind, RichText, Table};

impl Reader<'_> {
    /// A table of the top level; `alignments` has one of each column.
    pub(super) fn table(
        &mut self,
        node: Node<'_>,
        alignments: &[TableAlignment],
        body: &mut Vec<BodyBlock>,
    ) {
        let columns = alignments.iter().map(|align| match align {
            TableAlignment::None => ColumnAlign::Own,
            TableAlignment::Left => ColumnAlign::Start,
            TableAlignment::Center => ColumnAlign::Center,
            TableAlignment::Right => ColumnAlign::End,
        });
        let mut table = Table { columns: columns.collect(), head: 0, rows: Vec::new() };
        for row in node.children() {
            self.check_row(row, table.columns.len());
            let cells = row.children().map(|cell| Arc::new(self.cell(cell)));
            let cells: Vec<Arc<RichText>> = cells.collect();
            if matches!(row.data().value, NodeValue::TableRow(true)) {
                // A head of empty cells is what Markdown asks of a table without one.
                let empty = cells.iter().all(|cell| cell.text.is_empty());
                if empty {
                    continue;
                }
                table.head += 1;
            }
            table.rows.push(cells);
        }
        let at = self.place(self.lines.start(&node.data().sourcepos));
        let text = RichText::plain("", self.file, at as u32);
        if table.cells().any(|(_, cell)| !cell.text.is_empty()) {
            let kind = PartKind::Table(Arc::new(table));
            body.push(BodyBlock { kind, text, credit: None, marks: Marks::default() });
        }
    }

    fn cell(&mut self, cell: Node<'_>) -> RichText {
        let at = self.place(self.lines.start(&cell.data().sourcepos));
        let flat = self.flat(cell);
        self.refuse_marks_in(&flat, "a cell of a table");
        match flat.chars.is_empty() {
            true => RichText::plain("", self.file, at as u32),
            false => self.build(flat, Bars::Plain),
        }
    }

    /// A row of more cells than there are columns, and a line that is no row of its own.
    fn check_row(&mut self, row: Node<'_>, columns: usize) {
        let start = self.lines.start(&row.data().sourcepos);
        let line = self.text.get(start..).and_then(|text| text.lines().next()).unwrap_or("");
        let written = line.trim();
        let bars = written.matches('|').count();
        let edges = usize::from(written.starts_with('|')) + usize::from(written.ends_with('|'));
        let cells = if written == "|" { 1 } else { bars + 1 - edges };
        let (message, label, help) = if cells > columns {
            (
                format!(
                    "a row has {}, its table has {}",
                    counted(cells, "cell"),
                    counted(columns, "column")
                ),
                "the last of them would be lost",
                "write as many cells as the head has, or `\\|` for a bar that is text",
            )
        } else if bars == 0 && columns > 1 {
            (
                "a line without bars stands in a table".to_owned(),
                "taken for a row of one cell",
                "put an empty line before it, or write its cells with |",
            )
        } else if cells < columns {
            let message = format!("a row has {}, its table has {columns}", counted(cells, "cell"));
            let place = self.span(start..start + line.trim_end().len());
            let found = Diagnostic::warning(codes::TABLE_ROW, message);
            let found = found.at(place, "filled up with empty cells");
            self.diags.push(found.help("write an empty cell where nothing is to stand: `| |`"));
            return;
        } else {
            return;
        };
        let place = self.span(start..start + line.trim_end().len());
        let found = Diagnostic::error(codes::TABLE_ROW, message);
        self.diags.push(found.at(place, label).help(help));
    }
}
