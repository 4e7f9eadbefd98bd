//! [`tell`]: brackets and quotation marks that stand without their other.

use std::collections::BTreeMap;

use crate::diag::codes::article as codes;
use crate::diag::{Diagnostic, counted};
use crate::text::RichText;

/// Quotation marks: what they hold may go on through paragraphs, each of which begins with the mark again.
const QUOTES: [(char, char); 3] = [('「', '」'), ('『', '』'), ('“', '”')];
/// Brackets, which end in their paragraph.
const BRACKETS: [(char, char); 5] =
    [('（', '）'), ('《', '》'), ('〈', '〉'), ('【', '】'), ('〔', '〕')];

/// A mark that has no other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Alone {
    /// Which of the texts, and the byte in it.
    text: usize,
    at: usize,
    mark: char,
    other: char,
    opens: bool,
}

/// What is said of the first of such marks in texts that follow one another.
pub(super) fn tell<'t>(texts: impl IntoIterator<Item = &'t RichText>) -> Option<Diagnostic> {
    let texts: Vec<&RichText> = texts.into_iter().collect();
    let alone = alone(texts.iter().map(|text| text.text.as_str()));
    let Alone { text, at, mark, other, opens } = *alone.first()?;
    let place = texts.get(text)?.span_of(at as u32..(at + mark.len_utf8()) as u32);
    let (what, where_, end) = match opens {
        true => ("is not closed", "behind", "end"),
        false => ("closes nothing", "before", "begin"),
    };
    let more = match alone.len() - 1 {
        0 => String::new(),
        1 => "; one more mark stands alone".to_owned(),
        more => format!("; {} stand alone", counted(more, "more mark")),
    };
    let found = Diagnostic::note(codes::UNPAIRED, format!("`{mark}` {what}"))
        .at(place, format!("no {other} {where_} it{more}"))
        .help(format!("write {other} where its words {end}, or take this one out"));
    Some(found)
}

/// Marks that are open, the innermost last.
#[derive(Default)]
struct Open {
    marks: Vec<Alone>,
    /// How many there are of each.
    counts: BTreeMap<char, usize>,
}

impl Open {
    fn push(&mut self, alone: Alone) {
        *self.counts.entry(alone.mark).or_default() += 1;
        self.marks.push(alone);
    }

    /// Closes the innermost of a mark; gives those within it that are open still, and none where it is not open.
    fn close(&mut self, mark: char) -> Option<Vec<Alone>> {
        self.counts.get(&mark).filter(|&&count| count > 0)?;
        let mut within = Vec::new();
        while let Some(last) = self.marks.pop() {
            self.counts.entry(last.mark).and_modify(|count| *count -= 1);
            if last.mark == mark {
                break;
            }
            within.push(last);
        }
        Some(within)
    }
}

/// The other mark of one, and whether it is the first that opens.
fn pair(of: &[(char, char)], c: char) -> Option<(char, bool)> {
    of.iter().find_map(|&(open, close)| match c {
        _ if c == open => Some((close, true)),
        _ if c == close => Some((open, false)),
        _ => None,
    })
}

/// Such marks in the order of the texts.
fn alone<'t>(texts: impl Iterator<Item = &'t str>) -> Vec<Alone> {
    let (mut quotes, mut found) = (Open::default(), Vec::new());
    for (index, text) in texts.enumerate() {
        let mut brackets = Open::default();
        let mut before = None;
        // At its head a paragraph takes up the marks that are open, one after another.
        let (mut taken_up, mut is_head) = (0, true);
        for (at, c) in text.char_indices() {
            let alone = |(other, opens)| Alone { text: index, at, mark: c, other, opens };
            let is_quote = pair(&QUOTES, c);
            is_head &= is_quote.is_some_and(|(_, opens)| opens);
            match (is_quote, pair(&BRACKETS, c)) {
                (Some((_, true)), _)
                    if is_head && quotes.marks.get(taken_up).is_some_and(|open| open.mark == c) =>
                {
                    taken_up += 1;
                }
                (Some(pair @ (_, true)), _) => quotes.push(alone(pair)),
                (Some(pair @ (open, false)), _) => match quotes.close(open) {
                    Some(within) => found.extend(within),
                    // 5” is a measure.
                    None if before.is_some_and(|c: char| c.is_ascii_digit()) => {}
                    None => found.push(alone(pair)),
                },
                (_, Some(pair @ (_, true))) => brackets.push(alone(pair)),
                (_, Some(pair @ (open, false))) => match brackets.close(open) {
                    Some(within) => found.extend(within),
                    // `1）` numbers an item.
                    None if c == '）' => {}
                    None => found.push(alone(pair)),
                },
                (None, None) => {}
            }
            before = Some(c);
        }
        found.append(&mut brackets.marks);
    }
    found.append(&mut quotes.marks);
    found.sort_by_key(|alone| (alone.text, alone.at));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_without_their_other_are_known() {
        for (texts, expected) in [
            (&["他說：「好。」（見《日報》〈論壇〉）"][..], ""),
            (&["他說：「好。"], "「"),
            (&["他說：好。」"], "」"),
            (&["「好。", "「很好。", "「再見。」他說。"], ""),
            (&["「好。", "很好。」他說。"], ""),
            (&["「他說『好。", "「『很好。』」"], ""),
            (&["「好。", "他說「不好」。"], "「"),
            (&["「他說『好」。"], "『"),
            (&["見（附圖", "第二段）"], "（"),
            (&["1）買票", "2）上船"], ""),
            (&["《渡輪", "〔甲"], "《〔"),
            (&["闊5”的板"], ""),
            (&["“好。”他说，“很好。"], "“"),
            (&["【本報訊】渡輪復航。】"], "】"),
        ] {
            let found: String =
                alone(texts.iter().copied()).iter().map(|alone| alone.mark).collect();
            assert_eq!(found, expected, "{texts:?}");
        }
    }
}
