//! What by-products and readers make of heads whose clauses a bar parts.

use std::path::Path;

use typeset::diag::Deny;
use typeset::{ByProductKind, Goal, Job, Outcome, Proof, Session, ShowGrid, Wanted};

use crate::pdf_reader;
use crate::support::Memory;

fn layout(language: &str, headline: &str, lines: u8) -> String {
    format!(
        r#"[document]
title = "t"
language = "{language}"
[paper]
size = ["148mm", "120mm"]
[grid]
columns = 2
measure = 18
[article]
a = {{ headline = "{headline}", body = "甲乙丙丁戊。" }}
[[page]]
id = "A1"
block = [{{ article = "a", columns = "1-2", lines = "1+{lines}" }}]
"#
    )
}

/// A page of the layout.
fn set(layout: String, wanted: Wanted) -> Outcome {
    let files = Memory::of([("page.toml", layout)]);
    let job = Job {
        layout: Path::new("page.toml"),
        goal: Goal::Document,
        proof: Proof::Final,
        show_grid: ShowGrid::Hidden,
        deny: &Deny::default(),
        wanted,
    };
    Session::default().run(&job, &files, &mut |_| ())
}

/// In one row or in two, a blank is where the bar was.
#[test]
fn clauses_of_a_headline_are_parted_wherever_they_are_read() {
    for (language, headline, parted) in [
        ("zh-Hant-HK", "街市下月重開|八成舊檔主回歸", "街市下月重開　八成舊檔主回歸"),
        ("zh-Hant-HK", "停航三日|復航", "停航三日　復航"),
        ("ja", "大橋が来月開通|船は最終便", "大橋が来月開通　船は最終便"),
        ("ko", "다리 개통|배 운항", "다리 개통 배 운항"),
    ] {
        for lines in [6, 12] {
            let wanted = Wanted { text: true, map: true, ..Wanted::default() };
            let outcome = set(layout(language, headline, lines), wanted);
            for kind in [ByProductKind::Text, ByProductKind::Map] {
                let made = outcome.byproducts.iter().find(|made| made.kind == kind);
                let bytes = &made.unwrap_or_else(|| panic!("{:#?}", outcome.findings)).bytes;
                let text = String::from_utf8(bytes.clone()).expect("UTF-8");
                assert!(text.contains(parted), "{text}");
            }
            let typeset::Output::Document(pdf) = outcome.output else { panic!("no PDF") };
            let read = pdf_reader::text(&pdf_reader::read(&pdf));
            // Rows are lines of their own.
            let read = read.replace(['\n', '\u{3000}'], " ");
            assert!(read.contains(&parted.replace('\u{3000}', " ")), "{read}");
        }
    }
}

/// R90, R92: in type of one size a name is kept whole for a row more, a clause ends its row, and no row is a stump of
/// one where as many may be alike.
#[test]
fn rows_of_one_size_keep_names_and_leave_no_stumps() {
    let mut wrong = Vec::new();
    for (measure, rows) in [
        (8, "長和旗下|屈臣氏集團|擬分拆上市|集資額料達|一百五十六億"),
        (8, "教育局推|「一校一行政主任」|計劃|減輕教師負擔"),
        (8, "小欖|精神病治療中心|職員遭病人襲擊"),
        (10, "屏東枋寮石斑魚|大量暴斃|漁民損失逾三千萬"),
        (8, "美國聯準會|降息一碼|鮑爾：十二月|未必再降"),
        (12, "輝達執行長黃仁勳|訪台積電南科晶圓十八廠"),
        (8, "財政部擬發行|二百五十億元|五十年期國債"),
        // Clauses end at typed blanks beside a figure, behind ％ and behind a bracket.
        (12, "8號幹線青沙公路三車相撞|21歲女司機重傷"),
        (8, "恒生科技指數|急挫3.2%|騰訊失守六百元關"),
        // What marks enclose is a name, no dateline.
        (8, "「深海勇士」號|載人潛水器完成"),
        (12, "賴清德國慶演說|宣示「台灣之盾」|國防預算拚五年達標"),
    ] {
        let found = rows_of_one_size(Role::Headline, measure, &headline_of(rows));
        if !holds(&found, rows) {
            wrong.push(format!("{measure}: {}, not {rows}", found.join("|")));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// R90, R92: so do decks and subheads.
#[test]
fn rows_of_decks_and_subheads_keep_names_and_leave_no_stumps() {
    let mut wrong = Vec::new();
    for (role, rows) in [
        (Role::Deck, "陽明海運|「順明輪」|紅海遇襲　|二十二名船員平安"),
        (Role::Subhead, "馬來西亞檳城|快艇翻沉|兩名港客失聯"),
        (Role::Subhead, "王楚欽4比3|逆轉張本智和|首奪世界杯"),
    ] {
        let found = rows_of_one_size(role, 8, &headline_of(rows));
        if !holds(&found, rows) {
            wrong.push(format!("{}, not {rows}", found.join("|")));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// What a text is set in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Headline,
    Deck,
    Subhead,
}

/// The lines of a page whose text is as large as its head, in one column of so many characters.
fn rows_of_one_size(role: Role, measure: u32, text: &str) -> Vec<String> {
    let headline = if role == Role::Headline { text } else { "文" };
    let styles = ["body", "headline", "deck", "subhead"]
        .map(|style| format!("\n[style.{style}]\nsize = \"16pt\""))
        .concat();
    let grid = format!("columns = 1\nmeasure = {measure}\nline = \"27pt\"{styles}");
    let plain = layout("zh-Hant-HK", headline, 20)
        .replace("columns = 2\nmeasure = 18", &grid)
        .replace("columns = \"1-2\", lines = \"1+20\"", "lines = \"1+13\"")
        .replace("\"148mm\", \"120mm\"", "\"148mm\", \"160mm\"");
    let plain = match role {
        Role::Headline => plain,
        Role::Deck => plain.replace(", body", &format!(", deck = \"{text}\", body")),
        Role::Subhead => {
            let body = format!("甲乙丙丁戊。\\n\\n## {text}\\n\\n甲乙丙丁戊。");
            plain.replace("甲乙丙丁戊。", &body)
        }
    };
    let outcome = set(plain, Wanted::default());
    let typeset::Output::Document(pdf) = outcome.output else {
        panic!("no PDF: {:#?}", outcome.findings)
    };
    let read = pdf_reader::text(&pdf_reader::read(&pdf));
    read.lines().map(|row| row.trim().to_owned()).filter(|row| !row.is_empty()).collect()
}

/// Whether the lines hold the rows one behind the other.
fn holds(lines: &[String], rows: &str) -> bool {
    let rows: Vec<&str> = rows.split('|').map(str::trim).collect();
    lines.windows(rows.len()).any(|window| window == rows)
}

/// The headline, with a blank behind each clause.
fn headline_of(rows: &str) -> String {
    let clauses = [
        "快艇翻沉|",
        "張本智和|",
        "三車相撞|",
        "急挫3.2%|",
        "台灣之盾」|",
        "擬分拆上市|",
        "計劃|",
        "大量暴斃|",
        "降息一碼|",
    ];
    let ended = clauses
        .iter()
        .fold(rows.to_owned(), |rows, clause| rows.replace(clause, &clause.replace('|', " ")));
    ended.replace('|', "")
}
