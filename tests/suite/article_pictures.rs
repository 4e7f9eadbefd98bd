//! Pictures that come with articles, taken by blocks.

use std::path::Path;

use typeset::diag::Severity;
use typeset::{Goal, Outcome, Output, Stage};

use crate::support::{Memory, run_in};

const PORT: &str = "<svg xmlns='http://www.w3.org/2000/svg' width='90' height='60'>\
    <rect width='90' height='60' fill='#888'/></svg>";
const MAP: &str = "<svg xmlns='http://www.w3.org/2000/svg' width='60' height='60'>\
    <circle cx='30' cy='30' r='30' fill='#444'/></svg>";

/// The front matter of an article in a folder of its own, beside its pictures.
const PICTURES: &str = "pictures = [\n  { picture = \"port.svg\", caption = \"●黃昏的港口\", \
    credit = \"海港日報\", alt = \"港口\" },\n  { picture = \"img/map.svg\", caption = \"航線圖\" },\n]\n";

fn article(pictures: &str) -> String {
    format!("+++\nheadline = \"港口今日重開\"\n{pictures}+++\n港口今日開放，遊人如鯽。\n")
}

/// A run of a layout with such a block.
fn run(block: &str, entry: &str, article: &str, goal: Goal) -> Outcome {
    let layout = format!(
        "[document]\ndate = 2024-11-16\n[paper]\nsize = [\"120mm\", \"120mm\"]\nmargin = \"10mm\"\n\
         [grid]\ncolumns = 2\nmeasure = 12\nline = \"12pt\"\n[article]\nlead = \"{entry}\"\n\
         [[page]]\nblock = [\n{{ article = \"lead\", columns = 1 }},\n{block}\n]\n"
    );
    let files = Memory::of([
        ("in/page.toml", layout),
        ("in/copy/lead.md", article.to_owned()),
        ("in/copy/port.svg", PORT.to_owned()),
        ("in/copy/img/map.svg", MAP.to_owned()),
    ]);
    run_in(&files, Path::new("in/page.toml"), goal)
}

fn drawn(block: &str, article: &str) -> String {
    let outcome = run(block, "copy/lead.md", article, Goal::Dump(Stage::Draw));
    match outcome.output {
        Output::Text(text) => text,
        _ => panic!("{block}: {:#?}", outcome.findings),
    }
}

/// What is said, notes of empty lines apart.
fn said(block: &str, entry: &str, article: &str) -> Vec<String> {
    let outcome = run(block, entry, article, Goal::Document);
    let found = outcome
        .findings
        .iter()
        .filter(|found| found.severity != Severity::Note || found.code.0.starts_with('A'));
    let of = |found: &typeset::diag::Diagnostic| {
        let span = found.primary.as_ref().expect("a place").span;
        let text = outcome.sources.text(span.file).get(span.range()).unwrap_or("");
        let help = found.help.first().map_or("", String::as_str);
        format!("{} {text}: {}; {help}", found.code, found.message)
    };
    found.map(of).collect()
}

/// A block that takes a picture of an article prints what one does that says all of it itself.
#[test]
fn a_block_takes_a_picture_with_its_words() {
    let with = article(PICTURES);
    let without = article("");
    for (taken, written) in [
        (
            "{ picture = \"lead#1\", columns = 2, lines = \"1+12\" },",
            "{ picture = \"copy/port.svg\", columns = 2, lines = \"1+12\", caption = \"●黃昏的港口\", \
             credit = \"海港日報\", alt = \"港口\" },",
        ),
        (
            "{ picture = \"lead#2\", columns = 2, lines = \"1+12\", caption = \"新航線\", credit = \"\" },",
            "{ picture = \"copy/img/map.svg\", columns = 2, lines = \"1+12\", caption = \"新航線\" },",
        ),
        (
            "{ pictures = [\"lead#1\", \"lead#2\"], columns = 2, lines = \"1+12\" },",
            "{ pictures = [\"copy/port.svg\", \"copy/img/map.svg\"], columns = 2, lines = \"1+12\", \
             caption = \"●黃昏的港口\u{3000}航線圖\", credit = \"海港日報\", alt = \"港口\" },",
        ),
    ] {
        assert_eq!(drawn(taken, &with), drawn(written, &without), "{taken}");
    }
}

#[test]
fn a_picture_that_is_not_there_is_told_with_its_cure() {
    let block = |name: &str| {
        format!("{{ picture = \"{name}\", columns = 2, lines = \"1+12\", alt = \"圖\" }},")
    };
    let article = article(PICTURES);
    let of = |name: &str| {
        let mut said = said(&block(name), "copy/lead.md", &article);
        said.retain(|said| !said.starts_with("A031"));
        said.join("\n")
    };
    assert_eq!(
        of("lead#3"),
        "A030 \"lead#3\": the article lead has 2 pictures, and none with the number 3; \
         write \"lead#1\" to \"lead#2\""
    );
    assert!(of("lead#port").contains("\"port\" is no number of a picture"));
    assert!(of("lead#0").starts_with("A030"));
    assert!(of("laed#2").ends_with("write \"lead#2\""), "{}", of("laed#2"));
    // A path is a path, whatever it is called.
    assert!(of("copy/laed.svg#2").starts_with("U006"), "{}", of("copy/laed.svg#2"));
    // What cannot be read is told where it is named: in the article.
    let missing = PICTURES.replace("img/map.svg", "img/mpa.svg");
    let found = said(&block("lead#2"), "copy/lead.md", &self::article(&missing));
    assert!(found.iter().any(|said| said.starts_with("U006 \"img/mpa.svg\"")), "{found:?}");
    // One mistake, one finding.
    let found = said(&block("lead#1"), "copy/laed.md", &article);
    assert_eq!(found.len(), 1, "{found:?}");
}

#[test]
fn a_picture_that_no_block_takes_is_a_note() {
    let block = "{ picture = \"lead#1\", columns = 2, lines = \"1+12\" },";
    let found = said(block, "copy/lead.md", &article(PICTURES));
    assert_eq!(
        found,
        ["A031 \"img/map.svg\": no block takes picture 2 of the article lead; \
          give it a block: { picture = \"lead#2\", … }"]
    );
}

/// A file of several articles, and an article that the layout says itself.
#[test]
fn articles_of_a_file_have_pictures_of_their_own() {
    let second = format!(
        "{}\n+++\nid = \"tram\"\nheadline = \"電車\"\n{PICTURES}+++\n電車。\n",
        article("")
    );
    let block = |name: &str| format!("{{ picture = \"{name}\", columns = 2, lines = \"1+12\" }},");
    let found = said(&block("lead#1"), "copy/lead.md", &second);
    assert!(
        found.iter().any(|said| said.contains("write") || said.contains("\"lead#tram#1\"")),
        "{found:?}"
    );
    let drawn = |name: &str| {
        let entry = "copy/lead.md#tram";
        let outcome = run(&block(name), entry, &second, Goal::Dump(Stage::Draw));
        assert!(!outcome.has_errors(), "{name}: {:#?}", outcome.findings);
    };
    drawn("lead#1");
    let found = said(&block("lead#tram#3"), "copy/lead.md", &second);
    assert!(
        found.iter().any(|said| said.contains("the article lead#tram has 2 pictures")),
        "{found:?}"
    );
}

#[test]
fn what_is_no_picture_is_refused() {
    for (pictures, wanted) in [
        ("pictures = \"port.svg\"\n", "A003 \"port.svg\": `pictures` takes a list of pictures"),
        ("pictures = [{ caption = \"x\" }]\n", "each with the key `picture`"),
        ("pictures = [1]\n", "each a table"),
        (
            "pictures = [{ picture = \"port.svg\", captoin = \"x\" }]\n",
            "a picture has no key `captoin`",
        ),
    ] {
        let found = said("", "copy/lead.md", &article(pictures));
        assert!(found.iter().any(|said| said.contains(wanted)), "{pictures}: {found:?}");
    }
}
