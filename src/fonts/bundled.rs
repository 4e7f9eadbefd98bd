//! The fonts inside the binary (fonts/MANIFEST.md tells where they come from).

macro_rules! bundled {
    ($($file:literal),* $(,)?) => {
        &[$(include_bytes!(concat!("../../fonts/", $file))),*]
    };
}

/// The files' bytes.
pub(super) const FILES: &[&[u8]] = bundled![
    "NotoSerifCJKhk-Regular-subset.otf",
    "NotoSerifCJKhk-Bold-subset.otf",
    "NotoSansCJKhk-Medium-subset.otf",
    "NotoSansCJKhk-Black-subset.otf",
    "TW-Kai-subset.otf",
    "NotoSerif-Regular-Latin.ttf",
    "NotoSerif-Bold-Latin.ttf",
    "NotoSerif-Italic-Latin.ttf",
    "NotoSans-Bold-Latin.ttf",
];

pub(super) const SERIF: usize = 0;
pub(super) const SERIF_BOLD: usize = 1;
pub(super) const SANS: usize = 2;
pub(super) const SANS_BLACK: usize = 3;
pub(super) const KAI: usize = 4;
pub(super) const LATIN_SERIF: usize = 5;
pub(super) const LATIN_SERIF_BOLD: usize = 6;
pub(super) const LATIN_SERIF_ITALIC: usize = 7;
pub(super) const LATIN_SANS_BOLD: usize = 8;

/// The built-in families: name, the family of its bold, and its faces in the order in which
/// they are asked for a character. Every family ends with the serif, the widest coverage.
pub(super) const FAMILIES: &[(&str, &str, &[usize])] = &[
    ("serif", "serif-bold", &[SERIF, LATIN_SERIF]),
    ("serif-bold", "serif-bold", &[SERIF_BOLD, LATIN_SERIF_BOLD, SERIF, LATIN_SERIF]),
    ("sans", "sans-black", &[SANS, LATIN_SANS_BOLD, SERIF, LATIN_SERIF]),
    ("sans-black", "sans-black", &[SANS_BLACK, LATIN_SANS_BOLD, SANS, SERIF, LATIN_SERIF]),
    ("kai", "kai", &[KAI, SERIF, LATIN_SERIF]),
];
