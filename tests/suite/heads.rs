//! What by-products and readers make of heads whose clauses a bar parts.

use std::path::Path;

use typeset::diag::Deny;
use typeset::{ByProductKind, Goal, Job, Proof, Session, ShowGrid, Wanted};

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
            let files = Memory::of([("page.toml", layout(language, headline, lines))]);
            let job = Job {
                layout: Path::new("page.toml"),
                goal: Goal::Document,
                proof: Proof::Final,
                show_grid: ShowGrid::Hidden,
                deny: &Deny::default(),
                wanted: Wanted { text: true, map: true, ..Wanted::default() },
            };
            let outcome = Session::default().run(&job, &files, &mut |_| ());
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
