//! Paragraphs that begin with an initial, shown as `item@leg:line/characters of the measure`.

use proptest::prelude::*;

use super::tests::{items, legs, room, show, with_type};
use super::*;
use crate::chars::{Kinsoku, LineEnd, LineStart};
use crate::diag::FileId;
use crate::flow::thread::items::Begins;
use crate::flow::thread::region::Region;
use crate::flow::thread::region::tests::insert;
use crate::measure::WritingMode;
use crate::page::style::{Initial, Role};
use crate::text::RichText;

/// The first item begins with an initial of two lines.
fn settled_in(regions: &[Region], of: &[&str]) -> Settled {
    let mut items = items(of);
    if let Some(Item::Text(words)) = items.first_mut() {
        words.begins = Begins::WithInitial;
    }
    with_type(|case| settle(case, &items, &room(regions), &Treatment::default()))
}

fn set(regions: &[Region], of: &[&str]) -> Vec<String> {
    show(&settled_in(regions, of))
}

fn codes(settled: &Settled) -> Vec<String> {
    settled.findings.iter().map(|found| found.code.to_string()).collect()
}

/// 21 pt and a quarter of an em: three characters.
#[test]
fn the_lines_beside_it_are_shorter_by_whole_characters() {
    let settled = settled_in(&[legs(&[(0, 18)], 6)], &["60"]);
    let expected = ["0@0:0/15", "0@0:1/15", "0@0:2/18", "0@0:3/18"];
    assert_eq!(show(&settled), expected);
    assert_eq!(codes(&settled), [""; 0]);
    let first = &settled.lines[0];
    assert_eq!((first.line.range.clone(), first.line.initial), (0..48, Some(3)));
    let LinePlace::At { inline, block, .. } = first.place else { panic!("it has a place") };
    assert_eq!((inline, block), (Length::from_pt(27), Length::ZERO));
    let large = &first.line.runs[0];
    assert_eq!(large.size.height, Length::from_pt(21));
    // From the head of the first line's em box: its baseline is 18.48 pt down, the line's 7.92.
    let glyph = &large.glyphs[0];
    assert_eq!(
        (glyph.inline.length(), glyph.block.length()),
        (Length::from_pt(-27), Length::from_centipt(1056))
    );
}

#[test]
fn in_a_vertical_line_it_hangs_from_its_middle() {
    let mut down = legs(&[(0, 18)], 6);
    down.grid.mode = WritingMode::VerticalRl;
    let settled = settled_in(&[down], &["60"]);
    assert_eq!(show(&settled), ["0@0:0/15", "0@0:1/15", "0@0:2/18", "0@0:3/18"]);
    let glyph = &settled.lines[0].line.runs[0].glyphs[0];
    assert_eq!(
        (glyph.inline.length(), glyph.block.length()),
        (Length::from_pt(-27), Length::from_pt(6))
    );
}

#[test]
fn it_is_not_parted_from_its_lines() {
    // One line is left in the first leg.
    let regions = [legs(&[(0, 18), (19, 18)], 3)];
    let mut of = items(&["36", "40"]);
    if let Some(Item::Text(words)) = of.last_mut() {
        words.begins = Begins::WithInitial;
    }
    let settled = with_type(|case| settle(case, &of, &room(&regions), &Treatment::default()));
    assert_eq!(show(&settled)[2..], ["1@1:0/15", "1@1:1/15", "1@1:2/18"]);
    // Above a picture in the leg.
    let mut one = legs(&[(0, 18)], 8);
    one.obstacles.push(insert((0, 18), (2, 1)));
    assert_eq!(set(&[one], &["40"]), ["0@0:4/15", "0@0:5/15", "0@0:6/18"]);
}

#[test]
fn beside_an_insert_five_characters_are_left() {
    let mut one = legs(&[(0, 18)], 8);
    // Seven characters stay free at the left of it, four beside the initial.
    one.obstacles.push(insert((8, 10), (1, 2)));
    let settled = settled_in(&[one], &["20"]);
    assert_eq!(show(&settled), ["0@0:4/15", "0@0:5/15"]);
    // It stands on the grid, wherever it was tried before.
    let LinePlace::At { block, .. } = settled.lines[0].place else { panic!("it has a place") };
    assert_eq!(block, Length::from_pt(48));
    let narrow = settled_in(&[legs(&[(0, 7)], 8)], &["20"]);
    assert_eq!(show(&narrow)[..2], ["0@0:0/7", "0@0:1/7"]);
    assert_eq!(codes(&narrow), ["C010"]);
}

/// Text that has room beside an insert begins there, without an initial that has none.
#[test]
fn no_hole_is_left_for_an_initial() {
    let beside = |lines: i64| {
        let mut one = legs(&[(0, 18)], 12);
        // Seven characters stay free at the left of it, four beside the initial.
        one.obstacles.push(insert((8, 10), (1, lines)));
        let settled = settled_in(&[one], &["40"]);
        (show(&settled)[0].clone(), codes(&settled))
    };
    assert_eq!(beside(2), ("0@0:4/15".to_owned(), Vec::new()));
    assert_eq!(beside(3), ("0@0:0/7".to_owned(), vec!["C010".to_owned()]));
    assert_eq!(beside(6), ("0@0:0/7".to_owned(), vec!["C010".to_owned()]));
}

#[test]
fn what_follows_a_short_paragraph_begins_under_it() {
    let settled = settled_in(&[legs(&[(0, 18)], 6)], &["8", "20"]);
    assert_eq!(show(&settled), ["0@0:0/15", "1@0:2/18", "1@0:3/18"]);
    assert_eq!(codes(&settled), ["C011"]);
}

#[test]
fn without_room_its_paragraph_is_over() {
    let settled = settled_in(&[legs(&[(0, 18)], 2), legs(&[(0, 18)], 1)], &["60"]);
    assert_eq!(show(&settled), ["0@0:0/15", "0@0:1/15", "0@0:0/18", "0@over"]);
    let mut of = items(&["30", "20"]);
    if let Some(Item::Text(words)) = of.last_mut() {
        words.begins = Begins::WithInitial;
    }
    let regions = [legs(&[(0, 18)], 3)];
    let settled = with_type(|case| settle(case, &of, &room(&regions), &Treatment::default()));
    assert_eq!(show(&settled)[2..], ["1@over", "1@over"]);
    assert_eq!(settled.over, Over { lines: 2, characters: 20 });
}

#[test]
fn a_storys_first_paragraph_begins_as_its_style_says() {
    let mut region = legs(&[(0, 18)], 9);
    let mut styles = (*region.styles).clone();
    let three = Initial { lines: 3, ..Initial::USUAL };
    styles.get_mut(Role::Body).initial = Some(three);
    region.styles = Arc::new(styles);
    let mut of = items(&["50", "30"]);
    if let Some(Item::Text(words)) = of.first_mut() {
        words.begins = Begins::Story;
    }
    let settled = with_type(|case| settle(case, &of, &room(&[region]), &Treatment::default()));
    assert_eq!(show(&settled)[..4], ["0@0:0/14", "0@0:1/14", "0@0:2/14", "0@0:3/18"]);
    assert_eq!(show(&settled)[4..], ["1@0:4/18", "1@0:5/18"]);
}

#[test]
fn its_marks_stand_with_it_whatever_the_settings_are() {
    let mut region = legs(&[(0, 18)], 9);
    let mut styles = (*region.styles).clone();
    let settings = &mut styles.get_mut(Role::Body).settings;
    (settings.line_start, settings.line_end) = (LineStart::Full, LineEnd::Full);
    (settings.kinsoku, settings.compress) = (Kinsoku::None, false);
    region.styles = Arc::new(styles);
    for (text, taken) in
        [("甲、乙丙丁", 2), ("「甲」乙丙丁", 3), ("甲。乙丙", 2), ("『「甲」』，乙丙", 6)]
    {
        let mut of = items(&["1"]);
        if let Some(Item::Text(words)) = of.first_mut() {
            words.begins = Begins::WithInitial;
            words.text = Arc::new(RichText::plain(text, FileId(0), 0));
        }
        let regions = [region.clone()];
        let settled = with_type(|case| settle(case, &of, &room(&regions), &Treatment::default()));
        let runs = settled.lines.iter().flat_map(|line| &line.line.runs);
        let large = runs.filter(|run| run.size.height > Length::from_pt(12));
        let glyphs = large.map(|run| run.glyphs.len()).sum::<usize>();
        assert_eq!(glyphs, taken, "{text}");
    }
}

/// A line of the wide leg would be three or four of the narrow one: a character more, with which two
/// lines stand there, would take fewer.
#[test]
fn more_text_takes_no_fewer_lines_where_legs_differ() {
    let count = |lanes: &[(i64, i64)], lines: i64, count: usize| {
        set(&[legs(lanes, lines)], &[&count.to_string()]).len()
    };
    let narrower = [(0, 23), (24, 10)];
    assert_eq!((count(&narrower, 4, 97), count(&narrower, 4, 98)), (5, 6));
    // A line that is one with the last in the wider leg leaves the leg for nothing.
    let wider = [(0, 9), (10, 14)];
    assert_eq!((count(&wider, 3, 22), count(&wider, 3, 23)), (3, 4));
    // Nor is the text over for it.
    let deep = [(0, 17), (18, 9)];
    assert_eq!((count(&deep, 2, 38), count(&deep, 2, 39)), (3, 4));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Every byte stands in one line, or is over; a longer text takes no fewer lines.
    #[test]
    fn no_text_is_lost_and_more_of_it_takes_no_fewer_lines(
        count in 2_usize..120,
        widths in prop::collection::vec(9_i64..24, 1..4),
        lines in 2_i64..9,
        vertical: bool,
    ) {
        let mut at = 0;
        let lanes: Vec<(i64, i64)> = widths
            .iter()
            .map(|width| {
                at += width + 1;
                (at - width - 1, *width)
            })
            .collect();
        let mut region = legs(&lanes, lines);
        if vertical {
            region.grid.mode = WritingMode::VerticalRl;
        }
        let of = |count: usize| settled_in(std::slice::from_ref(&region), &[&count.to_string()]);
        let (one, more) = (of(count), of(count + 1));
        let mut end = 0;
        for line in &one.lines {
            prop_assert_eq!(line.line.range.start, end);
            end = line.line.range.end;
            if let LinePlace::At { block, .. } = line.place {
                prop_assert_eq!(block, region.on_grid(block));
            }
        }
        prop_assert_eq!(end as usize, count * 3);
        prop_assert!(more.lines.len() >= one.lines.len());
    }
}
