//! A story is lengthened by spread lines only where few are seen to be.

use typeset::{Goal, Output, Stage};

use super::{Ledger, WRITINGS, job, run};

const HEAD: &str = "+++\nheadline = \"港口重開渡輪復航\"\n+++\n";

const SENTENCES: [&str; 5] = [
    "海關昨晨在三號貨倉查獲一批未報關的收音機。",
    "貨主三周前已離境，尚未聯絡得上。",
    "木箱外面寫的是農具零件，重量卻對不上。",
    "天文台預測，未來數日風勢轉強，小輪或須改道行走。",
    "當局呼籲進口商如實申報。",
];

/// A line of the body: whether its characters stand more than a twentieth of an em further apart than they
/// would of themselves. None of what is none.
fn is_spread(line: &str) -> Option<bool> {
    let (head, text) = line.split_once('|')?;
    let words: Vec<&str> = head.split_whitespace().collect();
    let [_, "natural", natural, "width", width, "of", _, ..] = words[..] else { return None };
    let [natural, width]: [f64; 2] = [natural, width].map(|it| it.parse().unwrap_or(0.0));
    let joints = text.trim_end_matches('|').chars().count() as f64 - 1.0;
    (joints > 0.0).then(|| (width - natural) / 9.0 / joints > 0.05)
}

#[test]
fn few_lines_are_spread_and_no_two_running() {
    let mut lengthened = 0;
    for (writing, count) in
        WRITINGS.iter().flat_map(|writing| (0..14).map(|count| (*writing, count)))
    {
        // Paragraphs of many lines: of most of them each would have to give a character.
        let long = |from: usize, sentences: usize| -> String {
            (from..from + sentences).map(|at| SENTENCES[at % 5]).collect()
        };
        let more = "渡".repeat(count * 6);
        let text =
            format!("{HEAD}{}\n\n{more}{}\n\n{}", long(count, 9), long(count + 2, 7), long(1, 11));
        let block = "{ article = \"lead\", part = \"body\", columns = \"1-3\", split = 1, lines = \"1+30\" },";
        let fit = "fit = { order = [\"tracking\"], tracking = [-15, 60], short = 0 }";
        let wide = |text: &str| job(writing, fit, block, text.to_owned());
        let made = run(&wide(&text), Goal::Dump(Stage::Lines));
        let Output::Text(dump) = &made.output else { panic!("{:#?}", made.findings) };
        let spread: Vec<bool> = dump.lines().filter_map(is_spread).collect();
        let running = spread.windows(2).any(|pair| pair[0] && pair[1]);
        let all = spread.iter().filter(|spread| **spread).count();
        let told = run(&wide(&text), Goal::Check);
        let by: i64 = Ledger::of(&told).treatments.iter().map(|it| it.lines).sum();
        lengthened += i64::from(by > 0);
        assert!(
            !running && all <= (spread.len() * 3 / 100).max(1),
            "{writing} {count}: {all} of {}",
            spread.len()
        );
    }
    assert!(lengthened > 0, "some are");
}
