//! Tables in legs: widths, rows on the grid, heads again, rules and stripes.

use std::collections::BTreeMap;

use super::*;
use crate::diag::codes::overset as codes;
use crate::measure::WritingMode;
use crate::source::{Separator, read_table};
use crate::text::Table;

/// The files of data among some texts: those whose name ends in `.csv`.
pub(super) fn read(texts: &[(&str, &str)]) -> BTreeMap<String, Option<Table>> {
    let data = texts.iter().filter(|(name, _)| name.ends_with(".csv"));
    let read = |(name, text): &(&str, &str)| {
        ((*name).to_owned(), read_table(FileId(9), text, Separator::Comma).0)
    };
    data.map(read).collect()
}

/// A table of `rows` rows under a head, in the article `lead` behind a paragraph of `before`
/// characters and before one of `after`.
fn story(before: usize, rows: usize, after: usize) -> String {
    let paragraph = |count: usize| format!("{}\n\n", "國".repeat(count));
    let mut text = format!("+++\n+++\n{}| 隊伍 | 分 |\n|---|---|\n", paragraph(before));
    for row in 0..rows {
        text += &format!("| 第{row}隊 | {} |\n", row * 7);
    }
    text + "\n" + &paragraph(after)
}

fn job(blocks: &str, text: &str) -> Job {
    make_up(&layout(blocks), &[("lead", text)], &[])
}

const LEGS: &str = r#"{ article = "lead", columns = "1-2", lines = "1-20" },"#;

/// A table of so many rows is not parted over two legs where the next holds it, unless the story is over
/// for that.
#[test]
fn a_small_table_begins_in_the_next_leg_rather_than_part() {
    let heads = |keys: &str, rows: usize, after: usize| {
        let styles = format!("[style.table]\n{keys}\n[article]");
        let layout = layout(LEGS).replace("[article]", &styles);
        let job = make_up(&layout, &[("lead", &story(16 * 15, rows, after))], &[]);
        (job.heads_again().len(), job.filled.overset.len())
    };
    assert_eq!(heads("whole = 8", 6, 48), (0, 0));
    assert_eq!((heads("", 6, 48), heads("", 6, 48).1), (heads("whole = 0", 6, 48), 0));
    assert!(heads("", 6, 48).0 > 0);
    assert!(heads("whole = 8", 9, 48).0 > 0 && heads("whole = 9", 9, 48).0 == 0);
    // The story has no room for the lines that the first leg would lose.
    let parted = |lines: usize| {
        let (again, over) = heads("whole = 8", 6, 18 * lines);
        again > 0 && over == 0
    };
    assert!((8..20).any(parted));
}

impl Job {
    fn cells(&self) -> Vec<&PlacedLine> {
        self.lines(|usage| matches!(usage, Usage::Cell(_)))
    }

    fn heads_again(&self) -> Vec<&PlacedLine> {
        self.lines(|usage| matches!(usage, Usage::HeadAgain(_)))
    }

    /// The text of a line.
    fn says(&self, line: &PlacedLine) -> String {
        let text = self.model.text(line.text).expect("of the job");
        let range = line.line.range.start as usize..line.line.range.end as usize;
        text.text.get(range).unwrap_or_default().to_owned()
    }

    /// Where a cell's glyphs begin and end, across the page.
    fn ink(&self, word: &str) -> (Length, Length) {
        let lines = self.lines(|usage| matches!(usage, Usage::Cell(_)));
        let line = lines.into_iter().find(|line| self.says(line) == word).expect(word);
        let glyphs = line.line.runs.iter().flat_map(|run| &run.glyphs);
        let ends = glyphs
            .map(|glyph| (glyph.inline.length(), glyph.inline.length() + glyph.advance.length()));
        let ends = ends.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1))).expect("glyphs");
        (line.rect.x + ends.0, line.rect.x + ends.1)
    }
}

#[test]
fn a_table_stands_in_its_leg_with_a_line_above_and_below() {
    let job = job(LEGS, &story(17, 3, 17));
    let rows: Vec<Length> = job.cells().iter().map(|line| line.rect.y).collect();
    // 8 pt on the baseline of 9 pt: 0.88 pt down.
    let drop = Length::from_centipt(88);
    let expected = [2, 2, 3, 3, 4, 4, 5, 5].map(|line| pt(12 * line) + drop);
    assert_eq!(rows, expected);
    let after = job.part(Part::Body)[1].rect.y;
    assert_eq!(after, pt(12 * 7));
    // Over, under the head and under the table: in the middle of the white of 4 points.
    let across: Vec<_> = job.rules().into_iter().filter(|r| r.from.y == r.to.y).collect();
    let middle = drop - pt(2);
    assert_eq!(
        across.iter().map(|rule| rule.from.y).collect::<Vec<_>>(),
        [2, 3, 6].map(|line| pt(12 * line) + middle)
    );
    assert!(across.iter().all(|rule| (rule.from.x, rule.to.x) == (pt(0), pt(162))));
}

#[test]
fn a_table_goes_on_in_the_next_leg_under_its_head_again() {
    let job = job(LEGS, &story(17, 30, 17));
    assert!(job.diags.iter().all(|found| found.code == codes::SLACK), "{:?}", job.diags);
    let again = job.heads_again();
    assert_eq!(again.iter().map(|line| job.says(line)).collect::<Vec<_>>(), ["隊伍", "分"]);
    assert!(again.iter().all(|line| line.rect.x >= pt(171) && line.rect.y < pt(12)));
    // All of the rows, once each and in order.
    let names: Vec<String> = job.cells().iter().map(|line| job.says(line)).collect();
    let expected: Vec<String> =
        (0..30).flat_map(|row| [format!("第{row}隊"), (row * 7).to_string()]).collect();
    assert_eq!(names[2..], expected);
    // The first leg holds 17 rows under the head, and its part is ruled off.
    let first = job.cells().iter().filter(|line| line.rect.x < pt(171)).count();
    assert_eq!(first, 2 * 18);
    let across = job.rules().into_iter().filter(|r| r.from.y == r.to.y).count();
    assert_eq!(across, 6);
}

#[test]
fn a_head_is_not_parted_from_its_first_row() {
    // The head would have the last line of the leg.
    let job = job(LEGS, &story(17 + 18 * 17, 4, 17));
    assert!(job.cells().iter().all(|line| line.rect.x >= pt(171)));
    assert!(job.heads_again().is_empty());
    assert_eq!(job.cells()[0].rect.y, Length::from_centipt(88));
}

#[test]
fn a_subhead_goes_with_its_table() {
    let text = story(17 + 18 * 15, 4, 17).replacen("| 隊伍", "## 積分榜\n\n| 隊伍", 1);
    let job = job(LEGS, &text);
    let subhead = job.lines(|usage| matches!(usage, Usage::Subhead(_)));
    assert!(subhead[0].rect.x >= pt(171) && job.cells()[0].rect.x >= pt(171));
}

#[test]
fn a_line_that_leads_in_a_table_goes_with_it() {
    // A paragraph of one line would stand at the foot of the leg, its table at the head of the next.
    let text = story(17 + 18 * 16, 4, 17).replacen("| 隊伍", "積分如下：\n\n| 隊伍", 1);
    let job = job(LEGS, &text);
    let lead_in = job.part(Part::Body).into_iter().find(|line| job.says(line) == "積分如下：");
    assert!(lead_in.expect("set").rect.x >= pt(171) && job.cells()[0].rect.x >= pt(171));
    // One of two lines stays where it is: the table is told by nothing but itself.
    let text = text.replacen("積分如下：", &"國".repeat(25), 1);
    let job = super::tables::job(LEGS, &text);
    assert!(job.part(Part::Body).iter().filter(|line| line.rect.x < pt(171)).count() > 16);
}

#[test]
fn a_horizontal_table_stands_on_a_vertical_page() {
    let block =
        r#"{ table = "a.csv", head = 1, tiers = "1-2", lines = "1-10", writing = "horizontal" },"#;
    let layout = layout(block).replacen("[grid]", "[grid]\nwriting = \"vertical\"", 1);
    let layout =
        layout.replacen("size = [\"333pt\", \"240pt\"]", "size = [\"240pt\", \"333pt\"]", 1);
    let data = "股份,收市\n長和,38.55\n中銀,3.6\n";
    let job = make_up(&layout, &[("lead", "x"), ("a.csv", data)], &[]);
    let cells = job.cells();
    assert_eq!(cells.len(), 6);
    assert!(cells.iter().all(|line| line.mode == WritingMode::HorizontalTb));
    // Lines count from the right edge: the block is its right half.
    assert!(cells.iter().all(|line| line.rect.x >= pt(120)), "{:?}", cells[0].rect);
    // Rows one below the other, columns side by side.
    assert_eq!(cells[0].rect.y, cells[1].rect.y);
    assert_eq!(cells[2].rect.y - cells[0].rect.y, pt(12));
    assert!(cells[1].rect.x > cells[0].rect.x);
}

#[test]
fn a_row_moves_below_an_insert() {
    let blocks = r#"{ article = "lead", columns = "1-2", lines = "1-20" },
{ picture = "port.jpg", chars = "10-26", lines = "5+4", wrap_lines = 0, alt = "港" },"#;
    let job = make_up(&layout(blocks), &[("lead", &story(17, 8, 17))], &[("port.jpg", 153, 48)]);
    let rows: Vec<i64> = job.cells().iter().map(|line| line.rect.y.whole(pt(12))).collect();
    let rows: Vec<i64> = rows.chunks(2).map(|row| row[0]).collect();
    assert_eq!(rows, [2, 3, 8, 9, 10, 11, 12, 13, 14]);
    assert!(job.heads_again().is_empty());
    // Both parts are ruled off.
    let across = job.rules().into_iter().filter(|r| r.from.y == r.to.y).count();
    assert_eq!(across, 5);
}

/// Under its head every leg begins white, so that legs side by side are striped alike.
#[test]
fn every_leg_is_striped_from_its_head_on() {
    for (head, rows) in [(1, 30), (0, 34), (1, 27)] {
        let block = format!(
            r#"{{ table = "a.csv", head = {head}, columns = "1-2", lines = "1-20", stripe = "k(10)" }},"#
        );
        let data: String = (0..rows).map(|row| format!("第{row}隊,{row}\n")).collect();
        let job = make_up(&layout(&block), &[("lead", "x"), ("a.csv", &data)], &[]);
        let tops = |leg: std::ops::Range<i64>| -> Vec<Length> {
            let within = |x: Length| x >= pt(leg.start) && x < pt(leg.end);
            let boxes = job.boxes().into_iter().filter(|tint| within(tint.rect.x));
            boxes.map(|tint| tint.rect.y).collect()
        };
        let (first, second) = (tops(0..171), tops(171..333));
        assert!(second.len() > 2, "{head} {rows}: {second:?}");
        assert_eq!(first[..second.len()], second, "{head} {rows}");
    }
}

#[test]
fn columns_stand_as_widths_say_with_a_character_between() {
    let block = r#"{ table = "a.csv", head = 1, columns = 1, lines = "1-20", widths = [6, 4, "rest"], rules = { columns = "0.3pt", between = "0.5pt" }, stripe = "k(10)" },"#;
    let data = "股份,收市,摘要\n長和,38.55,甲乙丙\n中銀,3.6,丁\n港交所,301,戊\n";
    let job = make_up(&layout(block), &[("lead", "x"), ("a.csv", data)], &[]);
    let starts: Vec<Length> = job.cells()[..3].iter().map(|line| line.rect.x).collect();
    assert_eq!(starts[0], pt(0));
    assert_eq!(starts[2], pt(9 * 12));
    // The numbers line up by their points.
    let point = |word: &str| {
        let line = job.cells().into_iter().find(|line| job.says(line) == word).expect(word);
        let at = word.find('.').unwrap_or(word.len()) as u32;
        let glyphs = line.line.runs.iter().flat_map(|run| &run.glyphs);
        let behind = glyphs.filter(|glyph| glyph.range.start >= at);
        let behind = behind.map(|glyph| glyph.inline.length());
        line.rect.x + behind.min().unwrap_or(line.line.width)
    };
    assert_eq!(point("38.55"), point("3.6"));
    assert_eq!(point("38.55"), point("301"));
    assert_eq!(job.ink("38.55").1, pt(9 * 11));
    let rules = job.rules();
    let down: Vec<_> = rules.iter().filter(|r| r.from.x == r.to.x).map(|r| r.from.x).collect();
    assert_eq!(down[..2], [pt(9 * 13) / 2, pt(9 * 23) / 2]);
    let weights: Vec<_> =
        rules.iter().filter(|r| r.from.y == r.to.y).map(|r| r.rule.weight).collect();
    let (thin, half) = (Length::from_centipt(30), Length::from_centipt(50));
    assert_eq!(weights, [thin, thin, half, half, thin]);
    // The second of the three rows is tinted, from white to white.
    let tint = job.boxes()[0].rect;
    let top = pt(24) + Length::from_centipt(88) - pt(2);
    assert_eq!((tint.y, tint.height, tint.width), (top, pt(12), pt(162)));
}

/// Half of the white between columns is worth less than cells on one line; not where a rule stands in it.
#[test]
fn the_white_between_columns_gives_way_before_cells_turn_over() {
    let depth = |keys: &str| {
        let block = format!(r#"{{ table = "a.csv", columns = 1, lines = "1-20"{keys} }},"#);
        let rows = "長江物流業,西碼頭新貨倉區段,東碼頭貨倉丁\n".repeat(6);
        let job = make_up(&layout(&block), &[("lead", "x"), ("a.csv", &rows)], &[]);
        job.cells().iter().map(|line| line.rect.y).collect::<std::collections::BTreeSet<_>>().len()
    };
    assert_eq!(depth(""), 6);
    assert!(depth(", rules = { columns = \"0.3pt\" }") > 6);
}

#[test]
fn alignment_is_asked_for_by_colons() {
    let text = "+++\n+++\n| 左欄位 | 中欄位 | 右欄位 |\n|:--|:-:|--:|\n| 甲 | 乙 | 丙 |\n";
    let job = job(LEGS, text);
    let (left, middle, right) = (job.ink("左欄位"), job.ink("中欄位"), job.ink("右欄位"));
    assert_eq!(job.ink("甲").0, left.0);
    assert_eq!(job.ink("丙").1, right.1);
    let centre = |ink: (Length, Length)| ink.0 + (ink.1 - ink.0) / 2;
    assert!((centre(job.ink("乙")) - centre(middle)).abs() < Length::from_centipt(1));
    assert_eq!(right.1, pt(162));
}

#[test]
fn a_table_too_wide_says_by_how_much() {
    let block = r#"{ table = "a.csv", columns = 1, lines = "1-20", widths = [10, 6, 6] },"#;
    let job = make_up(&layout(block), &[("lead", "x"), ("a.csv", "a,b,c\n")], &[]);
    let found = job.diags.iter().find(|found| found.code == codes::TABLE_WIDE).expect("said");
    assert!(found.message.contains("6 characters too wide: it needs 24, its leg has 18"));
    let one = block.replace("[10, 6, 6]", "[10, 4, 3]");
    let job = make_up(&layout(&one), &[("lead", "x"), ("a.csv", "a,b,c\n")], &[]);
    let found = job.diags.iter().find(|found| found.code == codes::TABLE_WIDE).expect("said");
    assert!(found.message.contains(" 1 character too wide"), "{}", found.message);
    let long = "| 第一 | 第二 |\n|--|--|\n| 123456789012345678901 | 123456789012345678901 |\n";
    let job = super::tables::job(LEGS, &format!("+++\n+++\n{long}"));
    assert!(job.diags.iter().any(|found| found.code == codes::TABLE_WIDE));
}

/// Where a table goes on over pages that are added, its legs are the page's columns.
#[test]
fn a_table_too_wide_for_the_pages_it_goes_on_over_says_where() {
    let block =
        r#"{ table = "a.csv", columns = "1-2", split = 1, lines = "1-4", widths = [14, 14] },"#;
    let layout = layout(block).replace("[document]", "[document]\noverset = \"continue\"");
    let rows = "甲,乙\n".repeat(12);
    let job = make_up(&layout, &[("lead", "+++\n+++\n"), ("a.csv", &rows)], &[]);
    assert!(job.diags.iter().any(|found| found.code == codes::TABLE_WIDE));
    let found = job.diags.iter().find(|found| found.code == codes::CONTINUED).expect("said");
    let help = found.help.first().expect("a cure");
    assert!(help.starts_with("the legs of the added pages are the page's own columns"), "{help}");
}

#[test]
fn widths_of_another_number_are_told() {
    let block = r#"{ table = "a.csv", columns = 1, lines = "1-20", widths = [6, 4] },"#;
    let job = make_up(&layout(block), &[("lead", "x"), ("a.csv", "a,b,c\n")], &[]);
    assert!(job.diags.iter().any(|found| found.code == codes::TABLE_WIDTHS));
}

#[test]
fn rows_that_are_over_are_counted_like_lines() {
    let job = job(r#"{ article = "lead", columns = 1, lines = "1-10" },"#, &story(17, 12, 17));
    let [over] = &job.filled.overset[..] else { panic!("{:?}", job.filled.overset) };
    // A line of text, one of white, a head and seven rows; five rows and a line are over.
    assert_eq!(over.lines, 6);
    let said: Vec<String> = over
        .set
        .iter()
        .filter_map(|over| job.model.text(over.text))
        .map(|t| t.text.clone())
        .collect();
    assert_eq!(said[..2], ["第7隊", "49"]);
    assert_eq!(job.cells().len() + over.set.len(), 2 * 13 + 1);
}

#[test]
fn small_rows_stand_closer_than_the_grid() {
    let block = r#"{ table = "a.csv", columns = "1-2", lines = "1-3", head = 1 },"#;
    let style = "[style.table]\nsize = \"7pt\"\nleading = 0.75";
    let data = "甲,乙\n".repeat(7);
    let job = make_up(&layout_with(style, block), &[("lead", "x"), ("a.csv", &data)], &[]);
    let first: Vec<Length> =
        job.cells().iter().filter(|line| line.rect.x < pt(20)).map(|line| line.rect.y).collect();
    assert_eq!(first.windows(2).map(|pair| pair[1] - pair[0]).collect::<Vec<_>>(), [pt(9); 3]);
    // 36 points hold four rows of nine.
    assert_eq!(job.cells().iter().filter(|line| line.rect.x < pt(170)).count(), 8);
}

#[test]
fn legs_are_levelled_by_rows() {
    let block =
        r#"{ table = "a.csv", columns = "1-2", lines = "1-20", head = 1, balance = true },"#;
    let data = "甲,乙\n".repeat(10);
    let job = make_up(&layout(block), &[("lead", "x"), ("a.csv", &data)], &[]);
    let in_first = job.cells().iter().filter(|line| line.rect.x < pt(170)).count();
    // A head and five rows; the head again and four.
    assert_eq!((in_first, job.cells().len()), (12, 20));
}

#[test]
fn cells_of_a_vertical_story_run_down_its_lines() {
    let layout = layout(LEGS).replacen("[grid]", "[grid]\nwriting = \"vertical\"", 1);
    let layout =
        layout.replacen("size = [\"333pt\", \"240pt\"]", "size = [\"240pt\", \"333pt\"]", 1);
    let job = make_up(&layout, &[("lead", &story(17, 3, 17))], &[]);
    let cells = job.cells();
    assert!(cells.iter().all(|line| line.mode == WritingMode::VerticalRl));
    // A row is a line: its cells one under the other, the next to its left.
    assert_eq!(cells[0].rect.x, cells[1].rect.x);
    assert!(cells[0].rect.y < cells[1].rect.y);
    assert_eq!(cells[0].rect.x - cells[2].rect.x, pt(12));
}

/// `3.5` side by side and `12.25` on its side have no point in common: all of a column lie then.
#[test]
fn decimals_of_a_vertical_table_lie_one_like_the_other() {
    let block = r#"{ table = "a.csv", head = 1, tiers = 1, lines = "1-10" },"#;
    let layout = layout(block).replacen("[grid]", "[grid]\nwriting = \"vertical\"", 1);
    let layout =
        layout.replacen("size = [\"333pt\", \"240pt\"]", "size = [\"240pt\", \"333pt\"]", 1);
    let data = "股份,收市,名次\n長和,38.55,1\n中銀,3.6,12\n";
    let job = make_up(&layout, &[("lead", "x"), ("a.csv", data)], &[]);
    let cells = job.cells();
    let [_, _, _, _, long, _, _, short, two] = cells[..] else { panic!("{}", cells.len()) };
    let start = |line: &PlacedLine| line.rect.y;
    // One figure more before its point: it begins a figure higher.
    let figure = long.line.width / 5;
    let higher = start(short) - start(long);
    assert!(higher > figure / 2 && higher < figure * 2, "{higher} of {figure}");
    // Two figures are side by side where no more are.
    assert_eq!(two.line.width, two.line.em.inline);
}

/// R72: of one column of numbers either all lie or none.
#[test]
fn numbers_of_a_column_stand_or_lie_alike() {
    let block = r#"{ table = "a.csv", head = 1, tiers = 1, lines = "1-10" },"#;
    let layout = layout(block).replacen("[grid]", "[grid]\nwriting = \"vertical\"", 1);
    let layout =
        layout.replacen("size = [\"333pt\", \"240pt\"]", "size = [\"240pt\", \"333pt\"]", 1);
    for (numbers, lie) in [
        (["10", "9", "123"], true),
        (["10", "9", "−3"], true),
        (["10", "9", "12.5"], true),
        (["10", "9", "-3"], true),
        (["10", "9", "3"], false),
        (["12%", "9%", "30%"], false),
    ] {
        let rows = numbers.map(|number| format!("甲,{number}\n")).concat();
        let job = make_up(&layout, &[("lead", "x"), ("a.csv", &format!("股份,收市\n{rows}"))], &[]);
        let cells = job.cells();
        let sideways = |line: &&&PlacedLine| {
            let lying = crate::compose::Orientation::Sideways;
            line.line.runs.iter().all(|run| run.orientation == lying)
        };
        let lying = cells.iter().skip(3).step_by(2).filter(sideways).count();
        assert_eq!(lying, if lie { 3 } else { 0 }, "{numbers:?}");
    }
}

#[test]
fn no_cell_is_lost_and_no_row_parted_whatever_the_legs() {
    for (before, rows, lines) in [(3, 1, 4), (40, 9, 5), (100, 25, 7), (17, 40, 3), (200, 3, 6)] {
        let block = format!("{{ article = \"lead\", columns = \"1-2\", lines = \"1-{lines}\" }},");
        let text = story(before, rows, 30);
        let job = job(&block, &text);
        let over: usize = job.filled.overset.iter().map(|over| over.set.len()).sum();
        let set = job.cells().len() + job.part(Part::Body).len();
        assert!(set + over >= 2 * (rows + 1));
        for row in job.cells().chunk_by(|a, b| row_of(a) == row_of(b)) {
            assert!(row.iter().all(|line| line.rect.y == row[0].rect.y), "{before} {rows} {lines}");
            assert_eq!(row.len(), 2);
        }
    }
}

fn row_of(line: &PlacedLine) -> u32 {
    use crate::page::model::{StoryText, TextId};
    match line.text {
        TextId::Story(_, StoryText::Cell(_, cell)) => cell.row,
        other => panic!("{other:?} is no cell"),
    }
}

/// What the cells of a table say line by line, and the least white between two columns of it.
fn cells_of(writing: &str, table: &str, keys: &str) -> (Vec<String>, Length) {
    let legs = if writing == "horizontal" { "columns" } else { "tiers" };
    let block = format!(r#"{{ article = "lead", {legs} = "1-2", lines = "1-16" }},"#);
    let layout = layout_with(keys, &block)
        .replace("measure = 18", &format!("measure = 18\nwriting = \"{writing}\""))
        .replace("size = [\"333pt\", \"240pt\"]", "size = [\"400pt\", \"400pt\"]");
    let job = make_up(&layout, &[("lead", &format!("+++\n+++\n{table}"))], &[]);
    let cells = job.cells();
    // Along the line: where each begins and how far its glyphs come.
    let ends = |line: &PlacedLine| {
        let start = if writing == "horizontal" { line.rect.x } else { line.rect.y };
        (start, start + line.line.width)
    };
    let mut gap = Length::MAX;
    for row in cells.chunk_by(|a, b| row_of(a) == row_of(b)) {
        for (one, next) in row.iter().flat_map(|one| row.iter().map(move |next| (one, next))) {
            let between = ends(next).0 - ends(one).1;
            if ends(next).0 > ends(one).0 {
                gap = gap.min(between);
            }
        }
    }
    (cells.iter().map(|line| job.says(line)).collect(), gap)
}

/// The white between columns gives way before a word, or a number and its measure word, is parted.
#[test]
fn no_word_is_parted_while_white_stands_between_columns() {
    let table = "| 品种 | 规格 | 本周 | 上周 | 涨跌 |\n|------|:---|---:|---:|---:|\n\
        | 大白菜 | 500克 | 0.98 | 1.12 | -12.5% |\n| 西红柿 | 500克 | 5.10 | 4.96 | +2.8% |\n\
        | 五花肉 | 500克 | 14.60 | 14.60 | — |\n| 花生油 | 5升 | 129.90 | 131.00 | -0.8% |\n";
    let small = "language = \"zh-Hans\"\n[style.table]\nsize = \"7pt\"";
    for writing in ["horizontal", "vertical"] {
        let (says, gap) = cells_of(writing, table, small);
        for word in ["大白菜", "西红柿", "五花肉", "花生油", "500克", "129.90"] {
            assert!(says.iter().any(|said| said == word), "{writing} {word}: {says:?}");
        }
        assert!(gap >= pt(3), "{writing}: {gap}");
    }
}

/// An em stands between columns that have room for it, and words of a table that is too narrow for
/// them are parted rather than lost.
#[test]
fn columns_stand_an_em_apart_where_they_can() {
    let wide = "| 甲 | 乙 |\n|--|--|\n| 渡輪公司 | 明日復航 |\n";
    for writing in ["horizontal", "vertical"] {
        let (says, gap) = cells_of(writing, wide, "");
        assert!(says.contains(&"渡輪公司".to_owned()) && gap >= pt(9), "{writing} {gap}: {says:?}");
        let cells = "| 運輸及物流局 ".repeat(6);
        let narrow = format!("{cells}|\n{}|\n{cells}|\n", "|--".repeat(6));
        let (says, gap) = cells_of(writing, &narrow, "");
        assert!(says.len() > 12 && gap >= pt(3), "{writing} {gap}: {says:?}");
    }
}
