//! What fitting promises, on one page around a picture.

use std::fmt::Write as _;

use serde_json::Value;
use typeset::diag::{Code, Severity};
use typeset::{Goal, Output};

use super::{Ledger, WRITINGS, has, ledger_json, number, run};
use crate::support::Memory;

/// Twelve paragraphs of three lines and some, a subhead in the middle, two that may go.
fn article() -> String {
    let mut text = String::from("+++\nheadline = \"港口重開渡輪復航\"\n+++\n");
    for at in 0..12 {
        if at == 6 {
            text += "## 新碼頭\n\n";
        }
        let mark = match at {
            4 => "{.optional}",
            9 => "{.optional=2}",
            _ => "",
        };
        let more = "渡輪公司增派兩班船，疏導人潮。".repeat(1 + at % 3);
        _ = write!(text, "港口今日重開，首班渡輪早上七時開出，乘客在碼頭排隊。{more}{mark}\n\n");
    }
    text
}

/// The job with its story in so many lines.
fn job(writing: &str, lines: i64, fit: &str) -> Memory {
    let block = format!(
        "{{ article = \"lead\", columns = \"1-3\", lines = \"1+{lines}\" }},\n\
         {{ picture = \"map.svg\", columns = \"2-3\", lines = \"12+10\", alt = \"\" }},"
    );
    super::job(writing, fit, &block, article())
}

/// The depth at which the story just fits as it comes.
fn exact(writing: &str) -> i64 {
    let fits = |lines: &i64| Ledger::of(&run(&job(writing, *lines, ""), Goal::Check)).over == 0;
    (20..90).find(fits).expect("a depth at which the story fits")
}

/// A story that is over and that nothing helps: what was tried is told, and what it would need.
#[test]
fn where_nothing_helps_it_is_told_what_was_tried() {
    let fit =
        "fit = { order = [\"tracking\", \"headline\"], tracking = [0, 1], headline = [0, 0] }";
    let outcome = run(&job("horizontal", exact("horizontal") - 3, fit), Goal::Check);
    let told = outcome.findings.iter().find(|found| found.code == Code("O016"));
    let told = told.unwrap_or_else(|| panic!("{:#?}", outcome.findings));
    assert!(told.message.contains("tracking and headline; none takes a line off"), "{told:#?}");
    assert!(told.help.iter().any(|help| help.starts_with("it has to lose ")), "{told:#?}");
}

#[test]
fn treatments_keep_their_limits() {
    for lines in [-4, -2, 2, 4] {
        let fit =
            "fit = { picture = [-2, 1], tracking = [-9, 7], headline = [-1, 1], white = [0, 2] }";
        let ledger =
            Ledger::of(&run(&job("horizontal", exact("horizontal") + lines, fit), Goal::Check));
        for treatment in &ledger.treatments {
            let within = match &*treatment.kind {
                "picture" => -2..=1,
                "tracking" => -9..=7,
                "headline" => -1..=1,
                "white" => 0..=2 * 3,
                "optional" => 1..=2,
                other => panic!("{other}"),
            };
            assert!(within.contains(&treatment.amount), "{ledger:?}");
        }
    }
}

#[test]
fn a_story_that_fits_is_left_alone_to_the_byte() {
    for writing in WRITINGS {
        // At most one line stays empty.
        let fits = |lines: &i64| {
            let outcome = run(&job(writing, *lines, "[fit]\nshort = 3"), Goal::Check);
            let ledger = Ledger::of(&outcome);
            // No rule is given up for it.
            !has(&outcome, "O010") && ledger.over == 0 && ledger.left <= 3
        };
        let Some(lines) = (20..90).find(fits) else { continue };
        let pdf = |fit: &str| match run(&job(writing, lines, fit), Goal::Document).output {
            Output::Document(pdf) => pdf,
            other => panic!("{other:?}"),
        };
        assert!(pdf("") == pdf("fit = { short = 3 }"), "{writing}, {lines} lines");
    }
}

/// What is left out is said, and the rest is drawn whole: the program's own count finds no loss.
#[test]
fn no_text_is_lost_unsaid() {
    let exact = exact("horizontal");
    let outcome =
        run(&job("horizontal", exact - 2, "fit = { order = [\"optional\"] }"), Goal::Document);
    let errors: Vec<_> =
        outcome.findings.iter().filter(|found| found.severity == Severity::Error).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    let left_out = outcome.findings.iter().filter(|found| found.code == Code("O017")).count();
    let amount = Ledger::of(&outcome).treatments[0].amount;
    assert_eq!(left_out as i64, amount);
    assert!(amount > 0);
}

/// `{.optional=2}` goes before `{.optional}`, though that stands nearer to the head.
#[test]
fn higher_numbers_are_left_out_first() {
    let exact = exact("horizontal");
    let outcome =
        run(&job("horizontal", exact - 1, "fit = { order = [\"optional\"] }"), Goal::Check);
    let told = outcome.findings.iter().find(|found| found.code == Code("O017"));
    let at = told.and_then(|found| found.primary.as_ref()).expect("a place").span.start as usize;
    let text = article();
    let mark = text[at..].find('{').expect("a mark") + at;
    assert!(text[mark..].starts_with("{.optional=2}"), "{}", &text[mark..mark + 13]);
}

#[test]
fn the_ledger_is_as_its_schema_says() {
    let schema: Value = serde_json::from_str(&typeset::ledger_schema()).expect("a schema");
    let outcome = run(&job("horizontal", exact("horizontal") - 2, "fit = true"), Goal::Check);
    let ledger = ledger_json(&outcome);
    assert!(jsonschema::is_valid(&schema, &ledger), "{ledger}");
    assert!(!jsonschema::is_valid(&schema, &serde_json::json!({"schema": 1})));
}

/// Of a job with errors too, and on standard output.
#[test]
fn check_prints_the_ledger_of_what_is_over() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (name, bytes) in job("horizontal", 8, "").0 {
        std::fs::write(folder.path().join(name), bytes).expect("a file");
    }
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_typeset"))
        .arg("check")
        .arg(folder.path().join("page.toml"))
        .args(["--ledger", "-"])
        .output()
        .expect("the program starts");
    assert_eq!(output.status.code(), Some(1));
    let ledger: Value = serde_json::from_slice(&output.stdout).expect("a ledger");
    let story = &ledger["stories"][0];
    assert_eq!((&story["article"], &story["page"]), (&"lead".into(), &"A1".into()));
    assert!(number(&story["over"]["lines"]) > 0 && number(&story["over"]["characters"]) > 0);
    assert_eq!(number(&story["needs"]) - number(&story["room"]), number(&story["over"]["lines"]));
}

/// A subhead keeps text under it, unless it may go as well.
#[test]
fn no_subhead_is_left_over() {
    for (mark, gone) in [("", 0), ("{.optional}", 2)] {
        let mut files = job("horizontal", 0, "");
        let plain = article().replace("{.optional}", "").replace("{.optional=2}", "");
        let last = format!("## 尾聲{mark}\n\n港口管理局說，工程會在年底完成。{{.optional}}\n");
        let text = plain + &last;
        let with = |files: &mut Memory, lines: i64, fit: &str| {
            *files = job("horizontal", lines, fit);
            files.0.insert("lead.md".into(), text.clone().into_bytes());
            run(files, Goal::Check)
        };
        let exact = (20..90)
            .find(|lines| Ledger::of(&with(&mut files, *lines, "")).over == 0)
            .expect("a depth at which it fits, with lines that stand alone or without");
        let outcome = with(&mut files, exact - 1, "fit = { order = [\"optional\"] }");
        let told = outcome.findings.iter().filter(|found| found.code == Code("O017")).count();
        assert_eq!(told, gone, "{mark}: {:#?}", outcome.findings);
    }
}

/// A picture under another story's head is that story's, though this one stands right under it; and
/// what stands between a story's head and its text is not run over.
#[test]
fn pictures_of_others_are_left_alone_and_none_covers_a_head() {
    for writing in WRITINGS {
        let page = |lines: i64, fit: &str| {
            let block = format!(
                "{{ article = \"next\", part = \"head\", columns = \"1-3\", lines = \"1+5\" }},\n\
                 {{ article = \"next\", columns = 3, lines = \"6+10\" }},\n\
                 {{ picture = \"map.svg\", columns = \"1-2\", lines = \"6+10\", alt = \"\" }},\n\
                 {{ article = \"lead\", part = \"head\", columns = \"1-2\", lines = \"17+4\" }},\n\
                 {{ picture = \"map.svg\", columns = \"1-2\", lines = \"21+8\", alt = \"\" }},\n\
                 {{ article = \"lead\", columns = \"1-2\", lines = \"30+{lines}\" }},"
            );
            super::job(writing, fit, &block, article())
        };
        let exact = (30..64)
            .find(|lines| Ledger::of(&run(&page(*lines, ""), Goal::Check)).over == 0)
            .expect("a depth at which the story fits");
        let pictures = |lines: i64, fit: &str| {
            let outcome = run(&page(lines, fit), Goal::Dump(typeset::Stage::Frames));
            let Output::Text(frames) = outcome.output else { panic!("{:?}", outcome.findings) };
            let pictures = frames.lines().filter(|line| line.contains(" picture "));
            let pictures: Vec<String> = pictures.map(str::to_owned).collect();
            assert_eq!(pictures.len(), 2, "{frames}");
            pictures
        };
        for lines in [exact - 2, exact - 1, exact + 2] {
            let fit = "fit = { order = [\"picture\"] }";
            let (plain, fitted) = (pictures(lines, ""), pictures(lines, fit));
            assert_eq!(plain[0], fitted[0], "{writing} {lines}");
            assert_ne!(plain[1], fitted[1], "{writing} {lines}");
            let outcome = run(&page(lines, fit), Goal::Check);
            assert!(!has(&outcome, "K050"), "{:#?}", outcome.findings);
        }
    }
}

/// The lines that a message names are the layout's, whatever became of the picture over them.
#[test]
fn the_lines_a_story_needs_are_counted_in_its_own_block() {
    let block = "{ picture = \"map.svg\", columns = \"1-3\", lines = \"1+10\", alt = \"\" },\n\
                 { article = \"lead\", columns = \"1-3\", lines = \"11+14\" },";
    let fit = "fit = { order = [\"picture\"] }";
    let outcome = run(&super::job("horizontal", fit, block, article()), Goal::Check);
    let over = outcome.findings.iter().find(|found| found.code == Code("O001")).expect("over");
    let said: Vec<&str> = over.others.iter().map(|label| label.text.as_str()).collect();
    assert!(said.iter().any(|said| said.contains("lines = \"11+")), "{said:?}");
}
