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
        (12, "賴清德國慶演說|宣示「台灣之盾」|國防預算拚五年達標"),
    ] {
        let headline = headline_of(rows);
        let plain = layout("zh-Hant-HK", &headline, 20)
            .replace("columns = 2\nmeasure = 18", &format!("columns = 1\nmeasure = {measure}\nline = \"27pt\"\n[style.body]\nsize = \"16pt\"\n[style.headline]\nsize = \"16pt\""))
            .replace("columns = \"1-2\", lines = \"1+20\"", "lines = \"1+13\"")
            .replace("\"148mm\", \"120mm\"", "\"148mm\", \"160mm\"");
        let outcome = set(plain, Wanted::default());
        let typeset::Output::Document(pdf) = outcome.output else {
            panic!("no PDF: {:#?}", outcome.findings)
        };
        let read = pdf_reader::text(&pdf_reader::read(&pdf));
        let found: Vec<&str> = read.lines().map(str::trim).filter(|row| !row.is_empty()).collect();
        let expected: Vec<&str> = rows.split('|').collect();
        if !found.starts_with(&expected) {
            wrong.push(format!("{measure}: {}, not {rows}", found.join("|")));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// The headline, with a blank behind each clause.
fn headline_of(rows: &str) -> String {
    let clauses =
        ["三車相撞|", "急挫3.2%|", "台灣之盾」|", "擬分拆上市|", "計劃|", "大量暴斃|", "降息一碼|"];
    let ended = clauses
        .iter()
        .fold(rows.to_owned(), |rows, clause| rows.replace(clause, &clause.replace('|', " ")));
    ended.replace('|', "")
}
