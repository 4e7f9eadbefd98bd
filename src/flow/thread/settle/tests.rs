//! Threads of plain characters: what stands where is shown as `leg:line` of each line.

use rayon::prelude::*;

use super::*;
use crate::compose::Composers;
use crate::diag::FileId;
use crate::flow::thread::choose::{Choice, choose};
use crate::flow::thread::items::Words;
use crate::flow::thread::prepare::Wanted;
use crate::flow::thread::region::Region;
use crate::flow::thread::region::tests::{insert, region};
use crate::fonts::{FontBook, FontFiles};
use crate::measure::WritingMode;
use crate::page::model::{LegEnd, StoryText};
use crate::page::style::Role;
use crate::text::{Extent, Quoted, RichText};

/// `12` is a paragraph of 12 characters, `#5` a subhead of 5, `>5` a quotation, `+5` another
/// paragraph of it.
pub(super) fn items(of: &[&str]) -> Vec<Item> {
    let mut items = Vec::new();
    for one in of {
        let (role, count) = match one.split_at_checked(1) {
            Some(("#", rest)) => (Role::Subhead, rest),
            Some((">" | "+", rest)) => (Role::Quote, rest),
            _ => (Role::Body, *one),
        };
        let quoted = if one.starts_with('+') { Quoted::GoesOn } else { Quoted::Begins };
        let count: usize = count.parse().expect("a number of characters");
        let words = Words {
            quoted,
            begins: crate::flow::thread::items::Begins::Plainly,
            of: 0,
            opens: None,
            role,
            text: Arc::new(RichText::plain("國".repeat(count), FileId(0), 0)),
            credit: None,
            id: StoryText::Body(items.len() as u32),
            marks: Default::default(),
            treated: Default::default(),
            number: None,
            label: Default::default(),
        };
        items.push(if role == Role::Subhead { Item::Piece(words) } else { Item::Text(words) });
    }
    items
}

pub(super) fn room(regions: &[Region]) -> Room {
    Room::new(regions.to_vec()).expect("a region")
}

/// Runs with the bundled fonts.
pub(super) fn with_type<T>(run: impl FnOnce(TypeCase<'_>) -> T) -> T {
    let files = FontFiles::default();
    let book = FontBook::new(&files);
    let composers = Composers::new(&book);
    run(TypeCase::new(&composers))
}

fn settled(regions: &[Region], of: &[&str], treatment: &Treatment) -> Settled {
    with_type(|case| settle(case, &items(of), &room(regions), treatment))
}

pub(super) fn show(settled: &Settled) -> Vec<String> {
    let line = |line: &SettledLine| match line.place {
        LinePlace::At { lane, block, .. } => {
            let whole = block.whole(Length::from_pt(12));
            let chars = line.line.measure.whole(Length::from_pt(9));
            format!("{}@{lane}:{whole}/{chars}", line.item)
        }
        LinePlace::Over(_) => format!("{}@over", line.item),
    };
    settled.lines.iter().map(line).collect()
}

fn set(regions: &[Region], of: &[&str]) -> Vec<String> {
    let settled = settled(regions, of, &Treatment::default());
    assert_eq!(settled.findings, Findings::default());
    show(&settled)
}

/// Subheads two lines deep, paragraphs without an indent.
pub(super) fn legs(lanes: &[(i64, i64)], lines: i64) -> Region {
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

/// White and a rule stand before and behind a quotation, and none within it.
#[test]
fn the_paragraphs_of_a_quotation_stand_together() {
    let mut region = legs(&[(0, 20)], 40);
    let mut styles = (*region.styles).clone();
    styles.get_mut(Role::Quote).above = crate::measure::Permille(1000);
    styles.get_mut(Role::Quote).below = crate::measure::Permille(1000);
    region.styles = Arc::new(styles);
    let regions = [region];
    let together = |of: &[&str]| {
        let settled = settled(&regions, of, &Treatment::default());
        let block = |line: &SettledLine| match line.place {
            LinePlace::At { block, .. } => block,
            LinePlace::Over(_) => Length::ZERO,
        };
        let blocks: Vec<Length> = settled.lines.iter().map(block).collect();
        let apart: Vec<Length> = blocks.windows(2).map(|pair| pair[1] - pair[0]).collect();
        (apart, settled.marks.len())
    };
    let (apart, rules) = together(&["5", ">5", ">5", "5"]);
    assert!(apart[1] > apart[0] / 2 && rules == 4, "{apart:?}, {rules} rules");
    let (apart, rules) = together(&["5", ">5", "+5", "+5", "5"]);
    let pitch = Length::from_pt(12);
    assert!(apart[0] > pitch && apart[3] > pitch, "{apart:?}");
    assert_eq!((apart[1], apart[2], rules), (pitch, pitch, 2));
}

/// R60: legs that go on under a quote or picture over all of them begin there.
#[test]
fn a_subhead_under_an_insert_begins_with_its_leg() {
    let mut region = legs(&[(0, 10), (11, 10)], 20);
    region.obstacles.push(insert((0, 21), (4, 4)));
    let pitch = Length::from_pt(12);
    let set = settled(&[region], &["30", "#5", "60"], &Treatment::default());
    let subhead = set.lines.iter().find(|line| line.item == 1).expect("a subhead");
    let LinePlace::At { block, .. } = subhead.place else { panic!("no room") };
    assert_eq!(block, pitch * 9);

    // One that its leg has no room for begins the next, under what stands at its head.
    let mut region = legs(&[(0, 10), (11, 10)], 12);
    region.obstacles.push(insert((11, 10), (1, 4)));
    let set = self::settled(&[region], &["110", "#5", "60"], &Treatment::default());
    let subhead = set.lines.iter().find(|line| line.item == 1).expect("a subhead");
    let LinePlace::At { lane, block, .. } = subhead.place else { panic!("no room") };
    assert_eq!((lane, block.units() % pitch.units()), (1, 0), "{block}");
}

#[test]
fn a_paragraph_changes_measure_in_its_middle() {
    let regions = [legs(&[(0, 10), (11, 20)], 3)];
    assert_eq!(
        set(&regions, &["60"]),
        ["0@0:0/10", "0@0:1/10", "0@0:2/10", "0@1:0/20", "0@1:1/20"]
    );
}

/// R63.
#[test]
fn a_first_line_is_not_left_alone_at_a_foot() {
    let regions = [legs(&[(0, 10), (11, 10)], 3)];
    assert_eq!(set(&regions, &["20", "20"]), ["0@0:0/10", "0@0:1/10", "1@1:0/10", "1@1:1/10"]);
}

/// R63.
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

/// R63.
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

#[test]
fn what_is_over_and_what_is_left_is_counted_in_lines_and_characters() {
    let over = settled(&[legs(&[(0, 10)], 2)], &["40", "7"], &Treatment::default());
    assert_eq!((over.over, over.end), (Over { lines: 3, characters: 27 }, None));
    let short = settled(&[legs(&[(0, 10), (11, 12)], 3)], &["15"], &Treatment::default());
    assert_eq!(short.over, Over::default());
    assert_eq!(short.left, Left { lines: 4, characters: 10 + 3 * 12 });
}

#[test]
fn a_treatment_leaves_out_caps_and_gives_up() {
    let regions = [legs(&[(0, 10), (11, 10)], 4)];
    let of = ["20", "20", "#5", "20"];
    let left_out = Treatment { left_out: [0, 2].into(), ..Treatment::default() };
    assert_eq!(
        show(&settled(&regions, &of, &left_out)),
        ["1@0:0/10", "1@0:1/10", "3@0:2/10", "3@0:3/10"]
    );
    let cap = Some(Cap::at(0, Length::from_pt(12 * 2)));
    let capped = settled(&regions, &["20", "20"], &Treatment { cap, ..Treatment::default() });
    assert_eq!(show(&capped), ["0@0:0/10", "0@0:1/10", "1@1:0/10", "1@1:1/10"]);
    assert_eq!(capped.used.cap, cap);
    let loose = Treatment { keeps: Keeps::GivenUp, ..Treatment::default() };
    assert_eq!(show(&settled(&regions, &["30", "20"], &loose))[3..], ["1@0:3/10", "1@1:0/10"]);
}

/// R63: a paragraph of three lines under a subhead is parted all the same, and it is said.
#[test]
fn a_last_line_alone_is_counted() {
    let regions = [legs(&[(0, 10), (11, 10)], 6)];
    let set = settled(&regions, &["20", "#5", "30"], &Treatment::default());
    assert_eq!(set.lone, 1);
    assert_eq!(show(&set)[2..], ["1@0:2/10", "2@0:4/10", "2@0:5/10", "2@1:0/10"]);
    assert_eq!(settled(&regions, &["10", "#5", "30"], &Treatment::default()).lone, 0);
}

/// `{.break}`: what follows begins the next leg, a subhead's paragraph too.
#[test]
fn a_leg_ends_where_a_mark_says() {
    let regions = [legs(&[(0, 10), (11, 10)], 6)];
    let mut of = items(&["10", "10", "10"]);
    let Item::Text(words) = &mut of[1] else { panic!("a paragraph") };
    words.marks.ends_leg = true;
    let set = with_type(|case| settle(case, &of, &room(&regions), &Treatment::default()));
    assert_eq!(show(&set), ["0@0:0/10", "1@0:1/10", "2@1:0/10"]);
    assert_eq!(set.over.lines, 0);
}

#[test]
fn a_treatment_closes_characters_up_and_puts_white_above_a_subhead() {
    let regions = [legs(&[(0, 10), (11, 10)], 6)];
    let lines = |characters: &str, extent, give| {
        let tracking = [(0, Leeway { extent, give })].into();
        let treatment = Treatment { tracking, ..Treatment::default() };
        show(&settled(&regions, &[characters, "10"], &treatment))
    };
    assert_eq!(lines("21", Extent::Own, 0), ["0@0:0/10", "0@0:1/10", "0@0:2/10", "1@0:3/10"]);
    assert_eq!(lines("21", Extent::Tight, 99).len(), 4, "an em more needs a tenth of ten gaps");
    assert_eq!(lines("21", Extent::Tight, 100), ["0@0:0/10", "0@0:1/10", "1@0:2/10"]);
    assert_eq!(lines("20", Extent::Loose, 0).len(), 4);
    assert_eq!(lines("11", Extent::Loose, 0).len(), 3, "lines are not torn apart for it");

    // A subhead stands in the middle of its two lines.
    let white = |lines: u32, of: &[&str]| {
        let white = [(1, lines)].into();
        show(&settled(&regions, of, &Treatment { white, ..Treatment::default() }))
    };
    let of = ["10", "#5", "20"];
    assert_eq!(white(0, &of), ["0@0:0/10", "1@0:1/10", "2@0:3/10", "2@0:4/10"]);
    assert_eq!(white(1, &of), ["0@0:0/10", "1@0:2/10", "2@0:4/10", "2@0:5/10"]);
    // The leg has no room for it with its white: it begins the next, without.
    assert_eq!(white(3, &of), ["0@0:0/10", "1@1:0/10", "2@1:2/10", "2@1:3/10"]);
    // None at the head of a leg.
    assert_eq!(white(3, &["60", "#5", "20"])[6], "1@1:0/10");
}

#[test]
fn kanji_settles_alike_in_both_writings() {
    let of = ["33", "#4", "52", "18"];
    let across = [legs(&[(0, 10), (11, 10)], 9)];
    let mut down = across.clone();
    down[0].grid.mode = WritingMode::VerticalRl;
    assert_eq!(set(&across, &of), set(&down, &of));
}

#[test]
fn a_paragraph_goes_on_in_the_writing_of_the_next_block() {
    let mut down = legs(&[(0, 10)], 2);
    down.grid.mode = WritingMode::VerticalRl;
    let regions = [down, legs(&[(0, 8)], 4)];
    let settled = settled(&regions, &["35"], &Treatment::default());
    assert_eq!(show(&settled), ["0@0:0/10", "0@0:1/10", "0@0:0/8", "0@0:1/8"]);
    let turned = settled.lines.iter().map(|line| line.line.runs[0].orientation);
    use crate::compose::Orientation::{Horizontal, Upright};
    assert_eq!(turned.collect::<Vec<_>>(), [Upright, Upright, Horizontal, Horizontal]);
    let ranges: Vec<u32> = settled.lines.iter().map(|line| line.line.range.end).collect();
    assert_eq!(ranges, [30, 60, 84, 105], "no character is set twice");
}

/// Rooms and stories of many kinds.
fn jobs() -> Vec<(Vec<Region>, Vec<&'static str>)> {
    let mut around = legs(&[(0, 26), (27, 26)], 6);
    around.obstacles.push(insert((19, 15), (1, 3)));
    let mut level = legs(&[(0, 10), (11, 10), (22, 10)], 12);
    level.balance = true;
    let mut sections = legs(&[(0, 18), (19, 12), (32, 18)], 9);
    sections.leg_end = LegEnd::Subhead;
    let mut down = level.clone();
    down.grid.mode = WritingMode::VerticalRl;
    vec![
        (vec![around], vec!["200", "#6", "40", "31"]),
        (vec![level.clone()], vec!["45", "#5", "23", "61", "12"]),
        (vec![sections], vec!["#5", "54", "#5", "54", "#4", "60"]),
        (vec![down.clone(), level], vec!["245", "23", "#5", "161", "99"]),
        (vec![down], vec!["500"]),
    ]
}

/// Of one paragraph, with nothing in the way, legs are levelled to within a line: what a keep takes from one leg is
/// not missing in the last alone.
#[test]
fn the_lines_of_a_paragraph_are_parted_alike() {
    with_type(|case| {
        for lanes in 3..=6_i64 {
            let places: Vec<(i64, i64)> = (0..lanes).map(|lane| (lane * 11, 10)).collect();
            let mut region = legs(&places, 10);
            region.balance = true;
            for lines in lanes * 2 + 1..lanes * 9 {
                let items = items(&[&(lines * 10).to_string()]);
                let choice = Choice { items: &items, room: room(&[region.clone()]), more: None };
                let chosen = choose(case, choice);
                let mut counts = vec![0; lanes as usize];
                for line in &chosen.settled.lines {
                    let LinePlace::At { lane, .. } = line.place else { panic!("over") };
                    counts[lane] += 1;
                }
                let apart =
                    counts.iter().max().zip(counts.iter().min()).map(|(most, least)| most - least);
                assert_eq!(
                    apart.map(|apart| apart.min(1)),
                    apart,
                    "{lines} in {lanes}: {counts:?}"
                );
            }
        }
    });
}

#[test]
fn settling_is_a_function_of_what_it_is_given() {
    with_type(|case| {
        for (regions, of) in jobs() {
            let (room, items) = (room(&regions), items(&of));
            let mut settler = Settler::new(case, &items);
            let cap = Some(Cap::at(0, Length::from_pt(12 * 5)));
            let treatments = [
                Treatment::default(),
                Treatment { keeps: Keeps::GivenUp, ..Treatment::default() },
                Treatment { cap, ..Treatment::default() },
                Treatment::default(),
            ];
            for treatment in treatments {
                let kept = settler.settle(&room, &treatment);
                assert!(kept == settle(case, &items, &room, &treatment), "{of:?} {treatment:?}");
            }
        }
    });
}

#[test]
fn stories_are_chosen_alike_in_turn_and_at_once() {
    with_type(|case| {
        let jobs: Vec<_> = jobs().into_iter().cycle().take(25).collect();
        let one = |(regions, of): &(Vec<Region>, Vec<&str>)| {
            let items = items(of);
            choose(case, Choice { items: &items, room: room(regions), more: None })
        };
        let in_turn: Vec<_> = jobs.iter().map(one).collect();
        let at_once: Vec<_> = jobs.par_iter().map(one).collect();
        assert!(in_turn == at_once);
    });
}

#[test]
fn a_story_is_one_wherever_it_is_written() {
    use std::collections::HashSet;
    let mut moved = items(&["20"]);
    let Item::Text(words) = &mut moved[0] else { panic!("a text") };
    words.text = Arc::new(RichText::plain("國".repeat(20), FileId(7), 99));
    let both: HashSet<Vec<Item>> = [items(&["20"]), moved].into();
    assert_eq!(both.len(), 1);
    let rooms: HashSet<Room> = jobs().iter().chain(&jobs()).map(|(job, _)| room(job)).collect();
    assert_eq!(rooms.len(), jobs().len());
}

#[test]
fn an_item_is_prepared_anew_on_another_grid() {
    with_type(|case| {
        let items = items(&["20"]);
        let (across, mut shelf) = (legs(&[(0, 10)], 4), Shelf::default());
        let mut down = across.clone();
        down.grid.mode = WritingMode::VerticalRl;
        let mut prepared = |region| {
            shelf.prepare(
                &case,
                Wanted {
                    number: 0,
                    words: items[0].words().expect("a paragraph"),
                    initial: crate::flow::thread::prepare::Large::Set,
                },
                region,
            )
        };
        let (first, other, again) = (prepared(&across), prepared(&down), prepared(&across));
        assert!(Arc::ptr_eq(&first, &again));
        assert!(first.galley != other.galley);
    });
}
