//! [`differ`]: two texts, word by word.
//!
//! Chinese is cut into words by what heads are broken by ([`word_ends`]); blanks and marks are
//! words of their own, so that a word is the same before a comma and before a stop.

use std::hash::Hash;
use std::ops::Range;

use imara_diff::{Algorithm, Diff, InternedInput};

use super::difference::{Count, Passage, Piece, PieceKind};
use super::edition::Paragraph;
use crate::chars::Locale;
use crate::compose::word_ends;

/// Words around a difference that are told with it.
const AROUND: usize = 8;
/// Between two paragraphs.
const PARAGRAPH: &str = "\n";

/// A stretch that differs: places in either row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Hunk {
    pub old: Range<usize>,
    pub new: Range<usize>,
}

/// Where two rows differ. Time is bounded, so that very different rows may be told apart more
/// than they have to be.
pub(super) fn hunks<T: Default + Eq + Hash>(old: Vec<T>, new: Vec<T>) -> Vec<Hunk> {
    let mut input = InternedInput::default();
    input.update_before(old.into_iter());
    input.update_after(new.into_iter());
    let mut diff = Diff::compute(Algorithm::Histogram, &input);
    diff.postprocess_no_heuristic(&input);
    let range = |range: Range<u32>| range.start as usize..range.end as usize;
    diff.hunks().map(|hunk| Hunk { old: range(hunk.before), new: range(hunk.after) }).collect()
}

/// What differs between two texts.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Differing {
    pub passages: Vec<Passage>,
    /// Blanks left out.
    pub characters: Count,
    /// Marks and blanks left out.
    pub words: Count,
}

/// A word, and what it is part of.
#[derive(Clone, Copy)]
struct Word<'a> {
    text: &'a str,
    part: &'static str,
}

/// Compares the paragraphs of a text.
pub(super) fn differ(old: &[Paragraph], new: &[Paragraph], locale: Locale) -> Differing {
    let (old, new) = (words(old, locale), words(new, locale));
    let mut differing = Differing { characters: count(&old, &new), ..Differing::default() };
    differing.words.old = old.iter().filter(|word| word.counts()).count();
    differing.words.new = new.iter().filter(|word| word.counts()).count();
    let texts = |words: &[Word<'_>]| words.iter().map(|word| word.text.to_owned()).collect();
    let hunks = hunks::<String>(texts(&old), texts(&new));
    for Hunk { old: gone, new: come } in &hunks {
        let (old, new) = (joined(&old, gone.clone()), joined(&new, come.clone()));
        let has_figures = |text: &str| text.chars().any(char::is_numeric);
        // A word is another as a whole; of a day or a number the figures that are others.
        if gone.len() == 1 && come.len() == 1 && has_figures(&old) && has_figures(&new) {
            for Hunk { old, new } in self::hunks::<String>(clusters(&old), clusters(&new)) {
                differing.characters.lost += old.len();
                differing.characters.gained += new.len();
            }
        } else {
            differing.characters.lost += characters(&old);
            differing.characters.gained += characters(&new);
        }
    }
    for Hunk { old: gone, new: come } in &hunks {
        let of = |words: &[Word<'_>], range: &Range<usize>| {
            words.get(range.clone()).unwrap_or_default().iter().filter(|word| word.counts()).count()
        };
        differing.words.lost += of(&old, gone);
        differing.words.gained += of(&new, come);
    }
    differing.passages = passages(&old, &new, &hunks);
    differing
}

/// The pieces of one text that was another; empty where both are the same.
pub(super) fn pieces(old: &str, new: &str, locale: Locale) -> Vec<Piece> {
    if old == new {
        return Vec::new();
    }
    let paragraph = |text: &str| vec![Paragraph { part: "", text: text.to_owned() }];
    let (old, new) = (paragraph(old), paragraph(new));
    let (old, new) = (words(&old, locale), words(&new, locale));
    let texts = |words: &[Word<'_>]| words.iter().map(|word| word.text.to_owned()).collect();
    let hunks = hunks::<String>(texts(&old), texts(&new));
    let whole = Stretch { old: 0..old.len(), new: 0..new.len(), hunks: &hunks };
    whole.pieces(&old, &new)
}

fn count(old: &[Word<'_>], new: &[Word<'_>]) -> Count {
    let sum = |words: &[Word<'_>]| words.iter().map(|word| characters(word.text)).sum();
    Count { old: sum(old), new: sum(new), ..Count::default() }
}

fn characters(text: &str) -> usize {
    text.chars().filter(|c| !c.is_whitespace()).count()
}

/// The characters that are counted.
fn clusters(text: &str) -> Vec<String> {
    text.chars().filter(|c| !c.is_whitespace()).map(String::from).collect()
}

impl Word<'_> {
    fn counts(&self) -> bool {
        self.text.chars().any(char::is_alphanumeric)
    }

    fn ends_paragraph(&self) -> bool {
        self.text == PARAGRAPH
    }
}

fn words(paragraphs: &[Paragraph], locale: Locale) -> Vec<Word<'_>> {
    let mut all = Vec::new();
    for (at, paragraph) in paragraphs.iter().enumerate() {
        let part = paragraph.part;
        if at > 0 {
            all.push(Word { text: PARAGRAPH, part });
        }
        let mut start = 0;
        for end in word_ends(&paragraph.text, locale) {
            let text = paragraph.text.get(start..end).unwrap_or_default();
            all.push(Word { text, part });
            start = end;
        }
    }
    all
}

/// Hunks that are near each other, with some words around them.
struct Stretch<'h> {
    old: Range<usize>,
    new: Range<usize>,
    hunks: &'h [Hunk],
}

fn passages(old: &[Word<'_>], new: &[Word<'_>], hunks: &[Hunk]) -> Vec<Passage> {
    let mut passages = Vec::new();
    let mut at = 0;
    while let Some(first) = hunks.get(at) {
        let (begin, mut end) = (at, at);
        // Hunks whose surroundings would meet are told together, those of a paragraph alone.
        while let (Some(this), Some(next)) = (hunks.get(end), hunks.get(end + 1)) {
            let between = new.get(this.new.end..next.new.start).unwrap_or_default();
            if between.len() > 2 * AROUND || between.iter().any(Word::ends_paragraph) {
                break;
            }
            end += 1;
        }
        let Some(last) = hunks.get(end) else { break };
        let before = new.get(..first.new.start).unwrap_or_default();
        let is_near = |word: &&Word<'_>| !word.ends_paragraph();
        let before = before.iter().rev().take(AROUND).take_while(is_near).count();
        let after = new.get(last.new.end..).unwrap_or_default();
        let after = after.iter().take(AROUND).take_while(is_near).count();
        let stretch = Stretch {
            old: first.old.start.saturating_sub(before)..last.old.end + after,
            new: first.new.start.saturating_sub(before)..last.new.end + after,
            hunks: hunks.get(begin..=end).unwrap_or_default(),
        };
        passages.push(stretch.passage(old, new));
        at = end + 1;
    }
    passages
}

fn joined(words: &[Word<'_>], range: Range<usize>) -> String {
    words.get(range).unwrap_or_default().iter().map(|word| word.text).collect()
}

impl Stretch<'_> {
    fn passage(&self, old: &[Word<'_>], new: &[Word<'_>]) -> Passage {
        let told = |words: &[Word<'_>], range: Option<Range<usize>>| {
            let words = words.get(range?).unwrap_or_default();
            words.iter().find(|word| !word.ends_paragraph()).map(|word| word.part)
        };
        let first = self.hunks.first();
        let part = told(new, first.map(|hunk| hunk.new.clone()))
            .or_else(|| told(old, first.map(|hunk| hunk.old.clone())))
            .or_else(|| told(new, Some(self.new.clone())));
        Passage {
            part: part.unwrap_or_default().to_owned(),
            old: joined(old, self.old.clone()),
            new: joined(new, self.new.clone()),
            pieces: self.pieces(old, new),
        }
    }

    fn pieces(&self, old: &[Word<'_>], new: &[Word<'_>]) -> Vec<Piece> {
        let mut pieces = Vec::new();
        let mut push = |kind, text: String| {
            if !text.is_empty() {
                pieces.push(Piece { kind, text });
            }
        };
        let mut at = self.new.start;
        for hunk in self.hunks {
            push(PieceKind::Same, joined(new, at..hunk.new.start));
            push(PieceKind::Gone, joined(old, hunk.old.clone()));
            push(PieceKind::New, joined(new, hunk.new.clone()));
            at = hunk.new.end;
        }
        push(PieceKind::Same, joined(new, at..self.new.end));
        pieces
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body(texts: &[&str]) -> Vec<Paragraph> {
        let paragraph = |text: &&str| Paragraph { part: "body", text: (*text).to_owned() };
        texts.iter().map(paragraph).collect()
    }

    fn told(pieces: &[Piece]) -> String {
        let piece = |piece: &Piece| match piece.kind {
            PieceKind::Same => piece.text.clone(),
            PieceKind::Gone => format!("[-{}-]", piece.text),
            PieceKind::New => format!("{{+{}+}}", piece.text),
        };
        pieces.iter().map(piece).collect()
    }

    fn shown(old: &[&str], new: &[&str]) -> Vec<String> {
        let differing = differ(&body(old), &body(new), Locale::Hk);
        differing.passages.iter().map(|passage| told(&passage.pieces)).collect()
    }

    #[test]
    fn chinese_differs_by_words() {
        let old = "海港昨日開幕，首批貨輪已經抵達。";
        let new = "海港今日開幕，首批貨輪全部抵達。";
        assert_eq!(
            shown(&[old], &[new]),
            ["海港[-昨日-]{+今日+}開幕，首批貨輪[-已經-]{+全部+}抵達。"]
        );
        assert_eq!(shown(&[old], &[old]), [] as [&str; 0]);
    }

    #[test]
    fn latin_differs_by_words() {
        let passages = shown(&["The harbour opened today."], &["The harbour closed today."]);
        assert_eq!(passages, ["The harbour [-opened-]{+closed+} today."]);
    }

    #[test]
    fn a_paragraph_more_is_told_by_itself() {
        let passages =
            shown(&["港口開放。", "船隻進港。"], &["港口開放。", "客人上岸。", "船隻進港。"]);
        assert_eq!(passages.concat().matches("客人上岸").count(), 1);
        assert!(!passages.concat().contains("[-"), "{passages:?}");
    }

    #[test]
    fn characters_are_counted_without_blanks() {
        let differing = differ(&body(&["港口　開放"]), &body(&["港口　關閉，了"]), Locale::Hk);
        let count = Count { old: 4, new: 6, gained: 4, lost: 2 };
        assert_eq!(differing.characters, count);
    }

    #[test]
    fn of_a_day_the_figures_count_that_are_others() {
        let count = |old: &str, new: &str| {
            let Count { gained, lost, .. } =
                differ(&body(&[old]), &body(&[new]), Locale::Hk).characters;
            (gained, lost)
        };
        assert_eq!(count("定於12月15日重開。", "定於12月16日重開。"), (1, 1));
        assert_eq!(count("共有１２３４人。", "共有１２４人。"), (0, 1));
        assert_eq!(count("海港昨日開幕。", "海港今日開幕。"), (2, 2));
    }

    #[test]
    fn far_apart_differences_are_passages_of_their_own() {
        let middle = "船隻進港，客人上岸。".repeat(8);
        let old = format!("昨日{middle}昨日");
        let new = format!("今日{middle}明日");
        assert_eq!(shown(&[&old], &[&new]).len(), 2);
    }
}
