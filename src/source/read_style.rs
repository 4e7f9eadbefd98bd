//! `[style.NAME]` and `[look.NAME]`: the keys of a style and the settings of composition.

use schemars::JsonSchema;
use serde::Deserialize;

use super::layout::{InitialTable, Named, SettingsTable, SizeValue, StyleTable, TableKeys};
use super::read_block::{MOST_KEPT, rules, table_keys, widths};
use super::toml_reader::{Context, Table, Value};
use super::values::{
    Bounds, Sign, boolean, length, number, per_cent, string, unknown_word, whole, word, word_by,
    word_of,
};
use crate::chars::{
    Acronym, Adjacent, Breaking, Figures, Hangul, Kinsoku, LineEnd, LineStart, Quotes, Snap, Tcy,
};
use crate::diag::Spanned;
use crate::measure::Dimension;

const PRESETS: &[&str] = &[
    "newspaper-hk",
    "newspaper-tw",
    "newspaper-ja",
    "book-hant",
    "gb",
    "kaiming",
    "banjiao",
    "quanjiao",
    "jis",
    "plain",
];

/// Keys of a style that are often written where the style's name belongs.
const KEYS_OF_STYLES: [&str; 11] = [
    "align", "above", "base", "below", "colour", "font", "leading", "rows", "size", "tracking",
    "width",
];

/// The styles of a table such as `[style]` or `[look.feature]`, by name.
pub(super) fn styles(cx: &mut Context<'_>, mut table: Table<'_>) -> Vec<Named<StyleTable>> {
    let mut styles = Vec::new();
    for value in table.rest() {
        let name = Spanned::new(value.key.to_string(), value.key_span);
        match value.table(cx, format!("style `{}`", value.key)) {
            Some(table) => styles.push(Named { name, value: style(cx, table) }),
            None => {
                // `size = "24pt"` under [look.NAME] leaves out whose size that is.
                let typed = cx.raw(&value);
                let example = match KEYS_OF_STYLES.contains(&value.key) {
                    true => format!("headline = {{ {} = {typed} }}", value.key),
                    false => format!("{} = {{ size = \"9pt\" }}", value.key),
                };
                cx.wrong_type(&value, "a table of style keys", &example);
            }
        }
    }
    styles
}

fn style(cx: &mut Context<'_>, mut table: Table<'_>) -> StyleTable {
    let t = &mut table;
    let of_tables = of_tables(cx, t);
    let style = StyleTable {
        base: t.read(cx, "base", string),
        font: t.read(cx, "font", string),
        size: t.read(cx, "size", size),
        ladder: t.take("ladder").and_then(|value| ladder(cx, &value)),
        rows: t.read(cx, "rows", whole(1, 20)),
        leading: t.read(cx, "leading", number(Bounds::POSITIVE)),
        colour: t.read(cx, "colour", string),
        align: t.read(cx, "align", word),
        above: t.read(cx, "above", number(Bounds::NOT_NEGATIVE)),
        below: t.read(cx, "below", number(Bounds::NOT_NEGATIVE)),
        mark: t.read(cx, "mark", string),
        hang: t.read(cx, "hang", number(Bounds::NOT_NEGATIVE)),
        tracking: t.read(cx, "tracking", number(Bounds::ANY)),
        width: t.read(cx, "width", per_cent(Bounds::SCALE)),
        height: t.read(cx, "height", per_cent(Bounds::SCALE)),
        writing: t.read(cx, "writing", word),
        initial: t.read(cx, "initial", initial),
        rules: t.take("rules").map(|value| Spanned::new(rules(cx, &value), value.key_span)),
        of_tables,
        settings: settings(cx, t),
    };
    table.finish(cx);
    style
}

/// Its `figures`, where it says how numbers line up; else that is a setting of composition.
fn of_tables(cx: &mut Context<'_>, t: &mut Table<'_>) -> TableKeys {
    const LINE_UP: &[&str] = &["decimal", "start", "center", "centre", "end"];
    let figures = t.peek("figures").and_then(|value| value.as_str());
    match figures.is_some_and(|word| LINE_UP.contains(&word)) {
        true => table_keys(cx, t),
        false => TableKeys {
            stripe: t.read(cx, "stripe", string),
            widths: t.read(cx, "widths", widths),
            figures: None,
            whole: t.read(cx, "whole", whole(0, MOST_KEPT)),
        },
    }
}

fn settings(cx: &mut Context<'_>, t: &mut Table<'_>) -> SettingsTable {
    SettingsTable {
        preset: t.read(cx, "preset", word_of(PRESETS)),
        language: t.read(cx, "language", string),
        kinsoku: t.read(cx, "kinsoku", |cx, v| word_by(cx, v, |d| KinsokuWord::deserialize(d))),
        adjacent: t.read(cx, "adjacent", |cx, v| word_by(cx, v, |d| AdjacentWord::deserialize(d))),
        line_start: t
            .read(cx, "line_start", |cx, v| word_by(cx, v, |d| LineStartWord::deserialize(d))),
        line_end: t.read(cx, "line_end", |cx, v| word_by(cx, v, |d| LineEndWord::deserialize(d))),
        compress: t.read(cx, "compress", boolean),
        autospace: t.read(cx, "autospace", autospace),
        breaking: t.read(cx, "breaking", |cx, v| word_by(cx, v, |d| BreakingWord::deserialize(d))),
        indent: t.read(cx, "indent", number(Bounds::NOT_NEGATIVE)),
        hyphenate: t.read(cx, "hyphenate", boolean),
        snap: t.read(cx, "snap", |cx, v| word_by(cx, v, |d| SnapWord::deserialize(d))),
        last_line: t.read(cx, "last_line", |cx, v| whole(0, 20)(cx, v).map(|n| n as u8)),
        tcy: t.read(cx, "tcy", tcy),
        figures: t.read(cx, "figures", |cx, v| word_by(cx, v, |d| FiguresWord::deserialize(d))),
        acronym: t.read(cx, "acronym", |cx, v| word_by(cx, v, |d| AcronymWord::deserialize(d))),
        hangul: t.read(cx, "hangul", |cx, v| word_by(cx, v, |d| HangulWord::deserialize(d))),
        quotes: t.read(cx, "quotes", |cx, v| word_by(cx, v, |d| QuotesWord::deserialize(d))),
        query_blank: t.read(cx, "query_blank", boolean),
    }
}

fn size(cx: &mut Context<'_>, value: &Value<'_>) -> Option<SizeValue> {
    if value.as_str() == Some("fit") {
        return Some(SizeValue::Fit);
    }
    length(Sign::Positive)(cx, value).map(SizeValue::Fixed)
}

/// Lines of an initial, and its characters.
const INITIAL_LINES: u32 = 12;
const INITIAL_CHARACTERS: u32 = 4;
/// Of a table that says nothing of lines, and of a paragraph that asks for an initial.
const USUAL_LINES: u32 = 2;

/// `2`, or a table; 0 lines are no initial, where one was inherited.
fn initial(cx: &mut Context<'_>, value: &Value<'_>) -> Option<InitialTable> {
    let lines = whole(0, INITIAL_LINES);
    if value.is_number() {
        return lines(cx, value).map(|lines| InitialTable { lines, ..InitialTable::default() });
    }
    let Some(mut table) = value.table(cx, "`initial`") else {
        let example = "initial = { lines = 3, font = \"kai\" }";
        cx.wrong_type(value, "a number of lines, or a table", example);
        return None;
    };
    let read = InitialTable {
        lines: table.read(cx, "lines", lines).map_or(USUAL_LINES, |key| key.value),
        characters: table.read(cx, "characters", whole(1, INITIAL_CHARACTERS)),
        font: table.read(cx, "font", string),
        colour: table.read(cx, "colour", string),
    };
    table.finish(cx);
    Some(read)
}

fn ladder(cx: &mut Context<'_>, value: &Value<'_>) -> Option<Vec<Spanned<Dimension>>> {
    const EXAMPLE: &str = "ladder = [\"14pt\", \"18pt\", \"24pt\"]";
    let items = match value.items(cx) {
        Some(items) if items.is_empty() => {
            cx.empty_list(value, "one size", EXAMPLE);
            return None;
        }
        Some(items) => items,
        None => {
            cx.wrong_type(value, "a list of sizes", EXAMPLE);
            return None;
        }
    };
    let steps = items
        .iter()
        .filter_map(|item| Some(Spanned::new(length(Sign::Positive)(cx, item)?, item.span)));
    Some(steps.collect())
}

/// A length; a bare 0 needs no unit.
fn autospace(cx: &mut Context<'_>, value: &Value<'_>) -> Option<Dimension> {
    if value.is_number() && matches!(cx.raw(value), "0" | "0.0") {
        return Some(Dimension::Absolute(crate::measure::Length::ZERO));
    }
    length(Sign::NotNegative)(cx, value)
}

fn tcy(cx: &mut Context<'_>, value: &Value<'_>) -> Option<Tcy> {
    match value.as_str() {
        Some("off") => Some(Tcy::Off),
        Some(_) => {
            unknown_word(cx, value, &["off"]);
            None
        }
        None => whole(2, 4)(cx, value).map(|most| Tcy::UpTo(most as u8)),
    }
}

// The words of the settings, which belong to the room of characters.

#[derive(Deserialize, JsonSchema)]
#[serde(remote = "Kinsoku", rename_all = "kebab-case")]
pub(super) enum KinsokuWord {
    None,
    Loose,
    Normal,
    Strict,
}

#[derive(Deserialize, JsonSchema)]
#[serde(remote = "Adjacent", rename_all = "kebab-case")]
pub(super) enum AdjacentWord {
    On,
    Brackets,
    Off,
}

#[derive(Deserialize, JsonSchema)]
#[serde(remote = "LineStart", rename_all = "kebab-case")]
pub(super) enum LineStartWord {
    Full,
    Trim,
}

#[derive(Deserialize, JsonSchema)]
#[serde(remote = "LineEnd", rename_all = "kebab-case")]
pub(super) enum LineEndWord {
    Full,
    Allow,
    Half,
    Hang,
}

#[derive(Deserialize, JsonSchema)]
#[serde(remote = "Breaking", rename_all = "kebab-case")]
pub(super) enum BreakingWord {
    Optimal,
    Greedy,
}

#[derive(Deserialize, JsonSchema)]
#[serde(remote = "Snap", rename_all = "kebab-case")]
pub(super) enum SnapWord {
    Character,
    Off,
}

#[derive(Deserialize, JsonSchema)]
#[serde(remote = "Acronym", rename_all = "kebab-case")]
pub(super) enum AcronymWord {
    Upright,
    Rotate,
}

#[derive(Deserialize, JsonSchema)]
#[serde(remote = "Figures", rename_all = "kebab-case")]
pub(super) enum FiguresWord {
    Rotate,
    Upright,
    Han,
}

#[derive(Deserialize, JsonSchema)]
#[serde(remote = "Hangul", rename_all = "kebab-case")]
pub(super) enum HangulWord {
    Syllables,
    Words,
}

#[derive(Deserialize, JsonSchema)]
#[serde(remote = "Quotes", rename_all = "kebab-case")]
pub(super) enum QuotesWord {
    Keep,
    Convert,
}
