//! [`references`]: words that send the reader to another page of the job.
//!
//! `下轉A3版`, `上接A1版`, `詳見B2頁`, `→A5版`; `3面に続く`, `1面から`. The page must be one of the
//! job's; other words stay words.

use std::ops::Range;

/// They stand before the page's name.
const BEFORE: [char; 12] = ['轉', '转', '接', '見', '见', '續', '续', '刊', '閱', '阅', '→', '▶'];
/// They may stand between such a word and the page's name.
const BETWEEN: [char; 10] = ['第', '至', '到', '入', '自', '於', '于', ' ', '\u{3000}', '：'];
/// They may stand before such a word and belong to it.
const LEADING: [char; 8] = ['下', '上', '請', '请', '詳', '详', '另', '文'];
/// They stand after the page's name.
const AFTER: [char; 4] = ['版', '頁', '页', '面'];
/// Japanese: what follows `3面`.
const FOLLOWING: [&str; 6] = ["に続く", "へ続く", "につづく", "から", "に関連", "参照"];

/// The ranges of such words and the places of their pages among `names`.
pub(super) fn references(text: &str, names: &[&str]) -> Vec<(Range<u32>, u32)> {
    let mut found = Vec::new();
    let mut done = 0;
    for (at, c) in text.char_indices() {
        if at < done {
            continue;
        }
        let reference = if BEFORE.contains(&c) {
            sent(text, at, c, names).map(|(range, page)| (leading(text, done, range), page))
        } else if AFTER.contains(&c) {
            followed(text, (done, at, c), names)
        } else {
            None
        };
        if let Some((range, page)) = reference {
            done = range.end;
            found.push((range.start as u32..range.end as u32, page as u32));
        }
    }
    found
}

/// `轉A3版`, from its first character at `at`.
fn sent(text: &str, at: usize, c: char, names: &[&str]) -> Option<(Range<usize>, usize)> {
    let start = at + c.len_utf8();
    let rest = text.get(start..)?.trim_start_matches(BETWEEN);
    let (page, after) = longest(names, |name| rest.strip_prefix(name))?;
    let after = after.trim_start_matches(' ');
    let last = after.chars().next().filter(|c| AFTER.contains(c))?;
    Some((at..text.len() - after.len() + last.len_utf8(), page))
}

/// `3面に続く`, whose `面` stands at `at`.
fn followed(
    text: &str,
    (done, at, c): (usize, usize, char),
    names: &[&str],
) -> Option<(Range<usize>, usize)> {
    let end = at + c.len_utf8();
    let rest = text.get(end..)?;
    let following = FOLLOWING.into_iter().find(|word| rest.starts_with(word))?;
    let head = text.get(done..at)?.trim_end_matches(' ');
    let (page, before) = longest(names, |name| head.strip_suffix(name))?;
    // `13面に` names no page 3.
    let whole = !before.ends_with(|c: char| c.is_alphanumeric() && c.is_ascii());
    whole.then(|| (done + before.len()..end + following.len(), page))
}

/// The page with the longest name that `rest` finds, and what it leaves.
fn longest<'t>(names: &[&str], rest: impl Fn(&str) -> Option<&'t str>) -> Option<(usize, &'t str)> {
    let named = names.iter().enumerate().filter(|(_, name)| !name.is_empty());
    let found = named.filter_map(|(at, name)| Some((name.len(), at, rest(name)?)));
    found.max_by_key(|(length, at, _)| (*length, std::cmp::Reverse(*at))).map(|(_, at, t)| (at, t))
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
        let names = ["A1", "A3", "A13", "3", "B"];
        let cases = [
            ("（下轉A3版）", vec![("下轉A3版", 1)]),
            ("上接A1版，另見第A13頁。", vec![("上接A1版", 0), ("另見第A13頁", 2)]),
            ("詳見 A3 版", vec![("詳見 A3 版", 1)]),
            ("→A3版", vec![("→A3版", 1)]),
            ("この話は3面に続く。", vec![("3面に続く", 3)]),
            ("13面に続く", vec![]),
            ("下轉A4版", vec![]),
            ("見B超人", vec![]),
            ("轉A3", vec![]),
            ("轉", vec![]),
        ];
        for (text, expected) in cases {
            let found = references(text, &names);
            let found: Vec<_> = found
                .iter()
                .map(|(range, page)| (&text[range.start as usize..range.end as usize], *page))
                .collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
