//! Layouts of several files: what is laid under them, and what they change.
//!
//! Each is held against the same layout written out in one file.

use typeset::diag::Severity;
use typeset::{Goal, Outcome, Output, Stage};

use crate::support::{Files, files, root, run_in};

const HOUSE: &str = "\
    [document]\ndate = 2024-11-16\npaper = \"海港日報\"\nallow = [\"O002\", \"O009\"]\n\
    [paper]\nsize = [\"120mm\", \"160mm\"]\nmargin = { top = \"10mm\", bottom = \"10mm\", \
    left = \"12mm\", right = \"12mm\" }\n\
    [grid]\ncolumns = 3\nmeasure = 8\nline = \"12pt\"\n\
    [style.body]\nsize = \"9pt\"\n[style.headline]\nfont = \"sans-black\"\n\
    [style.spare]\nsize = \"7pt\"\n[colour.spare]\nink = \"PANTONE 1\"\nalternate = \"k(50)\"\n\
    [template.spare]\nblock = [{ picture = \"spare.svg\", in = \"top\" }]\n\
    [article]\nlead = \"copy/lead.md\"\nspare = \"copy/missing.md\"\n\
    [template.front]\nblock = [{ picture = \"art/mark.svg\", columns = \"3-3\", lines = \"1-3\", \
    alt = \"\" }]\n";

const MARK: &str = "<svg xmlns='http://www.w3.org/2000/svg' width='40' height='20'><path \
    d='M0 0h40v20h-40z'/></svg>";

/// A run in a folder with the layouts and what stands beside them.
fn run(layouts: &[(&str, &str)], name: &str, goal: Goal) -> Outcome {
    let copy = |text: &str| format!("+++\nheadline = \"{text}\"\n+++\n港口今日重開，遊人如鯽。\n");
    let beside = [
        ("house/house.toml", HOUSE.to_owned()),
        ("house/copy/lead.md", copy("海港開放")),
        ("copy/late.md", copy("海港關閉")),
        ("copy/tram.md", copy("電車延誤")),
        ("house/art/mark.svg", MARK.to_owned()),
        ("house/spare.svg", MARK.to_owned()),
    ];
    let folder = tempfile::tempdir().expect("a folder");
    let layouts = layouts.iter().map(|(name, text)| (*name, (*text).to_owned()));
    for (name, text) in beside.into_iter().chain(layouts) {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, text).expect("a file");
    }
    run_in(&Files, &folder.path().join(name), goal)
}

/// What stands where, and what is said beside notes.
fn page(layouts: &[(&str, &str)], name: &str) -> String {
    let outcome = run(layouts, name, Goal::Dump(Stage::Draw));
    let said: Vec<_> = outcome.findings.iter().map(|found| format!("{found:?}")).collect();
    match outcome.output {
        Output::Text(text) => text,
        _ => panic!("{name}: {said:#?}"),
    }
}

/// The one page of the first edition.
const FIRST: &str = "\
    include = \"house/house.toml\"\n[document]\ntitle = \"A1\"\n\
    [grid]\nmeasure = 9\n[article]\ntram = \"copy/tram.md\"\n\
    [[page]]\nid = \"A1\"\ntemplate = \"front\"\n\
    block = [\n  { id = \"lead\", article = \"lead\", columns = \"1-2\", lines = \"1+10\" },\n  \
    { id = \"tram\", article = \"tram\", columns = \"1-2\", lines = \"12+8\" },\n]\n";

#[test]
fn a_file_lies_over_those_that_it_includes() {
    let whole = HOUSE
        .replace("\"art/", "\"house/art/")
        .replace("\"spare.svg\"", "\"house/spare.svg\"")
        .replace("\"copy/", "\"house/copy/")
        .replace("spare = \"house/copy/missing.md\"\n", "tram = \"copy/tram.md\"\n")
        .replace("measure = 8", "measure = 9")
        .replace("[document]\n", "[document]\ntitle = \"A1\"\n");
    let (_, pages) = FIRST.split_once("[[page]]").expect("a page");
    let whole = format!("{whole}[[page]]{pages}");
    let layouts = [("a1.toml", FIRST), ("whole.toml", &whole)];
    assert_eq!(page(&layouts, "a1.toml"), page(&layouts, "whole.toml"));
    // What the house has for other pages is not said to be idle, nor read.
    let outcome = run(&layouts, "a1.toml", Goal::Check);
    assert!(
        outcome.findings.iter().all(|found| found.severity < Severity::Warning),
        "{:?}",
        outcome.findings
    );
    assert!(!outcome.files.iter().any(|file| file.ends_with("missing.md")));
}

#[test]
fn of_several_the_later_wins_and_each_is_read_once() {
    let layouts = [
        ("x.toml", "[document]\na = \"x\"\nb = \"x\"\nc = \"x\"\n"),
        ("y.toml", "include = \"x.toml\"\n[document]\nb = \"y\"\nc = \"y\"\n"),
        (
            "a1.toml",
            "include = [\"house/house.toml\", \"x.toml\", \"y.toml\", \"./x.toml\"]\n\
             [document]\nc = \"own\"\n[[page]]\n\
             block = [{ text = \"{a} {b} {c} {paper}\", columns = \"1-3\", lines = 1 }]\n",
        ),
    ];
    let page = page(&layouts, "a1.toml");
    assert!(page.contains("x y own 海港日報"), "{page}");
}

#[test]
fn an_edition_changes_pages_and_blocks() {
    let late = "\
        extends = \"a1.toml\"\n[document]\ntitle = \"晚版\"\n[article]\nlate = \"copy/late.md\"\n\
        [[page]]\nid = \"A1\"\nblock = [\n  { id = \"tram\", remove = true },\n  \
        { id = \"lead\", article = \"late\", chars = \"1-18\", lines = \"1+12\" },\n  \
        { text = \"截稿 23:40\", columns = 3, lines = 30 },\n]\n\
        [[page]]\nid = \"A3\"\nblock = [{ text = \"三\", columns = 1, lines = 1 }]\n\
        [[page]]\nid = \"A2\"\nafter = \"A1\"\nblock = [{ text = \"二\", columns = 1, lines = 1 }]\n";
    let (head, _) = FIRST.split_once("[[page]]").expect("a page");
    let whole = format!(
        "{}late = \"copy/late.md\"\n[[page]]\nid = \"A1\"\ntemplate = \"front\"\nblock = [\n  \
         {{ id = \"lead\", article = \"late\", chars = \"1-18\", lines = \"1+12\" }},\n  \
         {{ text = \"截稿 23:40\", columns = 3, lines = 30 }},\n]\n\
         [[page]]\nid = \"A2\"\nblock = [{{ text = \"二\", columns = 1, lines = 1 }}]\n\
         [[page]]\nid = \"A3\"\nblock = [{{ text = \"三\", columns = 1, lines = 1 }}]\n",
        head.replace("title = \"A1\"", "title = \"晚版\"").replace("tram = \"copy/tram.md\"\n", "")
    );
    let layouts = [("a1.toml", FIRST), ("late.toml", late), ("whole.toml", &whole)];
    assert_eq!(page(&layouts, "late.toml"), page(&layouts, "whole.toml"));
    // What only the blocks that went had placed went with them.
    let outcome = run(&layouts, "late.toml", Goal::Check);
    assert!(
        outcome.findings.iter().all(|found| found.severity < Severity::Error),
        "{:?}",
        outcome.findings
    );
    assert!(!outcome.files.iter().any(|file| file.ends_with("tram.md")));
}

#[test]
fn an_edition_of_an_edition_changes_that() {
    let late = "extends = \"../a1.toml\"\n[[page]]\nid = \"A1\"\nblock = [\n  \
        { id = \"lead\", picture = \"mark.svg\", alt = \"\" },\n]\n";
    let last = "extends = \"late/late.toml\"\n[[page]]\nid = \"A1\"\nremove = true\n\
        [[page]]\nid = \"B1\"\nblock = [{ id = \"b\", text = \"乙\", columns = 1, lines = 1 }]\n";
    let files = [
        ("a1.toml", FIRST),
        ("late/late.toml", late),
        ("last.toml", last),
        ("late/mark.svg", MARK),
    ];
    let late = page(&files, "late/late.toml");
    assert!(late.matches("picture").count() == 2 && late.contains("電車延誤"), "{late}");
    assert!(!late.contains("海港開放"), "{late}");
    let last = page(&files, "last.toml");
    assert!(last.contains("乙") && !last.contains("電車"), "{last}");
}

/// Findings lead into the file that wrote the value.
#[test]
fn findings_point_into_the_file_that_wrote_it() {
    let wrong = HOUSE.replace("font = \"sans-black\"", "font = \"sans-blakc\"");
    let late = "extends = \"a1.toml\"\n[[page]]\nid = \"A1\"\nblock = [{ id = \"lead\", \
        columns = \"1-9\" }]\n";
    let layouts = [("a1.toml", FIRST), ("late.toml", late), ("house/house.toml", &wrong)];
    let outcome = run(&layouts, "late.toml", Goal::Check);
    let places = outcome.findings.iter().filter(|found| found.severity == Severity::Error);
    let places = places.filter_map(|found| {
        let span = found.primary.as_ref()?.span;
        let text = outcome.sources.text(span.file).get(span.range())?;
        Some((outcome.sources.path(span.file).to_owned(), text.to_owned()))
    });
    let places: Vec<_> = places.collect();
    let is = |file: &str, text: &str| {
        places.iter().any(|(path, written)| path.ends_with(file) && written == text)
    };
    assert!(is("house/house.toml", "\"sans-blakc\""), "{places:?}");
    assert!(is("late.toml", "\"1-9\""), "{places:?}");
}

/// What a page allows holds in both of the files that say something of it.
#[test]
fn allowed_findings_are_silent_in_every_file_of_a_page() {
    let late = "extends = \"a1.toml\"\n[document]\nallow = []\n[[page]]\nid = \"A1\"\n\
        allow = [\"O002\", \"O009\", \"K041\"]\n";
    let layouts = [("a1.toml", FIRST), ("late.toml", late)];
    let said = run(&layouts, "late.toml", Goal::Check);
    let codes: Vec<_> = said.findings.iter().map(|found| found.code.0).collect();
    assert!(!codes.contains(&"O002") && !codes.contains(&"O009"), "{codes:?}");
}

/// The example: eight pages without a warning, and a late edition that keeps what it froze.
#[test]
fn the_example_is_an_edition() {
    let folder = root().join("layouts/edition");
    let pages = files(&folder, "toml").into_iter().filter(|path| !path.ends_with("house.toml"));
    let late = folder.join("late/a1.toml");
    let mut count = 0;
    for layout in pages.chain([late]) {
        let outcome = run_in(&Files, &layout, Goal::Check);
        let said = outcome.findings.iter().filter(|found| found.severity > Severity::Note);
        let said: Vec<_> = said.map(|found| format!("{}: {}", found.code, found.message)).collect();
        assert!(said.is_empty(), "{}: {said:#?}", layout.display());
        let named = |file: &str| outcome.files.iter().any(|path| path.ends_with(file));
        assert!(named("house.toml"), "{}", layout.display());
        count += outcome.pages;
    }
    // The front page's layout has the page as well that its lead goes on on.
    assert_eq!(count, 8 + 2);
}

/// A folder that links to itself makes a way without end of every name that leads through it.
#[test]
fn an_edition_of_editions_without_end_is_refused() {
    struct Everywhere;
    impl typeset::World for Everywhere {
        fn read(&self, path: &std::path::Path) -> std::io::Result<Vec<u8>> {
            let layout = path.extension().is_some_and(|end| end == "toml");
            let text = b"extends = \"late/page.toml\"\n".to_vec();
            layout.then_some(text).ok_or(std::io::ErrorKind::NotFound.into())
        }

        fn system_font(&self, _family: &str) -> Option<typeset::SystemFont> {
            None
        }
    }
    let outcome = run_in(&Everywhere, std::path::Path::new("page.toml"), Goal::Check);
    assert!(outcome.findings.iter().any(|found| found.code.to_string() == "L162"));
}
