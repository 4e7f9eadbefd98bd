//! [`radical`]: the character that is meant where a PDF gave its radical.

use super::radicals_table::{KANGXI, SUPPLEMENT};

/// The character of text that a radical of U+2E80 to U+2FDF looks like. Programs that read PDFs give radicals for
/// characters: they look right, but no search finds them.
pub fn radical(c: char) -> Option<char> {
    let code = u32::from(c);
    let (list, first) = match code {
        0x2E80..=0x2EFF => (SUPPLEMENT, 0x2E80),
        0x2F00..=0x2FDF => (KANGXI, 0x2F00),
        _ => return None,
    };
    let at = usize::try_from(code - first).ok()?;
    list.chars().nth(at).filter(|c| *c != '\u{3000}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn radicals_are_known_for_their_characters() {
        let of = |text: &str| text.chars().map(|c| radical(c).unwrap_or(c)).collect::<String>();
        assert_eq!(of("⾦管局⼀⽉⼈⺠⻑⻄⻳⿕"), "金管局一月人民長西龟龠");
        assert_eq!(of("⺌⺮⿰金一"), "⺌⺮⿰金一");
    }
}
