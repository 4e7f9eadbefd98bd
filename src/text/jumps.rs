//! [`jumps`]: words that send the reader to another page, `下轉A3版`, `上接A1版`, `詳見B2頁`,
//! `→A5版`; `3面に続く`, `1面から`; `A3면에 계속`.
//!
//! The one table of such words: whoever links them and whoever inspects them reads the same.

use std::ops::Range;

/// Where such words lead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// The story goes on there.
    To,
    /// The story comes from there.
    From,
    /// There is more to read there.
    See,
}

/// Words that send the reader to another page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Jump {
    pub way: Way,
    /// All of the words.
    pub range: Range<u32>,
    /// The page's name among them.
    pub page: Range<u32>,
}

/// They stand before the page's name, and one of [`AFTER`] behind it.
const BEFORE: [(char, Way); 12] = [
    ('轉', Way::To),
    ('转', Way::To),
    ('接', Way::From),
    ('見', Way::See),
    ('见', Way::See),
    ('續', Way::See),
    ('续', Way::See),
    ('刊', Way::See),
    ('閱', Way::See),
    ('阅', Way::See),
    ('→', Way::See),
    ('▶', Way::See),
];
/// They may stand between such a word and the page's name.
const BETWEEN: [char; 10] = ['第', '至', '到', '入', '自', '於', '于', ' ', '\u{3000}', '：'];
/// They may stand before such a word and belong to it.
const LEADING: [char; 8] = ['下', '上', '請', '请', '詳', '详', '另', '文'];
/// They stand after the page's name.
const AFTER: [char; 5] = ['版', '頁', '页', '面', '면'];
/// Japanese and Korean: what follows `3面`. Of two that fit the one first named holds.
const FOLLOWING: [(&str, Way); 9] = [
    ("に続く", Way::To),
    ("へ続く", Way::To),
    ("につづく", Way::To),
    ("から続く", Way::From),
    ("から", Way::See),
    ("に関連", Way::See),
    ("参照", Way::See),
    ("에 계속", Way::To),
    ("에서 계속", Way::From),
];

/// The longest name of a page that `names` has not.
const LONGEST_NAME: usize = 8;

/// Such words in a text, in their order. A page's name is one of `names`, or else letters, digits
/// and hyphens, as pages are named.
pub fn jumps(text: &str, names: &[&str]) -> Vec<Jump> {
    let mut found = Vec::new();
    let mut done = 0;
    for (at, c) in text.char_indices() {
        if at < done {
            continue;
        }
        let jump = if let Some((_, way)) = BEFORE.iter().find(|(word, _)| *word == c) {
            sent(text, at, c, names).map(|(range, page)| {
                let range = leading(text, done, range);
                (*way, range, page)
            })
        } else if AFTER.contains(&c) {
            followed(text, done..at, c, names)
        } else {
            None
        };
        if let Some((way, range, page)) = jump {
            done = range.end;
            let short = |range: Range<usize>| range.start as u32..range.end as u32;
            found.push(Jump { way, range: short(range), page: short(page) });
        }
    }
    found
}

/// `轉A3版`, from its first character at `at`: the words and the name.
fn sent(text: &str, at: usize, c: char, names: &[&str]) -> Option<(Range<usize>, Range<usize>)> {
    let rest = text.get(at + c.len_utf8()..)?.trim_start_matches(BETWEEN);
    let start = text.len() - rest.len();
    let ended = |name: usize| {
        let after = rest.get(name..)?.trim_start_matches(' ');
        let last = after.chars().next().filter(|c| AFTER.contains(c))?;
        let end = text.len() - after.len() + last.len_utf8();
        Some((at..end, start..start + name))
    };
    let known = names.iter().filter(|name| !name.is_empty() && rest.starts_with(**name));
    known
        .map(|name| name.len())
        .max()
        .and_then(ended)
        .or_else(|| ended(Some(rest.find(|c| !is_of_name(c))?).filter(|at| is_length(*at))?))
}

/// `3面に続く`, whose `面` ends `before`.
fn followed(
    text: &str,
    before: Range<usize>,
    c: char,
    names: &[&str],
) -> Option<(Way, Range<usize>, Range<usize>)> {
    let end = before.end + c.len_utf8();
    let rest = text.get(end..)?;
    let (following, way) = FOLLOWING.into_iter().find(|(word, _)| rest.starts_with(word))?;
    let head = text.get(before.clone())?.trim_end_matches(' ');
    let known = names.iter().filter(|name| !name.is_empty() && head.ends_with(**name));
    // `13面に` names no page 3.
    let whole = |name: &usize| {
        let lead = head.get(..head.len() - name).unwrap_or("");
        !lead.ends_with(|c: char| c.is_ascii_alphanumeric())
    };
    let name = known.map(|name| name.len()).max().filter(whole).or_else(|| {
        let name = head.len() - head.trim_end_matches(is_of_name).len();
        is_length(name).then_some(name)
    })?;
    let to = before.start + head.len();
    Some((way, to - name..end + following.len(), to - name..to))
}

fn is_of_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '-'
}

fn is_length(name: usize) -> bool {
    (1..=LONGEST_NAME).contains(&name)
}

/// The range with a character that belongs to its beginning: `下轉`.
fn leading(text: &str, done: usize, range: Range<usize>) -> Range<usize> {
    let before = text.get(done..range.start).and_then(|before| before.chars().next_back());
    match before.filter(|c| LEADING.contains(c)) {
        Some(c) => range.start - c.len_utf8()..range.end,
        None => range,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_name_a_page_are_found() {
        let names = ["A1", "A3", "A13", "3", "B", "要聞"];
        let cases = [
            ("（下轉A3版）", vec![("下轉A3版", "A3", Way::To)]),
            ("▼下转 A3 版▼", vec![("下转 A3 版", "A3", Way::To)]),
            ("（上接第1版）", vec![("上接第1版", "1", Way::From)]),
            (
                "上接A1版，另見第A13頁。",
                vec![("上接A1版", "A1", Way::From), ("另見第A13頁", "A13", Way::See)],
            ),
            ("詳見 A3 版", vec![("詳見 A3 版", "A3", Way::See)]),
            ("詳見要聞版", vec![("詳見要聞版", "要聞", Way::See)]),
            ("→A3版", vec![("→A3版", "A3", Way::See)]),
            ("この話は3面に続く。", vec![("3面に続く", "3", Way::To)]),
            ("13面に続く", vec![("13面に続く", "13", Way::To)]),
            ("A1面から続く", vec![("A1面から続く", "A1", Way::From)]),
            ("3面から", vec![("3面から", "3", Way::See)]),
            ("A3면에 계속", vec![("A3면에 계속", "A3", Way::To)]),
            ("A1면에서 계속", vec![("A1면에서 계속", "A1", Way::From)]),
            ("下轉A4版", vec![("下轉A4版", "A4", Way::To)]),
            ("見B超人", vec![]),
            ("轉A3", vec![]),
            ("轉版", vec![]),
            ("面に続く", vec![]),
            ("A3版", vec![]),
            ("轉", vec![]),
        ];
        for (text, expected) in cases {
            let of = |range: &Range<u32>| &text[range.start as usize..range.end as usize];
            let found = jumps(text, &names);
            let found: Vec<_> =
                found.iter().map(|jump| (of(&jump.range), of(&jump.page), jump.way)).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
