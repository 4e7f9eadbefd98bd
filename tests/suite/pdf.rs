//! The example pages as PDF files, read by a reader that knows nothing of how they were made,
//! and by the tools of others where they are installed.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::{Command, Output};

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object};
use typeset::diag::SourceMap;
use typeset::source::article::{Article, BodyBlock};
use typeset::source::layout::Layout;
use typeset::source::{Layer, read_layout};
use typeset::text::Mark;

use crate::pdf_reader::{self, Shown};
use crate::support;

/// Each layout's PDF, made once a test.
fn each_pdf(mut check: impl FnMut(&str, &Path, &[u8])) {
    for layout in support::layouts() {
        let name = layout.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        check(&name, &layout, &support::pdf(&layout));
    }
}

pub fn layout_of(path: &Path) -> Layout {
    let text = std::fs::read_to_string(path).expect("a layout");
    let file = SourceMap::default().add(path.display().to_string(), text.clone());
    read_layout(&[Layer::alone(file, &text)]).0.expect("TOML")
}

/// What a reader sees of a text: no blanks, which lines take in and leave out, and no hyphens
/// that composition put in.
pub fn solid(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '\u{AD}' | '\u{2060}')).collect()
}

/// An article's texts: each part of the head by itself, the body as one.
fn texts_of(article: &Article) -> Vec<String> {
    let front = &article.front;
    let heads = [&front.kicker, &front.headline, &front.deck, &front.intro].into_iter().flatten();
    let single = [&front.label, &front.byline, &front.source].into_iter().flatten();
    let mut texts: Vec<_> = heads.chain(single).map(|part| solid(&part.text)).collect();
    let mut body = front.dateline.as_ref().map(|part| solid(&part.text)).unwrap_or_default();
    for block in &article.body {
        body.push_str(&paragraph_text(block));
    }
    texts.push(body);
    texts
}

pub fn paragraph_text(paragraph: &BodyBlock) -> String {
    let credit = paragraph.credit.as_ref().map(|credit| solid(&credit.text));
    solid(&paragraph.text.text) + &credit.unwrap_or_default()
}

/// The lines shown, in the order of the file; marks that composition puts before and beside
/// the text (bullets, dots, readings) are lines or beginnings of lines of their own.
fn lines(shown: &[Shown]) -> Vec<String> {
    pdf_reader::text(shown).lines().map(solid).filter(|line| !line.is_empty()).collect()
}

/// Every reading set beside a text: it is shown after the text, a line of its own.
fn readings_of(article: &Article) -> Vec<String> {
    let front = &article.front;
    let heads = [&front.kicker, &front.headline, &front.deck, &front.intro].into_iter().flatten();
    let body = article.body.iter().map(|block| &block.text);
    let marks = heads.chain(body).flat_map(|text| &text.marks);
    marks
        .filter_map(|markup| match &markup.mark {
            Mark::Ruby { reading } => Some(solid(&reading.text)),
            _ => None,
        })
        .collect()
}

/// Whether a line is nothing but readings: those of neighbours stand on one.
fn are_readings(line: &str, readings: &[String]) -> bool {
    let rest =
        |reading: &String| line.strip_prefix(reading.as_str()).filter(|_| !reading.is_empty());
    line.is_empty() || readings.iter().filter_map(rest).any(|rest| are_readings(rest, readings))
}

/// Finds `text` in lines that follow one another, others between them, and takes these out.
fn take(lines: &mut Vec<String>, text: &str) -> Result<(), String> {
    // Another text may happen to begin like this one: every beginning is tried.
    let mut reached = text;
    for start in 0..lines.len() {
        match taken(lines, start, text) {
            Ok(taken) => {
                let mut at = 0;
                lines.retain(|_| {
                    at += 1;
                    !taken.contains(&(at - 1))
                });
                return Ok(());
            }
            Err(rest) if rest.len() < reached.len() => reached = rest,
            Err(_) => {}
        }
    }
    let shown: String = reached.chars().take(20).collect();
    Err(format!("not in the PDF in its place: {shown}…"))
}

/// The lines from `start` on that make up `text`, or what of it is not there.
fn taken<'t>(lines: &[String], start: usize, text: &'t str) -> Result<BTreeSet<usize>, &'t str> {
    let mut rest = text;
    let mut taken = BTreeSet::new();
    for (at, line) in lines.iter().enumerate().skip(start) {
        let unmarked = line.strip_prefix('●').unwrap_or(line);
        let forms = [line.as_str(), unmarked];
        let mut forms = forms.into_iter().filter(|form| !form.is_empty());
        match forms.find_map(|form| rest.strip_prefix(form)) {
            Some(after) => {
                rest = after;
                taken.insert(at);
            }
            None if at == start => return Err(rest),
            None => {}
        }
        if rest.is_empty() {
            return Ok(taken);
        }
    }
    Err(rest)
}

/// Takes the layout's articles out of a PDF's lines; gives what is wrong.
fn account(layout: &Path, lines: &mut Vec<String>) -> Vec<String> {
    let mut faults = Vec::new();
    for (path, article) in support::articles(layout) {
        let readings = readings_of(&article);
        for text in texts_of(&article) {
            if let Err(fault) = take(lines, &text) {
                faults.push(format!("{}: {fault}", path.display()));
            }
        }
        lines.retain(|line| !are_readings(line, &readings));
    }
    faults
}

/// The files of data that a layout sets as tables; their heads are printed once a leg.
fn data_of(layout: &Path) -> String {
    let text = std::fs::read_to_string(layout).expect("a layout");
    let named = text.split("table = \"").skip(1).filter_map(|rest| rest.split('"').next());
    let folder = layout.parent().expect("a layout stands in a folder");
    named.map(|path| std::fs::read_to_string(folder.join(path)).expect("a file of data")).collect()
}

/// R43, R113.
#[test]
fn articles_come_back_from_the_pdf() {
    each_pdf(|name, layout, bytes| {
        let mut lines = lines(&pdf_reader::read(bytes));
        let faults = account(layout, &mut lines);
        assert!(faults.is_empty(), "{name}: {faults:#?}\nleft over: {lines:#?}");
        // What is left is written in the layout: captions, folios, and what stands in fields; or is a
        // quote, which says an article's words again.
        let own = std::fs::read_to_string(layout).expect("a layout");
        let written = solid(&(own + &data_of(layout) + &support::pulled(layout)));
        let known: BTreeSet<char> = written.chars().chain("星期六月日年".chars()).collect();
        for line in lines {
            let strange: String = line.chars().filter(|c| !known.contains(c)).collect();
            assert!(strange.chars().count() * 4 <= line.chars().count(), "{name}: twice? {line}");
        }
    });
}

/// A count that finds nothing wrong has to find what is.
#[test]
fn a_lost_or_moved_line_is_noticed() {
    let layout = support::root().join("layouts/page.toml");
    let all = lines(&pdf_reader::read(&support::pdf(&layout)));
    // Two lines of the body's measure: they stand within a text, and one after the other.
    let full = |at: &usize| all[*at..].iter().take(2).all(|line| line.chars().count() > 15);
    for from in [all.len() / 4, all.len() / 2, all.len() * 3 / 4] {
        let at = (from..all.len()).find(full).expect("two full lines");
        let mut lost = all.clone();
        lost.remove(at);
        let mut moved = all.clone();
        moved.swap(at, at + 1);
        for (what, mut lines) in [("lost", lost), ("moved", moved)] {
            assert!(!account(&layout, &mut lines).is_empty(), "{what}: {}", all[at]);
        }
    }
}

fn dictionary<'a>(document: &'a Document, object: &'a Object) -> &'a Dictionary {
    document.dereference(object).expect("an object").1.as_dict().expect("a dictionary")
}

fn sides(page: &Dictionary, key: &[u8]) -> Option<Vec<f32>> {
    let sides = page.get(key).and_then(Object::as_array).ok()?;
    Some(sides.iter().map(|side| side.as_float().expect("a number")).collect())
}

#[test]
fn pages_have_their_boxes() {
    let mm = |value: f32| value * 72.0 / 25.4;
    each_pdf(|name, layout, bytes| {
        let document = Document::load_mem(bytes).expect("a good file");
        let pages = document.get_pages();
        assert_eq!(pages.len(), layout_of(layout).pages.len(), "{name}");
        for id in pages.values() {
            let page = document.get_dictionary(*id).expect("a page");
            let media = sides(page, b"MediaBox").expect("a MediaBox");
            let trim = sides(page, b"TrimBox").expect("a TrimBox");
            let bleed = sides(page, b"BleedBox").expect("a BleedBox");
            for (outer, inner) in [(&media, &bleed), (&bleed, &trim)] {
                let within = outer[0] <= inner[0] && outer[2] >= inner[2];
                assert!(within && outer[1] <= inner[1] && outer[3] >= inner[3], "{name}");
            }
            if name == "page" {
                assert!((trim[2] - trim[0] - mm(390.0)).abs() < 0.01, "{trim:?}");
                assert!((trim[3] - trim[1] - mm(550.0)).abs() < 0.01, "{trim:?}");
            }
        }
    });
}

#[test]
fn fonts_are_embedded_subset_and_mapped_to_unicode() {
    let name_of = |font: &Dictionary, key: &[u8]| {
        let name = font.get(key).and_then(Object::as_name).unwrap_or_default();
        String::from_utf8_lossy(name).into_owned()
    };
    each_pdf(|layout, _, bytes| {
        let document = Document::load_mem(bytes).expect("a good file");
        let mut count = 0;
        for object in document.objects.values().filter_map(|object| object.as_dict().ok()) {
            if name_of(object, b"Type") != "Font" || name_of(object, b"Subtype") != "Type0" {
                continue;
            }
            count += 1;
            let name = name_of(object, b"BaseFont");
            assert!(object.has(b"ToUnicode"), "{layout}: {name} has no ToUnicode");
            let descendants = object.get(b"DescendantFonts").and_then(Object::as_array);
            let descendant = dictionary(&document, &descendants.expect("descendants")[0]);
            let descriptor = descendant.get(b"FontDescriptor").expect("a descriptor");
            let descriptor = dictionary(&document, descriptor);
            let embedded = descriptor.has(b"FontFile2") || descriptor.has(b"FontFile3");
            assert!(embedded, "{layout}: {name} is not embedded");
            let tag = name.split('+').next().unwrap_or_default();
            let is_tag = tag.len() == 6 && tag.bytes().all(|byte| byte.is_ascii_uppercase());
            assert!(is_tag, "{layout}: {name} is no subset");
        }
        assert!(count >= 2, "{layout}: {count} fonts");
        assert!(bytes.len() < 2_500_000, "{layout}: {} bytes", bytes.len());
    });
}

#[test]
fn no_text_is_in_rgb() {
    each_pdf(|name, _, bytes| {
        let document = Document::load_mem(bytes).expect("a good file");
        let (mut black, mut other) = (0, 0);
        for id in document.get_pages().values() {
            let content = Content::decode(&document.get_page_content(*id)).expect("operators");
            let mut inks: Vec<f32> = vec![0.0, 0.0, 0.0, 1.0];
            let mut saved = Vec::new();
            for operation in content.operations {
                match operation.operator.as_str() {
                    "rg" | "RG" => panic!("{name}: RGB on the page"),
                    "k" | "scn" => {
                        let inks_of = operation.operands.iter();
                        inks = inks_of.filter_map(|ink| ink.as_float().ok()).collect();
                    }
                    "q" => saved.push(inks.clone()),
                    "Q" => inks = saved.pop().expect("a saved state"),
                    "Tj" | "TJ" if inks == [0.0, 0.0, 0.0, 1.0] => black += 1,
                    "Tj" | "TJ" => other += 1,
                    _ => {}
                }
            }
        }
        assert!(black > 20 && black > 3 * other, "{name}: {black} black, {other} not");
        assert!(name != "page" || other == 0, "{name}: {other} texts are not in black alone");
    });
}

/// Runs of the program are processes of their own: what hangs on the seeds of hash tables or
/// on addresses comes out otherwise each time. R116.
#[test]
fn every_run_gives_the_same_bytes() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let out = folder.path().join("page.pdf");
    each_pdf(|name, layout, bytes| {
        let status = Command::new(env!("CARGO_BIN_EXE_typeset"))
            .args([layout, Path::new("-o"), &out])
            .output()
            .expect("the program starts")
            .status;
        assert!(status.success(), "{name}");
        assert!(std::fs::read(&out).expect("a PDF") == bytes, "{name}: other bytes");
    });
}

/// Runs a tool. None where it is not installed, unless `TYPESET_REQUIRE_TOOLS=1` asks for it.
pub fn tool(name: &str, arguments: &[&Path]) -> Option<Output> {
    match Command::new(name).args(arguments).output() {
        Ok(output) => Some(output),
        Err(error) => {
            let asked = std::env::var_os("TYPESET_REQUIRE_TOOLS").is_some_and(|value| value == "1");
            assert!(!asked, "{name} is not installed: {error}");
            None
        }
    }
}

#[test]
fn other_tools_agree() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    each_pdf(|name, layout, bytes| {
        let path = folder.path().join(format!("{name}.pdf"));
        std::fs::write(&path, bytes).expect("a writable file");
        if let Some(output) = tool("qpdf", &[Path::new("--check"), &path]) {
            assert!(output.status.success(), "{name}: {output:?}");
            assert!(output.stderr.is_empty(), "{name}: {output:?}");
            let said = String::from_utf8_lossy(&output.stdout);
            assert!(!said.contains("WARNING"), "{name}: {said}");
        }
        if let Some(output) = tool("pdffonts", &[&path]) {
            assert!(output.stderr.is_empty(), "{name}: {output:?}");
            let said = String::from_utf8_lossy(&output.stdout).into_owned();
            let fonts: Vec<_> = said.lines().skip(2).collect();
            assert!(!fonts.is_empty());
            for font in fonts {
                let words: Vec<_> = font.split_whitespace().collect();
                // The columns emb, sub and uni stand before the two of the object.
                let flags = words.len().checked_sub(5).and_then(|at| words.get(at..at + 3));
                assert_eq!(flags, Some(&["yes"; 3][..]), "{name}: {font}");
            }
        }
        if let Some(output) = tool("pdftotext", &[Path::new("-raw"), &path, Path::new("-")]) {
            assert!(output.stderr.is_empty(), "{name}: {output:?}");
            let theirs = counted(&String::from_utf8_lossy(&output.stdout));
            let own = pdf_reader::text(&pdf_reader::read(bytes));
            let ours = counted(&(own + &art_text(layout)));
            assert_eq!(theirs, ours, "{name}: other characters");
        }
    });
}

/// The letters and characters of a text, however ordered; tools differ over marks and blanks.
/// What stands in the PDF art of a layout, which other tools read as well.
fn art_text(layout: &Path) -> String {
    let blocks = layout_of(layout).pages.into_iter().flat_map(|page| page.blocks);
    let art = blocks.filter_map(|block| block.art).filter(|art| art.value.ends_with(".pdf"));
    let folder = layout.parent().expect("a folder");
    art.map(|art| {
        let bytes = std::fs::read(folder.join(&art.value)).expect("the art");
        pdf_reader::text(&pdf_reader::read(&bytes))
    })
    .collect()
}

fn counted(text: &str) -> Vec<char> {
    let mut characters: Vec<char> = text.chars().filter(|c| c.is_alphanumeric()).collect();
    characters.sort_unstable();
    characters
}
