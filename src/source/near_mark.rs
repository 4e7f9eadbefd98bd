//! [`near_marks`]: lines that are nearly Markdown and would be printed as they stand: `##小標` without its blank, `＃＃ 小標`
//! of a Chinese keyboard, a table without its second line, a mark with other braces.

use std::borrow::Cow;
use std::ops::Range;

use super::manner::MARKS;
use super::markdown::stood_for;

/// What is nearly a mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct NearMark {
    pub range: Range<usize>,
    /// What the line is taken for.
    pub nearly: &'static str,
    pub help: Cow<'static, str>,
}

/// Finds one kind among lines and their places.
type Kind = fn(&[(usize, &str)]) -> Option<NearMark>;

/// Blanks of both keyboards.
fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\u{3000}')
}

/// The first of each kind in a body.
pub(super) fn near_marks(text: &str) -> Vec<NearMark> {
    let mut start = 0;
    let lines: Vec<(usize, &str)> = text
        .split_inclusive('\n')
        .map(|line| {
            start += line.len();
            (start - line.len(), line.trim_end())
        })
        .collect();
    let kinds: [Kind; 11] = [
        heading, bold_line, quotation, item, number, task, table, mark, reading, formula, highlight,
    ];
    kinds.iter().filter_map(|kind| kind(&lines)).collect()
}

fn found(
    at: usize,
    length: usize,
    nearly: &'static str,
    help: impl Into<Cow<'static, str>>,
) -> NearMark {
    NearMark { range: at..at + length, nearly, help: help.into() }
}

/// `##小標`, `##　小標`, `＃＃ 小標`; one # alone begins a tag.
fn heading(lines: &[(usize, &str)]) -> Option<NearMark> {
    lines.iter().find_map(|&(at, line)| {
        let hash = |c: char| matches!(c, '#' | '＃');
        let rest = line.trim_start_matches(hash);
        let marks = line.get(..line.len() - rest.len())?;
        let count = marks.chars().count();
        let next = rest.chars().next()?;
        let plain = !marks.contains('＃') && matches!(next, ' ' | '\t');
        let is_near = (2..=6).contains(&count) || count == 1 && is_blank(next);
        (is_near && !plain && !rest.trim().is_empty())
            .then(|| found(at, marks.len(), "a subhead", "write `## ` and a plain blank before it"))
    })
}

/// Characters of the longest subhead that is written as a line of bold.
const LONGEST_SUBHEAD: usize = 24;

/// `**小標**` on a line of its own with the text right under it: the two run together.
fn bold_line(lines: &[(usize, &str)]) -> Option<NearMark> {
    lines.windows(2).enumerate().find_map(|(row, pair)| {
        let [(at, line), (_, next)] = pair else { return None };
        let inside = line.strip_prefix("**")?.strip_suffix("**")?;
        let begins = row == 0 || lines.get(row - 1).is_some_and(|(_, line)| line.trim().is_empty());
        let is_near = begins
            && !inside.contains('*')
            && (1..=LONGEST_SUBHEAD).contains(&inside.chars().count())
            && !next.trim().is_empty()
            && !next.starts_with("**");
        is_near.then(|| {
            let help = "write `## ` before its words in the place of the stars, and an empty line after them";
            found(*at, line.len(), "a subhead", help)
        })
    })
}

/// `＞ 引文`.
fn quotation(lines: &[(usize, &str)]) -> Option<NearMark> {
    lines.iter().find_map(|&(at, line)| {
        let rest = line.strip_prefix('＞')?;
        (rest.starts_with(is_blank) && !rest.trim().is_empty())
            .then(|| found(at, '＞'.len_utf8(), "a quotation", "write `> ` before it"))
    })
}

/// The first of two lines that follow one another and begin alike.
fn twice(lines: &[(usize, &str)], mark: impl Fn(&str) -> Option<usize>) -> Option<(usize, usize)> {
    lines.windows(2).find_map(|pair| {
        let [(at, first), (_, second)] = pair else { return None };
        mark(second)?;
        Some((*at, mark(first)?))
    })
}

/// Signs that begin the items of a list as word processors and telephones have it.
const BULLETS: [char; 10] = ['•', '·', '‧', '・', '●', '■', '◆', '◇', '▪', '★'];

/// `-一`, `－一` and `• 一`, line after line; a hyphen before a figure is a sign, and one dash alone
/// may begin a speech.
fn item(lines: &[(usize, &str)]) -> Option<NearMark> {
    let mark = |line: &str| {
        let (dash, rest) = line.split_at_checked(line.chars().next()?.len_utf8())?;
        let next = rest.chars().next()?;
        let is_near = match dash {
            "-" => next.is_alphabetic() || next == '\u{3000}',
            "－" | "–" => is_blank(next) || next.is_alphabetic(),
            other => other.starts_with(BULLETS),
        };
        is_near.then_some(dash.len())
    };
    let (at, length) = twice(lines, mark)?;
    Some(found(at, length, "a list", "write `- ` and a plain blank before each item"))
}

/// `1.三`, `1、三`, `（一）甲`, line after line.
fn number(lines: &[(usize, &str)]) -> Option<NearMark> {
    let (at, length) = twice(lines, |line| numbered(line).map(|(length, _)| length))?;
    let first = lines.iter().find(|(start, _)| *start == at)?;
    let help = match numbered(first.1)?.1 {
        true => "write `1. ` and a plain blank before each item",
        false => "put an empty line between the items, so that each is a paragraph",
    };
    Some(found(at, length, "a list", help))
}

/// How long the number is that an item begins with, and whether it is one of figures, as Markdown has it.
fn numbered(line: &str) -> Option<(usize, bool)> {
    const HAN: &str = "一二三四五六七八九十甲乙丙丁戊己庚辛壬癸";
    let opened = line.strip_prefix(['(', '（']).unwrap_or(line);
    let is_figure = |c: char| c.is_ascii_digit() || matches!(c, '０'..='９');
    let is_ringed = |c: char| matches!(c, '①'..='⑳' | '⑴'..='⒛' | '㈠'..='㈩');
    if line.starts_with(is_ringed) {
        return Some((line.chars().next()?.len_utf8(), false));
    }
    let rest = opened.trim_start_matches(|c| is_figure(c) || HAN.contains(c));
    let digits = opened.get(..opened.len() - rest.len())?;
    let end = rest.chars().next()?;
    let next = rest.get(end.len_utf8()..)?.chars().next()?;
    let figures = digits.chars().all(is_figure);
    let ends = match end {
        '.' | '．' => figures && (next.is_alphabetic() || next == '\u{3000}'),
        '、' => !next.is_ascii_digit() && !HAN.contains(next),
        ')' | '）' => true,
        _ => false,
    };
    let is_near = ends && (1..=3).contains(&digits.chars().count());
    let is_marked = end != '.' || figures;
    (is_near && is_marked).then(|| (line.len() - rest.len() + end.len_utf8(), figures))
}

/// Whether lines begin as the items of a list do, and not as verse.
pub(super) fn are_items(text: &str) -> bool {
    let mut lines = text.lines().map(|line| (0, line.trim()));
    let pair: Vec<(usize, &str)> = lines.by_ref().take(2).collect();
    pair.len() == 2 && (item(&pair).is_some() || number(&pair).is_some())
}

/// How much shorter than its neighbours a line is that was ended by hand.
const SHORTER: usize = 4;

/// The first of the lines that are paragraphs by the look of them: each ends a sentence, some hold several,
/// and they are not as long as lines that a program has turned over.
pub(super) fn paragraphs_in(text: &str) -> Option<Range<usize>> {
    const ENDS: [char; 7] = ['。', '！', '？', '」', '』', '”', '…'];
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let (last, before) = lines.split_last()?;
    let lengths = lines.iter().map(|line| line.chars().count());
    let longest = lengths.max()?;
    let ended = before.iter().chain([last]).all(|line| line.ends_with(ENDS));
    let several = lines.iter().any(|line| line.matches(['。', '！', '？']).count() > 1);
    let by_hand = before.iter().any(|line| line.chars().count() + SHORTER < longest);
    let first = before.first().filter(|_| ended && several && by_hand)?;
    let at = text.find(first)?;
    Some(at..at + first.len())
}

/// Lines of `|` without the line `|---|` under the first.
fn table(lines: &[(usize, &str)]) -> Option<NearMark> {
    let row = |line: &str| {
        let line = line.trim_start();
        line.starts_with(['|', '｜'])
            && line.chars().filter(|c| matches!(c, '|' | '｜')).count() > 1
    };
    let rule = |line: &str| {
        line.contains('-') && line.chars().all(|c| matches!(c, '|' | '-' | ':' | ' ' | '\t'))
    };
    let mut before = None;
    for (&(at, line), next) in lines.iter().zip(lines.iter().skip(1)) {
        let begins = !before.is_some_and(row);
        if begins && row(line) && row(next.1) && !rule(next.1) {
            let help = if line.contains('｜') {
                "write | for each ｜, the bar of a plain keyboard, and the line `|---|---|`, with as many \
                 parts as there are columns, under the first"
            } else {
                "write the line `|---|---|`, with as many parts as there are columns, under the first"
            };
            return Some(found(at, line.len(), "a table", help));
        }
        before = Some(line);
    }
    None
}

/// `漢字《かんじ》`, as Japanese copy for the screen writes readings: kana alone behind a character.
fn reading(lines: &[(usize, &str)]) -> Option<NearMark> {
    let is_kana = |c: &char| matches!(c, '\u{3041}'..='\u{309F}' | 'ー');
    lines.iter().find_map(|&(at, line)| {
        line.match_indices('《').find_map(|(open, mark)| {
            let rest = line.get(open + mark.len()..)?;
            let kana: usize = rest.chars().take_while(is_kana).map(char::len_utf8).sum();
            let before = line.get(..open)?.chars().next_back()?;
            let is_read = kana > 0 && rest.get(kana..)?.starts_with('》');
            let from = open - before.len_utf8();
            (is_read && matches!(before, '\u{4E00}'..='\u{9FFF}')).then(|| {
                let help = "write `{漢字|かんじ}`: the words, a bar, their reading";
                found(
                    at + from,
                    line.len().min(open + 2 * mark.len() + kana) - from,
                    "a reading",
                    help,
                )
            })
        })
    })
}

/// `- [ ] 帶水` and `- [x] 帶水`.
fn task(lines: &[(usize, &str)]) -> Option<NearMark> {
    lines.iter().find_map(|&(at, line)| {
        let rest = line.strip_prefix(['-', '*', '+'])?.strip_prefix(' ')?;
        let mut chars = rest.chars().map(stood_for);
        let box_: Vec<char> = chars.by_ref().take(4).collect();
        matches!(box_.as_slice(), ['[', ' ' | 'x' | 'X', ']', ' ']).then(|| {
            let help = "take the brackets out, or write □ or ☑ for a box that is printed";
            found(at + line.len() - rest.len(), 3, "a box to tick", help)
        })
    })
}

/// `$E=mc^2$`: a formula as TeX has it, letters of the keyboard with a sign between two of the marks; an
/// amount of money is none.
fn formula(lines: &[(usize, &str)]) -> Option<NearMark> {
    lines.iter().find_map(|&(at, line)| {
        line.match_indices('$').find_map(|(open, _)| {
            let rest = line.get(open..)?;
            let mark = if rest.starts_with("$$") { "$$" } else { "$" };
            let rest = rest.get(mark.len()..)?;
            let end = rest.find(mark)?;
            let before = line.get(..open)?;
            let is_money = rest.get(end + mark.len()..)?.starts_with(|c: char| c.is_ascii_digit());
            (!before.ends_with(['\\', '$']) && !is_money && is_formula(rest.get(..end)?)).then(|| {
                let help = "write it in characters: `E = mc^2^`, H₂O, √2, ½; a large one is a picture (SVG)";
                found(at + open, 2 * mark.len() + end, "a formula", help)
            })
        })
    })
}

/// Whether what stands between two dollar signs is one: letters of the keyboard, alone or with a sign.
fn is_formula(inside: &str) -> bool {
    let inside: String = inside.chars().map(stood_for).collect();
    let is_plain = inside.chars().all(|c| c.is_ascii_graphic() || c == ' ');
    let has_sign = inside.contains(['\\', '^', '_', '=', '+', '<', '>', '/', '*']);
    let has_letter = inside.contains(|c: char| c.is_ascii_alphabetic());
    let is_bare = inside.trim() == inside && !inside.ends_with('\\');
    let is_money = inside.starts_with(|c: char| c.is_ascii_digit());
    is_plain && is_bare && !is_money && has_letter && (has_sign || inside.len() == 1)
}

/// `==重點==`, as note-takers mark text.
fn highlight(lines: &[(usize, &str)]) -> Option<NearMark> {
    const MARK: &str = "==";
    lines.iter().find_map(|&(at, line)| {
        line.match_indices(MARK).find_map(|(open, _)| {
            let rest = line.get(open + MARK.len()..)?;
            let end = rest.find(MARK)?;
            let inside = rest.get(..end)?;
            let sign = |c: char| c.is_whitespace() || c == '=';
            let is_row = line.get(..open)?.ends_with(['=', '\\'])
                || rest.get(end + MARK.len()..)?.starts_with('=');
            let is_near = inside.contains(char::is_alphanumeric)
                && !inside.starts_with(sign)
                && !inside.ends_with(sign);
            (is_near && !is_row).then(|| {
                let help = "write `**重點**` for bold, or `*重點*` for emphasis dots";
                found(at + open, 2 * MARK.len() + end, "a highlight", help)
            })
        })
    })
}

/// Characters of the longest mark, with blanks.
const LONGEST: usize = 40;

/// `{ .optional }`, `｛.optional｝`.
fn mark(lines: &[(usize, &str)]) -> Option<NearMark> {
    lines.iter().find_map(|&(at, line)| {
        let opens = |c: char| matches!(c, '{' | '｛');
        line.match_indices(opens).find_map(|(start, brace)| {
            let rest = line.get(start + brace.len()..)?;
            let ends = |&(_, c): &(usize, char)| matches!(c, '}' | '｝');
            let (end, _) = rest.char_indices().take(LONGEST).find(ends)?;
            let inside = rest.get(..end)?;
            let bare = inside.trim_matches(is_blank);
            let ends_line = rest.get(end..)?.chars().skip(1).all(is_blank);
            let word = bare.strip_prefix(['.', '．']).or(ends_line.then_some(bare))?;
            let named = word.split('=').next().unwrap_or("");
            let closes = rest.get(end..)?.chars().next()?;
            let is_plain = brace == "{" && closes == '}' && inside.starts_with('.');
            let length = brace.len() + end + closes.len_utf8();
            let is_text = line.get(..start)?.ends_with('\\');
            (MARKS.contains(&named) && !is_plain && !is_text).then(|| {
                let help = format!(
                    "write it with plain braces, a point and no blank before it: `{{.{}}}`",
                    word.trim_end_matches(is_blank)
                );
                found(at + start, length, "a mark", help)
            })
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_of_marks_are_known_from_text() {
        let mut wrong = Vec::new();
        for (text, expected) in [
            ("##小標\n\n正文", "a subhead"),
            ("##　小標", "a subhead"),
            ("＃＃ 小標", "a subhead"),
            ("＃ 小標", "a subhead"),
            ("**票價不變**\n票價與停航前相同。", "a subhead"),
            ("甲。\n\n**票價不變**\n\n票價相同。", ""),
            ("甲。\n**票價不變**\n票價相同。", ""),
            ("**甲**\n**乙**", ""),
            ("＞ 引文", "a quotation"),
            ("-一\n-二", "a list"),
            ("－ 一\n－ 二", "a list"),
            ("1.三\n2.四", "a list"),
            ("1、買票\n2、上船", "a list"),
            ("1) 買票\n2) 上船", "a list"),
            ("（一）買票\n（二）上船", "a list"),
            ("一、買票\n二、上船", "a list"),
            ("①買票\n②上船", "a list"),
            ("• 帶水\n• 帶傘", "a list"),
            ("·帶水\n·帶傘", "a list"),
            ("－帶錢\n－帶傘", "a list"),
            ("｜日期｜活動｜\n｜一｜二｜", "a table"),
            ("| a | b |\n| 1 | 2 |", "a table"),
            ("句子。{ .optional }", "a mark"),
            ("句子。｛.optional｝", "a mark"),
            ("句子。{center}", "a mark"),
            ("句子{center}。", ""),
            ("漢字《かんじ》を読む。", "a reading"),
            ("- [ ] 帶水\n- [x] 帶傘", "a box to tick"),
            ("質能公式是$E=mc^2$，人所共知。", "a formula"),
            ("$$\\frac{a}{b}$$", "a formula"),
            ("變數$x$的值", "a formula"),
            ("這是==重點==的話", "a highlight"),
            ("漢字『かんじ』、書名《漢字》", ""),
            ("【本報訊】渡輪復航。", ""),
            ("- [注] 帶水", ""),
            ("票價由$100加到$120，HK$5與US$3。", ""),
            ("A$5/kg，B$6", ""),
            ("\\$E=mc^2$", ""),
            ("====\n正文", ""),
            ("a == b，c == d", ""),
            ("句子。{.optional}", ""),
            ("句子。{ 5 }", ""),
            ("## 小標\n\n正文", ""),
            ("#標籤 #又一個", ""),
            ("- 一\n- 二", ""),
            ("-3度\n-5度", ""),
            ("－你來了？\n\n他說。", ""),
            ("1.5倍\n2.5倍", ""),
            ("1、2、3號碼頭停航\n4、5號碼頭照常", ""),
            ("一、二、三號碼頭停航\n四、五號碼頭照常", ""),
            ("三、四百人到場\n2.5倍", ""),
            ("•只有一個\n正文", ""),
            ("| a | b |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |", ""),
            ("價格 headline = 3", ""),
            ("E = mc2", ""),
            ("\\##小標", ""),
            ("C++ 與 +++", ""),
        ] {
            let found = near_marks(text);
            let got = found.first().map_or("", |near| near.nearly);
            if got != expected || found.len() > 1 {
                wrong.push(format!("{text:?}: {got:?}, not {expected:?}"));
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    #[test]
    fn a_mark_is_offered_as_it_is_meant() {
        let [near] = &near_marks("句子。｛ .center ｝")[..] else { panic!("one") };
        assert!(near.help.ends_with("`{.center}`"), "{}", near.help);
    }

    #[test]
    fn paragraphs_a_line_each_are_known_from_lines_that_were_turned_over() {
        let first = "渡輪明日復航。天文台預料風勢減弱。";
        let second = "船公司說，首班船清晨六時開出，乘客須提早十分鐘到碼頭。票價不變。";
        for (text, expected) in [
            (format!("{first}\n{second}"), Some(0..first.len())),
            (format!("{first}\n{second}\n「好。」"), Some(0..first.len())),
            // A sentence a line, as a desk keeps it for its versions.
            ("渡輪明日復航。\n天文台預料風勢減弱，首班船清晨六時開出。".to_owned(), None),
            // Lines of one length, as a program has turned them over.
            ("渡輪復航。天文台預料風勢減弱。\n船公司說，首班船清晨六時開。".to_owned(), None),
            (format!("{first}然後，\n{second}"), None),
            (second.to_owned(), None),
        ] {
            assert_eq!(paragraphs_in(&text), expected, "{text}");
        }
    }
}
