//! What a line holds that marks words elsewhere: a mark with other braces, a reading, a formula, a highlight.

use super::{NearMark, found, is_blank};
use crate::source::manner::MARKS;
use crate::source::markdown::{CLOSE, OPEN, stood_for};

/// `漢字《かんじ》`, as Japanese copy for the screen writes readings: kana alone behind a character.
pub(super) fn reading(lines: &[(usize, &str)]) -> Option<NearMark> {
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

/// `$E=mc^2$`: a formula as TeX has it, letters of the keyboard with a sign between two of the marks; an
/// amount of money is none.
pub(super) fn formula(lines: &[(usize, &str)]) -> Option<NearMark> {
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
pub(super) fn highlight(lines: &[(usize, &str)]) -> Option<NearMark> {
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

/// Characters of the longest mark or link, with blanks.
const LONGEST: usize = 40;

/// `{ .optional }`, `｛.optional｝`.
pub(super) fn mark(lines: &[(usize, &str)]) -> Option<NearMark> {
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

/// `[[維多利亞港]]`, a link as wikis have it; brackets with a backslash before them are text.
pub(super) fn link(lines: &[(usize, &str)]) -> Option<NearMark> {
    let (opens, closes) =
        ([OPEN; 2].iter().collect::<String>(), [CLOSE; 2].iter().collect::<String>());
    lines.iter().find_map(|&(at, line)| {
        line.match_indices(&opens).find_map(|(open, mark)| {
            let rest = line.get(open + mark.len()..)?;
            let (end, _) = rest.char_indices().take(LONGEST).find(|&(_, c)| c == CLOSE)?;
            let is_near = end > 0 && rest.get(end..)?.starts_with(&closes);
            let help = "take the brackets out: a printed page has no links";
            is_near.then(|| found(at + open, mark.len() + end + closes.len(), "a link", help))
        })
    })
}

/// Signs of the longest index.
const LONGEST_INDEX: usize = 4;

/// `H~2~O`: letters and figures alone behind a letter of the keyboard.
pub(super) fn index(lines: &[(usize, &str)]) -> Option<NearMark> {
    lines.iter().find_map(|&(at, line)| {
        line.match_indices('~').find_map(|(open, mark)| {
            let rest = line.get(open + mark.len()..)?;
            let end = rest.find(|c: char| !c.is_ascii_alphanumeric())?;
            let is_near = (1..=LONGEST_INDEX).contains(&end)
                && rest.get(end..)?.starts_with(mark)
                && line.get(..open)?.ends_with(|c: char| c.is_ascii_alphabetic());
            let help = "write it in characters: H₂O, CO₂, x₁";
            is_near.then(|| found(at + open, 2 * mark.len() + end, "an index below", help))
        })
    })
}

/// `＊＊重點＊＊`, with the stars of a Chinese keyboard.
pub(super) fn wide_stars(lines: &[(usize, &str)]) -> Option<NearMark> {
    const MARK: &str = "＊＊";
    lines.iter().find_map(|&(at, line)| {
        let (open, _) = line.match_indices(MARK).next()?;
        let end = line.get(open + MARK.len()..)?.find(MARK).filter(|&end| end > 0)?;
        let help = "write `**`, the stars of a plain keyboard, in the place of both";
        Some(found(at + open, 2 * MARK.len() + end, "bold", help))
    })
}

/// `{渡輪｜ㄉㄨˋ}`, with the bar of a Chinese keyboard.
pub(super) fn wide_bar(lines: &[(usize, &str)]) -> Option<NearMark> {
    lines.iter().find_map(|&(at, line)| {
        line.match_indices('{').find_map(|(open, _)| {
            let inside = line.get(open + 1..)?;
            let (end, _) = inside.char_indices().take(LONGEST).find(|&(_, c)| c == '}')?;
            let (text, reading) = inside.get(..end)?.split_once('｜')?;
            let is_near =
                !text.is_empty() && !reading.is_empty() && !line.get(..open)?.ends_with('\\');
            let help = format!("write |, the bar of a plain keyboard: `{{{text}|{reading}}}`");
            is_near.then(|| found(at + open, end + 2, "a reading", help))
        })
    })
}
