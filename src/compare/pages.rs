//! [`pairs`]: which page of one edition is which of the other.

use std::collections::BTreeMap;

use super::edition::Sheet;
use super::words::{Hunk, hunks};

/// Every page of both editions, in the new order, one that is gone where it stood.
pub(super) type Sheets = Vec<SheetPair>;

/// A page by its places.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct SheetPair {
    pub old: Option<usize>,
    pub new: Option<usize>,
    /// Whether it stands elsewhere among the pages that both have.
    pub moved: bool,
}

/// Pages go by their names; where one side has none, by what is on them.
pub(super) fn pairs(old: &[Sheet], new: &[Sheet]) -> Sheets {
    let nameless = |sheets: &[Sheet]| sheets.iter().any(|sheet| sheet.name.is_empty());
    let mut partner = match nameless(old) || nameless(new) {
        true => by_words(old, new),
        false => by_name(old, new),
    };
    // One page under another name is that page.
    if let ([_], [none @ None]) = (old, partner.as_mut_slice()) {
        *none = Some(0);
    }
    ordered(old.len(), &partner)
}

/// For each new page the old one.
fn by_name(old: &[Sheet], new: &[Sheet]) -> Vec<Option<usize>> {
    let mut known: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, sheet) in old.iter().enumerate().rev() {
        known.entry(&sheet.name).or_default().push(at);
    }
    new.iter().map(|sheet| known.get_mut(sheet.name.as_str())?.pop()).collect()
}

/// Pages with the same words are the same; those between are told by their order.
fn by_words(old: &[Sheet], new: &[Sheet]) -> Vec<Option<usize>> {
    let words = |sheets: &[Sheet]| sheets.iter().map(|sheet| sheet.words.clone()).collect();
    let mut partner = vec![None; new.len()];
    let (mut before, mut after) = (0, 0);
    for Hunk { old: gone, new: come } in hunks::<String>(words(old), words(new)) {
        while after < come.start {
            set(&mut partner, after, before);
            (before, after) = (before + 1, after + 1);
        }
        for (gone, come) in gone.clone().zip(come.clone()) {
            set(&mut partner, come, gone);
        }
        (before, after) = (gone.end, come.end);
    }
    for (after, before) in (after..new.len()).zip(before..old.len()) {
        set(&mut partner, after, before);
    }
    partner
}

fn set(partner: &mut [Option<usize>], at: usize, old: usize) {
    if let Some(place) = partner.get_mut(at) {
        *place = Some(old);
    }
}

fn ordered(count: usize, partner: &[Option<usize>]) -> Sheets {
    let kept: Vec<usize> = partner.iter().flatten().copied().collect();
    let standing = longest_rise(&kept);
    let mut pairs: Sheets = (0..)
        .zip(partner)
        .map(|(new, old)| SheetPair {
            old: *old,
            new: Some(new),
            moved: old.is_some_and(|old| !standing.contains(&old)),
        })
        .collect();
    for gone in (0..count).filter(|old| !kept.contains(old)) {
        let before = |pair: &SheetPair| pair.old.is_some_and(|old| old + 1 == gone);
        let at = pairs.iter().position(before).map_or(0, |at| at + 1);
        pairs.insert(at, SheetPair { old: Some(gone), new: None, moved: false });
    }
    pairs
}

/// The most numbers that stand in their order.
fn longest_rise(numbers: &[usize]) -> Vec<usize> {
    // For each the length of the best row that ends there, and the one before it.
    let mut best: Vec<(usize, Option<usize>)> = Vec::with_capacity(numbers.len());
    for (at, number) in numbers.iter().enumerate() {
        let before =
            (0..at).filter(|&before| numbers.get(before) < Some(number)).max_by_key(|&before| {
                (best.get(before).map(|(length, _)| *length), usize::MAX - before)
            });
        let length = before.and_then(|before| best.get(before)).map_or(0, |(length, _)| *length);
        best.push((length + 1, before));
    }
    let longest = |at: &usize| (best.get(*at).map(|(length, _)| *length), usize::MAX - at);
    let mut at = (0..numbers.len()).max_by_key(longest);
    let mut rise = Vec::new();
    while let Some(last) = at {
        rise.extend(numbers.get(last));
        at = best.get(last).and_then(|(_, before)| *before);
    }
    rise
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(names: &str) -> Vec<Sheet> {
        let sheet = |name: char| Sheet { name: name.to_string(), ..Sheet::default() };
        names.chars().map(sheet).collect()
    }

    /// `a` stands, `a!` moved, `+a` is new, `-a` gone.
    fn told(old: &str, new: &str) -> String {
        let name = |text: &str, at: usize| text.chars().nth(at).unwrap_or('?');
        let pairs = pairs(&named(old), &named(new));
        let told = pairs.iter().map(|pair| match (pair.old, pair.new) {
            (_, Some(at)) if pair.old.is_none() => format!("+{}", name(new, at)),
            (Some(at), None) => format!("-{}", name(old, at)),
            (_, Some(at)) if pair.moved => format!("{}!", name(new, at)),
            (_, at) => name(new, at.unwrap_or(99)).to_string(),
        });
        told.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn pages_are_known_by_their_names() {
        assert_eq!(told("abc", "abc"), "a b c");
        assert_eq!(told("abc", "axbc"), "a +x b c");
        assert_eq!(told("abc", "ac"), "a -b c");
        assert_eq!(told("abcd", "bcda"), "b c d a!");
        assert_eq!(told("ab", "xy"), "-a -b +x +y");
        assert_eq!(told("a", "x"), "x");
        assert_eq!(told("", "x"), "+x");
    }

    #[test]
    fn pages_without_names_are_known_by_their_words() {
        let worded = |words: &[&str]| -> Vec<Sheet> {
            let sheet = |words: &&str| Sheet { words: (*words).to_owned(), ..Sheet::default() };
            words.iter().map(sheet).collect()
        };
        let pairs =
            pairs(&worded(&["one", "two", "three"]), &worded(&["one", "new", "zwei", "three"]));
        let places: Vec<_> = pairs.iter().map(|pair| (pair.old, pair.new)).collect();
        let expected =
            [(Some(0), Some(0)), (Some(1), Some(1)), (None, Some(2)), (Some(2), Some(3))];
        assert_eq!(places, expected);
    }
}
