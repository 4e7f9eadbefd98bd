//! [`jumps`]: words that send the reader to another page, `下轉A3版`, `上接A1版`, `詳見B2頁`,
//! `→A5版`; `3面に続く`, `1面から`; `A3면에 계속`.
//!
//! The one table of such words: whoever links them and whoever inspects them reads the same.

use std::ops::Range;

use crate::chars::Locale;

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
const FOLLOWING: [(&str, Way); 22] = [
    ("に続く", Way::To),
    ("へ続く", Way::To),
    ("につづく", Way::To),
    ("へつづく", Way::To),
    ("から続く", Way::From),
    ("からつづく", Way::From),
    ("より続く", Way::From),
    ("よりつづく", Way::From),
    ("から", Way::See),
    ("に関連", Way::See),
    ("参照", Way::See),
    ("에 계속", Way::To),
    ("에계속", Way::To),
    ("으로 계속", Way::To),
    ("으로 이어", Way::To),
    ("에 이어", Way::To),
    ("에서 계속", Way::From),
    ("에서 이어", Way::From),
    ("에서계속", Way::From),
    ("에서 시작", Way::From),
    ("에 관련", Way::See),
    ("참조", Way::See),
];

/// The lines that send the reader on and back, in each language, with `{page}` for the page's name.
pub fn jump_words(locale: Locale) -> [&'static str; 2] {
    match locale {
        Locale::Hk | Locale::Tw => ["下轉{page}版", "上接{page}版"],
        Locale::Cn => ["下转{page}版", "上接{page}版"],
        Locale::Ja => ["{page}面に続く", "{page}面から続く"],
        Locale::Ko => ["{page}면에 계속", "{page}면에서 계속"],
    }
}

/// The longest name of a page that `names` has not, in bytes.
const LONGEST_NAME: usize = 24;

/// Such words in a text, in their order. A page's name is one of `names`, or else letters, figures
/// (Chinese ones too) and hyphens; [`page_key`] compares them.
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
                goes_on(text, (*way, range, page))
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

/// An arrow before `3面に続く` says less than what stands behind it.
fn goes_on(
    text: &str,
    (way, range, page): (Way, Range<usize>, Range<usize>),
) -> (Way, Range<usize>, Range<usize>) {
    let rest = text.get(range.end..).unwrap_or("");
    let following = FOLLOWING.iter().find(|(word, _)| rest.starts_with(word));
    match following.filter(|_| way == Way::See) {
        Some((word, way)) => (*way, range.start..range.end + word.len(), page),
        None => (way, range, page),
    }
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

/// Letters, figures and hyphens, full-width ones and Chinese figures among them.
fn is_of_name(c: char) -> bool {
    let c = half_width(c);
    c.is_ascii_alphanumeric() || c == '-' || han_figure(c).is_some()
}

fn half_width(c: char) -> char {
    match c {
        '！'..='～' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        _ => c,
    }
}

/// A Chinese figure's worth; ten and a hundred multiply.
fn han_figure(c: char) -> Option<u32> {
    const FIGURES: [(char, u32); 18] = [
        ('〇', 0),
        ('零', 0),
        ('一', 1),
        ('二', 2),
        ('兩', 2),
        ('两', 2),
        ('三', 3),
        ('四', 4),
        ('五', 5),
        ('六', 6),
        ('七', 7),
        ('八', 8),
        ('九', 9),
        ('十', 10),
        ('廿', 20),
        ('卅', 30),
        ('百', 100),
        ('○', 0),
    ];
    FIGURES.iter().find(|(figure, _)| *figure == c).map(|(_, worth)| *worth)
}

/// A page's name as it is compared: A3, a3, Ａ３, A03 and A三 are one page.
pub fn page_key(name: &str) -> String {
    let (mut key, mut figures, mut han) = (String::new(), String::new(), Vec::new());
    for c in name.chars().map(half_width) {
        match han_figure(c) {
            Some(worth) => han.push(worth),
            None => {
                figures.push_str(&number(&std::mem::take(&mut han)));
                if c.is_ascii_digit() {
                    figures.push(c);
                } else {
                    push_number(&mut key, &mut figures);
                    key.extend(c.to_uppercase());
                }
            }
        }
    }
    figures.push_str(&number(&han));
    push_number(&mut key, &mut figures);
    key
}

/// Without the zeros before it.
fn push_number(key: &mut String, figures: &mut String) {
    if !figures.is_empty() {
        let plain = figures.trim_start_matches('0');
        key.push_str(if plain.is_empty() { "0" } else { plain });
        figures.clear();
    }
}

/// Chinese figures in Arabic ones: 十二, 二十一, 一〇三, 廿一.
fn number(han: &[u32]) -> String {
    if han.iter().all(|worth| *worth < 10) {
        return han.iter().map(u32::to_string).collect();
    }
    let (mut sum, mut figure) = (0_u32, 0_u32);
    for &worth in han {
        match worth {
            10 | 100 => {
                sum = sum.saturating_add(figure.max(1) * worth);
                figure = 0;
            }
            20 | 30 => sum = sum.saturating_add(worth),
            _ => figure = worth,
        }
    }
    sum.saturating_add(figure).to_string()
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
            ("下转第二版", vec![("下转第二版", "二", Way::To)]),
            ("下轉Ａ３版", vec![("下轉Ａ３版", "Ａ３", Way::To)]),
            ("上接第十二版", vec![("上接第十二版", "十二", Way::From)]),
            ("二面へつづく", vec![("二面へつづく", "二", Way::To)]),
            ("1면에서 이어짐", vec![("1면에서 이어", "1", Way::From)]),
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

    /// What the program writes itself it reads as well.
    #[test]
    fn the_words_of_each_language_are_found() {
        for locale in [Locale::Hk, Locale::Tw, Locale::Cn, Locale::Ja, Locale::Ko] {
            for (words, way) in jump_words(locale).into_iter().zip([Way::To, Way::From]) {
                let text = words.replace("{page}", "A3");
                let found = jumps(&text, &["A3"]);
                assert_eq!(found.len(), 1, "{text}");
                assert_eq!((found[0].way, found[0].range.clone()), (way, 0..text.len() as u32));
            }
        }
    }

    #[test]
    fn pages_are_compared_by_what_they_mean() {
        for (one, other) in [
            ("02", "2"),
            ("A3", "a三"),
            ("A03", "Ａ３"),
            ("12", "十二"),
            ("21", "二十一"),
            ("10", "一〇"),
            ("21", "廿一"),
            ("A4-2", "A4-2"),
        ] {
            assert_eq!(page_key(one), page_key(other), "{one} {other}");
        }
        for (one, other) in [("2", "12"), ("A2", "B2"), ("10", "1"), ("0", "")] {
            assert_ne!(page_key(one), page_key(other), "{one} {other}");
        }
    }
}
