//! The fonts inside the binary (fonts/MANIFEST.md tells where they come from).

macro_rules! bundled {
    ($($file:literal),* $(,)?) => {
        &[$(include_bytes!(concat!("../../fonts/", $file))),*]
    };
}

/// The files' bytes. A `static`: a constant would be written out once more in whatever is built from this crate.
pub(super) static FILES: &[&[u8]] = bundled![
    "NotoSerifCJKhk-Regular-subset.otf",
    "NotoSerifCJKhk-Bold-subset.otf",
    "NotoSansCJKhk-Medium-subset.otf",
    "NotoSansCJKhk-Black-subset.otf",
    "TW-Kai-subset.otf",
    "NotoSerif-Regular-Latin.ttf",
    "NotoSerif-Bold-Latin.ttf",
    "NotoSerif-Italic-Latin.ttf",
    "NotoSans-Bold-Latin.ttf",
    "UKaiCN-subset.otf",
    "HanaMinB-HKSCS.ttf",
    "NotoSansSymbols-Signs.ttf",
    "NotoSansSymbols2-Signs.ttf",
    "NotoSansMath-Signs.ttf",
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

pub(super) const KAI_HANS: usize = 9;
const HANA: usize = 10;
const SYMBOLS: usize = 11;
const SYMBOLS_TOO: usize = 12;
const MATH: usize = 13;

/// Of those files the ones that map characters to glyphs without an outline: TW-Kai has none for ˉ,
/// UKai none for 23 Han of Extension A. What the others map is drawn.
pub(super) const HOLLOW: [usize; 2] = [KAI, KAI_HANS];

/// A built-in family.
pub(super) struct Builtin {
    pub name: &'static str,
    /// The family of its bold.
    pub bold: &'static str,
    /// Its own faces, in the order in which they are asked for a character.
    pub own: &'static [usize],
    /// The faces of other families, asked after them.
    pub rest: &'static [usize],
}

/// What a family falls back on that is not the serif itself.
const SERIF_AND_SIGNS: &[usize] = &[SERIF, LATIN_SERIF, HANA, SYMBOLS, SYMBOLS_TOO, MATH];

/// Every family ends with the serif, the widest coverage, and what even that lacks.
pub(super) const FAMILIES: &[Builtin] = &[
    Builtin {
        name: "serif",
        bold: "serif-bold",
        own: &[SERIF, LATIN_SERIF, HANA, SYMBOLS, SYMBOLS_TOO, MATH],
        rest: &[],
    },
    Builtin {
        name: "serif-bold",
        bold: "serif-bold",
        own: &[SERIF_BOLD, LATIN_SERIF_BOLD],
        rest: SERIF_AND_SIGNS,
    },
    Builtin {
        name: "sans",
        bold: "sans-black",
        own: &[SANS, LATIN_SANS_BOLD],
        rest: SERIF_AND_SIGNS,
    },
    Builtin {
        name: "sans-black",
        bold: "sans-black",
        own: &[SANS_BLACK, LATIN_SANS_BOLD],
        rest: &[SANS, SERIF, LATIN_SERIF, HANA, SYMBOLS, SYMBOLS_TOO, MATH],
    },
    Builtin { name: "kai", bold: "kai", own: &[KAI, KAI_HANS], rest: SERIF_AND_SIGNS },
    // What `kai` is in simplified text.
    Builtin { name: "kai-hans", bold: "kai-hans", own: &[KAI_HANS, KAI], rest: SERIF_AND_SIGNS },
];

/// Whether a family of that name is built in.
pub fn is_builtin(name: &str) -> bool {
    builtin_names().any(|family| family == name)
}

/// The names of the built-in families.
pub fn builtin_names() -> impl Iterator<Item = &'static str> {
    FAMILIES.iter().map(|family| family.name)
}
