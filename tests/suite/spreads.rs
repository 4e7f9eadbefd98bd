//! Pages of two sheets, joined and split, from the layout to the PDF.

use std::path::Path;

use lopdf::{Document, Object};
use typeset::diag::Severity;
use typeset::{Goal, Outcome, Output, Stage};

use crate::pdf_reader;
use crate::support::{Memory, run_in};

/// A page of one sheet and a spread after it; `output` is what [output] says.
fn layout(writing: &str, output: &str) -> String {
    let columns = if writing == "horizontal" { "columns" } else { "tiers" };
    let (lead, rest, head) = match writing {
        "horizontal" => (
            "columns = \"1-2\", lines = \"1+12\"",
            "columns = \"3-4\", lines = \"7-22\"",
            "columns = \"1-4\", lines = \"1+6\"",
        ),
        _ => (
            "tiers = \"1-2\", lines = \"1+6\"",
            "tiers = \"2\", lines = \"36-50\"",
            "tiers = \"1\", lines = \"1-52\", writing = \"horizontal\"",
        ),
    };
    format!(
        "[document]\ndate = 2024-11-16\ntitle = \"海港日報\"\nallow = [\"O002\", \"O009\", \"K039\"]\n\
         [paper]\nsize = [\"120mm\", \"120mm\"]\nbleed = \"3mm\"\n\
         margin = {{ top = \"16mm\", bottom = \"8mm\", left = \"9mm\", right = \"9mm\" }}\n\
         [grid]\nwriting = \"{writing}\"\n{columns} = 2\nmeasure = 13\nline = \"12pt\"\n\
         [style.headline]\nsize = \"28pt\"\nalign = \"center\"\n\
         [output]\nstandard = \"plain\"\n{output}\n\
         [article]\nlead = \"lead.md\"\n[article.wide]\nheadline = \"渡輪碼頭今晨重開市民排隊\"\n\
         [[page]]\nid = \"A7\"\nblock = [{{ article = \"lead\", {lead} }}]\n\
         [[page]]\nid = [\"A8\", \"A9\"]\nspread = true\nblock = [\n\
         {{ in = \"top\", text = \"{{page}}\", style = \"folio\", lines = \"1+1\" }},\n\
         {{ article = \"wide\", {head} }},\n\
         {{ article = \"lead\", {rest} }},\n]\n"
    )
}

fn files(layout: String) -> Memory {
    let mut article = String::from("+++\nheadline = \"港口\"\n+++\n");
    for _ in 0..5 {
        article += "港口今日重開，首班渡輪早上七時開出，渡輪公司增派兩班船。\n\n";
    }
    Memory::of([("page.toml", layout), ("lead.md", article)])
}

fn run(layout: String, goal: Goal) -> Outcome {
    let outcome = run_in(&files(layout), Path::new("page.toml"), goal);
    let errors: Vec<_> =
        outcome.findings.iter().filter(|found| found.severity == Severity::Error).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    outcome
}

fn document(layout: String) -> (Document, Vec<pdf_reader::Shown>) {
    let Output::Document(bytes) = run(layout, Goal::Document).output else { panic!("no PDF") };
    (Document::load_mem(&bytes).expect("a good file"), pdf_reader::read(&bytes))
}

/// Width of the trim and label of every page.
fn pages(doc: &Document) -> Vec<(i64, String)> {
    let labels = doc.catalog().expect("a catalogue").get(b"PageLabels").expect("labels");
    let (_, labels) = doc.dereference(labels).expect("labels");
    let nums = labels.as_dict().and_then(|it| it.get(b"Nums")).and_then(Object::as_array);
    let nums = nums.expect("a list").chunks(2).map(|pair| {
        let (_, label) = doc.dereference(&pair[1]).expect("a label");
        let prefix = label.as_dict().and_then(|it| it.get(b"P")).and_then(Object::as_str);
        String::from_utf8_lossy(prefix.expect("a prefix")).into_owned()
    });
    let widths = doc.get_pages().into_values().map(|id| {
        let page = doc.get_dictionary(id).expect("a page");
        let trim = page.get(b"TrimBox").and_then(Object::as_array).expect("a box");
        let side = |at: usize| f64::from(trim[at].as_float().expect("a number"));
        (side(2) - side(0)).round() as i64
    });
    widths.zip(nums).collect()
}

fn text_on(shown: &[pdf_reader::Shown], page: usize) -> String {
    shown.iter().filter(|glyph| glyph.page == page).map(|glyph| glyph.text.as_str()).collect()
}

#[test]
fn a_spread_is_one_page_or_two() {
    for writing in ["horizontal", "vertical"] {
        let (doc, shown) = document(layout(writing, ""));
        let named = |all: &[(i64, &str)]| -> Vec<(i64, String)> {
            all.iter().map(|(width, name)| (*width, (*name).to_owned())).collect()
        };
        assert_eq!(pages(&doc), named(&[(340, "A7"), (680, "A8-A9")]), "{writing}");
        let joined = text_on(&shown, 1);
        assert!(joined.contains("A8") && joined.contains("A9"), "{writing}: {joined}");

        let (doc, shown) = document(layout(writing, "split_spread = true"));
        let expected = named(&[(340, "A7"), (340, "A8"), (340, "A9")]);
        assert_eq!(pages(&doc), expected, "{writing}");
        let (first, second) = (text_on(&shown, 1), text_on(&shown, 2));
        assert!(first.contains("A8") && !first.contains("A9"), "{writing}: {first}");
        assert!(second.contains("A9") && !second.contains("A8"), "{writing}: {second}");
        // The head goes over both; lying across it is read from the left.
        let (left, right) =
            if writing == "horizontal" { (&first, &second) } else { (&second, &first) };
        assert!(left.contains("渡輪碼頭今晨"), "{writing}: {left}");
        assert!(right.contains("重開市民排隊"), "{writing}: {right}");
    }
}

#[test]
fn each_half_has_a_file_of_its_own() {
    let layout = layout("horizontal", "split_spread = true");
    let Output::Pages(files) = run(layout, Goal::Pages).output else { panic!("no files") };
    let names: Vec<&str> = files.iter().map(|file| file.page.as_str()).collect();
    assert_eq!(names, ["A7", "A8", "A9"]);
    let text = |at: usize| text_on(&pdf_reader::read(&files[at].bytes), 0);
    assert!(text(1).contains("渡輪碼頭今晨") && !text(1).contains("重開市民"));
    assert!(text(2).contains("重開市民排隊") && !text(2).contains("碼頭今晨"));
}

/// A story that goes on on the second half leads to that one, whose page the link opens.
#[test]
fn a_jump_leads_to_the_half() {
    for (output, target) in [("", 1), ("split_spread = true", 2)] {
        let (doc, shown) = document(layout("horizontal", output));
        assert!(text_on(&shown, 0).contains("下轉A9版"), "{output}");
        let pages: Vec<_> = doc.get_pages().into_values().collect();
        let page = doc.get_dictionary(pages[0]).expect("a page");
        let annotations = page.get(b"Annots").and_then(|it| doc.dereference(it)).expect("links").1;
        let links = annotations.as_array().expect("a list").iter().filter_map(|link| {
            let (_, link) = doc.dereference(link).ok()?;
            let to = link.as_dict().ok()?.get(b"Dest").ok()?;
            doc.dereference(to).ok()?.1.as_array().ok()?.first()?.as_reference().ok()
        });
        let targets: Vec<_> = links.collect();
        assert!(!targets.is_empty() && targets.iter().all(|to| *to == pages[target]), "{output}");
    }
}

#[test]
fn a_change_finds_a_spread_by_either_name() {
    let late = |page: &str| format!("extends = \"page.toml\"\n{page}");
    let run = |page: &str| {
        let mut world = files(layout("horizontal", ""));
        world.0.insert("late.toml".into(), late(page).into_bytes());
        let outcome = run_in(&world, Path::new("late.toml"), Goal::Dump(Stage::Page));
        match outcome.output {
            Output::Text(text) => text,
            _ => panic!("{page}: {:#?}", outcome.findings),
        }
    };
    let changed = "\nsection = \"財經\"\n";
    for id in ["\"A8\"", "\"A9\"", "\"A8-A9\"", "[\"A8\", \"A9\"]"] {
        let dump = run(&format!("[[page]]\nid = {id}{changed}"));
        assert!(dump.contains("page A8-A9 section \"財經\""), "{id}: {dump}");
        assert!(dump.contains("Joined \"A8\" \"A9\""), "{id}");
        assert_eq!(dump.matches("\npage ").count(), 2, "{id}");
    }
    let dump = run(
        "[[page]]\nid = \"A10\"\nafter = \"A9\"\nblock = [{ text = \"空\", columns = 1, lines = 1 }]\n",
    );
    let order: Vec<&str> = dump.lines().filter_map(|line| line.strip_prefix("page ")).collect();
    assert!(order[1].starts_with("A8-A9") && order[2].starts_with("A10"), "{order:?}");
}

/// Lines that run against the order of the pages are read over the fold all the same: nothing is lost.
#[test]
fn a_story_may_run_against_the_order_of_the_halves() {
    for (writing, other) in [("horizontal", "vertical"), ("vertical", "horizontal")] {
        let place = match writing {
            "horizontal" => "columns = \"2-3\", lines = \"7-22\"",
            _ => "tiers = 2, lines = \"8-45\", split = 2",
        };
        let block = format!("{{ article = \"lead\", {place}, writing = \"{other}\" }}");
        let layout = layout(writing, "split_spread = true");
        let (before, last) = layout.rsplit_once("{ article = \"lead\"").expect("the last block");
        let rest = last.split_once('}').expect("its end").1;
        let (shown, layout) = (1, format!("{before}{block}{rest}"));
        let (_, text) = document(layout);
        for page in [shown, shown + 1] {
            assert!(text_on(&text, page).contains("渡輪"), "{writing} {page}");
        }
    }
}
