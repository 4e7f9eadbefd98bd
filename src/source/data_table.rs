//! A file of data (CSV, TSV) as a table.

use std::collections::BTreeMap;
use std::sync::Arc;

use csv_core::{ReadFieldResult, ReaderBuilder};

use super::markdown::is_forbidden;
use crate::diag::codes::{article, page as codes};
use crate::diag::{Diagnostic, FileId, Findings, Span, counted};
use crate::text::{ColumnAlign, Origin, RichText, Table};

/// What parts the cells of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Separator {
    Comma,
    Tab,
    Semicolon,
}

impl Separator {
    /// As a file's name has it: tabs in `.tsv` and `.tab`, commas in all others.
    pub fn of(path: &str) -> Separator {
        let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
        let tabs = ["tsv", "tab"].iter().any(|tabs| ending.eq_ignore_ascii_case(tabs));
        if tabs { Separator::Tab } else { Separator::Comma }
    }

    fn byte(self) -> u8 {
        match self {
            Separator::Comma => b',',
            Separator::Tab => b'\t',
            Separator::Semicolon => b';',
        }
    }

    /// The separator of a file's text: that of its name, unless that parts nothing evenly and another
    /// does, as where a spreadsheet writes commas in its numbers.
    pub fn in_text(path: &str, text: &str) -> Separator {
        if let Some((said, _)) = Separator::said(text) {
            return said;
        }
        let own = Separator::of(path);
        // Where a comma is the point of numbers.
        if own == Separator::Comma && Separator::Semicolon.parts_evenly(text) && is_decimal(text) {
            return Separator::Semicolon;
        }
        let others = [Separator::Comma, Separator::Semicolon, Separator::Tab];
        let other = || others.into_iter().find(|other| *other != own && other.parts_evenly(text));
        if own.parts_evenly(text) { own } else { other().unwrap_or(own) }
    }

    /// What the first line says of itself, as spreadsheets read it, and how long that line is: `sep=;`.
    fn said(text: &str) -> Option<(Separator, usize)> {
        let mark = text.len() - text.trim_start_matches('\u{feff}').len();
        let line = text.get(mark..)?.split_inclusive('\n').next()?;
        let sign = line.trim_end_matches(['\r', '\n', '"']).trim_start_matches('"');
        let sign = sign.get(..4).filter(|said| said.eq_ignore_ascii_case("sep="))?.len();
        let sign = line.trim_start_matches('"').get(sign..)?.chars().next()?;
        let others = [Separator::Comma, Separator::Semicolon, Separator::Tab];
        let said = others.into_iter().find(|other| char::from(other.byte()) == sign)?;
        Some((said, mark + line.len()))
    }

    /// Whether it stands equally often in each of the first rows, and in them at all.
    fn parts_evenly(self, text: &str) -> bool {
        /// Rows that are looked at.
        const ROWS: usize = 50;
        let separator = char::from(self.byte());
        let mut counts = Vec::new();
        let (mut count, mut quoted, mut blank) = (0_usize, false, true);
        for c in text.chars().chain(['\n']) {
            match c {
                '"' => quoted = !quoted,
                '\n' if !quoted => {
                    if !blank {
                        counts.push(count);
                    }
                    (count, blank) = (0, true);
                    if counts.len() == ROWS {
                        break;
                    }
                    continue;
                }
                c if c == separator && !quoted => count += 1,
                _ => {}
            }
            blank &= c.is_whitespace() && c != separator;
        }
        counts.len() > 1 && counts.iter().all(|count| *count > 0 && Some(count) == counts.first())
    }
}

/// Whether every comma of a text stands between two figures.
fn is_decimal(text: &str) -> bool {
    let bytes = text.as_bytes();
    let figure =
        |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_digit);
    text.match_indices(',').all(|(at, _)| figure(at.checked_sub(1)) && figure(Some(at + 1)))
}

/// A page of agate has some thousands of cells.
const MOST_CELLS: usize = 50_000;
const MOST_COLUMNS: usize = 100;

/// Reads a file of data. Its cells are plain text, blanks at their ends are none of it; a row that is
/// shorter than the longest is filled up. None where there is nothing to set.
pub fn read_table(file: FileId, text: &str, by: Separator) -> (Option<Table>, Findings) {
    let mut reader = DataReader { file, text, diags: Findings::default() };
    let table = reader.read(by);
    (table, reader.diags)
}

/// The cell of each row, where each has but one.
fn only_cells(rows: &[Vec<Arc<RichText>>]) -> Option<Vec<&RichText>> {
    rows.iter().map(|row| if let [cell] = row.as_slice() { Some(&**cell) } else { None }).collect()
}

/// Lines of `|`, the second of them `|---|---|`.
fn of_markdown(rows: &[Vec<Arc<RichText>>]) -> Option<Diagnostic> {
    let rule = rows.get(1)?.first()?;
    let is_rule = rule.text.contains("--")
        && rule.text.contains('|')
        && rule.text.chars().all(|c| matches!(c, '|' | '-' | ':' | ' '));
    is_rule.then(|| {
        Diagnostic::error(codes::TABLE_PARTED, "the data is a table of Markdown")
            .at(rule.span(), "a row of hyphens is none of data")
            .help("write a comma between cells, and take this row and the bars out; or put the table into an article's text")
    })
}

/// Rows of one cell each in which another sign stands equally often.
fn parted_otherwise(rows: &[Vec<Arc<RichText>>]) -> Option<Diagnostic> {
    let cells = only_cells(rows).filter(|cells| cells.len() > 1)?;
    let count = |sign: char, cell: &RichText| cell.text.matches(sign).count();
    let first = cells.first()?;
    let parts = |sign: &char| {
        let often = count(*sign, first);
        often > 0 && cells.iter().all(|cell| count(*sign, cell) == often)
    };
    let sign = ['，', '；', '、', '|', '｜'].into_iter().find(parts)?;
    let at = first.text.find(sign)?;
    let place = first.span_of(at as u32..(at + sign.len_utf8()) as u32);
    let message = format!("{sign} (U+{:04X}) parts no cells", u32::from(sign));
    Some(
        Diagnostic::error(codes::TABLE_PARTED, message)
            .at(place, "each row has one cell, and this sign in it")
            .help("write a comma, a semicolon or a tab between cells; if each row is to be one cell, set it as an article's text"),
    )
}

struct DataReader<'a> {
    file: FileId,
    text: &'a str,
    diags: Findings,
}

/// A field as it stands in the file and as it reads.
struct Field {
    start: usize,
    end: usize,
    text: String,
    ends_row: bool,
    /// It begins with words in quotation marks and goes on: the marks are its own.
    is_plain: bool,
}

/// A field as it is written, where more stands behind its quotation marks: `"好"的`.
fn plain_field(written: &str, by: Separator) -> Option<&str> {
    let written = written.trim_matches(['\r', '\n']);
    let written = written.strip_suffix(char::from(by.byte())).unwrap_or(written);
    let inside = written.strip_prefix('"')?;
    let (mut at, mut chars) = (0, inside.chars().peekable());
    while let Some(c) = chars.next() {
        at += c.len_utf8();
        if c == '"' && chars.next_if_eq(&'"').is_some() {
            at += 1;
        } else if c == '"' {
            let behind = inside.get(at..)?;
            return (!behind.trim().is_empty()).then_some(written);
        }
    }
    None
}

impl DataReader<'_> {
    fn read(&mut self, by: Separator) -> Option<Table> {
        let fields = self.fields(by)?;
        let mut rows: Vec<Vec<Arc<RichText>>> = vec![Vec::new()];
        for field in &fields {
            let cell = self.cell(field);
            rows.last_mut()?.push(Arc::new(cell));
            if field.ends_row {
                rows.push(Vec::new());
            }
        }
        rows.retain(|row| row.iter().any(|cell| !cell.text.is_empty()));
        if let Some(found) = of_markdown(&rows).or_else(|| parted_otherwise(&rows)) {
            self.diags.push(found);
            return None;
        }
        self.tell_formulas(&rows);
        let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
        if rows.is_empty() {
            let found = Diagnostic::error(codes::TABLE_EMPTY, "the table has no rows");
            let found = found.at(self.span(0..0), "nothing stands in this file");
            self.diags.push(found.help("write its rows, or take its block out"));
            return None;
        }
        if columns > MOST_COLUMNS {
            self.too_large(format!("{columns} columns, and {MOST_COLUMNS} are"));
            return None;
        }
        self.fill_up(&mut rows, columns);
        Some(Table { columns: vec![ColumnAlign::Own; columns], head: 0, rows })
    }

    /// Cells whose value the spreadsheet has kept to itself: the first, and how many there are.
    fn tell_formulas(&mut self, rows: &[Vec<Arc<RichText>>]) {
        const ERRORS: [&str; 7] =
            ["#REF!", "#N/A", "#NAME?", "#VALUE!", "#DIV/0!", "#NUM!", "#NULL!"];
        let is_formula = |text: &str| {
            text.strip_prefix('=').is_some_and(|rest| {
                let name = rest.trim_start_matches(|c: char| c.is_ascii_uppercase());
                rest.starts_with('"') || name.len() < rest.len() && name.starts_with('(')
            })
        };
        let mut cells = rows.iter().flatten().filter(|cell| {
            let text = cell.text.as_str();
            ERRORS.contains(&text) || is_formula(text)
        });
        let Some(first) = cells.next() else { return };
        let more = match cells.count() {
            0 => String::new(),
            more => format!("; {}", counted(more, "more cell")),
        };
        let message = format!("a cell holds {}, and no value", first.text);
        self.diags.push(
            Diagnostic::warning(codes::TABLE_FORMULA, message)
                .at(first.span(), format!("printed as it stands{more}"))
                .help("save the file from the spreadsheet with its values, or write the value"),
        );
    }

    fn fields(&mut self, by: Separator) -> Option<Vec<Field>> {
        // What a spreadsheet puts before its text is no part of it.
        const MARK: char = '\u{feff}';
        let mark = if self.text.starts_with(MARK) { MARK.len_utf8() } else { 0 };
        let skipped = Separator::said(self.text).map_or(mark, |(_, length)| length);
        let mut reader = ReaderBuilder::new().delimiter(by.byte()).build();
        let mut at = skipped;
        let mut fields: Vec<Field> = Vec::new();
        let (mut start, mut bytes) = (at, Vec::new());
        let mut room = [0; 1024];
        loop {
            let input = self.text.as_bytes().get(at..).unwrap_or(&[]);
            let (result, read, written) = reader.read_field(input, &mut room);
            at += read;
            bytes.extend_from_slice(room.get(..written).unwrap_or(&[]));
            match result {
                ReadFieldResult::InputEmpty if !input.is_empty() => {}
                ReadFieldResult::InputEmpty | ReadFieldResult::OutputFull => {}
                ReadFieldResult::End => break,
                ReadFieldResult::Field { record_end } => {
                    let text = String::from_utf8_lossy(&std::mem::take(&mut bytes)).into_owned();
                    let written = self.text.get(start..at).unwrap_or("");
                    let plain = plain_field(written, by).map(str::to_owned);
                    let is_plain = plain.is_some();
                    let text = plain.unwrap_or(text);
                    fields.push(Field { start, end: at, text, ends_row: record_end, is_plain });
                    start = at;
                }
            }
            if fields.len() > MOST_CELLS {
                self.too_large(format!("more than {MOST_CELLS} cells, and that many are"));
                return None;
            }
        }
        let last = fields.last().filter(|last| last.end == self.text.len());
        if let Some(found) = last.and_then(|last| self.left_open(last)) {
            self.diags.push(found);
            return None;
        }
        Some(fields)
    }

    /// A quotation mark that opens a cell and nothing closes takes the rest of the file.
    fn left_open(&self, last: &Field) -> Option<Diagnostic> {
        let written = self.text.get(last.start..last.end)?;
        let at = last.start + (written.len() - written.trim_start_matches(['\r', '\n']).len());
        let quoted = self.text.get(at..last.end)?.strip_prefix('"')?;
        let marks = quoted.matches('"').count();
        let found = Diagnostic::error(codes::TABLE_QUOTE, "a quotation mark is not closed");
        (marks % 2 == 0).then(|| {
            found
                .at(self.span(at..at + 1), "the rest of the file would be one cell")
                .help("close it, or write the mark twice within quotation marks")
        })
    }

    fn too_large(&mut self, what: String) {
        let found = Diagnostic::error(codes::TABLE_LARGE, format!("the table has {what} the most"));
        let found = found.at(self.span(0..0), "this file");
        self.diags.push(found.help("divide it into several tables"));
    }

    fn span(&self, range: std::ops::Range<usize>) -> Span {
        Span::new(self.file, range)
    }

    /// Each character with the place at which it is written.
    fn cell(&mut self, field: &Field) -> RichText {
        let mut cell = RichText::plain("", self.file, field.start as u32);
        cell.origins.clear();
        for (at, c) in self.placed(field) {
            let (place, c) = match c {
                c if is_forbidden(c) => {
                    self.refuse_control(at, c);
                    continue;
                }
                '\t' | '\r' => continue,
                c => (at as u32, c),
            };
            let length = cell.text.len() as u32;
            let follows = |last: &Origin| last.source + (length - last.at) == place;
            if !cell.origins.last().is_some_and(follows) {
                cell.origins.push(Origin { at: length, source: place });
            }
            cell.text.push(c);
        }
        if cell.origins.is_empty() {
            cell.origins.push(Origin { at: 0, source: field.start as u32 });
        }
        let blanks = cell.text.len() - cell.text.trim_start().len();
        let end = cell.text.trim_end().len().max(blanks);
        cell.slice(blanks as u32..end as u32)
    }

    /// The characters of a field, and where each stands in the file.
    fn placed(&self, field: &Field) -> Vec<(usize, char)> {
        let mut at = field.start;
        let written = |at: usize| self.text.get(at..).and_then(|text| text.chars().next());
        let is_end = |c: char| matches!(c, '\r' | '\n');
        while let Some(c) = written(at).filter(|c| is_end(*c) && !field.text.starts_with(*c)) {
            at += c.len_utf8();
        }
        let quoted = written(at) == Some('"') && !field.is_plain;
        at += usize::from(quoted);
        let mut placed = Vec::with_capacity(field.text.len());
        for c in field.text.chars() {
            while let Some(other) = written(at).filter(|other| *other != c && at < field.end) {
                at += other.len_utf8();
            }
            placed.push((at, c));
            let doubled = quoted && c == '"' && written(at + 1) == Some('"');
            at += c.len_utf8() + usize::from(doubled);
        }
        placed
    }

    fn refuse_control(&mut self, at: usize, c: char) {
        let code = u32::from(c);
        let message = format!("the table holds U+{code:04X}, which cannot be printed");
        let found = Diagnostic::error(article::CONTROL, message);
        let found = found.at(self.span(at..at + c.len_utf8()), "an invisible character");
        self.diags.push(found.help("delete it"));
    }

    /// Fills up a row beside a few that are longer than most: those are told, and what is shorter than most.
    fn fill_beside_longer(
        &mut self,
        row: &mut Vec<Arc<RichText>>,
        (columns, usual): (usize, usize),
    ) {
        let (cells, Some(first), Some(last)) = (row.len(), row.first(), row.last()) else { return };
        let end = last.source_of(last.text.len() as u32);
        if cells != usual {
            let place = Span { end: end.max(first.span().start), ..first.span() };
            let message = format!("a row has {}, most have {usual}", counted(cells, "cell"));
            let found = Diagnostic::warning(codes::TABLE_UNEVEN, message);
            self.diags.push(match cells > usual {
                true => found.at(place, "the others are filled up with empty cells").help(
                    "put a text that holds a comma between quotation marks, or take the cell out",
                ),
                false => found
                    .at(place, "filled up with empty cells")
                    .help("write an empty cell where nothing is to stand"),
            });
        }
        let blank = Arc::new(RichText::plain("", self.file, end));
        row.resize(columns, blank);
    }

    /// Gives every row as many cells, and tells of those that had fewer.
    fn fill_up(&mut self, rows: &mut [Vec<Arc<RichText>>], columns: usize) {
        let usual = usual(rows);
        for row in rows {
            if usual.is_some_and(|usual| usual < columns) {
                self.fill_beside_longer(row, (columns, usual.unwrap_or(columns)));
                continue;
            }
            let (cells, Some(last)) = (row.len(), row.last()) else { continue };
            if cells == columns {
                continue;
            }
            let end = last.source_of(last.text.len() as u32);
            let blank = Arc::new(RichText::plain("", self.file, end));
            let place = row.first().map_or(last.span(), |first| Span {
                end: end.max(first.span().start),
                ..first.span()
            });
            let cells = counted(cells, "cell");
            let message = format!("a row has {cells}, the longest has {columns}");
            let found = Diagnostic::warning(codes::TABLE_UNEVEN, message);
            let found = found.at(place, "filled up with empty cells");
            self.diags.push(found.help("write an empty cell where nothing is to stand"));
            row.resize(columns, blank);
        }
    }
}

/// The number of cells that most rows have: half of them or more, and more than have any other number.
fn usual(rows: &[Vec<Arc<RichText>>]) -> Option<usize> {
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    rows.iter().for_each(|row| *counts.entry(row.len()).or_default() += 1);
    let (&cells, &most) = counts.iter().max_by_key(|(_, count)| **count)?;
    let alone = counts.values().filter(|count| **count == most).count() == 1;
    (alone && most * 2 >= rows.len()).then_some(cells)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, by: Separator) -> (Vec<Vec<String>>, Vec<String>) {
        let (table, found) = read_table(FileId(0), text, by);
        let table = table.unwrap_or_default();
        for (_, cell) in table.cells() {
            for (at, c) in cell.text.char_indices() {
                let source = cell.source_of(at as u32) as usize;
                assert!(text[source..].starts_with(c), "{c} at {source}");
            }
        }
        let row = |row: &Vec<Arc<RichText>>| row.iter().map(|cell| cell.text.clone()).collect();
        let found = found.iter().map(|found| found.code.to_string()).collect();
        (table.rows.iter().map(row).collect(), found)
    }

    #[test]
    fn cells_are_read_with_their_places() {
        type Case<'c> = (&'c str, Separator, &'c [&'c [&'c str]], &'c [&'c str]);
        let comma = Separator::Comma;
        let cases: [Case<'_>; 20] = [
            ("股份,收市\n長和, 38.55 \n", comma, &[&["股份", "收市"], &["長和", "38.55"]], &[]),
            ("\u{feff}a,b\r\n\r\nc,d", comma, &[&["a", "b"], &["c", "d"]], &[]),
            ("a\tb,c\n", Separator::Tab, &[&["a", "b,c"]], &[]),
            ("\"1,234\",\"稱\"\"海\"\"號\"\n", comma, &[&["1,234", "稱\"海\"號"]], &[]),
            (
                "甲,\"好\"的\n乙,\"好, \"\"的\" 說\n",
                comma,
                &[&["甲", "\"好\"的"], &["乙", "\"好, \"\"的\" 說"]],
                &[],
            ),
            ("甲,#REF!\n乙,=SUM(A1)\n", comma, &[&["甲", "#REF!"], &["乙", "=SUM(A1)"]], &["L126"]),
            ("甲,#1\n乙,=)\n", comma, &[&["甲", "#1"], &["乙", "=)"]], &[]),
            ("甲,\"好\" \n", comma, &[&["甲", "好"]], &[]),
            ("sep=;\r\n甲;乙\n", Separator::Semicolon, &[&["甲", "乙"]], &[]),
            ("\"上行\n下行\",b\n", comma, &[&["上行\n下行", "b"]], &[]),
            (
                "a,b\nc,d\ne\nf,g,h\n",
                comma,
                &[&["a", "b", ""], &["c", "d", ""], &["e", "", ""], &["f", "g", "h"]],
                &["L122", "L122"],
            ),
            ("a,b,c\nd\n,,\n", comma, &[&["a", "b", "c"], &["d", "", ""]], &["L122"]),
            ("a,\"b\nc,d\n", comma, &[], &["L124"]),
            ("|股份|收市|\n|---|---|\n|長和|38.55|\n", comma, &[], &["L125"]),
            ("股份，收市\n長和，38.55\n", comma, &[], &["L125"]),
            ("股份|收市\n長和|38.55\n", comma, &[], &["L125"]),
            (
                "a,b\nc,d\ne,1,5\n",
                comma,
                &[&["a", "b", ""], &["c", "d", ""], &["e", "1", "5"]],
                &["L122"],
            ),
            ("甲，乙\n丙\n", comma, &[&["甲，乙"], &["丙"]], &[]),
            ("甲，乙\n", comma, &[&["甲，乙"]], &[]),
            (" \n,\n", comma, &[], &["L120"]),
        ];
        for (text, by, rows, codes) in cases {
            let (read, found) = read(text, by);
            assert_eq!(read, rows, "{text}");
            assert_eq!(found, codes, "{text}");
        }
    }

    #[test]
    fn a_table_has_its_limits() {
        let wide = "a,".repeat(MOST_COLUMNS + 1);
        assert_eq!(read(&wide, Separator::Comma).1, ["L123"]);
        let long = "a\n".repeat(MOST_CELLS + 2);
        assert_eq!(read(&long, Separator::Comma).1, ["L123"]);
    }

    #[test]
    fn a_file_is_known_by_its_ending() {
        for (path, by) in [("a.csv", Separator::Comma), ("x/a.TSV", Separator::Tab)] {
            assert_eq!(Separator::of(path), by);
        }
    }

    #[test]
    fn what_parts_the_cells_is_seen_in_the_text() {
        let (comma, tab, semicolon) = (Separator::Comma, Separator::Tab, Separator::Semicolon);
        for (path, text, expected) in [
            ("a.csv", "股份;收市\n長和;38,55\n", semicolon),
            ("a.csv", "股份\t收市\r\n長和\t38.55\r\n", tab),
            ("a.csv", "甲;1,5\n乙;2,5\n", semicolon),
            ("a.csv", "甲;1,丙\n乙;2,丁\n", comma),
            ("a.csv", "\u{feff}sep=;\n甲,乙;丙\n丁,戊;己\n", semicolon),
            ("a.tsv", "股份,收市\n長和,38.55", comma),
            ("a.csv", "股份,收市\n長和,38;55", comma),
            ("a.csv", "股份,收市,升跌\n長和", comma),
            ("a.csv", "\"甲;乙\",丙\n\"丁\",戊\n", comma),
            ("a.csv", "甲;乙", comma),
            ("a.csv", "只有一欄\n又一行\n", comma),
        ] {
            assert_eq!(Separator::in_text(path, text), expected, "{text}");
        }
    }
}
