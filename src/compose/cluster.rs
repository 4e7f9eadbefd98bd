//! Clusters of several characters: what character they stand for (R122, R124).

use unicode_normalization::UnicodeNormalization;

/// A character that asks for a form of the one before it.
pub(super) fn is_selector(c: char) -> bool {
    matches!(c, '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}')
}

/// What says nothing that is drawn: joiners, and selectors of text and emoji style.
fn is_silent(c: char) -> bool {
    is_selector(c) || matches!(c, '\u{200C}' | '\u{200D}' | '\u{34F}')
}

/// A cluster's characters as they are drawn: composed, without selectors.
pub(super) fn composed(cluster: &str) -> String {
    cluster.chars().filter(|&c| !is_silent(c)).nfc().collect()
}

/// Whether two texts are the same letters, composed or decomposed.
pub fn same_letters(one: &str, other: &str) -> bool {
    one.nfc().eq(other.nfc())
}

/// The character that a cluster stands for in composition: its base, composed with its marks as
/// far as there is a character for it.
pub(super) fn base_of(cluster: &str) -> Option<char> {
    let mut chars = cluster.chars();
    let first = chars.next()?;
    match chars.next() {
        // One with a form of its own is not to be composed to another.
        None => Some(first),
        Some(second) if is_selector(second) => Some(first),
        Some(_) => composed(cluster).chars().next().or(Some(first)),
    }
}

/// Whether a cluster is more than the character that it stands for.
pub(super) fn is_marked(cluster: &str) -> bool {
    cluster.chars().nth(1).is_some()
        && (cluster.chars().any(is_selector) || composed(cluster).chars().nth(1).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r122_clusters_are_what_they_compose_to() {
        for (cluster, base, marked) in [
            ("a\u{301}", 'á', false),
            ("\u{1112}\u{1161}\u{11AB}", '한', false),
            ("\u{304B}\u{3099}", 'が', false),
            ("k\u{304}", 'k', true),
            ("e\u{302}\u{30D}", 'ê', true),
            ("葛\u{E0100}", '葛', true),
            ("漢", '漢', false),
            ("\u{FA19}", '\u{FA19}', false),
        ] {
            assert_eq!(base_of(cluster), Some(base), "{cluster}");
            assert_eq!(is_marked(cluster), marked, "{cluster}");
        }
    }
}
