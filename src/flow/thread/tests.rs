//! Threads of plain characters: what stands where is shown as `leg:line` of each line.

use super::*;
use crate::diag::{FileId, Findings};
use crate::flow::slots::tests::{insert, region};
use crate::fonts::{FontBook, FontFiles};
use crate::page::model::{Day, DocumentInfo, OversetPolicy, PageModel, StoryText};
use crate::text::RichText;

fn model() -> PageModel {
    PageModel {
        document: DocumentInfo {
            title: String::new(),
            language: "zh-Hant-HK".to_owned(),
            date: Day { year: 2000, month: 1, day: 1 },
            overset: OversetPolicy::Error,
        },
        stories: Vec::new(),
        pages: Vec::new(),
        spots: Vec::new(),
        press: Default::default(),
    }
}

/// `12` is a paragraph of 12 characters, `#5` a subhead of 5.
fn items(of: &[&str]) -> Vec<Item> {
    let mut items = Vec::new();
    for one in of {
        let (role, count) = match one.strip_prefix('#') {
            Some(rest) => (Role::Subhead, rest),
            None => (Role::Body, *one),
        };
        let count: usize = count.parse().expect("a number of characters");
        items.push(Item {
            role,
            text: Arc::new(RichText::plain("國".repeat(count), FileId(0), 0)),
            credit: None,
            id: StoryText::Body(items.len() as u32),
        });
    }
    items
}

fn set(regions: &[Region], of: &[&str]) -> Vec<String> {
    let items = items(of);
    let model = model();
    let files = FontFiles::default();
    let book = FontBook::new(&files);
    let desk = Desk::new(&model, &book, &[]);
    let mut diags = Findings::default();
    let mut shelf = Shelf::default();
    let out = set_thread(&desk, regions, &items, Keeps::Kept, (&mut shelf, &mut diags));
    assert_eq!(diags, Findings::default());
    out.lines
        .iter()
        .map(|line| match line.place {
            LinePlace::At { lane, block, .. } => {
                let whole = block.whole(Length::from_pt(12));
                let chars = line.line.measure.whole(Length::from_pt(9));
                format!("{}@{lane}:{whole}/{chars}", line.item)
            }
            LinePlace::Over(_) => format!("{}@over", line.item),
        })
        .collect()
}

/// Subheads two lines deep, paragraphs without an indent.
fn legs(lanes: &[(i64, i64)], lines: i64) -> Region {
    let mut region = region(lanes, lines);
    let mut styles = (*region.styles).clone();
    let subhead = styles.get_mut(Role::Subhead);
    subhead.above = crate::measure::Permille(600);
    subhead.below = crate::measure::Permille(400);
    for role in [Role::Body, Role::Subhead] {
        styles.get_mut(role).settings.indent = crate::measure::Em::ZERO;
    }
    region.styles = Arc::new(styles);
    region
}

#[test]
fn a_paragraph_changes_measure_in_its_middle() {
    let regions = [legs(&[(0, 10), (11, 20)], 3)];
    assert_eq!(
        set(&regions, &["60"]),
        ["0@0:0/10", "0@0:1/10", "0@0:2/10", "0@1:0/20", "0@1:1/20"]
    );
}

#[test]
fn a_first_line_is_not_left_alone_at_a_foot() {
    let regions = [legs(&[(0, 10), (11, 10)], 3)];
    assert_eq!(set(&regions, &["20", "20"]), ["0@0:0/10", "0@0:1/10", "1@1:0/10", "1@1:1/10"]);
}

#[test]
fn a_last_line_is_not_left_alone_at_a_head() {
    let regions = [legs(&[(0, 10), (11, 10)], 4)];
    assert_eq!(
        set(&regions, &["50"]),
        ["0@0:0/10", "0@0:1/10", "0@0:2/10", "0@1:0/10", "0@1:1/10"]
    );
    // Three lines of which two would stay: all of them move.
    let moved = set(&regions, &["20", "30"]);
    assert_eq!(moved[2..], ["1@1:0/10", "1@1:1/10", "1@1:2/10"]);
}

#[test]
fn a_subhead_has_two_lines_under_it() {
    let regions = [legs(&[(0, 10), (11, 10)], 6)];
    let fits = set(&regions, &["20", "#5", "20"]);
    assert_eq!(fits[2..], ["1@0:2/10", "2@0:4/10", "2@0:5/10"]);
    let moved = set(&regions, &["30", "#5", "40"]);
    assert_eq!(moved[3..], ["1@1:0/10", "2@1:2/10", "2@1:3/10", "2@1:4/10", "2@1:5/10"]);
}

#[test]
fn a_leg_may_end_only_before_a_subhead() {
    let mut one = legs(&[(0, 18), (19, 12), (32, 18)], 9);
    one.leg_end = LegEnd::Subhead;
    let placed = set(&[one], &["#5", "54", "#5", "54", "#4", "60"]);
    let legs_of: Vec<&str> = placed.iter().map(|line| &line[2..3]).collect();
    assert_eq!(legs_of.join(""), "000011111122222");
}

#[test]
fn text_goes_around_an_insert_across_the_gutter() {
    let mut one = legs(&[(0, 26), (27, 26)], 6);
    one.obstacles.push(insert((19, 15), (1, 3)));
    let placed = set(&[one], &["200"]);
    assert_eq!(placed[..3], ["0@0:0/18", "0@0:1/18", "0@0:2/18"]);
    assert_eq!(placed[5], "0@0:5/26");
    assert_eq!(placed[6], "0@1:0/18");
}

#[test]
fn what_is_over_is_counted_in_the_last_measure() {
    let regions = [legs(&[(0, 10)], 2)];
    assert_eq!(set(&regions, &["40"]), ["0@0:0/10", "0@0:1/10", "0@over", "0@over"]);
}
