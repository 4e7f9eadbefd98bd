//! What a newcomer gets wrong: the cure that each message offers.

use std::collections::BTreeMap;

use typeset::{Goal, Outcome};

use crate::support::{Memory, run_in};

const LAYOUT: &str = r#"[document]
date = 2024-11-16
[paper]
size = "a4"
[grid]
columns = 3
measure = 18
[article]
a = "ok.md"
[[page]]
id = "A1"
block = [
  { article = "a", columns = "1-3", lines = "1-12" },
]
"#;

const ARTICLE: &str = "+++\nheadline = \"渡輪明日復航\"\n+++\n停航三日的渡輪明日復航。\n";

fn told(layout: &str, article: &str, more: &[(&str, &[u8])]) -> Outcome {
    let files = [("page.toml", layout.as_bytes()), ("ok.md", article.as_bytes())];
    let files = files.iter().chain(more).map(|(name, bytes)| ((*name).into(), bytes.to_vec()));
    run_in(&Memory(files.collect::<BTreeMap<_, _>>()), "page.toml".as_ref(), Goal::Check)
}

/// The first error or warning offers a cure with these words.
#[track_caller]
fn offers(outcome: &Outcome, code: &str, cure: &str) {
    let found = outcome.findings.iter().find(|found| found.code.to_string() == code);
    let found = found.unwrap_or_else(|| panic!("{code} in {:?}", outcome.findings));
    let help = found.help.join("; ");
    assert!(help.contains(cure), "{code}: {help}");
}

/// A block is left without its text by another block's `part`, far from where the message points.
#[test]
fn a_head_under_a_picture_is_told_where_its_text_went() {
    let picture = "{ picture = \"p.svg\", alt = \"x\", columns = 1, lines = \"2+4\" },\n";
    let old = "{ article = \"a\", columns = \"1-3\", lines = \"1-12\" },\n";
    let body = "{ article = \"a\", part = \"body\", columns = \"1-3\", lines = \"20-30\" },\n";
    let layout = LAYOUT.replace(old, &[old, picture, body].concat());
    let svg = b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><rect width='9' height='9'/></svg>";
    offers(&told(&layout, ARTICLE, &[("p.svg", svg)]), "L085", "leave out the `part`");
    // Two pictures have no such cure.
    let two = LAYOUT.replace(old, &[picture, picture].concat());
    offers(&told(&two, ARTICLE, &[("p.svg", svg)]), "L085", "wrap = \"overlay\"");
}

/// What takes the room of a story that is over is named, with its lines and what to do: a picture over its columns,
/// or a `{.break}` that leaves them empty.
#[test]
fn what_takes_the_room_of_a_story_is_named() {
    let old = "{ article = \"a\", columns = \"1-3\", lines = \"1-12\" },\n";
    let text = "停航三日的渡輪明日復航。";
    let svg = b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><rect width='9' height='9'/></svg>";
    let picture = "{ id = \"boat\", picture = \"p.svg\", alt = \"x\", columns = \"2-3\", lines = \"4-12\" },\n";
    let layout = LAYOUT.replace(old, &[old, picture].concat());
    let article = format!("{ARTICLE}\n{}", text.repeat(36));
    let outcome = told(&layout, &article, &[("p.svg", svg)]);
    offers(&outcome, "O001", "move `boat` off this story");
    let found = outcome.findings.iter().find(|found| found.code.to_string() == "O001");
    let message = &found.expect("told").message;
    assert!(message.contains("; `boat` takes 18 lines of its room"), "{message}");
    // Where it is not the cause it is not named.
    let article = format!("{ARTICLE}\n{}", text.repeat(200));
    let outcome = told(&layout, &article, &[("p.svg", svg)]);
    let found = outcome.findings.iter().find(|found| found.code.to_string() == "O001");
    assert!(!found.expect("told").message.contains("boat"));
    let article = format!(
        "{ARTICLE}\n{text}{{.break}}\n\n{text}{{.break}}\n\n{text}{{.break}}\n\n{}",
        text.repeat(8)
    );
    offers(&told(LAYOUT, &article, &[]), "O001", "take the `{.break}` out");
}

/// Behind the last of a text a `{.break}` ends nothing: what stays empty is told.
#[test]
fn a_break_behind_the_last_text_is_none() {
    let codes = |article: &str| -> Vec<String> {
        let outcome = told(LAYOUT, article, &[]);
        outcome.findings.iter().map(|found| found.code.to_string()).collect()
    };
    assert_eq!(codes(ARTICLE), codes(&format!("{}{{.break}}\n", ARTICLE.trim_end())));
    assert!(codes(ARTICLE).contains(&"O002".to_owned()));
}

#[test]
fn a_layouts_values_are_offered_as_they_were_meant() {
    for (old, new, code, cure) in [
        ("measure = 18", "measure = \"18\"", "L003", "`measure = 18`"),
        ("columns = 3", "columns = \"3\"", "L003", "`columns = 3`"),
        ("size = \"a4\"", "size = [390, 550]", "L005", "\"390mm\""),
        ("size = \"a4\"", "size = \"A4 landscape\"", "L006", "[\"297mm\", \"210mm\"]"),
        ("article = \"a\"", "article = \"ok.md\"", "L064", "[article] its file; known are: a"),
        ("a = \"ok.md\"", "a = \"\"", "L003", "take the key out"),
        ("a = \"ok.md\"", "a = \"http://x.org/ok.md\"", "U006", "nothing is fetched"),
        ("a = \"ok.md\"", "a = 'copy\\lead.md'", "U006", "write / between folders"),
        ("lines = \"1-12\"", "lines = \"1-12\", tint = 20", "L003", "`tint = \"k(20)\"`"),
        (
            "lines = \"1-12\"",
            "lines = \"1-12\", tint = \"20%\"",
            "L063",
            "\"k(20)\" for 20 per cent",
        ),
        (LAYOUT, "{\"grid\": {\"columns\": 3}}", "L001", "as TOML"),
        ("measure = 18", "measure = \"18字\"", "L003", "`measure = 18`"),
        ("date = 2024-11-16", "date = \"2026-11-29\"", "L003", "`date = 2026-11-29`"),
        ("date = 2024-11-16", "date = 2024-11-16\njump = 1", "L003", "{ to = \"下轉{page}版\" }"),
        ("measure = 18", "measure = 18\nlanguage = \"ja\"", "L002", "move it to [document]"),
        ("[article]\na = \"ok.md\"", "[[article]]\nfile = \"ok.md\"", "L003", "NAME = \"file.md\""),
        ("[[page]]", "[pages]\n[[page]]", "L002", "`[[page]]` for each page"),
        ("size = \"a4\"", "size = \"a4\"\nbleed = \"３mm\"", "L005", "write \"3mm\""),
        ("size = \"a4\"", "size = [\"5080mm\", \"550mm\"]\nbleed = \"3mm\"", "P054", "smaller"),
        ("size = \"a4\"", "size = [\"148mm\"]", "L003", "size = [\"390mm\", \"550mm\"]"),
        ("id = \"A1\"", "id = \"A1\"\ntemplate = \"nix\"", "L065", "[template.nix]"),
        ("[article]", "[style.body]\nautospace = 0.25\n[article]", "L005", "\"0.25em\""),
        (
            "[article]",
            "[style.body]\nweight = \"bold\"\n[article]",
            "L002",
            "font = \"serif-bold\"",
        ),
        (
            "[article]",
            "[style.body]\nfont = \"fallback\"\n[article]",
            "L062",
            "a name of their own",
        ),
        (
            "[article]",
            "[font.house]\nfiles = [\"serif\"]\nvariations = 3\n[article]",
            "L003",
            "variations = { wght = 500 }",
        ),
        ("columns = 3", "columns = 3,", "L001", "take it out"),
        ("columns = 3", "columns = 3\nline = \"5pt\"", "L055", "`line = \"9pt\"` or more"),
        ("size = \"a4\"", "size = \"a4\"\nbleed = \"300mm\"", "L053", "bleed = \"3mm\""),
        ("[article]", "[style.byline]\nsize = \"fit\"\n[article]", "L094", "give a length"),
        (
            "lines = \"1-12\"",
            "lines = \"1-12\", rules = { top = \"40pt\" }",
            "L102",
            "a block with a `tint`",
        ),
        ("a = \"ok.md\"", "a = \"C:\\Users\\ok.md\"", "L001", "\"C:/Users/ok.md\""),
        ("a = \"ok.md\"", "a = { headline = \"他說\"好\"\" }", "L001", "「」"),
        ("columns = 3", "columns = \"3欄\"", "L003", "`columns = 3`"),
        ("size = \"a4\"", "size = \"a4\"\nbleed = 3", "L005", "`bleed = \"3mm\"`"),
        ("size = \"a4\"", "size = \"a4\"\nmargin = { top = 24 }", "L005", "\"24mm\""),
        ("[document]\n", "", "L002", "write the line [document] before it"),
        ("[grid]\n", "", "L002", "move it to [grid]"),
        ("columns = \"1-3\"", "tiers = \"1-3\"", "L002", "write `columns`"),
        ("[article]", "[style.headline]\nladder = []\n[article]", "L003", "`ladder = [\"14pt\""),
        ("[article]", "[style.body]\nwidth = 0\n[article]", "L004", "between 30 and 300"),
        ("[article]", "[style.body]\ntracking = -500\n[article]", "L069", ""),
        (
            "lines = \"1-12\"",
            "lines = \"1-12\", crop = { x = 0.1, width = 0.5 }",
            "L004",
            "crop = { x = 10, width = 50 }",
        ),
        ("lines = \"1-12\"", "lines = \"1-12\", focus = [0.5, 1]", "L004", "focus = [50, 100]"),
        (
            "lines = \"1-12\"",
            "lines = \"1-12\", clip = { polygon = [[0, 0], [1, 0], [0.5, 1]] }",
            "L004",
            "[[0, 0], [100, 0], [50, 100]]",
        ),
    ] {
        offers(&told(&LAYOUT.replace(old, new), ARTICLE, &[]), code, cure);
    }
    let same = "{ id = \"x\", text = \"1\", columns = 3, lines = 40 },";
    let layout = LAYOUT.replace("block = [", &format!("block = [{same}{same}"));
    let outcome = told(&layout, ARTICLE, &[]);
    let found = outcome.findings.iter().find(|found| found.code.to_string() == "L067");
    assert_eq!(found.expect("told").help, ["give one of them another name"]);
}

#[test]
fn a_file_of_another_kind_is_no_article() {
    for (name, cure) in [
        ("results.csv", "{ table = \"results.csv\", … }"),
        ("results.TSV", "{ table = \"results.TSV\", … }"),
        ("page.toml", "name the article's own file"),
    ] {
        let layout = LAYOUT.replace("ok.md", name);
        offers(
            &told(&layout, ARTICLE, &[("results.csv", b"a,b"), ("results.TSV", b"a\tb")]),
            "U006",
            cure,
        );
    }
}

/// The file of a spreadsheet holds more than rows, and rows may be parted otherwise.
#[test]
fn a_table_that_is_no_data_is_told_how_to_be_some() {
    let block = "article = \"a\", columns = \"1-3\", lines = \"1-12\"";
    let table = |name: &str| {
        let table = format!("table = \"{name}\", columns = 1, lines = \"1+4\"");
        LAYOUT.replace(block, &table).replace("a = \"ok.md\"\n", "")
    };
    for (name, bytes, code, cure) in [
        ("t.xlsx", "PK\u{3}\u{4}", "U006", "save its sheet as CSV"),
        ("t.csv", "|甲|乙|\n|---|---|\n|1|2|\n", "L125", "write a comma between cells"),
        ("t.csv", "甲，乙\n1，2\n", "L125", "write a comma"),
        ("t.csv", "甲,<b>乙</b>\n1,2\n", "L109", "take the marks out"),
    ] {
        offers(&told(&table(name), ARTICLE, &[(name, bytes.as_bytes())]), code, cure);
    }
    // What is no file is told as such.
    offers(&told(&table("none.xlsx"), ARTICLE, &[]), "U006", "add the file");
}

#[test]
fn a_footnote_is_called_one() {
    let outcome = told(LAYOUT, "正文[^1]。\n\n[^1]: 註\n", &[]);
    let messages: Vec<&str> = outcome.findings.iter().map(|found| found.message.as_str()).collect();
    assert_eq!(messages, ["an article has no footnotes"; 2]);
}

#[test]
fn a_file_that_is_no_font_is_called_what_it_is() {
    let layout = LAYOUT.replace("[article]", "[font.house]\nfiles = [\"house.ttf\"]\n[article]");
    for (bytes, what) in [
        (&b"wOF2\0\x01\0\0"[..], "it is a web font (WOFF2)"),
        (b"wOFF\0\x01\0\0", "it is a web font (WOFF)"),
        (b"<html>404</html>", "it is a web page, or another text"),
        (b"hello", "it begins as no font does"),
    ] {
        let outcome = told(&layout, ARTICLE, &[("house.ttf", bytes)]);
        let found = outcome.findings.iter().find(|found| found.code.to_string() == "F010");
        let label = found.and_then(|found| found.primary.as_ref()).map(|label| label.text.as_str());
        assert_eq!(label, Some(what));
    }
}

#[test]
fn a_table_is_called_a_table() {
    let table = |lines: &str| {
        LAYOUT
            .replace(
                "{ article = \"a\", columns = \"1-3\", lines = \"1-12\" },",
                &format!("{{ table = \"t.csv\", columns = 1, lines = \"{lines}\" }},"),
            )
            .replace("a = \"ok.md\"\n", "")
    };
    let rows = "隊,分\n甲,1\n乙,2\n丙,3\n丁,4\n".as_bytes();
    for (lines, code, message) in [
        ("1+3", "O001", "table \"t.csv\" is over by 2 lines"),
        ("1+40", "O002", "table \"t.csv\" leaves 35 lines empty"),
    ] {
        let outcome = told(&table(lines), ARTICLE, &[("t.csv", rows)]);
        let found = outcome.findings.iter().find(|found| found.code.to_string() == code);
        let found = found.unwrap_or_else(|| panic!("{code} in {:?}", outcome.findings));
        assert_eq!(found.message, message);
        let labels = found.primary.iter().chain(&found.others);
        assert!(labels.clone().any(|label| label.text == "this table"), "{found:?}");
    }
}

/// Its `lines` are the width of a horizontal box on a vertical page.
#[test]
fn a_box_of_the_other_writing_is_told_its_length() {
    let layout = LAYOUT.replace("columns = 3\n", "writing = \"vertical\"\ncolumns = 3\n").replace(
        "columns = \"1-3\", lines = \"1-12\"",
        "tiers = 1, lines = \"1+12\", writing = \"horizontal\"",
    );
    let outcome = told(&layout, ARTICLE, &[]);
    let found = outcome.findings.iter().find(|found| found.code.to_string() == "O002");
    let labels: Vec<&str> =
        found.iter().flat_map(|found| &found.others).map(|label| label.text.as_str()).collect();
    assert!(
        labels.iter().any(|label| label.starts_with("the text fits chars = \"1-")),
        "{labels:?}"
    );
}

/// The labels and the help of the first finding of a code.
#[track_caller]
fn words_of(outcome: &Outcome, code: &str) -> String {
    let found = outcome.findings.iter().find(|found| found.code.to_string() == code);
    let found = found.unwrap_or_else(|| panic!("{code} in {:?}", outcome.findings));
    let labels = found.primary.iter().chain(&found.others).map(|label| label.text.as_str());
    let words = [found.message.as_str()].into_iter().chain(labels);
    words.chain(found.help.iter().map(String::as_str)).collect::<Vec<_>>().join("; ")
}

fn codes_of(outcome: &Outcome) -> Vec<String> {
    outcome.findings.iter().map(|found| found.code.to_string()).collect()
}

const PICTURE: &[u8] = b"<svg xmlns='http://www.w3.org/2000/svg' width='300' height='200'><rect width='300' height='200'/></svg>";
const BLOCK: &str = "{ article = \"a\", columns = \"1-3\", lines = \"1-12\" },\n";

fn article(sentences: usize) -> String {
    format!("{ARTICLE}\n{}", "停航三日的渡輪明日復航，首班船由瀾灣開出。\n\n".repeat(sentences))
}

/// The lines that O002 names are the fewest, though a picture further down makes the block seem full: once
/// they are written nothing fewer is named.
#[test]
fn the_fewest_lines_are_named_in_one_go() {
    for sentences in [2, 6, 12] {
        let picture =
            "{ picture = \"p.svg\", alt = \"x\", columns = \"2-3\", lines = \"26-60\" },\n";
        let with = |lines: &str| {
            let block = BLOCK.replace("1-12", lines);
            let layout = LAYOUT.replace(BLOCK, &[block.as_str(), picture].concat());
            told(&layout, &article(sentences), &[("p.svg", PICTURE)])
        };
        let words = words_of(&with("1-"), "O002");
        let (_, lines) = words.split_once("the text fits lines = \"").expect(&words);
        let lines = lines.split('"').next().unwrap_or("");
        let again = with(lines);
        let named = again.findings.iter().flat_map(|found| &found.others);
        let named: Vec<_> = named.filter(|label| label.text.contains("the text fits")).collect();
        assert!(named.is_empty(), "{lines}, then {named:?}");
    }
}

/// One slip, one error, and the place at which the block holds both its head and its text.
#[test]
fn a_line_meant_as_a_depth_is_told_once() {
    let layout = LAYOUT.replace("lines = \"1-12\"", "lines = \"17\"");
    let outcome = told(&layout, &article(3), &[]);
    let errors = codes_of(&outcome).into_iter().filter(|code| matches!(&**code, "O001" | "O004"));
    assert_eq!(errors.collect::<Vec<_>>(), ["O001"], "{:?}", outcome.findings);
    let over = outcome.findings.iter().find(|found| found.code.0 == "O001").expect("O001");
    assert!(
        over.notes.iter().any(|note| note.contains("needs 5 lines, the block has 1")),
        "{over:?}"
    );
    let words = words_of(&outcome, "O001");
    assert!(
        words.contains("the block needs lines = \"17+") && words.contains("line 17 alone"),
        "{words}"
    );
}

#[test]
fn places_that_would_fit_are_named() {
    for (old, new, code, place) in [
        ("\"1-12\"", "\"60+22\"", "L080", "write \"60+4\""),
        ("\"1-12\"", "\"60-90\"", "L080", "write \"60-63\""),
        ("\"1-3\"", "\"2-5\"", "L080", "write \"2-3\""),
        ("\"1-12\"", "\"1,12\"", "L007", "write \"1-12\""),
        ("\"1-12\"", "\"１－１２\"", "L007", "write \"1-12\""),
        ("2024-11-16", "\"2026/11/30\"", "L003", "date = 2026-11-30"),
        ("\"a4\"", "\"210x297\"", "L003", "size = [\"210mm\", \"297mm\"]"),
        ("= 18", "= \"60mm\"", "L003", "measure = 18"),
        ("2024-11-16", "2024-11-16T08:00:00", "L003", "date = 2024-11-16"),
        ("[article]", "[style.body]\nalign = \"left\"\n[article]", "L006", "perhaps \"start\""),
        ("[article]", "[style.headline]\nladder = [20]\n[article]", "L005", "write \"20pt\""),
        ("= 18", "= 18\nrule = true", "L003", "rule = \"0.3pt\""),
    ] {
        let words = words_of(&told(&LAYOUT.replace(old, new), ARTICLE, &[]), code);
        assert!(words.contains(place), "{new}: {words}");
    }
    let other = "{ article = \"b\", columns = \"1-2\", lines = \"10+20\" },\n";
    let layout = LAYOUT.replace(BLOCK, &[BLOCK, other].concat());
    let layout = layout.replace("a = \"ok.md\"\n", "a = \"ok.md\"\nb = \"ok.md\"\n");
    let words = words_of(&told(&layout, ARTICLE, &[]), "L086");
    assert!(words.contains("free for `b` are lines = \"13+20\""), "{words}");
}

/// A picture in the shape of its block loses nothing at the lines that are named.
#[test]
fn a_cut_picture_is_told_its_lines() {
    let with = |lines: &str| {
        let picture =
            format!("{{ picture = \"p.svg\", alt = \"x\", columns = 2, lines = \"{lines}\" }},\n");
        let layout = LAYOUT.replace(BLOCK, &[BLOCK, &picture].concat());
        told(&layout, ARTICLE, &[("p.svg", PICTURE)])
    };
    let words = words_of(&with("20+16"), "K058");
    let (_, lines) = words.split_once("(lines = \"").expect(&words);
    let outcome = with(lines.split('"').next().unwrap_or(""));
    assert!(!codes_of(&outcome).contains(&"K058".to_owned()), "{words}");
}

/// An advertisement has no wrap that could be wider.
#[test]
fn text_on_an_advertisement_is_told_to_leave_a_line() {
    for (block, code, cure) in [
        (
            "{ ad = \"甲\", art = \"p.svg\", columns = \"1-3\", lines = \"13-20\" },\n",
            "K022",
            "leave a line free",
        ),
        (
            "{ picture = \"p.svg\", alt = \"x\", columns = 3, lines = \"5+4\", wrap = 0, wrap_lines = 0 },\n",
            "K022",
            "wider wrap",
        ),
    ] {
        let layout = LAYOUT.replace(BLOCK, &[BLOCK, block].concat());
        let ad = br#"<svg xmlns="http://www.w3.org/2000/svg" width="504pt" height="96pt"><path d="M0 0h504v96H0z"/></svg>"#;
        let art: &[u8] = if block.contains("ad =") { ad } else { PICTURE };
        let mut full =
            (6..24).map(|sentences| told(&layout, &article(sentences), &[("p.svg", art)]));
        let near = full.find(|outcome| codes_of(outcome).contains(&code.to_owned()));
        offers(&near.expect("text fills the lines over it"), code, cure);
    }
}

/// More lines are no help to a brief.
#[test]
fn a_brief_over_columns_is_told_how_many_it_fills() {
    let layout = LAYOUT.replace("lines = \"1-12\"", "lines = \"1-12\", balance = true");
    let words = words_of(&told(&layout, &article(3), &[]), "K039");
    assert!(words.contains("is enough for 1"), "{words}");
}

/// Lines that are named for text under a picture bring no other finding of it.
#[test]
fn too_little_text_under_a_picture_is_told_the_lines_that_do() {
    let mut named = 0;
    for sentences in 7..11 {
        let picture = "{ picture = \"p.svg\", alt = \"x\", columns = 2, lines = \"4+5\" },\n";
        let with = |lines: &str| {
            let block = BLOCK.replace("\"1-12\"", &format!("\"{lines}\", balance = true"));
            let layout = LAYOUT.replace(BLOCK, &[block.as_str(), picture].concat());
            told(&layout, &article(sentences), &[("p.svg", PICTURE)])
        };
        for lines in ["1+12", "1+15", "1+18"] {
            let first = with(lines);
            if !codes_of(&first).contains(&"K040".to_owned()) {
                continue;
            }
            let words = words_of(&first, "K040");
            let Some((_, lines)) = words.split_once("give the story lines = \"") else { continue };
            named += 1;
            let again = with(lines.split('"').next().unwrap_or(""));
            assert!(!codes_of(&again).contains(&"K040".to_owned()), "{words}");
        }
    }
    assert!(named > 0, "none names its lines");
}

/// A head that stands out of a block of one line is the block's mistake, and not that of the picture below it; a word
/// that is not known brings no others about.
#[test]
fn one_slip_is_told_once() {
    let picture = "{ picture = \"p.svg\", alt = \"x\", columns = 2, lines = \"18+8\" },\n";
    let block = BLOCK.replace("1-12", "17");
    let layout = LAYOUT.replace(BLOCK, &[block.as_str(), picture].concat());
    let outcome = told(&layout, &article(8), &[("p.svg", PICTURE)]);
    assert!(!codes_of(&outcome).contains(&"K050".to_owned()), "{:?}", outcome.findings);
    let layout = LAYOUT.replace("columns = 3\n", "writing = \"tategaki\"\ntiers = 3\n");
    let outcome = told(&layout.replace("columns = \"1-3\"", "tiers = \"1-3\""), ARTICLE, &[]);
    assert_eq!(codes_of(&outcome), ["L006"]);
}

/// The line at which a picture may begin that would hide a head.
#[test]
fn a_picture_over_a_head_is_told_where_it_may_begin() {
    let with = |lines: &str| {
        let picture = format!(
            "{{ picture = \"p.svg\", alt = \"x\", columns = \"1-3\", lines = \"{lines}\" }},\n"
        );
        let block = BLOCK.replace("1-12", "1-16");
        let layout = LAYOUT.replace(BLOCK, &[block.as_str(), &picture].concat());
        told(&layout, &article(4), &[("p.svg", PICTURE)])
    };
    let words = words_of(&with("3+6"), "K050");
    let (_, lines) = words.split_once("below the head: lines = \"").expect(&words);
    let outcome = with(lines.split('"').next().unwrap_or(""));
    assert!(!codes_of(&outcome).contains(&"K050".to_owned()), "{words}: {:?}", outcome.findings);
}

/// What Markdown and the program say otherwise is answered with the sign.
#[test]
fn signs_of_others_are_answered_with_the_programs() {
    for (text, code, cure) in [
        ("<b>停航</b>三日。", "A005", "write `**`"),
        ("停航<br>三日。", "A005", "backslash"),
        ("漢字《かんじ》を読む。", "A039", "`{漢字|かんじ}`"),
        ("\t停航。", "A012", ""),
    ] {
        let words = words_of(&told(LAYOUT, &format!("{ARTICLE}\n{text}\n"), &[]), code);
        assert!(words.contains(cure), "{text}: {words}");
    }
    for hidden in ["\u{202E}", "\u{2067}", "\u{E0041}"] {
        let text = format!("{ARTICLE}\n文{hidden}字。\n");
        assert!(codes_of(&told(LAYOUT, &text, &[])).contains(&"A008".to_owned()), "{hidden:?}");
    }
    let picture = "{ picture = \"pics\\bird.png\", alt = \"x\", columns = 1, lines = \"20+9\" },\n";
    let path = LAYOUT.replace(BLOCK, &[BLOCK, picture].concat());
    assert!(words_of(&told(&path, ARTICLE, &[]), "L014").contains("\"pics/bird.png\""));
    let late = LAYOUT.replace("[grid]", "include = [\"house.toml\"]\n[grid]");
    assert!(words_of(&told(&late, ARTICLE, &[]), "L002").contains("before the first table"));
    let article = ARTICLE.replace("\n+++\n停", "\ndate = 2024-11-16\n+++\n停");
    assert!(words_of(&told(LAYOUT, &article, &[]), "A002").contains("a key of [document]"));
    let article = ARTICLE.replace("渡輪明日復航\"", "渡輪｜明日復航\"");
    assert!(words_of(&told(LAYOUT, &article, &[]), "A039").contains("write |"));
}

/// That the middle is what to keep can be said as well: whoever follows the cure is not told once more.
#[test]
fn a_picture_that_says_what_to_keep_is_cut_on_purpose() {
    let svg = b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><rect width='9' height='9'/></svg>";
    let old = "lines = \"1-12\" },\n";
    let told = |keys: &str| -> bool {
        let picture = format!(
            "{{ picture = \"p.svg\", alt = \"x\", columns = \"1-3\", lines = \"13+6\"{keys} }},\n"
        );
        let layout = LAYOUT.replace(old, &[old, &picture].concat());
        let outcome = told(&layout, ARTICLE, &[("p.svg", svg)]);
        outcome.findings.iter().any(|found| found.code.to_string() == "K058")
    };
    assert!(told(""));
    for cure in [", focus = [50, 50]", ", focus = [50, 0]", ", fit = \"contain\""] {
        assert!(!told(cure), "{cure}");
    }
}
