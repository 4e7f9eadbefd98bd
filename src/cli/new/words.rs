//! What is put into a new layout and its drawings for marks like `@title@`.

use crate::cli::args::Kind;

/// The size of the house advertisement in points: exactly its block's.
fn ad_size(kind: Kind) -> [u32; 2] {
    match kind {
        Kind::Broadsheet => [325, 570],
        Kind::Tabloid => [693, 90],
        Kind::Vertical | Kind::Magazine => [182, 130],
    }
}

/// A text with what it says in the language of its page: `words` are lines of `mark: word`.
pub(super) fn filled(text: &str, words: &str, kind: Kind, date: &str) -> String {
    let words = words.lines().filter_map(|line| line.split_once(": "));
    let text = words.fold(text.to_owned(), |text, (mark, word)| put(&text, mark, word));
    let [width, height] = ad_size(kind);
    let size = |wide: u32, high: u32| (width / wide).min(height / high);
    let sizes = [
        ("width", width),
        ("height", height),
        ("middle", width / 2),
        ("frame-width", width - 8),
        ("frame-height", height - 8),
        ("first-row", height / 2),
        ("second-row", height / 2 + (width / 9).min(height / 3)),
        ("first-size", size(14, 4)),
        ("second-size", size(28, 8)),
    ];
    let text = sizes.iter().fold(text, |text, (mark, size)| put(&text, mark, &size.to_string()));
    put(&text, "date", date)
}

fn put(text: &str, mark: &str, word: &str) -> String {
    text.replace(&format!("@{mark}@"), word)
}
