//! What may be left out of a story, and what never goes with it.

use std::fmt::Write as _;

use typeset::diag::Code;
use typeset::{Goal, Outcome, Output, Stage};

use super::{Ledger, WRITINGS, run};
use crate::support::Memory;

const SAYS: &str = "港口今日重開，首班渡輪早上七時開出，乘客在碼頭排隊等候，秩序大致良好。";

/// A story in so many lines of three legs.
fn job(writing: &str, document: &str, lines: i64, text: &str) -> Memory {
    let block = format!("{{ article = \"lead\", columns = \"1-3\", lines = \"1+{lines}\" }},");
    super::job(writing, document, &block, text.to_owned())
}

fn left_out(outcome: &Outcome) -> usize {
    outcome.findings.iter().filter(|found| found.code == Code("O017")).count()
}

/// Of paragraphs that may all go one stays, and what is over is told.
#[test]
fn one_paragraph_of_a_story_always_stays() {
    for writing in WRITINGS {
        for paragraphs in 1..=3 {
            let text = format!("{}{{.optional}}\n\n", SAYS.repeat(3)).repeat(paragraphs);
            let text = format!("+++\nheadline = \"渡輪復航\"\n+++\n{text}");
            let files = job(writing, "fit = { order = [\"optional\"] }", 5, &text);
            let outcome = run(&files, Goal::Check);
            let ledger = Ledger::of(&outcome);
            assert_eq!(left_out(&outcome), paragraphs - 1, "{writing} {paragraphs}");
            assert!(ledger.over > 0, "{writing} {paragraphs}: {ledger:?}");
        }
    }
}

/// `{.optional=2}` goes before `{.optional}`, however well the other by itself would do.
#[test]
fn what_is_to_go_first_stays_out() {
    let paragraph = |lines: usize, mark: &str| format!("{}{mark}\n\n", SAYS.repeat(lines));
    for writing in WRITINGS {
        let mut seen = 0;
        for lines in 12..30 {
            let text = format!(
                "+++\nheadline = \"渡輪復航\"\n+++\n{}{}{}{}{}",
                paragraph(4, ""),
                paragraph(2, "{.optional}"),
                paragraph(4, ""),
                paragraph(3, "{.optional}"),
                paragraph(2, "{.optional=2}").replacen("港口今日", "高地今日", 1),
            );
            let outcome =
                run(&job(writing, "fit = { order = [\"optional\"] }", lines, &text), Goal::Check);
            let gone: Vec<&str> = outcome
                .findings
                .iter()
                .filter(|found| found.code == Code("O017"))
                .map(|found| found.message.as_str())
                .collect();
            if gone.is_empty() {
                continue;
            }
            seen += 1;
            assert!(
                gone.iter().any(|message| message.contains("高地")),
                "{writing} {lines}: {gone:?}"
            );
        }
        assert!(seen > 1, "{writing}: {seen}");
    }
}

/// The paragraph stays whose sentence is printed as a quote.
#[test]
fn what_is_quoted_stays_in_the_story() {
    let text = format!(
        "+++\nheadline = \"渡輪復航\"\n+++\n{0}{0}\n\n[{0}]{{.pull}}{0}{{.optional}}\n\n{0}{0}{{.optional}}\n",
        SAYS
    );
    for (quote, gone) in
        [("", 2), ("{ quote = \"{lead.pull}\", columns = \"1-3\", lines = \"40+6\" },", 1)]
    {
        let block =
            format!("{{ article = \"lead\", columns = \"1-3\", lines = \"1+5\" }},\n{quote}");
        let files =
            super::job("horizontal", "fit = { order = [\"optional\"] }", &block, text.clone());
        let outcome = run(&files, Goal::Check);
        assert_eq!(left_out(&outcome), gone, "{quote} {:?}", outcome.findings);
    }
}

/// Nothing is taken from a story that goes on over further pages for all that.
#[test]
fn a_story_that_goes_on_over_further_pages_is_left_whole() {
    let mut text = String::from("+++\nheadline = \"渡輪復航\"\n+++\n");
    for at in 0..12 {
        let mark = if at % 4 == 2 { "{.optional}" } else { "" };
        _ = write!(text, "{SAYS}{SAYS}{mark}\n\n");
    }
    for writing in WRITINGS {
        for document in ["fit = true", "fit = { picture = [-4, 4], headline = [-1, 0] }"] {
            let document = format!("overset = \"continue\"\n{document}");
            let outcome = run(&job(writing, &document, 12, &text), Goal::Check);
            assert_eq!(left_out(&outcome), 0, "{writing} {document}");
            assert_eq!(Ledger::of(&outcome).treatments, [], "{writing} {document}");
        }
        // One that need not is treated as any other.
        let exact = (12..60)
            .find(|lines| Ledger::of(&run(&job(writing, "", *lines, &text), Goal::Check)).over == 0)
            .expect("a depth at which it fits");
        let document = "overset = \"continue\"\nfit = { order = [\"optional\"] }";
        let outcome = run(&job(writing, document, exact - 1, &text), Goal::Check);
        assert!(left_out(&outcome) > 0, "{writing}");
    }
}

/// Where a story comes from stays with it: the dateline before its first paragraph, the credit behind
/// its last.
#[test]
fn dateline_and_credit_stay_with_the_story() {
    let text = format!(
        "+++\nheadline = \"渡輪復航\"\ndateline = \"香港訊\"\n+++\n{0}{0}{{.optional}}\n\n{0}{0}\n\n{0}{0}{{.optional}}\n\n\
         {0}{0} ●中新社{{.optional}}\n",
        SAYS
    );
    for writing in WRITINGS {
        let files = job(writing, "fit = { order = [\"optional\"] }", 6, &text);
        let outcome = run(&files, Goal::Check);
        assert!(Ledger::of(&outcome).over > 0, "all that may go does");
        assert_eq!(left_out(&outcome), 1, "{writing}: the third paragraph alone");
    }
}

/// What an article's text is printed as, in its order.
fn printed(files: &Memory) -> String {
    match run(files, Goal::Dump(Stage::Draw)).output {
        Output::Text(dump) => dump,
        _ => panic!("no frames"),
    }
}

/// A list closes up behind an item that is left out, and a note says so; years stay what they are.
#[test]
fn a_list_counts_on_behind_what_is_left_out() {
    for (first, expected, told) in [(1, ["1.", "2."], true), (2024, ["2024.", "2026."], false)] {
        let text = format!(
            "+++\nheadline = \"渡輪復航\"\n+++\n{SAYS}\n\n{first}. {SAYS}\n{}. {SAYS}{SAYS}{{.optional}}\n{}. {SAYS}\n",
            first + 1,
            first + 2
        );
        let document = "fit = { order = [\"optional\"] }";
        let lines = (5..40).find(|lines| {
            let files = job("horizontal", document, *lines, &text);
            let outcome = run(&files, Goal::Check);
            Ledger::of(&outcome).over == 0 && left_out(&outcome) == 1
        });
        let files = job("horizontal", document, lines.expect("a depth"), &text);
        let dump = printed(&files);
        for mark in expected {
            assert!(dump.contains(&format!("inserted \"{mark}\"")), "{mark}: {dump}");
        }
        let gone = first + if told { 2 } else { 1 };
        assert!(!dump.contains(&format!("inserted \"{gone}.\"")), "{dump}");
        let outcome = run(&files, Goal::Check);
        let note = outcome.findings.iter().find(|found| found.code == Code("O017"));
        let note = note.expect("a note");
        assert_eq!(note.message.contains("numbered anew"), first == 1, "{}", note.message);
    }
}

/// Who said something stays with what was said.
#[test]
fn a_quotation_stays_while_who_said_it_does() {
    for writing in WRITINGS {
        for (mark, expected) in [("", 0), ("{.optional}", 2)] {
            let text = format!(
                "+++\nheadline = \"渡輪復航\"\n+++\n{SAYS}\n\n> {SAYS}{{.optional}}\n>\n> 陳平{{.end}}{mark}\n\n{SAYS}{SAYS}\n"
            );
            let files = job(writing, "fit = { order = [\"optional\"] }", 5, &text);
            let outcome = run(&files, Goal::Check);
            assert!(Ledger::of(&outcome).over > 0, "all that may go does");
            assert_eq!(left_out(&outcome), expected, "{writing} {mark}");
        }
    }
}

/// A story of very many paragraphs that may go is fitted as one of a few.
#[test]
fn very_many_paragraphs_may_go() {
    let text = "短句一二三四五六七。{.optional}\n\n".repeat(300);
    let text = format!("+++\nheadline = \"渡輪復航\"\n+++\n{text}");
    let files = job("horizontal", "fit = { order = [\"optional\"] }", 30, &text);
    let outcome = run(&files, Goal::Check);
    let ledger = Ledger::of(&outcome);
    assert_eq!(ledger.over, 0, "{ledger:?}");
}
