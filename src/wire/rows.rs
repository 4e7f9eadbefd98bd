//! [`rows`]: a table of a [`Tree`].

use super::copy::{Rows, Stand, Text};
use super::markup::one_line;
use super::told::{self, Account};
use super::tree::{Id, Tree};

/// More columns than a page has characters.
const MOST_COLUMNS: usize = 100;

/// More cells than a paper prints in a year.
const MOST_CELLS: usize = 20_000;

/// Its cells by rows, and the cells themselves, in order.
pub fn rows(tree: &Tree, table: Id, text: &str, account: &mut Account) -> (Rows, Vec<Id>) {
    let mut made = Rows::default();
    let mut cells = Vec::new();
    // Of each column, for how many rows a cell from above still reaches down.
    let mut reaching: Vec<usize> = Vec::new();
    let mut count = 0;
    for (row, in_head) in rows_of(tree, table) {
        if count > MOST_CELLS {
            account.leave(told::ROW, tree.at(row));
            continue;
        }
        let mut line: Vec<Text> = Vec::new();
        let mut all_heads = true;
        let own = tree.children(row).iter().copied();
        for cell in own.filter(|id| matches!(tree.name(*id), "td" | "th")) {
            fill_reached(&mut line, &mut reaching);
            cells.push(cell);
            all_heads &= tree.name(cell) == "th";
            if tree.first(cell, "table").is_some() {
                account.leave(told::NESTED_TABLE, tree.at(cell));
            }
            let stand = stand(tree, cell);
            let column = line.len();
            if made.stands.len() <= column {
                made.stands.resize(column + 1, Stand::Own);
            }
            if stand != Stand::Own && tree.name(cell) == "td" {
                made.stands[column] = stand;
            }
            let across = reach(tree, cell, "colspan").min(MOST_COLUMNS);
            let down = reach(tree, cell, "rowspan").min(1_000);
            if across > 1 || down > 1 {
                account.leave(told::SPAN_OF_CELLS, tree.at(cell));
            }
            line.push(one_line(tree, cell, text, account));
            for beside in 0..across {
                if beside > 0 {
                    line.push(Text::default());
                }
                if reaching.len() < line.len() {
                    reaching.resize(line.len(), 0);
                }
                reaching[column + beside] = down.saturating_sub(1);
            }
            if line.len() > MOST_COLUMNS {
                break;
            }
        }
        fill_reached(&mut line, &mut reaching);
        if line.iter().all(Text::is_blank) {
            continue;
        }
        made.has_head |= made.rows.is_empty() && (in_head || all_heads);
        count += line.len();
        made.rows.push(line);
    }
    (made, cells)
}

/// Empty cells where one from above reaches down.
fn fill_reached(line: &mut Vec<Text>, reaching: &mut [usize]) {
    while let Some(left) = reaching.get_mut(line.len()).filter(|left| **left > 0) {
        *left -= 1;
        line.push(Text::default());
    }
}

fn reach(tree: &Tree, cell: Id, name: &str) -> usize {
    tree.attribute(cell, name).and_then(|it| it.parse().ok()).unwrap_or(1).max(1)
}

/// The rows of a table, not those of tables in it, and whether they stand in its head.
fn rows_of(tree: &Tree, table: Id) -> Vec<(Id, bool)> {
    let mut found = Vec::new();
    for &child in tree.children(table) {
        match tree.name(child) {
            "tr" => found.push((child, false)),
            name @ ("thead" | "tbody" | "tfoot") => {
                found.extend(tree.own(child, "tr").map(|row| (row, name == "thead")));
            }
            _ => {}
        }
    }
    found
}

fn stand(tree: &Tree, cell: Id) -> Stand {
    let style = tree.attribute(cell, "style").unwrap_or("").replace(' ', "");
    let style = style.split(';').find_map(|rule| rule.strip_prefix("text-align:"));
    match tree.attribute(cell, "align").or(style) {
        Some("right" | "end") => Stand::End,
        Some("center") => Stand::Center,
        Some("left" | "start") => Stand::Start,
        _ => Stand::Own,
    }
}
