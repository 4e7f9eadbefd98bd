//! Tables and stacks where they meet what makes text fit, and pages that go on.

use std::fmt::Write as _;

use typeset::diag::Severity;
use typeset::{Goal, Outcome, Output};

use super::{Ledger, WRITINGS, job, run};

/// Paragraphs with a table among them.
fn with_table() -> String {
    let mut text = String::from("+++\nheadline = \"港口重開渡輪復航\"\n+++\n");
    for at in 0..10 {
        let more = "渡輪公司增派兩班船，疏導人潮。".repeat(1 + at % 3);
        _ = write!(text, "港口今日重開，首班渡輪早上七時開出，乘客在碼頭排隊。{more}\n\n");
        if at == 4 {
            text += "班次如下：\n\n| 開出 | 船 | 班 |\n|---|---|--:|\n";
            (0..7).for_each(|row| _ = writeln!(text, "| {}時 | 青嶼 | {row} |", 7 + row));
            text += "\n";
        }
    }
    text
}

/// Notices of one to four lines.
fn notices(count: usize) -> String {
    let each = (0..count).map(|at| {
        let more = "遺失印章一枚，特此聲明作廢。".repeat(1 + at % 4);
        format!("+++\nheadline = \"啟事{at}\"\n+++\n{more}\n\n")
    });
    each.collect()
}

/// Lines that are over, and lines that stay empty.
fn over_and_left(outcome: &Outcome) -> (i64, i64) {
    let ledger = Ledger::of(outcome);
    (ledger.over, ledger.left)
}

/// From one line over to eight short: what `fit` leaves is never more than there was, no text is lost
/// (the program counts it), and where it is treated no rule of composition gives way.
#[test]
fn stories_with_tables_are_made_to_fit() {
    for writing in WRITINGS {
        let made = |lines: i64, fit: &str| {
            let block = format!(
                "{{ article = \"lead\", columns = \"1-3\", lines = \"1+{lines}\" }},\n\
                 {{ picture = \"map.svg\", columns = \"2-3\", lines = \"12+10\", alt = \"\" }},"
            );
            run(&job(writing, fit, &block, with_table()), Goal::Check)
        };
        let exact = (20..90).find(|lines| over_and_left(&made(*lines, "")).0 == 0);
        let exact = exact.expect("a depth at which the story fits");
        for lines in exact - 2..exact + 3 {
            let (plain, fitted) = (made(lines, ""), made(lines, "fit = true"));
            let ((over, left), (still, stays)) = (over_and_left(&plain), over_and_left(&fitted));
            assert!(still <= over, "{writing} {lines}: {over} lines over become {still}");
            assert!(still > 0 || stays <= left.max(1), "{writing} {lines}: {left} become {stays}");
            if lines < exact {
                assert_eq!(
                    still, 0,
                    "{writing} {lines}: {over} lines over, a picture may give four"
                );
            }
            let lost = fitted.findings.iter().find(|found| found.code.to_string() == "P050");
            assert!(lost.is_none(), "{lost:?}");
        }
    }
}

/// The text round a box as deep as its text goes on right under what is drawn of it.
#[test]
fn text_goes_on_under_a_box_as_deep_as_its_text() {
    for writing in WRITINGS {
        let frames = |depth: &str| {
            let block = format!(
                "{{ article = \"lead\", columns = \"1-3\", lines = \"1+60\" }},\n\
                 {{ id = \"box\", columns = 2, lines = \"12+16\", frame = \"0.5pt\", inset = 1{depth} }},\n\
                 {{ in = \"box\", article = \"next\", lines = \"1-\" }},"
            );
            let files = job(writing, "", &block, with_table());
            let outcome = run(&files, Goal::Dump(typeset::Stage::Frames));
            let errors = outcome.findings.iter().any(|found| found.severity == Severity::Error);
            let Output::Text(frames) = outcome.output else { panic!("{:#?}", outcome.findings) };
            (errors, over_and_left_of(&frames), frames)
        };
        let (full, deep) = (frames(""), frames(", depth = \"text\""));
        assert!(!full.0 && !deep.0, "{}", deep.2);
        // The same text takes fewer lines of its block where the box takes fewer.
        assert!(deep.1 > full.1 + 3, "{writing}: {} and {} lines empty", full.1, deep.1);
    }
}

/// The lines that a dump says stay empty of the lead.
fn over_and_left_of(frames: &str) -> i64 {
    let slack = frames.lines().find_map(|line| line.strip_prefix("slack lead: "));
    let lines = slack.and_then(|slack| slack.split(' ').next()?.parse().ok());
    lines.unwrap_or_else(|| panic!("no slack: {frames}"))
}

#[test]
fn stacks_are_made_to_fit() {
    for writing in WRITINGS {
        let made = |lines: i64, fit: &str| {
            let block =
                format!("{{ articles = \"lead\", columns = \"1-3\", lines = \"1+{lines}\" }},");
            run(&job(writing, fit, &block, notices(9)), Goal::Check)
        };
        let exact = (10..60).find(|lines| over_and_left(&made(*lines, "")).0 == 0);
        let exact = exact.expect("a depth at which the notices fit");
        for lines in exact..exact + 3 {
            let (_, left) = over_and_left(&made(lines, ""));
            let fitted = made(lines, "fit = true");
            let (over, stays) = over_and_left(&fitted);
            assert_eq!(over, 0, "{writing} {lines}");
            assert!(stays <= left.max(1), "{writing} {lines}: {left} lines become {stays}");
            let errors: Vec<_> =
                fitted.findings.iter().filter(|found| found.severity == Severity::Error).collect();
            assert!(errors.is_empty(), "{errors:?}");
        }
        // White stands between the notices, so that some of what was left is taken.
        let (left, stays) = (
            over_and_left(&made(exact + 2, "")).1,
            over_and_left(&made(exact + 2, "fit = true")).1,
        );
        assert!(stays < left, "{writing}: {left} lines stay {stays}");
    }
}

#[test]
fn stacks_go_on_over_further_pages() {
    for writing in WRITINGS {
        let block = "{ articles = \"lead\", columns = \"1-3\", lines = \"1+12\", rules = { items = \"0.3pt\" } },";
        let files = job(writing, "overset = \"continue\"", block, notices(60));
        let outcome = run(&files, Goal::Document);
        assert!(matches!(outcome.output, Output::Document(_)), "{:?}", outcome.findings);
        assert_eq!(over_and_left(&outcome).0, 0);
        let Output::Text(frames) = run(&files, Goal::Dump(typeset::Stage::Frames)).output else {
            panic!("{writing}: no frames")
        };
        let pages = frames.lines().filter(|line| line.starts_with("page")).count();
        assert!(pages > 1, "{writing}: {frames}");
        // Rules stand between the notices there, too.
        let last = frames.rsplit("page").next().unwrap_or_default();
        assert!(last.contains("rule"), "{writing}: {last}");
    }
}

/// A picture under a head that reaches the foot of its leg grows no line into the head.
#[test]
fn a_head_keeps_its_rows_whatever_its_pictures_take() {
    for writing in WRITINGS {
        for start in 3..9 {
            let heads = |fit: &str| {
                let block = format!(
                    "{{ article = \"lead\", columns = \"1-3\", lines = \"1+30\" }},\n\
                     {{ picture = \"map.svg\", columns = 3, lines = \"{start}+{}\", alt = \"\" }},",
                    31 - start
                );
                let text = "港口今日重開，首班渡輪早上七時開出。".repeat(16);
                let text = format!("+++\nheadline = \"港口重開渡輪復航\"\n+++\n{text}\n");
                let files = job(writing, fit, &block, text);
                let Output::Text(frames) = run(&files, Goal::Dump(typeset::Stage::Frames)).output
                else {
                    panic!("no frames")
                };
                let heads = frames.lines().filter(|line| line.contains("headline"));
                heads.map(str::to_owned).collect::<Vec<_>>()
            };
            let plain = heads("");
            assert!(!plain.is_empty());
            assert_eq!(plain, heads("fit = { picture = [-4, 6] }"), "{writing} {start}");
        }
    }
}
