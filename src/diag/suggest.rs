//! The name that was probably meant.

use std::cmp::Reverse;

/// Words longer than this are no slips of the hand, and comparing them would take long.
const LONGEST: usize = 64;

/// The candidate nearest to a misspelt word, if any is near enough to be what was meant.
///
/// Letter case and `-`, `_` and spaces do not count; else a third of the letters may differ.
/// A word cut short (`cap` for `caption`) is found by its beginning.
pub fn suggest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = plain(word);
    let length = word.chars().count();
    if length == 0 || length > LONGEST {
        return None;
    }
    let allowed = match length {
        1..=2 => 1,
        _ => (length / 3).clamp(1, 4),
    };
    let mut best: Option<(usize, Reverse<usize>, &'a str)> = None;
    for candidate in candidates {
        let name = plain(candidate);
        let mut distance = strsim::osa_distance(&word, &name);
        let shared = name.chars().zip(word.chars()).take_while(|(a, b)| a == b).count();
        if length >= 3 && name.starts_with(&word) {
            distance = distance.min(1);
        }
        // With so few letters, one in common at the start is the least to go by.
        if distance > allowed || (length <= 2 && shared == 0) {
            continue;
        }
        let rank = (distance, Reverse(shared), candidate);
        if best.is_none_or(|best| (rank.0, rank.1) < (best.0, best.1)) {
            best = Some(rank);
        }
    }
    best.map(|(_, _, name)| name)
}

/// The names most like a word, best first, at most so many: for lists that only a machine
/// knows, where a name may be quite another one's kin.
pub fn nearest<'a>(word: &str, candidates: &'a [String], most: usize) -> Vec<&'a str> {
    /// Of a thousand; names less alike than this have nothing to do with each other.
    const ALIKE: u32 = 780;
    let word = plain(word);
    let likeness = |name: &str| (strsim::jaro_winkler(&word, &plain(name)) * 1000.0) as u32;
    let mut ranked: Vec<(Reverse<u32>, &str)> =
        candidates.iter().map(|name| (Reverse(likeness(name)), name.as_str())).collect();
    ranked.retain(|(likeness, _)| likeness.0 >= ALIKE);
    ranked.sort_unstable();
    ranked.into_iter().take(most).map(|(_, name)| name).collect()
}

fn plain(word: &str) -> String {
    word.chars()
        .take(LONGEST + 1)
        .filter(|c| !matches!(c, '-' | '_' | ' '))
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_names_come_first() {
        let names = ["DejaVu Serif", "DejaVu Sans", "AR PL UMing HK", "Noto Serif CJK HK"]
            .map(str::to_owned);
        assert_eq!(nearest("Dejavu Serf", &names, 2), ["DejaVu Serif", "DejaVu Sans"]);
        assert_eq!(nearest("AR PL Ming", &names, 1), ["AR PL UMing HK"]);
        assert!(nearest("楷體", &names, 3).is_empty());
    }

    #[test]
    fn finds_what_was_meant() {
        let keys = ["columns", "chars", "lines", "leg_end", "caption", "caption_at", "colour"];
        let cases = [
            ("colums", Some("columns")),
            ("col", Some("columns")),
            ("Columns", Some("columns")),
            ("leg-end", Some("leg_end")),
            ("captoin", Some("caption")),
            ("color", Some("colour")),
            ("xyzzy", None),
            ("", None),
        ];
        for (word, found) in cases {
            assert_eq!(suggest(word, keys), found, "{word}");
        }
        assert_eq!(suggest(&"x".repeat(100_000), keys), None);
    }
}
