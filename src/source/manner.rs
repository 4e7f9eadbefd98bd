//! What stands at a paragraph's end in braces (`{.verse}`), and where pasted copy begins new ones.

use std::num::NonZeroU8;

use super::flatten::{Char, Flat};
use super::markdown::{CLOSE, KEPT_END};
use crate::chars::Class;
use crate::text::{Aligned, Extent, Manner, Marks, PartKind};

/// The marks that a paragraph may end with.
pub(super) const MARKS: &[&str] =
    &["verse", "center", "end", "optional", "tight", "loose", "break", "initial", "pull"];

/// A mark that is none of [`MARKS`], or one that another of its paragraph contradicts, with its bytes of
/// the prepared text.
pub(super) struct Unknown {
    pub word: String,
    pub range: std::ops::Range<usize>,
    /// Another mark of the paragraph says the opposite.
    pub is_against: bool,
}

/// The marks of a paragraph.
#[derive(Default)]
pub(super) struct Taken {
    pub marks: Marks,
    pub unknown: Vec<Unknown>,
    /// Where an initial is asked for.
    pub initial: Option<std::ops::Range<usize>>,
    /// The last braces.
    pub last: Option<std::ops::Range<usize>>,
}

/// Takes the marks off the end of a paragraph.
pub(super) fn take_marks(flat: &mut Flat) -> Taken {
    let Taken { mut marks, mut unknown, mut initial, mut last } = Taken::default();
    while let Some((open, close)) = last_braces(&flat.chars) {
        let words: String = flat.chars[open + 1..close].iter().map(|char| char.c).collect();
        let range = flat.chars[open].at..flat.chars[close].at + 1;
        for word in words.split_whitespace() {
            let named = word.strip_prefix('.').unwrap_or(word);
            let is_against = is_against(named, &marks);
            if is_against || !take(named, &mut marks) {
                let word = word.trim_start_matches('.').to_owned();
                unknown.push(Unknown { word, range: range.clone(), is_against });
            }
        }
        last.get_or_insert(range.clone());
        if marks.initial {
            initial.get_or_insert(range);
        }
        cut(flat, open);
    }
    if marks.manner == Manner::Verse {
        for char in flat.chars.iter_mut().filter(|char| char.c == '\n') {
            char.c = KEPT_END;
        }
        level(flat);
    }
    Taken { marks, unknown, initial, last }
}

/// Takes off the full-width blanks that all lines of a stanza begin with: what is left says which of them stand in.
fn level(flat: &mut Flat) {
    let blanks = |line: &[Char]| line.iter().take_while(|char| char.c == '\u{3000}').count();
    let lines = || flat.chars.split(|char| char.c == KEPT_END);
    let full = lines().filter(|line| !line.iter().all(|char| char.c.is_whitespace()));
    let common = full.map(blanks).min().unwrap_or(0);
    flat.stands_in = blanks(&flat.chars) > common;
    let chars = std::mem::take(&mut flat.chars);
    // How many characters are left before each, and at the end.
    let mut left = Vec::with_capacity(chars.len() + 1);
    let mut column = 0;
    for char in chars {
        left.push(flat.chars.len());
        let goes = column < common && char.c == '\u{3000}';
        column = if char.c == KEPT_END { 0 } else { column + 1 };
        if !goes {
            flat.chars.push(char);
        }
    }
    left.push(flat.chars.len());
    let end = flat.chars.len();
    let moved = |at: usize| left.get(at).copied().unwrap_or(end);
    for mark in &mut flat.marks {
        (mark.start, mark.end) = (moved(mark.start), moved(mark.end));
    }
}

/// The marks of a paragraph that do not stand at its end, where nothing comes of them.
pub(super) fn misplaced(flat: &Flat) -> Vec<Unknown> {
    let plain = |index: usize| flat.chars.get(index).filter(|char| !char.escaped).map(|it| it.c);
    let opens = |index: &usize| {
        let of_brackets = index.checked_sub(1).and_then(plain) == Some(CLOSE);
        plain(*index) == Some('{') && plain(index + 1) == Some('.') && !of_brackets
    };
    let found = (0..flat.chars.len()).filter(opens).filter_map(|open| {
        let rest = flat.chars.get(open + 2..)?;
        let is_word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '=' | '.' | ' ' | '-');
        let word: String = rest.iter().map(|char| char.c).take_while(|c| is_word(*c)).collect();
        let named = word.starts_with(|c: char| c.is_ascii_alphabetic());
        let close = open + 2 + word.len();
        let range = flat.chars[open].at..flat.chars.get(close)?.at + 1;
        (plain(close) == Some('}') && named).then_some(Unknown { word, range, is_against: false })
    });
    found.collect()
}

/// The rank of `optional` or `optional=2`: from 1 to 99, what a desk can keep apart.
fn rank(word: &str) -> Option<NonZeroU8> {
    let rank = match word.strip_prefix("optional")? {
        "" => NonZeroU8::new(1),
        rank => rank.strip_prefix('=')?.parse().ok(),
    };
    rank.filter(|rank| rank.get() < 100)
}

/// Whether a mark says the opposite of another.
fn is_against(word: &str, marks: &Marks) -> bool {
    match word {
        "center" => marks.aligned == Aligned::End,
        "end" => marks.aligned == Aligned::Center,
        "tight" => marks.extent == Extent::Loose,
        "loose" => marks.extent == Extent::Tight,
        other => rank(other).is_some_and(|rank| marks.optional.is_some_and(|own| own != rank)),
    }
}

/// The marks of a paragraph that do nothing in what it is: a subhead is one line that is never parted from its
/// text, an item no verse.
pub(super) fn idle(marks: &Marks, kind: &PartKind) -> Option<&'static str> {
    let is_verse = marks.manner == Manner::Verse;
    match kind {
        PartKind::Subhead if marks.ends_leg => Some("break"),
        PartKind::Subhead if marks.extent == Extent::Tight => Some("tight"),
        PartKind::Subhead if marks.extent == Extent::Loose => Some("loose"),
        PartKind::Subhead if marks.pull => Some("pull"),
        PartKind::Subhead | PartKind::Bullet | PartKind::Numbered(_) if is_verse => Some("verse"),
        _ => None,
    }
}

/// Notes a mark; false where it is none.
fn take(word: &str, marks: &mut Marks) -> bool {
    match word {
        "verse" => marks.manner = Manner::Verse,
        "center" => marks.aligned = Aligned::Center,
        "end" => marks.aligned = Aligned::End,
        "tight" => marks.extent = Extent::Tight,
        "loose" => marks.extent = Extent::Loose,
        "break" => marks.ends_leg = true,
        "initial" => marks.initial = true,
        "pull" => marks.pull = true,
        other => match rank(other) {
            Some(rank) => marks.optional = Some(rank),
            None => return false,
        },
    }
    true
}

/// `{.…}` at the end of a paragraph, unless it belongs to brackets.
fn last_braces(chars: &[Char]) -> Option<(usize, usize)> {
    const LONGEST: usize = 64;
    let at = |index: usize| chars.get(index).filter(|char| !char.escaped).map(|char| char.c);
    let close = chars.iter().rposition(|char| !char.c.is_whitespace() && char.c != KEPT_END)?;
    let from = close.saturating_sub(LONGEST);
    let open = (from..close).rev().find(|&index| at(index) == Some('{'))?;
    let marks = at(close) == Some('}') && at(open + 1) == Some('.');
    let of_brackets = open.checked_sub(1).and_then(at) == Some(CLOSE);
    (marks && !of_brackets).then_some((open, close))
}

/// Leaves the characters before `end`.
fn cut(flat: &mut Flat, end: usize) {
    flat.chars.truncate(end);
    for mark in &mut flat.marks {
        mark.end = mark.end.min(end);
    }
    flat.marks.retain(|mark| mark.start < mark.end);
}

/// Whether a paragraph is several short lines without a mark at their ends, as verse is.
pub(super) fn looks_like_verse(flat: &Flat) -> bool {
    const SHORT: std::ops::RangeInclusive<usize> = 4..=20;
    let mut lines = flat.chars.split(|char| char.c == '\n');
    let last = lines.next_back();
    let mut before = 0;
    let open = lines.all(|line| {
        before += 1;
        let ends = line.iter().rev().map(|char| char.c).find(|c| !c.is_whitespace());
        SHORT.contains(&line.len()) && ends.is_some_and(crate::text::is_wide_letter)
    });
    before > 0 && open && last.is_some_and(|line| SHORT.contains(&line.len()))
}

/// Whether a sentence ends with it, or with what closes behind one.
fn ends_sentence(c: char) -> bool {
    matches!(Class::of(c), Class::St | Class::Ex | Class::Cl)
}

/// The paragraphs in one: a line that begins with two full-width blanks begins another, as in copy
/// from a word processor or a wire, and in text that is no verse a line that begins with one, as in
/// Japanese copy, where a sentence ends before it. Two blanks of the keyboard are as good in running text (`within`
/// it, as it is written), where a sentence ends before them or the first line begins with them too.
pub(super) fn split(flat: Flat, manner: Manner, within: Option<&str>) -> Vec<Flat> {
    let within = within.filter(|_| manner == Manner::Plain).unwrap_or("");
    let blank = |c: char| matches!(c, ' ' | '\u{3000}');
    let spaces = |at: usize| {
        let line = within.get(at..).unwrap_or("");
        line.chars().take_while(|c| *c == ' ').count() > 1
    };
    let first = flat.chars.first().and_then(|char| within.get(..char.at)).unwrap_or("");
    let opens = spaces(first.trim_end_matches(blank).len());
    let mut starts = vec![0];
    for (index, char) in flat.chars.iter().enumerate() {
        if char.c != '\n' || char.escaped {
            continue;
        }
        let line = flat.chars.get(index + 1..).unwrap_or(&[]);
        let blanks = line.iter().skip_while(|char| char.c == ' ');
        let blanks = blanks.take_while(|char| char.c == '\u{3000}').count();
        let before = flat.chars.get(..index).unwrap_or(&[]).iter().rev();
        let sentence = before.map(|char| char.c).find(|c| *c != ' ').is_some_and(ends_sentence);
        let typed = (sentence || opens) && spaces(char.at + 1);
        if blanks > 1 || typed || (blanks == 1 && sentence && manner == Manner::Plain) {
            starts.push(index + 1);
        }
    }
    if starts.len() == 1 {
        return vec![flat];
    }
    let ends = starts.iter().skip(1).copied().chain([flat.chars.len()]);
    let part = |(start, end): (usize, usize)| Flat {
        chars: flat.chars[start..end].to_vec(),
        marks: flat
            .marks
            .iter()
            .filter(|mark| mark.start < end && start < mark.end)
            .map(|mark| super::flatten::Marked {
                start: mark.start.max(start) - start,
                end: mark.end.min(end) - start,
                mark: mark.mark.clone(),
            })
            .collect(),
        oddities: Vec::new(),
        stands_in: start == 0 && flat.stands_in,
    };
    starts.iter().copied().zip(ends).map(part).collect()
}
