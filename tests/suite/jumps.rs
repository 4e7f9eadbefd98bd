//! Jumps: stories that break off on one page and go on on another.

use std::fmt::Write as _;
use std::path::Path;

use typeset::diag::Severity;
use typeset::{Goal, Outcome, Output, Stage};

use crate::support::{Memory, run_in};

/// A job whose one story has blocks of so many lines on pages of their own.
#[derive(Clone)]
struct Paper {
    writing: &'static str,
    document: String,
    /// Of each page, the block's lines and more of its keys.
    blocks: Vec<(i64, &'static str)>,
    paragraphs: usize,
}

impl Paper {
    fn new(writing: &'static str, lines: &[i64], paragraphs: usize) -> Paper {
        let blocks = lines.iter().map(|lines| (*lines, "")).collect();
        Paper { writing, document: String::new(), blocks, paragraphs }
    }

    fn files(&self) -> Memory {
        let (size, place) = match self.writing {
            "horizontal" => ("[\"100mm\", \"300mm\"]", "columns = \"1-2\""),
            _ => ("[\"300mm\", \"100mm\"]", "tiers = \"1-2\""),
        };
        let mut layout = format!(
            "[document]\ndate = 2024-11-16\n{}\n[paper]\nsize = {size}\nmargin = \"10mm\"\n\
             [grid]\nwriting = \"{}\"\ncolumns = 2\nmeasure = 12\nline = \"12pt\"\n\
             [article]\nlead = \"lead.md\"\n",
            self.document, self.writing
        );
        for (at, (lines, more)) in self.blocks.iter().enumerate() {
            _ = write!(
                layout,
                "[[page]]\nid = \"A{}\"\nblock = [\n{{ article = \"lead\", {place}, \
                 lines = \"1+{lines}\"{more} }},\n]\n",
                at * 2 + 1
            );
        }
        let mut article = String::from("+++\njump_headline = \"港口重開\"\n+++\n");
        for at in 0..self.paragraphs {
            let more = "渡輪公司增派兩班船，疏導人潮。".repeat(at % 4);
            _ = write!(article, "港口今日重開，首班渡輪早上七時開出。{more}\n\n");
        }
        let files = [("page.toml", layout), ("lead.md", article)];
        Memory::of(files)
    }

    fn run(&self, goal: Goal) -> Outcome {
        run_in(&self.files(), Path::new("page.toml"), goal)
    }

    fn dump(&self, stage: Stage) -> String {
        match self.run(Goal::Dump(stage)).output {
            Output::Text(text) => text,
            other => panic!("no text: {other:?}"),
        }
    }

    /// What is said on each page where the story breaks off or goes on.
    fn said(&self) -> Vec<Vec<String>> {
        let mut pages: Vec<Vec<String>> = Vec::new();
        for line in self.dump(Stage::Frames).lines() {
            if line.starts_with("page ") {
                pages.push(Vec::new());
            } else if line.contains("lead.jump") {
                let (_, words) = line.rsplit_once(": ").expect("the words behind the rest");
                pages.last_mut().expect("a page").push(words.to_owned());
            }
        }
        pages
    }

    fn errors(&self) -> Vec<String> {
        let outcome = self.run(Goal::Check);
        let errors = outcome.findings.iter().filter(|found| found.severity == Severity::Error);
        errors.map(|found| format!("{} {}", found.code, found.message)).collect()
    }
}

const HEAD: &str = "港口重開";
const WRITINGS: [&str; 2] = ["horizontal", "vertical"];

#[test]
fn a_story_says_where_it_breaks_off_and_where_it_goes_on_in_each_language() {
    let cases = [
        ("zh-Hant-HK", "下轉", "版", "上接", "版"),
        ("zh-Hant-TW", "下轉", "版", "上接", "版"),
        ("zh-Hans-CN", "下转", "版", "上接", "版"),
        ("ja", "", "面に続く", "", "面から続く"),
        ("ko", "", "면에 계속", "", "면에서 계속"),
    ];
    for writing in WRITINGS {
        for (language, to, to_end, from, from_end) in cases {
            let mut paper = Paper::new(writing, &[12, 12, 20], 17);
            paper.document = format!("language = \"{language}\"");
            let to = |page: &str| format!("{to}{page}{to_end}");
            let from = |page: &str| format!("{from}{page}{from_end}");
            let expected = [
                vec![to("A3")],
                vec![HEAD.to_owned(), from("A1"), to("A5")],
                vec![HEAD.to_owned(), from("A3")],
            ];
            assert_eq!(paper.said(), expected, "{writing} {language}");
            assert_eq!(paper.errors(), [""; 0], "{writing} {language}");
        }
    }
}

/// A jump line takes the last line of its page, or the first under the head of the next; text
/// never runs over it, nothing of it is lost, and one that fits says nothing.
#[test]
fn texts_of_any_length_jump_when_they_must() {
    for writing in WRITINGS {
        let mut last = 0;
        for paragraphs in 1..30 {
            let paper = Paper::new(writing, &[13, 11, 40], paragraphs);
            let said = paper.said();
            let used = said.iter().rposition(|said| !said.is_empty()).unwrap_or(0);
            assert!(used >= last, "{writing}: longer text on fewer pages at {paragraphs}");
            last = used;
            for (page, said) in said.iter().enumerate() {
                let (on, back) = (page < used, page > 0 && page <= used);
                let expected = usize::from(on) + 2 * usize::from(back);
                assert_eq!(said.len(), expected, "{writing} {paragraphs}: {said:?}");
            }
            assert_eq!(paper.errors(), [""; 0], "{writing} {paragraphs}");
            assert_eq!(overlapping(&paper.dump(Stage::Frames)), [""; 0], "{writing} {paragraphs}");
            // Where it does not go on its first page is that of a story with no other.
            if used == 0 {
                let alone = Paper::new(writing, &[13], paragraphs).dump(Stage::Frames);
                let page = paper.dump(Stage::Frames);
                assert_eq!(lines_of(&page, "A1"), lines_of(&alone, "A1"));
            }
        }
        assert_eq!(last, 2, "the longest text reaches the last page");
    }
}

fn lines_of<'d>(dump: &'d str, page: &str) -> Vec<&'d str> {
    let lines = dump.lines().skip_while(|line| *line != format!("page {page}")).skip(1);
    lines.take_while(|line| !line.starts_with("page ") && line.contains(".body")).collect()
}

/// Lines of text that stand one on another.
fn overlapping(dump: &str) -> Vec<String> {
    let mut page: Vec<([f64; 4], &str)> = Vec::new();
    let mut found = Vec::new();
    for line in dump.lines() {
        if line.starts_with("page ") {
            page.clear();
        }
        let Some((_, at)) = line.split_once(" at ").filter(|_| line.contains("  lead.")) else {
            continue;
        };
        let numbers = at.split(['x', ',', ' ']).take(4).map(|part| part.parse().expect("a number"));
        let [x, y, width, height] = numbers.collect::<Vec<f64>>()[..] else { panic!("{line}") };
        let apart = |other: &[f64; 4]| {
            x + width <= other[0]
                || other[0] + other[2] <= x
                || y + height <= other[1]
                || other[1] + other[3] <= y
        };
        let over = page.iter().filter(|(other, _)| !apart(other));
        found.extend(over.map(|(_, other)| format!("{line} over {other}")));
        page.push(([x, y, width, height], line));
    }
    found
}

#[test]
fn jump_lines_may_be_worded_and_left_out() {
    let mut paper = Paper::new("horizontal", &[12, 12], 12);
    paper.document = "jump = { to = \"未完，見{page}版\", from = \"（續{page}版）\" }".to_owned();
    assert_eq!(paper.said(), [vec!["未完，見A3版"], vec![HEAD, "（續A1版）"]]);
    paper.document = "jump = false".to_owned();
    assert_eq!(paper.said(), [vec![], vec![HEAD]]);
    paper.blocks[0].1 = ", jump = true";
    assert_eq!(paper.said(), [vec!["下轉A3版"], vec![HEAD]]);
    paper.document = String::new();
    paper.blocks[0].1 = "";
    paper.blocks[1].1 = ", jump = false";
    assert_eq!(paper.said(), [vec!["下轉A3版"], vec![]]);
}

#[test]
fn a_block_may_name_a_page_outside_the_job() {
    for writing in WRITINGS {
        let mut paper = Paper::new(writing, &[20], 3);
        paper.blocks[0].1 = ", jump = { from = \"A1\", to = \"A6\" }";
        assert_eq!(paper.said(), [[HEAD, "上接A1版", "下轉A6版"]], "{writing}");
        assert_eq!(paper.errors(), [""; 0], "{writing}");
        // Right under the text, which ends before its leg is full.
        let dump = paper.dump(Stage::Frames);
        let at = |line: &str| -> (f64, f64) {
            let (_, at) = line.split_once(" at ").expect("a place");
            let mut numbers = at.split(['x', ',', ' ']).map(|part| part.parse().unwrap_or(0.0));
            (numbers.next().expect("left"), numbers.next().expect("top"))
        };
        let text = dump.lines().rfind(|line| line.contains("lead.body")).expect("text");
        let jump = dump.lines().find(|line| line.contains("下轉A6版")).expect("the jump line");
        let ((x, y), (jump_x, jump_y)) = (at(text), at(jump));
        let apart = if writing == "horizontal" { jump_y - y } else { x - jump_x };
        assert!((8.0..16.0).contains(&apart), "{writing}: {apart}");
    }
}

#[test]
fn pages_that_are_added_are_named() {
    let mut paper = Paper::new("horizontal", &[12], 60);
    paper.document = "overset = \"continue\"".to_owned();
    let expected =
        [vec!["下轉A1-2版"], vec![HEAD, "上接A1版", "下轉A1-3版"], vec![HEAD, "上接A1-2版"]];
    assert_eq!(paper.said(), expected);
    assert_eq!(paper.errors(), [""; 0]);
}

/// The words link to the story where it goes on, in any wording.
#[test]
fn jump_lines_are_links() {
    let mut paper = Paper::new("horizontal", &[12, 12], 12);
    for document in ["", "jump = { to = \"未完，{page}\", from = \"續{page}\" }"] {
        paper.document = document.to_owned();
        let tags = paper.dump(Stage::Tags);
        let links = tags.lines().filter(|line| line.trim_start().starts_with("Reference"));
        assert_eq!(links.count(), 2, "{tags}");
    }
}

#[test]
fn what_is_too_wide_or_names_no_page_is_told() {
    let mut paper = Paper::new("horizontal", &[12, 12], 12);
    paper.document =
        "jump = { to = \"請繼續閱讀本報今日第{page}版內刊載之詳細報道全文\" }".to_owned();
    assert!(paper.errors().iter().any(|error| error.starts_with("O018")), "{:?}", paper.errors());
    paper.document = "jump = { to = \"未完\" }".to_owned();
    let found = paper.run(Goal::Check).findings;
    assert!(found.iter().any(|found| found.code.to_string() == "L112"));
}

/// The rule that a table's part ends with keeps off the line that says where it goes on, and the next
/// begins a line below the one that says where it comes from.
#[test]
fn a_table_keeps_off_the_jump_lines() {
    for writing in ["horizontal", "vertical"] {
        let size =
            if writing == "horizontal" { "\"120mm\", \"90mm\"" } else { "\"90mm\", \"120mm\"" };
        let layout = format!(
            "[document]\ndate = 2024-11-16\n[paper]\nsize = [{size}]\nmargin = \"10mm\"\n\
             [grid]\nwriting = \"{writing}\"\ncolumns = 2\nmeasure = 12\nline = \"12pt\"\n\
             [article]\nlead = \"lead.md\"\n\
             [[page]]\nid = \"A1\"\nblock = [{{ article = \"lead\" }}]\n\
             [[page]]\nid = \"A3\"\nblock = [{{ article = \"lead\" }}]\n"
        );
        let rows: String = (0..40).map(|row| format!("| 第{row}班 | {row} |\n")).collect();
        let text = format!(
            "+++\nheadline = \"渡輪復航\"\n+++\n航線照常。\n\n| 班次 | 船 |\n|---|--:|\n{rows}\n完。\n"
        );
        let files = Memory::of([("page.toml", layout), ("lead.md", text)]);
        let outcome = run_in(&files, Path::new("page.toml"), Goal::Check);
        let near: Vec<_> =
            outcome.findings.iter().filter(|found| found.code.to_string() == "K020").collect();
        assert!(near.is_empty(), "{writing}: {near:#?}");
        assert!(outcome.findings.iter().all(|found| found.code.to_string() != "O001"), "{writing}");
    }
}

/// A notice of a stack that is parted between two pages says so; one that ends with its page does not.
#[test]
fn a_notice_that_is_parted_says_where_it_goes_on() {
    let notice = |lines: usize| {
        format!("+++\nheadline = \"啟事\"\n+++\n{}\n\n", "港口今日重開船開。".repeat(lines))
    };
    let said = |writing: &str, notices: &[usize]| -> Vec<String> {
        let (size, place) = match writing {
            "horizontal" => ("[\"100mm\", \"300mm\"]", "columns = 1"),
            _ => ("[\"300mm\", \"100mm\"]", "tiers = 1"),
        };
        let block = format!("block = [{{ articles = \"notices\", {place}, lines = \"1+12\" }}]\n");
        let layout = format!(
            "[document]\ndate = 2024-11-16\n[paper]\nsize = {size}\nmargin = \"10mm\"\n\
             [grid]\nwriting = \"{writing}\"\ncolumns = 2\nmeasure = 12\nline = \"12pt\"\n\
             [article]\nnotices = \"notices.md\"\n\
             [[page]]\nid = \"A1\"\n{block}[[page]]\nid = \"A3\"\n{block}"
        );
        let text: String = notices.iter().map(|lines| notice(*lines)).collect();
        let files = Memory::of([("page.toml", layout), ("notices.md", text)]);
        let dumped = |stage: Stage| {
            let outcome = run_in(&files, Path::new("page.toml"), Goal::Dump(stage));
            let Output::Text(dump) = outcome.output else { panic!("{:?}", outcome.findings) };
            dump
        };
        let (dump, tags) = (dumped(Stage::Frames), dumped(Stage::Tags));
        let lines = dump.lines().filter(|line| line.contains(".jump"));
        // Each is a link, in the element of the notice that is parted.
        let links = tags.lines().filter(|line| line.trim_start().starts_with("Reference"));
        assert_eq!(links.count(), lines.clone().count(), "{tags}");
        lines.filter_map(|line| Some(line.rsplit_once(": ")?.1.to_owned())).collect()
    };
    for writing in WRITINGS {
        assert_eq!(said(writing, &[4, 14]), ["下轉A3版", "上接A1版"], "{writing}");
        assert_eq!(said(writing, &[4, 3, 8]), [] as [&str; 0], "{writing}");
    }
}
