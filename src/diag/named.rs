//! What a word of a command line or layout names: a code, or the name of some.

use super::codes::{self, Explanation};
use super::{Code, suggest};

/// A word that names no finding, and the one that was probably meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownFinding {
    pub word: String,
    pub meant: Option<String>,
}

impl UnknownFinding {
    /// What may have been meant, where the words of `groups` are taken as well.
    pub(super) fn beside(word: &str, groups: &[&str]) -> UnknownFinding {
        let names: Vec<String> = codes::all().map(Explanation::name).collect();
        let known = groups.iter().copied();
        let meant = suggest(word, known.chain(names.iter().map(String::as_str)));
        UnknownFinding { word: word.to_owned(), meant: meant.map(str::to_owned) }
    }
}

/// The codes that a word names: itself (`K001`, letter case does not matter), or those with that
/// name (`low-resolution`), which may be two, of the layout and of an article.
pub fn named(word: &str) -> Result<Vec<Code>, UnknownFinding> {
    let rows: Vec<Code> = rows(word).map(|row| row.code).collect();
    if rows.is_empty() { Err(UnknownFinding::beside(word.trim(), &[])) } else { Ok(rows) }
}

pub(super) fn rows(word: &str) -> impl Iterator<Item = &'static Explanation> {
    let word = word.trim().to_ascii_lowercase();
    codes::all().filter(move |row| row.code.0.eq_ignore_ascii_case(&word) || row.name() == word)
}
