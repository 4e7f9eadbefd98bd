//! The settings of composition: by language, by preset, by key.

use crate::chars::{
    Acronym, Adjacent, Breaking, Figures, Hangul, Hyphenate, Kinsoku, LineEnd, LineStart, Locale,
    MarkWidths, Quotes, Settings, Snap, Tcy,
};
use crate::measure::{Dimension, Em};
use crate::source::layout::SettingsTable;

/// Sets of settings under one name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Preset {
    NewspaperHk,
    NewspaperTw,
    NewspaperJa,
    BookHant,
    Gb,
    Kaiming,
    Banjiao,
    Quanjiao,
    Jis,
    Plain,
}

/// The preset of a name.
pub(super) fn preset(name: &str) -> Option<Preset> {
    Some(match name {
        "newspaper-hk" => Preset::NewspaperHk,
        "newspaper-tw" => Preset::NewspaperTw,
        "newspaper-ja" => Preset::NewspaperJa,
        "book-hant" => Preset::BookHant,
        "gb" => Preset::Gb,
        "jis" => Preset::Jis,
        "plain" => Preset::Plain,
        "kaiming" => Preset::Kaiming,
        "banjiao" => Preset::Banjiao,
        "quanjiao" => Preset::Quanjiao,
        _ => return None,
    })
}

impl Preset {
    /// `settings` with the keys that the preset sets; the locale stays.
    pub fn apply(self, settings: Settings) -> Settings {
        let of = |locale| Settings { locale: settings.locale, ..Settings::of(locale) };
        match self {
            Preset::NewspaperHk => Settings { indent: Em::ONE, ..of(Locale::Hk) },
            Preset::NewspaperTw => {
                Settings { indent: Em::ONE, figures: Figures::Upright, ..of(Locale::Tw) }
            }
            Preset::NewspaperJa => {
                let figures = Figures::Upright;
                Settings { indent: Em::ONE, figures, query_blank: true, ..of(Locale::Ja) }
            }
            // Both regions' books: brackets alone squeeze, a mark is full where it fits.
            Preset::BookHant => Settings {
                adjacent: Adjacent::Brackets,
                line_end: LineEnd::Allow,
                ..of(Locale::Tw)
            },
            Preset::Gb => of(Locale::Cn),
            // The three ways of zh-Hans books, named after their marks' widths.
            Preset::Kaiming => Settings { widths: MarkWidths::Kaiming, ..of(Locale::Cn) },
            Preset::Banjiao => Settings { widths: MarkWidths::Half, ..of(Locale::Cn) },
            // An em for every mark, at a line's edges too; marks that meet share a blank (R28).
            Preset::Quanjiao => Settings {
                widths: MarkWidths::Full,
                line_start: LineStart::Full,
                line_end: LineEnd::Full,
                compress: false,
                ..of(Locale::Cn)
            },
            Preset::Jis => Settings { query_blank: true, ..of(Locale::Ja) },
            Preset::Plain => Settings {
                locale: settings.locale,
                kinsoku: Kinsoku::None,
                adjacent: Adjacent::Off,
                line_start: LineStart::Full,
                line_end: LineEnd::Full,
                compress: false,
                autospace: Dimension::Em(Em::ZERO),
                breaking: Breaking::Greedy,
                indent: Em::ZERO,
                hyphenate: Hyphenate::Never,
                snap: Snap::Off,
                last_line: 1,
                tcy: Tcy::Off,
                acronym: Acronym::Rotate,
                figures: Figures::Rotate,
                widths: MarkWidths::Locale,
                hangul: Hangul::Syllables,
                quotes: Quotes::Keep,
                query_blank: false,
            },
        }
    }
}

/// The keys that a style writes, over what it inherits. Preset and language come before.
pub(super) fn apply(table: &SettingsTable, settings: &mut Settings) {
    fn set<T: Copy>(key: &crate::source::layout::Key<T>, place: &mut T) {
        if let Some(key) = key {
            *place = key.value;
        }
    }
    set(&table.kinsoku, &mut settings.kinsoku);
    set(&table.adjacent, &mut settings.adjacent);
    set(&table.line_start, &mut settings.line_start);
    set(&table.line_end, &mut settings.line_end);
    set(&table.compress, &mut settings.compress);
    set(&table.autospace, &mut settings.autospace);
    set(&table.breaking, &mut settings.breaking);
    set(&table.snap, &mut settings.snap);
    set(&table.last_line, &mut settings.last_line);
    set(&table.tcy, &mut settings.tcy);
    set(&table.acronym, &mut settings.acronym);
    set(&table.figures, &mut settings.figures);
    set(&table.hangul, &mut settings.hangul);
    set(&table.quotes, &mut settings.quotes);
    set(&table.query_blank, &mut settings.query_blank);
    if let Some(indent) = &table.indent {
        settings.indent = Em::from_millionths(indent.value.millionths());
    }
    if let Some(hyphenate) = &table.hyphenate {
        settings.hyphenate = if hyphenate.value { Hyphenate::Always } else { Hyphenate::Never };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn presets_keep_the_language() {
        let ja = Settings::of(Locale::Ja);
        let names = [
            "newspaper-hk",
            "newspaper-tw",
            "newspaper-ja",
            "book-hant",
            "gb",
            "kaiming",
            "banjiao",
        ];
        for name in names.into_iter().chain(["quanjiao", "jis", "plain"]) {
            let preset = preset(name).expect("known");
            assert_eq!(preset.apply(ja).locale, Locale::Ja, "{name}");
        }
        assert_eq!(Preset::Plain.apply(ja).kinsoku, Kinsoku::None);
        assert_eq!(Preset::NewspaperHk.apply(ja).indent, Em::ONE);
        assert_eq!(Preset::Kaiming.apply(ja).widths, MarkWidths::Kaiming);
        assert_eq!(preset("none"), None);
    }
}
