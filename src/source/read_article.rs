//! An article file into its literal tree.

use std::ops::Range;

use comrak::{Arena, parse_document};

use super::TOO_LARGE;
use super::article::{Article, BodyBlock, FrontMatter};
use super::front_matter::{
    Dashed, Parts, Unopened, dashed, divide, ends_otherwise, read_front, stray_fence, unopened,
    wrong_fence,
};
use super::inline::{Bars, Places};
use super::markdown::{LINE_END, for_comrak, options, prepare};
use super::pairs;
use super::read_body::Reader;
use crate::diag::codes::article as codes;
use crate::diag::{Diagnostic, FileId, Findings, Span};
use crate::text::{PartKind, RichText};

/// A word of more letters than any language has is data that has strayed into the text; to
/// break it in measures would cost time without end.
const LONGEST_WORD: usize = 2_000;

/// Reads an article file: one article, or several that begin each with its own front matter. What
/// an article cannot hold is reported; its words are kept where there are any.
pub fn read_articles(file: FileId, text: &str) -> (Vec<Article>, Findings) {
    let mut found = Findings::default();
    let articles = read(file, text, &mut found);
    found.sort_by_place();
    (articles, found)
}

/// The first article of a file.
pub fn read_article(file: FileId, text: &str) -> (Article, Findings) {
    let (articles, found) = read_articles(file, text);
    let begins = Span::new(file, 0..0);
    let none = || Article { file, begins, front: FrontMatter::default(), body: Vec::new() };
    (articles.into_iter().next().unwrap_or_else(none), found)
}

/// The first run of letters and digits, Han apart, that is too long.
fn overlong_word(text: &str) -> Option<std::ops::Range<usize>> {
    // Soft hyphens are of a word, and are shaped with it.
    let is_soft = |c: char| c == '\u{ad}';
    let letter = |c: char| is_soft(c) || (!crate::text::is_wide(c) && c.is_alphanumeric());
    let mut start = None;
    let mut letters = 0;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        if letter(c) {
            start = start.or(Some(at));
            letters += 1;
        } else {
            if let Some(start) = start.filter(|_| letters > LONGEST_WORD) {
                return Some(start..at);
            }
            (start, letters) = (None, 0);
        }
    }
    None
}

fn read(file: FileId, text: &str, diags: &mut Findings) -> Vec<Article> {
    let begins = Span::new(file, 0..0);
    let unread = vec![Article { file, begins, front: FrontMatter::default(), body: Vec::new() }];
    if let Some(refused) = refused(file, text) {
        diags.push(refused);
        return unread;
    }
    let parts = divide(text);
    diags.extend(stands_before(file, text, &parts));
    parts.into_iter().map(|parts| read_one(file, text, parts, diags)).collect()
}

/// Says of text before a file's first front matter that it is an article of its own.
fn stands_before(file: FileId, text: &str, parts: &[Parts]) -> Option<Diagnostic> {
    let [first, second, ..] = parts else { return None };
    let written = text.get(first.body.clone())?;
    let line = written.lines().find(|line| !line.trim().is_empty())?;
    let at = first.body.start + written.find(line)?;
    let is_bare = first.begins.is_empty() && !second.front.is_empty();
    is_bare.then(|| {
        Diagnostic::warning(codes::FRONT_SYNTAX, "text stands before the front matter")
            .at(Span::new(file, at..at + line.len()), "an article of its own, without a head")
            .help("put it below the front matter, or take it out")
    })
}

/// What is said of a text with a word that is too long to set.
pub(super) fn overlong(text: &str, places: &Places, file: FileId) -> Option<Diagnostic> {
    let word = overlong_word(text)?;
    let message = format!(
        "a word has {} letters, and {LONGEST_WORD} is the limit",
        text.get(word.clone()).map_or(0, |word| word.chars().count())
    );
    let at = places.of(word.start);
    Some(
        Diagnostic::error(codes::WORD_TOO_LONG, message)
            .at(Span::new(file, at..at + 1), "begins here")
            .help("take out what is no text, or part the word with blanks"),
    )
}

/// Why a file is not read at all.
fn refused(file: FileId, text: &str) -> Option<Diagnostic> {
    if text.len() > TOO_LARGE {
        let message =
            format!("the article has {} MB, and 4 MB is the limit", text.len() / 1_000_000);
        return Some(
            Diagnostic::error(codes::ARTICLE_TOO_LARGE, message)
                .at(Span::new(file, 0..0), "this file")
                .help("name the article's own file, or divide the text into several articles"),
        );
    }
    if let Some(refused) = overlong(text, &Places::From(0), file) {
        return Some(refused);
    }
    if let Some((range, kind)) = unopened(text) {
        return Some(no_fence(Span::new(file, range), kind));
    }
    let (range, kind) = dashed(text)?;
    let first = text.get(range.clone()).and_then(|text| text.lines().next());
    let place = range.start..range.start + first.map_or(0, str::len);
    let (what, help) = match kind {
        Dashed::Yaml => (
            "the front matter is YAML",
            "write it as TOML between lines of `+++`: `headline = \"…\"` in place of \
             `headline: …`",
        ),
        Dashed::Toml => (
            "the front matter stands between lines of `---`",
            "write `+++` in place of `---`, before it and behind it",
        ),
    };
    Some(
        Diagnostic::error(codes::FRONT_SYNTAX, what)
            .at(Span::new(file, place), "begins here")
            .help(help),
    )
}

/// What is said of front matter that would be printed for want of a fence.
fn no_fence(place: Span, kind: Unopened) -> Diagnostic {
    let (what, label, help) = match kind {
        Unopened::Named => (
            "no front matter begins with more than three plus signs on its line",
            "more than `+++`",
            "write `+++` and nothing else on this line",
        ),
        Unopened::Bare => (
            "the front matter has no beginning",
            "its first line",
            "begin it with a line that holds `+++` and nothing else",
        ),
        Unopened::Unfenced => (
            "the front matter has neither beginning nor end",
            "its first line",
            "write a line that holds `+++` and nothing else before it, and another behind it",
        ),
    };
    Diagnostic::error(codes::FRONT_SYNTAX, what).at(place, label).help(help)
}

/// Says of a line of three plus signs within a body that it is printed.
fn stray(file: FileId, text: &str, body: &Range<usize>) -> Option<Diagnostic> {
    let found = stray_fence(text.get(body.clone())?)?;
    let place = body.start + found.start..body.start + found.end;
    let message = "a line of plus signs within the text begins no article";
    Some(
        Diagnostic::warning(codes::FRONT_SYNTAX, message)
            .at(Span::new(file, place), "printed as it stands")
            .help(
                "to begin another article write `+++` and a key such as `headline = \"…\"` on the next line; \
                 else take it out; a backslash before it makes it text",
            ),
    )
}

fn read_one(file: FileId, text: &str, parts: Parts, diags: &mut Findings) -> Article {
    let Parts { begins, front, body, is_open } = parts;
    let begins = Span::new(file, begins);
    let mut article = Article { file, begins, front: FrontMatter::default(), body: Vec::new() };
    if is_open {
        let from = begins.end as usize;
        let fence = text.get(from..).and_then(wrong_fence);
        diags.push(match fence {
            Some(fence) => ends_otherwise(file, from + fence.start..from + fence.end),
            None => Diagnostic::error(codes::FRONT_SYNTAX, "the front matter has no end")
                .at(begins, "begins here")
                .help("end it with a line that holds `+++` and nothing else"),
        });
        return article;
    }
    let before = diags.len();
    match read_front(file, text, front, diags) {
        Some(front) => article.front = front,
        None => return article,
    }
    diags.extend(stray(file, text, &body));
    article.body = read_body(file, text, body, diags);
    split_credit(&mut article.body);
    if diags.len() == before {
        diags.extend(empty(&article));
    }
    let told = diags.as_slice().get(before..).unwrap_or_default();
    if !told.iter().any(Diagnostic::is_error) {
        let front = &article.front;
        for texts in [&front.kicker, &front.headline, &front.deck, &front.intro] {
            diags.extend(pairs::tell(texts));
        }
        diags.extend(pairs::tell(article.body.iter().map(|block| &block.text)));
    }
    article
}

/// Says of an article that there is nothing to print.
pub(super) fn empty(article: &Article) -> Option<Diagnostic> {
    (article.body.is_empty() && !has_head(&article.front)).then(|| {
        Diagnostic::error(codes::EMPTY, "the article has neither head nor body")
            .at(article.begins, "nothing to print here")
            .help("write a headline or a paragraph, or take the article out of the layout")
    })
}

fn has_head(front: &FrontMatter) -> bool {
    let lists = [&front.kicker, &front.headline, &front.deck, &front.intro];
    lists.iter().any(|list| !list.is_empty()) || front.label.is_some() || front.byline.is_some()
}

/// Reads a text that holds no blocks: a value of the front matter, written at `places`.
pub(super) fn inline_text(
    file: FileId,
    text: &str,
    places: Vec<u32>,
    bars: Bars,
    diags: &mut Findings,
) -> RichText {
    // A blank that comrak keeps: behind it nothing is a list, a heading or a rule. It is
    // trimmed with the blanks of the text.
    const GUARD: &str = "\u{3000}";
    let first = places.first().copied().unwrap_or(0);
    let places = std::iter::repeat_n(first, GUARD.len()).chain(places).collect();
    let (prepared, forbidden) = prepare(&format!("{GUARD}{text}"));
    let prepared = prepared.replace(['\r', '\n'], LINE_END.encode_utf8(&mut [0; 4]));
    let mut reader = Reader::new(file, &prepared, Places::Each(places), diags);
    reader.refuse_controls(&forbidden);
    let arena = Arena::new();
    let root = parse_document(&arena, &for_comrak(&prepared), &options());
    match root.first_child() {
        Some(paragraph) => reader.rich_text(paragraph, bars),
        None => RichText::plain("", file, first),
    }
}

fn read_body(
    file: FileId,
    text: &str,
    range: Range<usize>,
    diags: &mut Findings,
) -> Vec<BodyBlock> {
    let base = range.start;
    body_text(file, text.get(range).unwrap_or(""), Places::From(base), diags)
}

/// The paragraphs of a text that was written at `places`.
pub(super) fn body_text(
    file: FileId,
    text: &str,
    places: Places,
    diags: &mut Findings,
) -> Vec<BodyBlock> {
    let (prepared, forbidden) = prepare(text);
    let mut reader = Reader::new(file, &prepared, places, diags);
    reader.refuse_controls(&forbidden);
    let arena = Arena::new();
    let root = parse_document(&arena, &for_comrak(&prepared), &options());
    let mut body = Vec::new();
    for node in root.children() {
        reader.block(node, &mut body);
    }
    body
}

/// Cuts the agency credit off the end of the last paragraph: a blank, ● and a few words.
pub(super) fn split_credit(body: &mut [BodyBlock]) {
    const LONGEST: usize = 20;
    let last = body.last_mut().filter(|last| last.kind != PartKind::Subhead);
    let Some(paragraph) = last else { return };
    let text = &paragraph.text.text;
    let Some(at) = text.rfind('●') else { return };
    let words = text.get(at + '●'.len_utf8()..).unwrap_or("").trim();
    let before = text.get(..at).unwrap_or("");
    let kept = before.trim_end_matches([' ', '\u{3000}']);
    // Behind a sentence; else it may be an item among others.
    let ends = kept.ends_with(['。', '！', '？', '」', '』', '”', '）', '…', '.', '!', '?']);
    let is_credit = !words.is_empty()
        && words.chars().count() <= LONGEST
        && !words.contains('。')
        && (ends || !words.contains(['：', ':']) && text.matches('●').count() == 1)
        && kept.len() < before.len()
        && !kept.is_empty();
    if is_credit {
        let (kept, length) = (kept.len() as u32, text.len() as u32);
        paragraph.credit = Some(paragraph.text.slice(at as u32..length));
        paragraph.text = paragraph.text.slice(0..kept);
    }
}
