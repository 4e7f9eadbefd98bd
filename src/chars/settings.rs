//! The settings of composition and their defaults by locale.

use crate::measure::{Dimension, Em};

/// A region's habits of composition and its glyph forms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Locale {
    /// Hong Kong and Macau, zh-Hant-HK.
    #[default]
    Hk,
    /// Taiwan, zh-Hant-TW.
    Tw,
    /// The mainland and Singapore, zh-Hans.
    Cn,
    Ja,
    Ko,
}

/// How many marks are kept from the start and end of a line (禁則、避頭尾).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Kinsoku {
    /// Any character may stand anywhere.
    None,
    /// Closing marks, stops and commas begin no line (the newspaper's level).
    Loose,
    #[default]
    Normal,
    Strict,
}

/// Whether marks that meet share one blank.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Adjacent {
    #[default]
    On,
    /// Only pairs that hold a bracket.
    Brackets,
    Off,
}

/// The blank of an opening mark at the start of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum LineStart {
    Full,
    #[default]
    Trim,
}

/// The blank of a closing mark at the end of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum LineEnd {
    Full,
    /// Full if it fits, else half; nothing between the two.
    #[default]
    Allow,
    Half,
    /// A stop or comma hangs outside the measure.
    Hang,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Breaking {
    /// The best breaks of the whole paragraph.
    #[default]
    Optimal,
    /// Line by line, first fit.
    Greedy,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Hyphenate {
    Always,
    Never,
    /// In measures under 15 characters.
    #[default]
    Narrow,
}

/// Whether Western runs are given whole characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Snap {
    Character,
    #[default]
    Off,
}

/// Digits set side by side in one em of vertical text (縱中橫).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Tcy {
    Off,
    /// Runs of two up to this many digits, at most 4.
    UpTo(u8),
}

/// Runs of capitals in vertical text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Acronym {
    /// Up to four capitals stand upright one below the other.
    Upright,
    #[default]
    Rotate,
}

/// Every choice of composition, complete. Made by [`Settings::of`] and then overridden.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    pub locale: Locale,
    pub kinsoku: Kinsoku,
    pub adjacent: Adjacent,
    pub line_start: LineStart,
    pub line_end: LineEnd,
    /// Squeeze inside the line before carrying over (R52).
    pub compress: bool,
    /// The gap between Han and Western text (R38).
    pub autospace: Dimension,
    pub breaking: Breaking,
    /// First-line indent in ems.
    pub indent: Em,
    pub hyphenate: Hyphenate,
    pub snap: Snap,
    /// Fewest Han characters of a paragraph's last line (R53).
    pub last_line: u8,
    pub tcy: Tcy,
    pub acronym: Acronym,
}

impl Settings {
    /// The defaults of a locale (RULES section 12); the indent is the book's.
    pub fn of(locale: Locale) -> Settings {
        use Locale::{Cn, Hk, Ja, Ko, Tw};
        Settings {
            locale,
            kinsoku: Kinsoku::Normal,
            adjacent: match locale {
                Hk | Cn | Ja => Adjacent::On,
                Tw | Ko => Adjacent::Brackets,
            },
            line_start: LineStart::Trim,
            line_end: match locale {
                Hk | Ja | Ko => LineEnd::Allow,
                Tw => LineEnd::Full,
                Cn => LineEnd::Half,
            },
            compress: true,
            autospace: Dimension::Em(if locale == Ko { Em::ZERO } else { Em::QUARTER }),
            breaking: Breaking::Optimal,
            indent: if matches!(locale, Ja | Ko) { Em::ONE } else { Em::from_thousandths(2000) },
            hyphenate: Hyphenate::Narrow,
            snap: Snap::Off,
            last_line: if locale == Ja { 1 } else { 2 },
            tcy: Tcy::UpTo(2),
            acronym: if matches!(locale, Hk | Tw) { Acronym::Upright } else { Acronym::Rotate },
        }
    }
}
