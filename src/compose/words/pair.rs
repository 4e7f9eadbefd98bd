//! [`Pair`]: two words side by side, and what is asked of them.

use super::edge::{Edge, Role};

/// Two words that stand side by side.
#[derive(Clone, Copy)]
pub(super) struct Pair<'a> {
    pub first: &'a Edge,
    pub word: &'a [char],
    pub second: &'a Edge,
    pub next: &'a [char],
}

impl Pair<'_> {
    pub fn is_named(&self) -> bool {
        self.first.role.is_nominal() || self.first.role == Role::Name
    }
}

/// The greatest dislike of those whose case holds.
pub(super) fn strongest(cases: &[(bool, u8)]) -> u8 {
    cases.iter().filter(|(holds, _)| *holds).map(|&(_, least)| least).max().unwrap_or(0)
}

/// Whether a word is one of a list's, between blanks.
pub(super) fn is_in(list: &str, word: &[char]) -> bool {
    list.split_ascii_whitespace().any(|it| it.chars().eq(word.iter().copied()))
}
