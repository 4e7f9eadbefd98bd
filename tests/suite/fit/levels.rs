//! Legs of stories that fit end level, and what does not is said.

use typeset::{Goal, Outcome, Output, Stage};

use super::{ledger_json, number, run};
use crate::support::Memory;

/// The manual's first story.
const FERRY: &str = "+++\nheadline = \"渡輪明日復航　首班清晨六時\"\nbyline   = \"本報記者 陳平\"\n+++\n\
停航三日的青嶼渡輪明日復航，首班船清晨六時由瀾灣碼頭開出，末班船晚上十一時。渡輪公司說，三艘船的機件已經檢查完畢，昨日下午試航順利。\n\n\
## 票價不變\n\n\
票價與停航前相同，學生和長者半價。持有月票的乘客可以到碼頭的服務處延期三日，毋須另交手續費。\n\n\
天文台預料，明日吹和緩東北風，初時有一兩陣微雨。渡輪公司提醒乘客留意天氣，並提早十五分鐘到碼頭候船。\n";

fn ferry(lines: i64, more: &str) -> Outcome {
    let layout = format!(
        "[document]\ndate = 2024-11-16\n[paper]\nsize = [\"148mm\", \"210mm\"]\n\
         [grid]\ncolumns = 2\nmeasure = 18\n[article]\nlead = \"lead.md\"\n\
         [[page]]\nid = \"A1\"\nblock = [\n\
         {{ article = \"lead\", columns = \"1-2\", lines = \"9+{lines}\", fit = true{more} }},\n]\n"
    );
    let files = Memory::of([("page.toml", layout), ("lead.md", FERRY.to_owned())]);
    run(&files, Goal::Dump(Stage::Frames))
}

/// The depths of the last lines of each leg of the body.
fn feet(outcome: &Outcome) -> Vec<f64> {
    let Output::Text(frames) = &outcome.output else { panic!("{:?}", outcome.findings) };
    let mut legs: Vec<(f64, f64)> = Vec::new();
    for line in frames.lines().filter(|line| line.contains(".body at ")) {
        let at = line.split(" at ").nth(1).and_then(|at| at.split(' ').next()).expect("a place");
        let (x, y) = at.split_once(',').expect("two axes");
        let (x, y): (f64, f64) = (x.parse().expect("x"), y.parse().expect("y"));
        match legs.iter_mut().find(|(known, _)| *known == x) {
            Some((_, foot)) => *foot = foot.max(y),
            None => legs.push((x, y)),
        }
    }
    legs.into_iter().map(|(_, foot)| foot).collect()
}

fn summary(outcome: &Outcome) -> String {
    let found = outcome.findings.iter().find(|found| found.code.to_string() == "O016");
    found.map(|found| found.message.clone()).unwrap_or_default()
}

/// A leg that ends early because a subhead goes over to the next is no way to fill lines.
#[test]
fn white_that_leaves_a_hole_in_a_leg_does_not_make_a_story_fit() {
    for lines in 13..=20 {
        for more in ["", ", balance = true"] {
            let outcome = ferry(lines, more);
            let (feet, said) = (feet(&outcome), summary(&outcome));
            let [first, .., last] = feet[..] else { panic!("{feet:?}") };
            assert!(!said.ends_with(": fits") || last - first < 12.5, "{lines}: {said}, {feet:?}");
        }
    }
}

/// Legs that are levelled end near one another, where a keep leaves lines out of some, too: the last is not
/// left far above the others.
#[test]
fn the_last_of_levelled_legs_ends_near_the_others() {
    const FIRST: &str = "港口今日重開，首班渡輪早上七時開出，乘客在碼頭排隊。";
    for (most, more) in [
        (50.0, [1, 0, 2, 0, 3, 3, 3, 3]),
        (13.0, [2, 1, 3, 0, 0, 0, 2, 0]),
        (13.0, [1, 2, 3, 1, 1, 0, 0, 1]),
    ] {
        let mut text = String::from("+++\nheadline = \"港口重開渡輪復航\"\n+++\n");
        for (at, more) in more.into_iter().enumerate() {
            text += &format!("{FIRST}{}\n\n", "渡輪公司增派兩班船，疏導人潮。".repeat(more));
            text += if [2, 5].contains(&at) { "## 新碼頭\n\n" } else { "" };
        }
        let block = "{ article = \"lead\", columns = \"1-3\", lines = \"1+40\", balance = true },";
        let outcome = run(&super::job("horizontal", "", block, text), Goal::Dump(Stage::Frames));
        let feet = feet(&outcome);
        let low = feet.iter().copied().fold(0.0, f64::max);
        let high = feet.iter().copied().fold(1e9, f64::min);
        assert!(low - high < most, "{feet:?}");
    }
}

/// What stays empty before the text's end is in the ledger and in the summary.
#[test]
fn what_stays_empty_among_the_text_is_said() {
    let pages = "[[page]]\nid = \"A1\"\nblock = [\n\
                 { article = \"lead\", columns = \"1-3\", lines = \"1+40\", fit = true },\n]\n";
    // A table's rows are not parted: a leg ends early before a deep one.
    let deep = "航線".repeat(20);
    let mut text = String::from("+++\nheadline = \"港口重開渡輪復航\"\n+++\n");
    text += &"港口今日重開，首班渡輪早上七時開出，乘客在碼頭排隊。\n\n".repeat(8);
    text += &format!("| 線 | 說明 |\n|---|---|\n| 甲 | {deep} |\n| 乙 | {deep} |\n\n");
    text += &"渡輪公司增派兩班船，疏導人潮。\n\n".repeat(30);
    let outcome = run(&super::paper("horizontal", "", pages, text), Goal::Check);
    let story = ledger_json(&outcome)["stories"][0].clone();
    let holes = story["holes"].as_array().cloned().unwrap_or_default();
    let said = summary(&outcome);
    for hole in &holes {
        let lines = number(&hole["lines"]);
        assert!(lines > 1 && hole["page"] == "A1", "{story}");
        let told = format!("in leg {}", hole["leg"]);
        assert!(said.contains(&told) && said.contains("stay empty"), "{said} of {story}");
    }
    assert!(!holes.is_empty(), "{said} of {story}");
}
