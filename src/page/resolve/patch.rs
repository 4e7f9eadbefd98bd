//! One style table, checked: what it changes of the style that it inherits.

use super::Cx;
use super::builtin::{BODY_SIZE, ladder};
use super::colours::Palette;
use super::grid::mode_of;
use super::settings::{self, Preset};
use super::tables::TablePatch;
use crate::chars::Locale;
use crate::colour::Colour;
use crate::diag::codes::page as codes;
use crate::diag::{Diagnostic, Span, Spanned};
use crate::fonts::{FamilyId, FontBook};
use crate::measure::{Decimal, Em, Length, Permille, WritingMode};
use crate::page::style::{Align, Initial, Leading, Role, SizeRule, Style};
use crate::source::layout::{
    AlignWord, InitialTable, Key, SettingsTable, SizeValue, StyleTable, WritingWord,
};

/// 六號, the least size of running text (R66).
const LEAST_BODY: Length = Length::from_units(Length::PT.units() * 63 / 8);
const SMALLEST: Length = Length::from_pt(1);
const LARGEST: Length = Length::from_pt(1000);

/// What a style table says; a value that cannot be used is left out, and a diagnostic made.
#[derive(Clone, Debug)]
pub(super) struct Patch<'a> {
    pub base: Option<&'a Spanned<String>>,
    pub locale: Option<Locale>,
    pub writing: Option<WritingMode>,
    preset: Option<Preset>,
    settings: &'a SettingsTable,
    family: Option<FamilyId>,
    size: Option<Size>,
    ladder: Option<Vec<Length>>,
    rows: Option<u32>,
    leading: Option<Permille>,
    colour: Option<Colour>,
    align: Option<Align>,
    above: Option<Permille>,
    below: Option<Permille>,
    mark: Option<&'a str>,
    hang: Option<Em>,
    tracking: Option<Em>,
    width: Option<Permille>,
    height: Option<Permille>,
    /// None within: no initial.
    initial: Option<Option<Initial>>,
    /// Of the style `table`.
    pub tables: TablePatch,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Size {
    Fit,
    Fixed(Length),
}

/// `writing` of a head; body text runs as its block does.
fn head_writing(cx: &mut Cx<'_>, name: &str, key: &Key<WritingWord>) -> Option<WritingMode> {
    let key = key.as_ref()?;
    let is_other = |role: &Role| role.name() == name && *role != Role::Headline;
    if Role::ALL.iter().any(is_other) {
        let message = format!("the style {name} cannot turn its text");
        cx.push(
            Diagnostic::error(codes::KEY_OUT_OF_PLACE, message)
                .at(key.span, "only `headline` has a direction of its own")
                .help("say `writing` on the block or the page"),
        );
        return None;
    }
    Some(mode_of(key.value))
}

/// Reads the table of the style `name`.
pub(super) fn read<'a>(
    cx: &mut Cx<'a>,
    palette: &Palette,
    name: &str,
    table: &'a StyleTable,
) -> Patch<'a> {
    let keys = &table.settings;
    Patch {
        base: table.base.as_ref(),
        locale: keys.language.as_ref().and_then(|key| language(cx, key)),
        writing: head_writing(cx, name, &table.writing),
        // The reader of layouts has named an unknown one.
        preset: keys.preset.as_ref().and_then(|key| settings::preset(&key.value)),
        settings: keys,
        family: table.font.as_ref().and_then(|key| family(cx, key)),
        size: size(cx, name, &table.size),
        ladder: table.ladder.as_ref().and_then(|steps| read_ladder(cx, steps)),
        rows: rows(cx, &table.rows),
        leading: number(cx, &table.leading, "leading", leading_of(name), "lines").map(permille),
        colour: table.colour.as_ref().and_then(|key| palette.read(cx, key)),
        align: table.align.as_ref().map(|key| align(key.value)),
        above: number(cx, &table.above, "above", (0, 100), "lines").map(permille),
        below: number(cx, &table.below, "below", (0, 100), "lines").map(permille),
        mark: table.mark.as_ref().map(|key| key.value.as_str()),
        hang: number(cx, &table.hang, "hang", (0, 20), "characters").map(em),
        tracking: number(cx, &table.tracking, "tracking", (-200, 2000), "thousandths of an em")
            .map(|value| Em::from_millionths(value.millionths() / 1000)),
        width: number(cx, &table.width, "width", (30, 300), "per cent").map(per_cent),
        height: number(cx, &table.height, "height", (30, 300), "per cent").map(per_cent),
        initial: initial(cx, palette, name, &table.initial),
        tables: TablePatch::of_style(cx, palette, name, table),
    }
    .checked(cx, keys)
}

/// An initial of a story's text: a paragraph's, or verse's.
fn initial(
    cx: &mut Cx<'_>,
    palette: &Palette,
    name: &str,
    key: &Key<InitialTable>,
) -> Option<Option<Initial>> {
    let key = key.as_ref()?;
    if ![Role::Body, Role::Verse].iter().any(|role| role.name() == name) {
        let message = format!("the style {name} takes no initial");
        cx.push(
            Diagnostic::error(codes::KEY_OUT_OF_PLACE, message)
                .at(key.span, "only paragraphs of a story's text begin with one")
                .help("say `initial` in the style `body` (or `verse`), or in a look's `body`"),
        );
        return None;
    }
    let InitialTable { lines, characters, font, colour } = &key.value;
    let initial = Initial {
        lines: *lines,
        characters: characters.as_ref().map_or(1, |key| key.value),
        family: font.as_ref().and_then(|key| family(cx, key)),
        colour: colour.as_ref().and_then(|key| palette.read(cx, key)),
    };
    Some((*lines > 0).then_some(initial))
}

/// Lines of running text stand on the page's grid, so they are at least a line apart; more than a few
/// were meant as points.
fn leading_of(style: &str) -> (i64, i64) {
    if is_running(style) { (1, 6) } else { (0, 20) }
}

fn is_running(style: &str) -> bool {
    matches!(style, "body" | "bullet")
}

fn small_body(size: Length) -> Diagnostic {
    let message = format!("running text of {size} pt is under 7.875 pt");
    Diagnostic::warning(codes::SMALL_BODY, message)
        .help("set it in 9 pt or 10.5 pt, as newspapers are, or in 7.875 pt at least (六號 of the type founders; of word processors 7.5 pt)")
}

fn permille(value: Decimal) -> Permille {
    Permille(value.permille())
}

fn per_cent(value: Decimal) -> Permille {
    Permille(value.permille() / 100)
}

fn em(value: Decimal) -> Em {
    Em::from_millionths(value.millionths())
}

/// A number within limits.
fn number(
    cx: &mut Cx<'_>,
    key: &Key<Decimal>,
    name: &str,
    (least, most): (i64, i64),
    unit: &str,
) -> Option<Decimal> {
    let key = key.as_ref()?;
    let within = (Decimal::from_int(least)..=Decimal::from_int(most)).contains(&key.value);
    if !within {
        let label = format!("`{name}` is {least} to {most} {unit}");
        out_of_range(cx, key.span, name, label);
    }
    within.then_some(key.value)
}

fn out_of_range(cx: &mut Cx<'_>, span: Span, name: &str, label: String) {
    let message = format!("the style's `{name}` is out of range");
    let found = Diagnostic::error(codes::STYLE_VALUE, message).at(span, label);
    cx.push(found.help(match name {
        "leading" => "it counts lines of the grid: write `leading = 1`; how deep a line is says `line` of [grid]",
        _ => "write a value within it, or leave the key out for the style's own",
    }));
}

fn rows(cx: &mut Cx<'_>, key: &Key<u32>) -> Option<u32> {
    let key = key.as_ref()?;
    let within = (1..=20).contains(&key.value);
    if !within {
        out_of_range(cx, key.span, "rows", "`rows` is 1 to 20".to_owned());
    }
    within.then_some(key.value)
}

/// The tag that is meant by the name of a country, an address's ending or a language's English name.
fn meant_language(written: &str) -> Option<&'static str> {
    Some(match written.to_ascii_lowercase().replace('_', "-").as_str() {
        "jp" | "jpn" | "ja-ja" | "japan" | "japanese" | "日本語" => "ja",
        "kr" | "kor" | "korea" | "korean" | "한국어" => "ko",
        "cn" | "chs" | "china" | "simplified" | "zh-simplified" | "简体" | "简体中文" => {
            "zh-Hans"
        }
        "tw" | "cht" | "taiwan" | "traditional" | "zh-traditional" | "繁體" | "繁體中文"
        | "正體中文" => "zh-Hant-TW",
        "hk" | "hongkong" | "hong kong" | "cantonese" => "zh-Hant-HK",
        _ => return None,
    })
}

/// The locale of a language tag, or a diagnostic.
pub(super) fn language(cx: &mut Cx<'_>, key: &Spanned<String>) -> Option<Locale> {
    let locale = Locale::of_tag(&key.value);
    if locale.is_none() {
        cx.push(
            Diagnostic::error(
                codes::LANGUAGE,
                format!("there are no rules for the language \"{}\"", key.value),
            )
            .at(key.span, "not known")
            .help(match meant_language(&key.value) {
                Some(meant) => format!("write \"{meant}\""),
                None => "use zh-Hant-HK, zh-Hant-TW, zh-Hans, ja or ko: language, script, region"
                    .to_owned(),
            }),
        );
    }
    locale
}

fn family(cx: &mut Cx<'_>, key: &Spanned<String>) -> Option<FamilyId> {
    let book = cx.inputs.book;
    if key.value == "fallback" {
        cx.push(
            Diagnostic::error(codes::NO_FONT, "the font \"fallback\" is no family")
                .at(key.span, "every style asks its files after its own font")
                .help("give the files a name of their own as well: [font.NAME]"),
        );
        return None;
    }
    let found = book.family(&key.value);
    // A family that the layout defines but whose files are broken has its diagnostic already.
    let defined = cx.layout.fonts.iter().any(|font| font.name.value == key.value);
    if found.is_none() && !defined {
        cx.unknown(codes::NO_FONT, "font", key, book.family_names());
    }
    found
}

fn length(cx: &mut Cx<'_>, length: Length, span: Span, name: &str) -> Option<Length> {
    let within = (SMALLEST..=LARGEST).contains(&length);
    if !within {
        let label = format!("{length} pt, not between 1 and 1000");
        out_of_range(cx, span, name, label);
    }
    within.then_some(length)
}

/// Styles whose type has the size that they say, or goes by the headline's.
const FIXED: [&str; 18] = [
    "label",
    "kicker",
    "deck",
    "byline",
    "intro",
    "source",
    "verse",
    "bullet",
    "numbered",
    "subhead",
    "item-title",
    "item-line",
    "caption",
    "credit",
    "jump",
    "jump-headline",
    "table",
    "table-head",
];

fn size(cx: &mut Cx<'_>, style: &str, key: &Key<SizeValue>) -> Option<Size> {
    let key = key.as_ref()?;
    match key.value {
        SizeValue::Fit if style == "body" => {
            cx.push(
                Diagnostic::error(codes::BODY_SIZE, "the body's size is \"fit\"")
                    .at(key.span, "the unit of the grid")
                    .help("give a length, such as `size = \"9pt\"`"),
            );
            None
        }
        SizeValue::Fit if FIXED.contains(&style) => {
            let message = format!("`size = \"fit\"` has no sense in the style {style}");
            cx.push(
                Diagnostic::error(codes::KEY_OUT_OF_PLACE, message)
                    .at(key.span, "headlines and texts of the layout alone are fitted")
                    .help("give a length, such as `size = \"9pt\"`"),
            );
            None
        }
        SizeValue::Fit => Some(Size::Fit),
        SizeValue::Fixed(size) => {
            let size = length(cx, size.of(BODY_SIZE), key.span, "size")?;
            if is_running(style) && size < LEAST_BODY {
                cx.push(small_body(size).at(key.span, "smaller than No. 6 type (六號)"));
            }
            Some(Size::Fixed(size))
        }
    }
}

fn read_ladder(
    cx: &mut Cx<'_>,
    steps: &[Spanned<crate::measure::Dimension>],
) -> Option<Vec<Length>> {
    let mut ladder: Vec<Length> = steps
        .iter()
        .filter_map(|step| length(cx, step.value.of(BODY_SIZE), step.span, "ladder"))
        .collect();
    ladder.sort();
    ladder.dedup();
    (!ladder.is_empty()).then_some(ladder)
}

fn align(word: AlignWord) -> Align {
    match word {
        AlignWord::Justify => Align::Justify,
        AlignWord::Start => Align::Start,
        AlignWord::End => Align::End,
        AlignWord::Center => Align::Center,
        AlignWord::Spread => Align::Spread,
    }
}

impl Patch<'_> {
    /// The settings whose numbers have limits.
    fn checked(self, cx: &mut Cx<'_>, keys: &SettingsTable) -> Self {
        number(cx, &keys.indent, "indent", (0, 20), "characters");
        if let Some(key) = &keys.autospace {
            let gap = key.value.of(BODY_SIZE);
            if gap < Length::ZERO || gap > BODY_SIZE {
                let label = "`autospace` is 0 to 1 em".to_owned();
                out_of_range(cx, key.span, "autospace", label);
            }
        }
        self
    }

    /// Changes `style` as the table says.
    pub fn apply(&self, style: &mut Style, book: &FontBook<'_>) {
        if let Some(locale) = self.locale {
            style.settings.follow(locale);
        }
        if let Some(preset) = self.preset {
            style.settings = preset.apply(style.settings);
        }
        settings::apply(self.settings, &mut style.settings);
        if let Some(family) = self.family {
            style.family = family;
            style.bold_family = book.bold_of(family);
        }
        self.apply_size(style);
        if let Some(mark) = self.mark {
            style.mark = mark.to_owned();
        }
        fn set<T: Copy>(value: Option<T>, place: &mut T) {
            if let Some(value) = value {
                *place = value;
            }
        }
        set(self.leading.map(Leading::Lines), &mut style.leading);
        set(self.colour, &mut style.colour);
        set(self.align, &mut style.align);
        set(self.above, &mut style.above);
        set(self.below, &mut style.below);
        set(self.hang, &mut style.hang);
        set(self.tracking, &mut style.tracking);
        set(self.width, &mut style.width);
        set(self.height, &mut style.height);
        set(self.initial, &mut style.initial);
    }

    fn apply_size(&self, style: &mut Style) {
        let old = &style.size;
        let size = match self.size {
            // A subhead of any size still shrinks to fit its line.
            Some(Size::Fixed(size)) => match old {
                SizeRule::OneLine(_) => SizeRule::OneLine(size),
                _ => SizeRule::Fixed(size),
            },
            Some(Size::Fit) => match old {
                SizeRule::Fit { .. } => old.clone(),
                _ => fit(ladder()),
            },
            None => old.clone(),
        };
        style.size = match (size, &self.ladder) {
            (SizeRule::Fit { usual, rows, .. }, Some(steps)) => {
                let holds = steps.iter().any(|step| (usual.0..=usual.1).contains(step));
                let whole = (steps.first().copied(), steps.last().copied());
                let usual = match whole {
                    (Some(first), Some(last)) if !holds => (first, last),
                    _ => usual,
                };
                SizeRule::Fit { ladder: steps.clone(), usual, rows }
            }
            (size, _) => size,
        };
        if let (SizeRule::Fit { rows, .. }, Some(most)) = (&mut style.size, self.rows) {
            *rows = most;
        }
    }
}

/// Any step of the ladder will do.
fn fit(ladder: Vec<Length>) -> SizeRule {
    let usual = match (ladder.first(), ladder.last()) {
        (Some(&first), Some(&last)) => (first, last),
        _ => (BODY_SIZE, BODY_SIZE),
    };
    SizeRule::Fit { ladder, usual, rows: 2 }
}
