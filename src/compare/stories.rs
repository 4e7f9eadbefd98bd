//! [`compare`]: which stories are new, gone, moved, or say something else.

use std::collections::BTreeMap;

use super::difference::{Count, Fate, Passage, PieceKind, StoryChange, TextChange};
use super::edition::{Edition, Line, Told};
use super::pages::{SheetPair, Sheets};
use super::words::{Differing, differ, hunks};
use crate::chars::Locale;
use crate::measure::{Length, Rect};

/// A story that is nearer than this to where it was has not moved.
const NEAR: Length = Length::PT;

/// Stories that have less in common, in hundredths, are two.
const ALIKE: usize = 50;
/// Of a paragraph.
const MOST_PAIRS: usize = 10_000;

/// A story in one edition, or in both.
type Both<'a> = (Option<&'a Told>, Option<&'a Told>);

/// The stories that differ, in the new order, those that are gone behind them.
pub(super) fn compare(old: &Edition, new: &Edition) -> Vec<StoryChange> {
    let locale = Locale::of_tag(&new.language).unwrap_or_default();
    let changes = pairs(&old.stories, &new.stories).into_iter();
    changes.filter_map(|pair| change(pair, (old, new), locale)).collect()
}

/// Stories go by their names, the first of a name with the first; what is left, by what it says.
pub(super) fn pairs<'a>(old: &'a [Told], new: &'a [Told]) -> Vec<Both<'a>> {
    let mut known: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, story) in old.iter().enumerate().rev() {
        known.entry(&story.name).or_default().push(at);
    }
    let mut partner: Vec<Option<usize>> =
        new.iter().map(|story| known.get_mut(story.name.as_str())?.pop()).collect();
    let mut left: Vec<usize> = known.into_values().flatten().collect();
    left.sort_unstable();
    for (story, partner) in new.iter().zip(&mut partner) {
        if partner.is_some() {
            continue;
        }
        let is_same = |&at: &usize| old.get(at).is_some_and(|other| says_the_same(other, story));
        if let Some(at) = left.iter().position(is_same) {
            *partner = Some(left.remove(at));
        }
    }
    for (story, partner) in new.iter().zip(&mut partner).filter(|(_, known)| known.is_none()) {
        let shares = |&at: &usize| old.get(at).map_or(0, |other| shared(other, story));
        let likest =
            left.iter().enumerate().max_by_key(|(place, at)| (shares(at), left.len() - place));
        let likest = likest.filter(|(_, at)| shares(at) >= ALIKE).map(|(place, _)| place);
        *partner = likest.map(|place| left.remove(place));
    }
    let kept = new.iter().zip(partner);
    let kept = kept.map(|(story, at)| (at.and_then(|at| old.get(at)), Some(story)));
    kept.chain(left.iter().map(|&at| (old.get(at), None))).collect()
}

fn says_the_same(one: &Told, other: &Told) -> bool {
    let headed = !one.headline.is_empty() && one.headline == other.headline;
    headed || (!one.paragraphs.is_empty() && one.paragraphs == other.paragraphs)
}

/// How much of two stories is the same, in hundredths: pairs of characters that both have.
fn shared(one: &Told, other: &Told) -> usize {
    let pairs = |told: &Told| -> BTreeMap<(char, char), usize> {
        let mut pairs = BTreeMap::new();
        for text in &told.paragraphs {
            let next = text.text.chars().skip(1);
            for pair in text.text.chars().zip(next).take(MOST_PAIRS) {
                *pairs.entry(pair).or_default() += 1;
            }
        }
        pairs
    };
    let (one, other) = (pairs(one), pairs(other));
    let both = one.iter().map(|(pair, count)| other.get(pair).map_or(0, |it| *it.min(count)));
    let all: usize = one.values().chain(other.values()).sum();
    both.sum::<usize>() * 200 / all.max(1)
}

/// Words of the pages of PDFs that are no story's.
pub(super) fn loose(old: &Edition, new: &Edition, sheets: &Sheets) -> Vec<TextChange> {
    let locale = Locale::of_tag(&new.language).unwrap_or_default();
    let mut changes = Vec::new();
    for SheetPair { old: was, new: is, .. } in sheets {
        let (Some(was), Some(is)) = (*was, *is) else { continue };
        let (Some(before), Some(after)) = (old.loose.get(was), new.loose.get(is)) else { continue };
        if before.paragraphs == after.paragraphs {
            continue;
        }
        let Differing { passages, .. } = differ(&before.paragraphs, &after.paragraphs, locale);
        let differs = |passage: &Passage| {
            let is_blank = |text: &str| text.chars().all(char::is_whitespace);
            let mut pieces = passage.pieces.iter();
            pieces.any(|piece| piece.kind != PieceKind::Same && !is_blank(&piece.text))
        };
        let page = new.page_name(is);
        changes.extend(passages.into_iter().filter(differs).map(|passage| TextChange {
            text: "text".to_owned(),
            page: page.clone(),
            fate: Fate::Changed,
            old: passage.old,
            new: passage.new,
            pieces: passage.pieces,
        }));
    }
    changes
}

fn change(
    (before, after): Both<'_>,
    (old, new): (&Edition, &Edition),
    locale: Locale,
) -> Option<StoryChange> {
    let nothing = Told::default();
    let told = after.or(before)?;
    let (was, is) = (before.unwrap_or(&nothing), after.unwrap_or(&nothing));
    let Differing { passages, characters, words } = match was.paragraphs == is.paragraphs {
        false => differ(&was.paragraphs, &is.paragraphs, locale),
        true => unchanged(is, locale),
    };
    let lines = lines(was, is);
    let (old_pages, new_pages) = (pages(old, was), pages(new, is));
    let both = before.is_some() && after.is_some();
    let moved = both && (old_pages != new_pages || stands_elsewhere(&was.lines, &is.lines));
    let reset = reset(was, is);
    let fate = match (before, after) {
        (None, _) => Fate::New,
        (_, None) => Fate::Gone,
        _ if passages.is_empty() && reset == 0 && moved => Fate::Moved,
        _ => Fate::Changed,
    };
    let old_id = before.filter(|before| both && before.name != told.name);
    let same = fate == Fate::Changed && passages.is_empty() && reset == 0 && !moved;
    if same && old_id.is_none() {
        return None;
    }
    Some(StoryChange {
        id: told.name.clone(),
        old_id: old_id.map(|before| before.name.clone()),
        headline: told.headline.clone(),
        fate,
        moved,
        old_pages,
        new_pages,
        lines,
        characters,
        words,
        reset,
        changes: if both { passages } else { Vec::new() },
    })
}

fn unchanged(story: &Told, locale: Locale) -> Differing {
    let Differing { characters, words, .. } = differ(&story.paragraphs, &story.paragraphs, locale);
    Differing { passages: Vec::new(), characters, words }
}

fn lines(old: &Told, new: &Told) -> Count {
    let (old, new) = (old.lines.len(), new.lines.len());
    Count { old, new, gained: new.saturating_sub(old), lost: old.saturating_sub(new) }
}

/// Lines of the new edition that the old one had not: with other words, breaks or type.
fn reset(old: &Told, new: &Told) -> usize {
    let set = |story: &Told| {
        let line = |line: &Line| (line.part, line.text.clone(), line.size);
        story.lines.iter().map(line).collect()
    };
    hunks::<(&str, String, _)>(set(old), set(new))
        .iter()
        .map(|hunk| hunk.new.len().max(hunk.old.len()))
        .sum()
}

/// The names of the pages that a story stands on, in their order.
pub(super) fn pages(edition: &Edition, story: &Told) -> Vec<String> {
    let mut pages: Vec<usize> = story.lines.iter().map(|line| line.page).collect();
    pages.sort_unstable();
    pages.dedup();
    pages.into_iter().map(|at| edition.page_name(at)).collect()
}

/// Whether the upper left corner of it on some page is elsewhere.
fn stands_elsewhere(old: &[Line], new: &[Line]) -> bool {
    let (old, new) = (outlines(old), outlines(new));
    let is_near =
        |one: &Rect, other: &Rect| (one.x - other.x).abs() < NEAR && (one.y - other.y).abs() < NEAR;
    old.len() != new.len() || !old.values().zip(new.values()).all(|(old, new)| is_near(old, new))
}

fn outlines(lines: &[Line]) -> BTreeMap<usize, Rect> {
    let mut outlines: BTreeMap<usize, Rect> = BTreeMap::new();
    for line in lines {
        let outline = outlines.entry(line.page).or_insert(line.rect);
        *outline = outline.union(&line.rect);
    }
    outlines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::edition::{Paragraph, Sheet};
    use crate::measure::Size;

    fn story(name: &str, text: &str, (page, x): (usize, i64)) -> Told {
        let rect = Rect {
            x: Length::from_pt(x),
            width: Length::PT,
            height: Length::PT,
            ..Rect::default()
        };
        let line = |text: &str| Line {
            part: "body",
            page,
            rect,
            text: text.to_owned(),
            size: Size::default(),
        };
        Told {
            name: name.to_owned(),
            paragraphs: vec![Paragraph { part: "body", text: text.to_owned() }],
            lines: text.split_inclusive('，').map(line).collect(),
            ..Told::default()
        }
    }

    fn edition(stories: Vec<Told>) -> Edition {
        let sheet = |name: &str| Sheet { name: name.to_owned(), ..Sheet::default() };
        Edition { stories, pages: vec![sheet("A1"), sheet("A2")], ..Edition::default() }
    }

    fn told(old: Vec<Told>, new: Vec<Told>) -> Vec<String> {
        let changes = compare(&edition(old), &edition(new));
        changes
            .iter()
            .map(|it| format!("{} {:?}{}", it.id, it.fate, if it.moved { " moved" } else { "" }))
            .collect()
    }

    #[test]
    fn stories_are_known_by_their_names() {
        let a = || story("a", "港口，開放。", (0, 0));
        let b = || story("b", "船隻，進港。", (0, 50));
        assert_eq!(told(vec![a(), b()], vec![b(), a()]), [] as [&str; 0]);
        assert_eq!(told(vec![a()], vec![a(), b()]), ["b New"]);
        assert_eq!(told(vec![a(), b()], vec![a()]), ["b Gone"]);
        assert_eq!(told(vec![a()], vec![story("a", "港口，開放。", (1, 0))]), ["a Moved moved"]);
        assert_eq!(told(vec![a()], vec![story("a", "港口，開放。", (0, 9))]), ["a Moved moved"]);
        assert_eq!(told(vec![a()], vec![story("a", "港口，關閉。", (1, 0))]), ["a Changed moved"]);
        assert_eq!(told(vec![a()], vec![story("x", "港口，開放。", (0, 0))]), ["x Changed"]);
    }

    #[test]
    fn lines_are_counted() {
        let old = edition(vec![story("a", "港口，昨日，開放。", (0, 0))]);
        let new = edition(vec![story("a", "港口，開放。", (0, 0))]);
        let changes = compare(&old, &new);
        let change = changes.first().expect("a change");
        assert_eq!(change.lines, Count { old: 3, new: 2, gained: 0, lost: 1 });
        assert_eq!((change.characters.gained, change.characters.lost), (0, 3));
        assert_eq!(change.reset, 1);
    }
}
