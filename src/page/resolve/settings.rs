//! The settings of composition: by language, by preset, by key.

use crate::chars::{
    Acronym, Adjacent, Breaking, Hyphenate, Kinsoku, LineEnd, LineStart, Locale, Settings, Snap,
    Tcy,
};
use crate::measure::{Dimension, Em};
use crate::source::layout::SettingsTable;

/// The locale whose rules a BCP 47 tag calls for. A tag without script or region counts as its
/// likely one (CLDR: `zh` is zh-Hans, `zh-Hant` is Taiwan's).
pub(super) fn locale(tag: &str) -> Option<Locale> {
    let tag = tag.to_ascii_lowercase();
    let mut subtags = tag.split(['-', '_']);
    let language = subtags.next()?;
    let rest: Vec<&str> = subtags.collect();
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

/// Sets of settings under one name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Preset {
    NewspaperHk,
    NewspaperTw,
    BookHant,
    Gb,
    Jis,
    Plain,
}

/// What the name of a preset stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PresetName {
    Known(Preset),
    /// Needs widths of marks that the settings cannot say yet.
    NotBuilt,
    Unknown,
}

pub(super) fn preset(name: &str) -> PresetName {
    PresetName::Known(match name {
        "newspaper-hk" => Preset::NewspaperHk,
        "newspaper-tw" => Preset::NewspaperTw,
        "book-hant" => Preset::BookHant,
        "gb" => Preset::Gb,
        "jis" => Preset::Jis,
        "plain" => Preset::Plain,
        "kaiming" | "banjiao" | "quanjiao" => return PresetName::NotBuilt,
        _ => return PresetName::Unknown,
    })
}

impl Preset {
    /// `settings` with the keys that the preset sets; the locale stays.
    pub fn apply(self, settings: Settings) -> Settings {
        let of = |locale| Settings { locale: settings.locale, ..Settings::of(locale) };
        match self {
            Preset::NewspaperHk => Settings { indent: Em::ONE, ..of(Locale::Hk) },
            Preset::NewspaperTw => Settings { indent: Em::ONE, ..of(Locale::Tw) },
            // Both regions' books: brackets alone squeeze, a mark is full where it fits.
            Preset::BookHant => Settings {
                adjacent: Adjacent::Brackets,
                line_end: LineEnd::Allow,
                ..of(Locale::Tw)
            },
            Preset::Gb => of(Locale::Cn),
            Preset::Jis => of(Locale::Ja),
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
            ("en", None),
            ("", None),
        ];
        for (tag, wanted) in cases {
            assert_eq!(locale(tag), wanted, "{tag}");
        }
    }

    #[test]
    fn presets_keep_the_language() {
        let ja = Settings::of(Locale::Ja);
        for name in ["newspaper-hk", "newspaper-tw", "book-hant", "gb", "jis", "plain"] {
            let PresetName::Known(preset) = preset(name) else { panic!("{name} is known") };
            assert_eq!(preset.apply(ja).locale, Locale::Ja, "{name}");
        }
        assert_eq!(Preset::Plain.apply(ja).kinsoku, Kinsoku::None);
        assert_eq!(Preset::NewspaperHk.apply(ja).indent, Em::ONE);
        assert_eq!(preset("kaiming"), PresetName::NotBuilt);
    }
}
