//! Copyfitting: stories that are over or short by any number of lines, in both writings.

use std::fmt::Write as _;
use std::path::Path;

use serde_json::Value;
use typeset::diag::{Code, Deny, Severity};
use typeset::{ByProductKind, Goal, Job, Outcome, Output, Proof, ShowGrid, Wanted};

use crate::support::Memory;

const PICTURE: &str =
    "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 90 60'><path d='M0 0h90v60h-90z'/></svg>";

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
    let (size, place) = match writing {
        "horizontal" => ("[\"130mm\", \"420mm\"]", "columns = \"1-3\""),
        _ => ("[\"420mm\", \"130mm\"]", "tiers = \"1-3\""),
    };
    let layout = format!(
        "[document]\ndate = 2024-11-16\n{fit}\n[paper]\nsize = {size}\nmargin = \"10mm\"\n\
         [grid]\nwriting = \"{writing}\"\ncolumns = 3\nmeasure = 10\nline = \"12pt\"\n\
         [article]\nlead = \"lead.md\"\n[[page]]\nid = \"A1\"\nblock = [\n\
         {{ article = \"lead\", {place}, lines = \"1+{lines}\" }},\n\
         {{ picture = \"map.svg\", {}, lines = \"12+10\", alt = \"\" }},\n]\n",
        place.replace("1-3", "2-3")
    );
    let files = [("page.toml", layout), ("lead.md", article()), ("map.svg", PICTURE.to_owned())];
    Memory::of(files)
}

fn run(files: &Memory, goal: Goal) -> Outcome {
    let job = Job {
        layout: Path::new("page.toml"),
        goal,
        proof: Proof::Final,
        show_grid: ShowGrid::Hidden,
        deny: &Deny::default(),
        wanted: Wanted { ledger: true, ..Wanted::default() },
    };
    typeset::typeset(&job, files, &mut |_| ())
}

/// What the ledger says of the one story.
fn ledger(outcome: &Outcome) -> Value {
    let made = outcome.byproducts.iter().find(|made| made.kind == ByProductKind::Ledger);
    let ledger: Value =
        serde_json::from_slice(&made.expect("a ledger").bytes).expect("a ledger is JSON");
    ledger["stories"][0].clone()
}

/// The depth at which the story just fits as it comes.
fn exact(writing: &str) -> i64 {
    let fits = |lines: &i64| {
        let story = ledger(&run(&job(writing, *lines, ""), Goal::Check));
        story["over"]["lines"] == 0
    };
    (20..90).find(fits).expect("a depth at which the story fits")
}

fn number(value: &Value) -> i64 {
    value.as_i64().expect("a whole number")
}

#[test]
fn the_ledger_adds_up_whatever_is_done() {
    for writing in ["horizontal", "vertical"] {
        let exact = exact(writing);
        let mut fitted = 0;
        for fit in [
            "fit = true",
            "fit = { order = [\"white\"] }",
            "fit = { order = [\"picture\"] }",
            "fit = { order = [\"tracking\"] }",
            "fit = { order = [\"headline\"] }",
            "fit = { order = [\"optional\"] }",
        ] {
            for lines in [exact - 3, exact - 1, exact, exact + 1, exact + 3] {
                let outcome = run(&job(writing, lines, fit), Goal::Check);
                let story = ledger(&outcome);
                let (room, needs) = (number(&story["room"]), number(&story["needs"]));
                let (left, over) =
                    (number(&story["left"]["lines"]), number(&story["over"]["lines"]));
                let mut balance = room - needs;
                let treatments = story["treatments"].as_array().expect("a list");
                for treatment in treatments {
                    let lines = number(&treatment["lines"]);
                    assert!(lines >= 0, "{story}");
                    balance += if shortens(treatment) { lines } else { -lines };
                }
                assert_eq!(balance, left - over, "{writing}, {lines} lines, {fit}: {story}");
                let is_over = outcome.findings.iter().any(|found| found.code == Code("O001"));
                assert_eq!(is_over, over > 0, "{story}");
                fitted += usize::from(over == 0 && left <= 1 && !treatments.is_empty());
            }
        }
        assert!(fitted > 6, "{writing}: only {fitted} stories were made to fit");
    }
}

/// Whether a treatment makes a story take less.
fn shortens(treatment: &Value) -> bool {
    match treatment["kind"].as_str() {
        Some("optional") => true,
        Some("white") => false,
        _ => number(&treatment["amount"]) < 0,
    }
}

#[test]
fn treatments_keep_their_limits() {
    for lines in [-4, -2, 2, 4] {
        let fit =
            "fit = { picture = [-2, 1], tracking = [-9, 7], headline = [-1, 1], white = [0, 2] }";
        let story = ledger(&run(&job("horizontal", exact("horizontal") + lines, fit), Goal::Check));
        for treatment in story["treatments"].as_array().expect("a list") {
            let amount = number(&treatment["amount"]);
            let within = match treatment["kind"].as_str().expect("a name") {
                "picture" => -2..=1,
                "tracking" => -9..=7,
                "headline" => -1..=1,
                "white" => 0..=2 * 3,
                "optional" => 1..=2,
                other => panic!("{other}"),
            };
            assert!(within.contains(&amount), "{story}");
        }
    }
}

#[test]
fn a_story_that_fits_is_left_alone_to_the_byte() {
    for writing in ["horizontal", "vertical"] {
        // At most one line stays empty.
        let fits = |lines: &i64| {
            let outcome = run(&job(writing, *lines, "[fit]\nshort = 3"), Goal::Check);
            let story = ledger(&outcome);
            // No rule is given up for it.
            let kept = !outcome.findings.iter().any(|found| found.code == Code("O010"));
            kept && story["over"]["lines"] == 0 && number(&story["left"]["lines"]) <= 3
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
    let story = ledger(&outcome);
    let amount = story["treatments"][0]["amount"].as_u64().expect("a number");
    assert_eq!(left_out as u64, amount);
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
    let made = outcome.byproducts.iter().find(|made| made.kind == ByProductKind::Ledger);
    let ledger: Value = serde_json::from_slice(&made.expect("a ledger").bytes).expect("JSON");
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
            .find(|lines| {
                let outcome = with(&mut files, *lines, "");
                let kept = !outcome.findings.iter().any(|found| found.code == Code("O010"));
                kept && ledger(&outcome)["over"]["lines"] == 0
            })
            .expect("a depth at which it fits");
        let outcome = with(&mut files, exact - 1, "fit = { order = [\"optional\"] }");
        let told = outcome.findings.iter().filter(|found| found.code == Code("O017")).count();
        assert_eq!(told, gone, "{mark}: {:#?}", outcome.findings);
    }
}
