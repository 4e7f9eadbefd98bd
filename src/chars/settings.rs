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

impl Locale {
    /// The locale whose rules a BCP 47 tag calls for. A tag without script or region counts as its
    /// likely one (CLDR: `zh` is zh-Hans, `zh-Hant` is Taiwan's).
    pub fn of_tag(tag: &str) -> Option<Locale> {
        let tag = tag.to_ascii_lowercase();
        let mut subtags = tag.split(['-', '_']);
        let language = subtags.next()?;
        let rest: Vec<&str> = subtags.collect();
        if !is_well_formed(&rest) {
            return None;
        }
        let has = |subtag: &str| rest.contains(&subtag);
        match language {
            "ja" => Some(Locale::Ja),
            "ko" => Some(Locale::Ko),
            "yue" if !has("hans") => Some(Locale::Hk),
            "zh" | "cmn" | "yue" => Some(if has("hans") {
                Locale::Cn
            } else if has("hk") || has("mo") {
                Locale::Hk
            } else if has("hant") || has("tw") {
                Locale::Tw
            } else {
                Locale::Cn
            }),
            _ => None,
        }
    }

    /// The BCP 47 tag of the locale.
    pub fn tag(self) -> &'static str {
        match self {
            Locale::Hk => "zh-Hant-HK",
            Locale::Tw => "zh-Hant-TW",
            Locale::Cn => "zh-Hans",
            Locale::Ja => "ja",
            Locale::Ko => "ko",
        }
    }
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
    /// Full; half only where the line would not fit otherwise and nothing else is better
    /// (Taiwan, R30).
    Spare,
    /// A stop or comma hangs outside the measure.
    Hang,
}

/// The frames of marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum MarkWidths {
    /// As the locale has them: an em, but for the name dot of zh-Hans.
    #[default]
    Locale,
    /// Stops, queries and exclamations an em, all others half (開明式).
    Kaiming,
    /// All half an em (半角式).
    Half,
    /// All an em (全角式).
    Full,
}

/// Where Korean text may break (R24).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Hangul {
    #[default]
    Syllables,
    /// At spaces alone.
    Words,
}

/// Quotation marks of another region (R11).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Quotes {
    /// Printed as written.
    #[default]
    Keep,
    /// Printed as the language of the text has them, outer and inner.
    Convert,
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

/// Numbers in vertical text that are longer than what stands side by side, and those of items.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Figures {
    /// On their side.
    #[default]
    Rotate,
    /// One figure under the other, up to four of them.
    Upright,
    /// As `Rotate`; the numbers of items are Chinese: 一、二、三.
    Han,
}

/// Every choice of composition, complete. Made by [`Settings::of`] and then overridden.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
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
    pub figures: Figures,
    pub widths: MarkWidths,
    pub hangul: Hangul,
    pub quotes: Quotes,
    /// An em after ！ and ？ within a paragraph (R37).
    pub query_blank: bool,
}

impl Settings {
    /// The defaults of a locale; the indent is the book's.
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
                Tw => LineEnd::Spare,
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
            figures: Figures::Rotate,
            widths: MarkWidths::Locale,
            hangul: Hangul::Syllables,
            quotes: Quotes::Keep,
            query_blank: false,
        }
    }

    /// Takes another locale: what was the old one's default becomes the new one's; the indent,
    /// which is the page's, stays.
    pub fn follow(&mut self, locale: Locale) {
        fn set<T: PartialEq>(value: &mut T, old: &T, new: T) {
            if value == old {
                *value = new;
            }
        }
        let (old, new) = (Settings::of(self.locale), Settings::of(locale));
        self.locale = locale;
        set(&mut self.adjacent, &old.adjacent, new.adjacent);
        set(&mut self.line_end, &old.line_end, new.line_end);
        set(&mut self.autospace, &old.autospace, new.autospace);
        set(&mut self.last_line, &old.last_line, new.last_line);
        set(&mut self.acronym, &old.acronym, new.acronym);
    }
}

/// BCP 47, 2.1: behind the language a further language, a script, a region and variants, in this order, each
/// once but the last.
fn is_well_formed(subtags: &[&str]) -> bool {
    const VARIANT: u8 = 4;
    let mut reached = 0;
    // Extensions and private use may hold anything.
    let own = subtags.iter().take_while(|subtag| subtag.len() != 1);
    for subtag in own {
        let letters = subtag.chars().all(|c| c.is_ascii_alphabetic());
        let figures = subtag.chars().all(|c| c.is_ascii_digit());
        let kind = match subtag.len() {
            3 if letters => 1,
            4 if letters => 2,
            2 if letters => 3,
            3 if figures => 3,
            4..=8 if subtag.chars().all(|c| c.is_ascii_alphanumeric()) => VARIANT,
            _ => return false,
        };
        if kind < reached || (kind == reached && kind < VARIANT) {
            return false;
        }
        reached = kind;
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_name_a_locale() {
        let cases = [
            ("zh-Hant-HK", Some(Locale::Hk)),
            ("zh-HK", Some(Locale::Hk)),
            ("zh-Hant-MO", Some(Locale::Hk)),
            ("yue", Some(Locale::Hk)),
            ("zh-Hant-TW", Some(Locale::Tw)),
            ("zh-Hant", Some(Locale::Tw)),
            ("zh_TW", Some(Locale::Tw)),
            ("zh", Some(Locale::Cn)),
            ("zh-Hans-HK", Some(Locale::Cn)),
            ("zh-SG", Some(Locale::Cn)),
            ("ja-JP", Some(Locale::Ja)),
            ("ko", Some(Locale::Ko)),
            ("zh-yue-Hant-HK", Some(Locale::Hk)),
            ("zh-Hant-HK-x-desk", Some(Locale::Hk)),
            ("zh-TW-Hans", None),
            ("zh-Hant-HK-TW", None),
            ("zh-Hant-Hans", None),
            ("en", None),
            ("", None),
        ];
        for (tag, wanted) in cases {
            assert_eq!(Locale::of_tag(tag), wanted, "{tag}");
        }
    }

    #[test]
    fn defaults_follow_the_language() {
        let mut settings = Settings { kinsoku: Kinsoku::Strict, ..Settings::of(Locale::Hk) };
        settings.follow(Locale::Cn);
        assert_eq!(settings, Settings { kinsoku: Kinsoku::Strict, ..Settings::of(Locale::Cn) });
    }
}
