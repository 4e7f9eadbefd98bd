//! Notices of a stack that may go whole.

use std::fmt::Write as _;

use typeset::diag::{Code, Severity};
use typeset::{Goal, Outcome, Output, Stage};

use super::{Ledger, WRITINGS, job, run};
use crate::support::Memory;

/// Eight notices of one paragraph, the third and the sixth of which may go.
fn notices() -> String {
    let mut text = String::new();
    for at in 0..8 {
        let mark = if at == 2 || at == 5 { "{.optional}" } else { "" };
        _ = write!(text, "+++\nheadline = \"啟事{at}\"\nbyline = \"港務處\"\n+++\n");
        _ = write!(text, "遺失印章一枚，特此聲明作廢，拾得者請交還。{mark}\n\n");
    }
    text
}

/// What is told of paragraphs that are left out.
fn left_out(outcome: &Outcome) -> Vec<&str> {
    let told = outcome.findings.iter().filter(|found| found.code == Code("O017"));
    told.map(|found| &*found.message).collect()
}

/// A notice of which all may go goes with its head: one under which nothing stands is none.
#[test]
fn a_notice_that_may_go_goes_whole() {
    for writing in WRITINGS {
        let block = |lines: i64| {
            format!(
                "{{ articles = \"lead\", columns = \"1-2\", lines = \"1+{lines}\", rules = {{ items = \"0.3pt\" }} }},"
            )
        };
        let over = |lines: &i64| {
            Ledger::of(&run(&job(writing, "", &block(*lines), notices()), Goal::Check)).over
        };
        let exact = (8..60).find(|lines| over(lines) == 0).expect("a depth that holds them");
        let files = job(writing, "fit = true", &block(exact - 1), notices());
        let outcome = run(&files, Goal::Document);
        let ledger = Ledger::of(&outcome);
        assert_eq!(ledger.over, 0, "{writing}: {:#?}", outcome.findings);
        assert_eq!(ledger.sum(), ledger.balance(), "{ledger:?}");
        let wrong = outcome.findings.iter().find(|found| found.severity == Severity::Error);
        assert!(wrong.is_none(), "{wrong:?}");
        assert!(matches!(outcome.output, Output::Document(_)));
        let optional = ledger.treatments.iter().find(|one| one.kind == "optional");
        assert_eq!(optional.map(|one| one.amount), Some(1), "{ledger:?}");
        let told = left_out(&outcome);
        let [told] = &told[..] else { panic!("{told:?}") };
        assert!(told.ends_with("and its head with it: 啟事5"), "{told}");
        let Output::Text(frames) = run(&files, Goal::Dump(Stage::Frames)).output else {
            panic!("no frames")
        };
        assert!(!frames.contains("啟事5") && frames.contains("啟事4"), "{frames}");
        assert_eq!(frames.matches("港務處").count(), 7, "{frames}");
    }
}

/// One of the notices stays, whatever is over.
#[test]
fn a_stack_never_goes_whole() {
    let all = notices().replace("還。\n", "還。{.optional}\n");
    let block = "{ articles = \"lead\", columns = \"1\", lines = \"1+3\" },";
    let outcome = run(&job("horizontal", "fit = true", block, all), Goal::Check);
    let ledger = Ledger::of(&outcome);
    let optional = ledger.treatments.iter().find(|one| one.kind == "optional");
    assert_eq!(optional.map(|one| one.amount), Some(7), "{ledger:?}");
}

/// A notice goes whole when no paragraph of its rank is left whose notice keeps a text; one of a
/// higher number goes before.
#[test]
fn notices_go_after_paragraphs_of_their_rank() {
    let text = |last: &str| {
        format!(
            "+++\nheadline = \"啟事甲\"\n+++\n港口今日重開，首班渡輪開出。\n\n乘客在碼頭排隊，等候上船。{{.optional}}\n\n\
             +++\nheadline = \"啟事乙\"\n+++\n遺失印章一枚，特此聲明作廢，拾得者請交還。{last}\n\n"
        )
    };
    let over_by_two = |text: String| {
        let block = |lines: i64| {
            format!("{{ articles = \"lead\", columns = \"1\", lines = \"1+{lines}\" }},")
        };
        let made = |lines: i64, fit: &str| {
            run(&job("horizontal", fit, &block(lines), text.clone()), Goal::Document)
        };
        let exact = (4..30).find(|lines| Ledger::of(&made(*lines, "")).over == 0);
        made(exact.expect("a depth that holds them") - 2, "fit = { order = [\"optional\"] }")
    };
    let outcome = over_by_two(text("{.optional}"));
    assert!(
        matches!(&left_out(&outcome)[..], [one] if one.ends_with("乘客在碼頭排隊，等候…")),
        "{outcome:#?}"
    );
    let outcome = over_by_two(text("{.optional=2}"));
    assert!(matches!(&left_out(&outcome)[..], [one] if one.ends_with("啟事乙")), "{outcome:#?}");
}

const LONG: [&str; 8] = [
    "甲段：船公司表示，票價三年內不會調整，班次則視客流增減。觀光處計畫在兩岸各設租車站，方便旅客騎行環湖。縣議會昨日三讀通過渡輪補助辦法。氣象站提醒，冬季東北風強勁，停航日數可能多於往年。文史工作者整理出戰前的時刻表，準備在車站展出。老船長退休前最後一航，沿岸商家掛起布條相送。文史工。",
    "乙段：縣議會昨日三讀通過渡輪補助辦法。老船長退休前最後一航，沿岸商家掛起布條相送。漁會擔心航道改線影響近岸作業，要求另開說明會。工會則希望先補足人手，再談加開夜班。居民代。",
    "丙段：居民代表到場旁聽，散會後仍圍着議員詢問細節。觀光處計畫在兩岸各設租車站，方便旅客騎行環湖。縣議會昨日三讀通過渡輪補助辦法。船公司表。{.optional}",
    "丁段：老船長退休前最後一航，沿岸商家掛起布條相送。承辦人說，首年編列八百萬元，不足時再追加。氣象站提醒，冬季東北風強勁，停航日數可能多於往年。工會則希望先補足人手，再談加開夜班。氣象站提醒，冬季東北風強勁，停航日數可能多於。",
    "戊段：北岸碼頭的候船室漏水已久，修繕工程下月發包。縣議會昨日三讀通過渡輪補助辦法。氣象站提醒，冬季東北風強勁，停航日數可能多於往年。觀光處計畫在兩岸各設租車站，方便旅客騎行環湖。漁。{.optional}",
    "己段：文史工作者整理出戰前的時刻表，準備在車站展出。居民代表到場旁聽，散會後仍圍着議員詢問細節。船公司表示，票價三年內不會調整，班次則視客流增。",
    "庚段：文史工作者整理出戰前的時刻表，準備在車站展出。漁會擔心航道改線影響近岸作業，要求另開說明會。縣議會昨日三讀通過渡輪補助辦法。漁會擔心航道改線影響近岸作業，要求另開說明會。漁會擔心航道改線影響近岸作業，要求另開說明會。漁會擔心航道改線影響近岸作業，要求另開說明會。觀光處計。",
    "末段：北岸碼頭的候船室漏水已久，修繕工程下月發包。縣議會昨日三讀通過渡輪補助辦法。船公司表示，票價三年內不會調整，班次則視客流增減。校方統計，每日搭船上學的學生約有二百四十人。漁會擔心航道改線影響近岸作業，要求另開說明會。船公司表示，票價三年內不會調整，班次則視客流增減。縣議會昨日三讀通過渡輪補助辦法。工會則希望先補足人手，再談加開夜班。文史工作者整理出戰前的時刻表，準備在車站展出。老船長退休前最後一航，沿岸商家掛起布條相送。觀光處計畫在兩岸各設租車站，方便旅客騎行環湖。縣議會。",
];

/// A leg that ends three lines early before a notice that has no room there gets them over the heads in
/// it, though the story fits without.
#[test]
fn white_over_its_heads_fills_a_leg_that_ends_early() {
    let text: String = LONG
        .iter()
        .enumerate()
        .map(|(at, text)| format!("+++\nheadline = \"啟事{at}\"\n+++\n{text}\n\n"))
        .collect();
    let layout = "[document]\nlanguage = \"zh-Hant-HK\"\ndate = 2026-11-29\nfit = true\n\
                  [paper]\nsize = [\"580pt\", \"608pt\"]\nmargin = \"40pt\"\n\
                  [grid]\ncolumns = 3\nmeasure = 17\ngutter = 2\nline = \"12pt\"\n\
                  [style.body]\nsize = \"9pt\"\n[article]\nlead = \"lead.md\"\n[[page]]\nid = \"A1\"\n\
                  block = [{ articles = \"lead\", columns = \"1-3\", lines = \"1-26\" }]\n";
    let files = Memory::of([("page.toml", layout.to_owned()), ("lead.md", text)]);
    let ledger = Ledger::of(&run(&files, Goal::Check));
    assert!(ledger.over == 0 && ledger.holes < 3, "{ledger:?}");
}

/// The rule between two notices stays with the head under it where white is opened so that legs end level: over
/// heads that stand level, rules are level.
#[test]
fn rules_stay_with_their_heads() {
    let mut opened = 0;
    for lines in 18..=28 {
        let block = format!(
            "{{ articles = \"lead\", columns = \"1-2\", lines = \"1+{lines}\", rules = {{ items = \"0.3pt\" }} }},"
        );
        let files = job("horizontal", "fit = true", &block, notices());
        let Output::Text(frames) = run(&files, Goal::Dump(Stage::Frames)).output else {
            panic!("no frames")
        };
        let place = |line: &str, before: &str| -> Option<(f64, f64)> {
            let at = line.split(before).nth(1)?.split(' ').next()?;
            let (x, y) = at.split_once(',')?;
            Some((x.parse().ok()?, y.parse().ok()?))
        };
        let heads: Vec<(f64, f64)> = frames
            .lines()
            .filter(|line| line.contains(".headline at "))
            .filter_map(|line| place(line, " at "))
            .collect();
        let rules: Vec<(f64, f64)> = frames
            .lines()
            .filter(|line| line.trim_start().starts_with("rule 0.3 from "))
            .filter(|line| {
                place(line, " from ").map(|at| at.1) == place(line, " to ").map(|at| at.1)
            })
            .filter_map(|line| place(line, " from "))
            .collect();
        assert!(rules.len() >= 2, "{lines}: {frames}");
        let near = |&(x, y): &(f64, f64)| {
            let under =
                heads.iter().filter(|head| head.0 == x && head.1 > y).map(|head| head.1 - y);
            under.fold(f64::MAX, f64::min)
        };
        let nearest = rules.iter().map(near).fold(f64::MAX, f64::min);
        for rule in &rules {
            assert!((near(rule) - nearest).abs() < 0.01, "{lines}: {rule:?} {frames}");
        }
        opened += usize::from(are_uneven(&heads));
    }
    assert!(opened > 0, "no white was opened");
}

/// Whether heads of one leg stand unevenly.
fn are_uneven(heads: &[(f64, f64)]) -> bool {
    let steps = heads.windows(2).filter(|pair| pair[0].0 == pair[1].0);
    let steps: Vec<i64> = steps.map(|pair| ((pair[1].1 - pair[0].1) * 10.0) as i64).collect();
    steps.iter().min() != steps.iter().max()
}
