//! Readers of single values: texts, numbers, lengths, words, places on the grid.
//!
//! Each takes a value and gives what it means, or reports why it means nothing. Numbers are
//! read from their digits as typed, never through a float.

use serde::de::DeserializeOwned;
use serde::de::IntoDeserializer;
use serde::de::value::StrDeserializer;
use toml::de::DeValue;

use super::layout::{Amount, Date, Extent};
use super::markdown::is_forbidden;
use super::toml_reader::{Context, Value, shorten};
use crate::diag::codes::layout as codes;
use crate::diag::{Diagnostic, Spanned, suggest};
use crate::measure::{Decimal, Dimension, Em, Length, LengthError, parse_dimension};

/// The largest sheet that a PDF can hold, 14 400 pt (ISO 32000-2, annex C).
const LARGEST: Length = Length::from_pt(14_400);
/// Beyond this a number of columns, characters or lines is a slip of the hand.
const MOST: u32 = 100_000;

pub(super) fn string(cx: &mut Context<'_>, value: &Value<'_>) -> Option<String> {
    let Some(text) = value.as_str() else {
        // A tint is often written as the per cent that it is of.
        let example = match (value.key, value.is_number().then(|| cx.raw(value))) {
            ("tint" | "stripe" | "colour", Some(number)) => {
                format!("{} = \"k({number})\"", value.key)
            }
            _ => format!("{} = \"…\"", value.key),
        };
        cx.wrong_type(value, "a text", &example);
        return None;
    };
    if text.contains(is_forbidden) {
        let code = text.chars().find(|&c| is_forbidden(c)).map_or(0, u32::from);
        // `pics\bird.png`, whose \b is a sign of TOML.
        let raw = cx.raw(value).trim_matches('"');
        let help = match raw.contains('\\') && raw.contains('.') {
            true => format!("write / between folders: \"{}\"", raw.replace('\\', "/")),
            false => "delete it".to_owned(),
        };
        cx.push(
            Diagnostic::error(
                codes::CONTROL,
                format!("`{}` holds U+{code:04X}, which cannot be printed", value.key),
            )
            .at(value.span, "an invisible character is in this text")
            .help(help),
        );
        return None;
    }
    Some(text.to_string())
}

/// A file's path, counted from the folder of the layout itself.
pub(super) fn path(cx: &mut Context<'_>, value: &Value<'_>) -> Option<String> {
    let written = string(cx, value)?;
    if written.trim().is_empty() {
        let message = format!("`{}` names no file", value.key);
        let found = Diagnostic::error(codes::WRONG_TYPE, message).at(value.span, "an empty text");
        cx.push(found.help("write the file's path from the layout's folder, or take the key out"));
        return None;
    }
    Some(cx.path(value, written))
}

/// One path, or a list of them.
pub(super) fn paths(cx: &mut Context<'_>, value: &Value<'_>) -> Vec<Spanned<String>> {
    each_text(cx, value, path)
}

/// A font's name or a file's path.
pub(super) fn family(cx: &mut Context<'_>, value: &Value<'_>) -> Option<String> {
    string(cx, value).map(|written| cx.family_or_path(value, written))
}

/// One of these, or a list of them.
pub(super) fn families(cx: &mut Context<'_>, value: &Value<'_>) -> Vec<Spanned<String>> {
    each_text(cx, value, family)
}

/// One text, or a list of them.
pub(super) fn strings(cx: &mut Context<'_>, value: &Value<'_>) -> Vec<Spanned<String>> {
    each_text(cx, value, string)
}

fn each_text(
    cx: &mut Context<'_>,
    value: &Value<'_>,
    read: fn(&mut Context<'_>, &Value<'_>) -> Option<String>,
) -> Vec<Spanned<String>> {
    let Some(items) = value.items(cx) else {
        return match value.as_str() {
            Some(_) => {
                read(cx, value).map(|text| Spanned::new(text, value.span)).into_iter().collect()
            }
            None => {
                let example = format!("{} = [\"…\", \"…\"]", value.key);
                cx.wrong_type(value, "a text or a list of texts", &example);
                Vec::new()
            }
        };
    };
    let read = |item: &Value<'_>| Some(Spanned::new(read(cx, item)?, item.span));
    items.iter().filter_map(read).collect()
}

pub(super) fn boolean(cx: &mut Context<'_>, value: &Value<'_>) -> Option<bool> {
    match value.node {
        DeValue::Boolean(truth) => Some(*truth),
        _ => {
            cx.wrong_type(value, "true or false", &format!("{} = true", value.key));
            None
        }
    }
}

pub(super) fn date(cx: &mut Context<'_>, value: &Value<'_>) -> Option<Date> {
    match value.node {
        DeValue::Datetime(toml::value::Datetime { date: Some(date), time: None, offset: None }) => {
            Some(Date { year: date.year, month: date.month, day: date.day })
        }
        DeValue::Datetime(toml::value::Datetime { date: Some(day), .. }) => {
            cx.wrong_type(value, "a day without an hour", &format!("date = {day}"));
            None
        }
        _ => {
            let day = value.as_str().and_then(day_in).unwrap_or_else(|| "2024-11-16".to_owned());
            cx.wrong_type(value, "a day without quotation marks", &format!("date = {day}"));
            None
        }
    }
}

/// The day that a text tells by its figures, as TOML writes it.
fn day_in(text: &str) -> Option<String> {
    let figures = text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty());
    let parts: Vec<u32> = figures.map(|part| part.parse().unwrap_or(0)).collect();
    let [one, month, other] = parts.as_slice() else { return None };
    let (year, day) = if *one > 31 { (one, other) } else { (other, one) };
    Some(format!("{year:04}-{month:02}-{day:02}")).filter(|day| is_day(day))
}

/// Whether a text is a day as TOML writes one.
fn is_day(text: &str) -> bool {
    text.parse::<toml::value::Datetime>()
        .is_ok_and(|day| day.date.is_some() && day.time.is_none() && day.offset.is_none())
}

/// What a number must be, and how a message says so.
#[derive(Clone, Copy)]
pub(super) struct Bounds {
    least: Decimal,
    /// Whether `least` itself is out.
    above: bool,
    most: Decimal,
    says: &'static str,
}

impl Bounds {
    pub const ANY: Bounds = Bounds::new(-1_000_000, 1_000_000, "between -1000000 and 1000000");
    pub const NOT_NEGATIVE: Bounds = Bounds::new(0, 1_000_000, "0 or more");
    pub const POSITIVE: Bounds = Bounds { above: true, ..Bounds::new(0, 1_000_000, "more than 0") };
    pub const PER_CENT: Bounds = Bounds::new(0, 100, "between 0 and 100 per cent");
    /// Scales of glyphs: beyond these the type cannot be read.
    pub const SCALE: Bounds = Bounds::new(10, 1000, "between 30 and 300 per cent");

    pub const fn new(least: i64, most: i64, says: &'static str) -> Bounds {
        Bounds {
            least: Decimal::from_int(least),
            above: false,
            most: Decimal::from_int(most),
            says,
        }
    }

    fn hold(&self, number: Decimal) -> bool {
        (self.least..=self.most).contains(&number) && !(self.above && number == self.least)
    }
}

/// A number as typed; `None` and no report when the value is no number at all.
fn digits(cx: &mut Context<'_>, value: &Value<'_>) -> Option<Decimal> {
    let number = match value.node {
        DeValue::Integer(integer) if integer.radix() == 10 => Decimal::parse(integer.as_str()),
        DeValue::Integer(integer) => i64::from_str_radix(integer.as_str(), integer.radix())
            .ok()
            .and_then(|n| Decimal::parse(&n.to_string())),
        DeValue::Float(float) => Decimal::parse(float.as_str()),
        _ => None,
    };
    if number.is_none() {
        cx.out_of_range(value, "a plain decimal number up to a million");
    }
    number
}

fn within(
    cx: &mut Context<'_>,
    value: &Value<'_>,
    number: Decimal,
    bounds: Bounds,
) -> Option<Decimal> {
    if !bounds.hold(number) {
        cx.out_of_range(value, bounds.says);
        return None;
    }
    Some(number)
}

/// A number within `bounds`.
pub(super) fn number(bounds: Bounds) -> impl Fn(&mut Context<'_>, &Value<'_>) -> Option<Decimal> {
    move |cx, value| {
        if !value.is_number() {
            match IN_LINES.contains(&value.key) {
                true => cx.wrong_type(
                    value,
                    "a number of grid lines (1.5 is a line and a half)",
                    &format!("{} = 1.5", value.key),
                ),
                false => {
                    let typed = typed_number(value);
                    let (usual, takes) = match value.key {
                        "measure" => ("18", "a number, of characters of the body in a line"),
                        _ => ("1", "a number"),
                    };
                    let typed = typed.unwrap_or(usual);
                    cx.wrong_type(value, takes, &format!("{} = {typed}", value.key));
                }
            }
            return None;
        }
        let number = digits(cx, value)?;
        within(cx, value, number, bounds)
    }
}

/// The number in a text that holds nothing else, but for what it counts: `18字`.
fn typed_number<'v>(value: &Value<'v>) -> Option<&'v str> {
    const COUNTED: [&str; 6] = ["", "em", "ch", "chars", "characters", "lines"];
    let written = value.as_str()?.trim();
    let end = written.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(written.len());
    let (typed, what) = (written.get(..end)?, written.get(end..)?.trim());
    let counts =
        COUNTED.contains(&what) || what.chars().all(|c| !c.is_ascii() && c.is_alphabetic());
    (counts && Decimal::parse(typed).is_some()).then_some(typed)
}

/// Keys that count lines of the grid, and are often given a length.
const IN_LINES: [&str; 3] = ["leading", "above", "below"];

/// A whole number between `least` and `most`.
pub(super) fn whole(least: u32, most: u32) -> impl Fn(&mut Context<'_>, &Value<'_>) -> Option<u32> {
    move |cx, value| {
        if !value.is_number() {
            let usual = least.max(2).to_string();
            let typed = typed_number(value).unwrap_or(&usual);
            cx.wrong_type(value, "a whole number", &format!("{} = {typed}", value.key));
            return None;
        }
        let number = digits(cx, value)?;
        let whole = u32::try_from(number.trunc()).ok();
        match whole.filter(|n| number.is_whole() && (least..=most).contains(n)) {
            Some(whole) => Some(whole),
            None => {
                cx.out_of_range(value, &format!("a whole number between {least} and {most}"));
                None
            }
        }
    }
}

/// Per cent: `89`, or `"89%"`.
pub(super) fn per_cent(bounds: Bounds) -> impl Fn(&mut Context<'_>, &Value<'_>) -> Option<Decimal> {
    move |cx, value| {
        let typed = value.as_str().and_then(|text| text.trim().strip_suffix('%'));
        let number = match typed.and_then(|text| Decimal::parse(text.trim())) {
            Some(number) => number,
            None if value.is_number() => digits(cx, value)?,
            None => {
                // An example that the key takes.
                let number = if bounds.hold(Decimal::from_int(89)) { 89 } else { 240 };
                let number = number.to_string();
                // A number in quotation marks lacks its sign.
                let typed = value.as_str().map(str::trim);
                let is_sound = |text: &&str| Decimal::parse(text).is_some_and(|n| bounds.hold(n));
                let number = typed.filter(is_sound).unwrap_or(&number);
                cx.wrong_type(value, "per cent", &format!("{} = \"{number}%\"", value.key));
                return None;
            }
        };
        within(cx, value, number, bounds)
    }
}

/// Whether a length may be nothing.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    NotNegative,
    Positive,
}

/// A length with its unit.
pub(super) fn length(sign: Sign) -> impl Fn(&mut Context<'_>, &Value<'_>) -> Option<Dimension> {
    move |cx, value| {
        let Some(text) = value.as_str() else {
            if value.is_number() {
                no_unit(cx, value);
            } else {
                let is_line = ["rule", "frame"].iter().any(|line| value.key.contains(line));
                let example = if is_line { "0.3pt" } else { "9pt" };
                cx.wrong_type(value, "a length", &format!("{} = \"{example}\"", value.key));
            }
            return None;
        };
        let dimension = dimension(cx, value, text)?;
        let (units, limit) = match dimension {
            Dimension::Absolute(length) => (length.units(), LARGEST.units()),
            Dimension::Em(em) => (em.millionths(), Em::ONE.millionths() * 1000),
        };
        if units < 0 || (units == 0 && sign == Sign::Positive) {
            let must = if sign == Sign::Positive { "more than 0" } else { "0 or more" };
            cx.out_of_range(value, must);
            return None;
        }
        if units > limit {
            cx.out_of_range(value, "at most 200in (1000em), the largest PDF page");
            return None;
        }
        Some(dimension)
    }
}

/// Whether a length without a unit is one of the sheet, which is measured in millimetres: rules have
/// sides, too, and are not so heavy.
fn is_of_sheet(key: &str, number: f64) -> bool {
    match key {
        "bleed" | "margin" => true,
        "top" | "bottom" | "left" | "right" => number >= 5.0,
        _ => false,
    }
}

/// Reports amounts that are parts of one, as other programs write them, where per cent are meant;
/// `meant` is the key's whole line in per cent.
pub(super) fn tell_parts_of_one(cx: &mut Context<'_>, value: &Value<'_>, meant: &str) {
    let message = format!(
        "`{}` is in per cent, and {} is next to nothing",
        value.key,
        shorten(cx.raw(value))
    );
    cx.push(
        Diagnostic::error(codes::OUT_OF_RANGE, message)
            .at(value.span, "parts of one, where 100 is the whole")
            .help(format!("write {meant}")),
    );
}

/// Whether amounts are parts of one: none is more, and one is no whole number.
pub(super) fn are_parts_of_one(amounts: &[Decimal]) -> bool {
    let one = Decimal::from_int(1);
    amounts.iter().all(|amount| *amount <= one) && amounts.iter().any(|amount| !amount.is_whole())
}

/// A part of one as it is written in per cent.
pub(super) fn hundredfold(part: Decimal) -> String {
    (part.millionths() as f64 / 10_000.0).to_string()
}

/// Whether a `size` is one of the sides of a sheet: in brackets, or with the other side before it.
fn is_side(cx: &Context<'_>, value: &Value<'_>) -> bool {
    value.key == "size" && cx.before(value).trim_end().ends_with(['[', ','])
}

/// The units that other hands and other programs write.
fn own_unit(text: &str) -> Option<String> {
    const UNITS: [(&str, &str); 15] = [
        ("毫米", "mm"),
        ("公厘", "mm"),
        ("ミリ", "mm"),
        ("厘米", "cm"),
        ("公分", "cm"),
        ("英寸", "in"),
        ("英吋", "in"),
        ("inches", "in"),
        ("inch", "in"),
        ("\"", "in"),
        ("″", "in"),
        ("points", "pt"),
        ("point", "pt"),
        ("點", "pt"),
        ("磅", "pt"),
    ];
    let (number, own) = UNITS
        .iter()
        .find_map(|(unit, own)| Some((text.trim().strip_suffix(unit)?.trim_end(), *own)))?;
    number.parse::<f64>().is_ok().then(|| format!("{number}{own}"))
}

fn no_unit(cx: &mut Context<'_>, value: &Value<'_>) {
    let typed = shorten(cx.raw(value).trim_matches(['"', '\'']));
    cx.push(
        Diagnostic::error(
            codes::BAD_LENGTH,
            format!("`{}` is a length and needs a unit", value.key),
        )
        .at(value.span, "a number without a unit")
        .help(match typed.parse::<f64>() {
            // The sides of a sheet, and nothing that is set in points.
            Ok(number) if number >= 140.0 || is_side(cx, value) => {
                format!("write \"{typed}mm\", or pt, cm, in, q or em")
            }
            // One of a list.
            Ok(_) if value.key == "ladder" => {
                format!("write \"{typed}pt\", or mm, cm, in, q or em")
            }
            Ok(_) if value.key == "gutter" => {
                format!("write `gutter = {typed}` for characters; else \"{typed}mm\", or pt, cm, in, q or em")
            }
            // A multiple of the size of its type, as other programs have it.
            Ok(number) if value.key == "line" && number < 4.0 => {
                "write how deep a line is, `line = \"18pt\"`: no part of it is the size of the type"
                    .to_owned()
            }
            Ok(_) if value.key == "autospace" => {
                format!("write `autospace = \"{typed}em\"`, a part of a character, or pt, mm, q")
            }
            Ok(number) if is_of_sheet(value.key, number) => {
                format!("write `{} = \"{typed}mm\"`, or pt, cm, in, q or em", value.key)
            }
            _ => format!("write `{} = \"{typed}pt\"`, or mm, cm, in, q or em", value.key),
        }),
    );
}

fn dimension(cx: &mut Context<'_>, value: &Value<'_>, text: &str) -> Option<Dimension> {
    let error = match parse_dimension(text) {
        Ok(dimension) => return Some(dimension),
        Err(error) => error,
    };
    if let Some(wide) = text.chars().find(|c| ('！'..='～').contains(c)) {
        let code = u32::from(wide);
        let plain = char::from_u32(code - 0xFEE0).unwrap_or(wide);
        let all = |c: char| match c {
            '！'..='～' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
            c => c,
        };
        let written: String = text.chars().map(all).collect();
        cx.push(
            Diagnostic::error(
                codes::BAD_LENGTH,
                format!("`{}` is a length, and \"{}\" is none", value.key, shorten(text)),
            )
            .at(value.span, format!("{wide} (U+{code:04X}) stands where {plain} belongs"))
            .help(format!("write \"{}\", in signs of a plain keyboard", shorten(&written))),
        );
        return None;
    }
    if let Some(meant) = own_unit(text).filter(|_| matches!(error, LengthError::Unit)) {
        cx.push(
            Diagnostic::error(
                codes::BAD_LENGTH,
                format!("`{}` is a length, and \"{}\" is none", value.key, shorten(text)),
            )
            .at(value.span, "unknown unit")
            .help(format!("write \"{meant}\"; the units are pt, mm, cm, in, q and em")),
        );
        return None;
    }
    let (label, help) = match error {
        LengthError::NoUnit => {
            no_unit(cx, value);
            return None;
        }
        LengthError::Comma => {
            ("a comma stands where a point belongs", "write a decimal point, such as \"24.5pt\"")
        }
        LengthError::Unit => ("unknown unit", "the units are pt, mm, cm, in, q and em"),
        LengthError::Number => (
            "not a number and a unit",
            "write a number and its unit, such as \"9pt\" or \"4mm\", or a size by its name, such \
             as \"小五\"",
        ),
    };
    cx.push(
        Diagnostic::error(
            codes::BAD_LENGTH,
            format!("`{}` is a length, and \"{}\" is none", value.key, shorten(text)),
        )
        .at(value.span, label)
        .help(help),
    );
    None
}

/// A bare number of characters, or a length.
pub(super) fn amount(cx: &mut Context<'_>, value: &Value<'_>) -> Option<Amount> {
    if value.is_number() {
        number(Bounds::NOT_NEGATIVE)(cx, value).map(Amount::Count)
    } else if value.as_str().is_some() {
        length(Sign::NotNegative)(cx, value).map(Amount::Length)
    } else {
        let takes = "a number of characters or a length";
        cx.wrong_type(value, takes, &format!("{} = 1", value.key));
        None
    }
}

/// A place on the grid: `6`, `"6"`, `"1-4"`, `"4-"`, `"10+30"`.
pub(super) fn extent(cx: &mut Context<'_>, value: &Value<'_>) -> Option<Extent> {
    if value.is_number() {
        return whole(1, MOST)(cx, value).map(Extent::One);
    }
    let Some(text) = value.as_str() else {
        cx.wrong_type(value, "a number or a range", &format!("{} = \"1-4\"", value.key));
        return None;
    };
    match parse_extent(text) {
        Ok(extent) => Some(extent),
        Err(why) => {
            let why = strange_sign(text).unwrap_or_else(|| why.to_owned());
            let meant = as_meant(text).or_else(|| from_the_first(text));
            let help = match (turned_round(text), meant) {
                (Some((first, last)), _) => format!(
                    "write \"{first}-{last}\", or \"{last}+N\" for a place that begins at {last} and is N deep"
                ),
                (None, Some(meant)) => format!("write \"{meant}\""),
                (None, None) => "write 6, \"6\", \"1-4\" (first and last), \"4-\" (to the end) or \"10+30\" (start and depth)".to_owned(),
            };
            cx.push(
                Diagnostic::error(
                    codes::BAD_PLACE,
                    format!("`{}` cannot be \"{}\"", value.key, shorten(text)),
                )
                .at(value.span, why)
                .help(help),
            );
            None
        }
    }
}

/// The first sign of a number or range that is none of it, though it means a range elsewhere, or
/// that is none of the plain keyboard's.
fn strange_sign(text: &str) -> Option<String> {
    if let Some(sign) = ["~", ":", "..", "/"].iter().find(|sign| text.contains(**sign)) {
        return Some(format!("{sign} stands where - belongs"));
    }
    let strange = text.chars().find(|c| !c.is_ascii())?;
    let code = u32::from(strange);
    let plain = match strange {
        '–' | '—' | '－' | '−' | '‐' | '‑' | '～' | '〜' | '至' | '到' => Some('-'),
        '＋' => Some('+'),
        '０'..='９' => char::from_digit(code - 0xFF10, 10),
        _ => None,
    };
    Some(match plain {
        Some(plain) => format!("{strange} (U+{code:04X}) stands where {plain} belongs"),
        None => format!("{strange} (U+{code:04X}) is no part of a place"),
    })
}

/// A place in signs that mean the same elsewhere, in those of the plain keyboard.
fn as_meant(text: &str) -> Option<String> {
    let plain = |c: char| match c {
        '０'..='９' => char::from_digit(u32::from(c) - 0xFF10, 10).unwrap_or(c),
        '＋' => '+',
        ',' | '，' | '、' | '~' | ':' | '/' | '–' | '—' | '－' | '−' | '‐' | '‑' | '～' | '〜'
        | '至' | '到' => '-',
        c => c,
    };
    let meant: String = text.replace("..", "-").chars().map(plain).collect();
    parse_extent(&meant).is_ok().then_some(meant)
}

/// Words for all of it, and a range that begins before the first.
fn from_the_first(text: &str) -> Option<String> {
    match text.trim() {
        "all" | "full" | "全部" | "*" | "-" => Some("1-".to_owned()),
        text => match text.strip_prefix("0-")?.trim() {
            "" => Some("1-".to_owned()),
            last => {
                last.parse::<u32>().ok().filter(|last| *last > 0).map(|last| format!("1-{last}"))
            }
        },
    }
}

/// A range whose last comes first: first and last as they were meant.
fn turned_round(text: &str) -> Option<(u32, u32)> {
    let (last, first) = text.split_once('-')?;
    let (last, first) = (last.trim().parse().ok()?, first.trim().parse().ok()?);
    (first < last && first > 0).then_some((first, last))
}

fn parse_extent(text: &str) -> Result<Extent, &'static str> {
    let count = |digits: &str| -> Result<u32, &'static str> {
        let digits = digits.trim();
        if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return Err("not a whole number, or not a place");
        }
        match digits.parse() {
            Ok(0) => Err("counted from 1"),
            Ok(n) if n <= MOST => Ok(n),
            _ => Err("a number beyond any page"),
        }
    };
    if let Some((start, depth)) = text.split_once('+') {
        return Ok(Extent::Depth(count(start)?, count(depth)?));
    }
    match text.split_once('-') {
        None => count(text).map(Extent::One),
        Some((first, last)) if last.trim().is_empty() => count(first).map(Extent::From),
        Some((first, last)) => {
            let (first, last) = (count(first)?, count(last)?);
            if first > last {
                return Err("the first is after the last");
            }
            Ok(Extent::Range(first, last))
        }
    }
}

/// What serde says of a word that is none of an enumeration's.
#[derive(Debug, Default)]
pub(super) struct WordError {
    expected: &'static [&'static str],
}

impl std::fmt::Display for WordError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.expected.join(", "))
    }
}

impl std::error::Error for WordError {}

impl serde::de::Error for WordError {
    fn custom<T: std::fmt::Display>(_: T) -> WordError {
        WordError::default()
    }

    fn unknown_variant(_: &str, expected: &'static [&'static str]) -> WordError {
        WordError { expected }
    }
}

/// One of the words that `T` names.
pub(super) fn word<T: DeserializeOwned>(cx: &mut Context<'_>, value: &Value<'_>) -> Option<T> {
    word_by(cx, value, |word| T::deserialize(word))
}

/// One of the words that `read` knows: for enumerations of other rooms.
pub(super) fn word_by<T>(
    cx: &mut Context<'_>,
    value: &Value<'_>,
    read: impl for<'a> Fn(StrDeserializer<'a, WordError>) -> Result<T, WordError>,
) -> Option<T> {
    let Some(text) = value.as_str() else {
        // No enumeration has an empty word: this asks for the list.
        let list = read("".into_deserializer()).err().unwrap_or_default().expected;
        // Whoever writes `true` wants the usual one, not that which switches it off.
        let on = |word: &&&'static str| !matches!(**word, "none" | "off" | "false");
        let usual = list.iter().find(|word| **word == "normal");
        let likely = usual.or(list.iter().find(on)).or(list.first()).unwrap_or(&"…");
        let example = format!("{} = \"{likely}\"", value.key);
        cx.wrong_type(value, &format!("a word ({})", list.join(", ")), &example);
        return None;
    };
    match read(text.into_deserializer()) {
        Ok(word) => Some(word),
        Err(error) => {
            unknown_word(cx, value, error.expected);
            None
        }
    }
}

/// One of `list`, kept as a text.
pub(super) fn word_of(
    list: &'static [&'static str],
) -> impl Fn(&mut Context<'_>, &Value<'_>) -> Option<String> {
    move |cx, value| {
        let text = string(cx, value)?;
        if list.contains(&text.as_str()) {
            return Some(text);
        }
        unknown_word(cx, value, list);
        None
    }
}

/// Words of other programs and desks, and what is meant.
const ELSEWHERE: &[(&str, &str)] = &[
    ("left", "start"),
    ("right", "end"),
    ("middle", "center"),
    ("fill", "cover"),
    ("crop", "cover"),
    ("tategaki", "vertical"),
    ("vertical-rl", "vertical"),
    ("直排", "vertical"),
    ("縦書き", "vertical"),
    ("橫排", "horizontal"),
    ("横書き", "horizontal"),
    ("PDF/X-4", "x-4"),
    ("PDF/A-2u", "a-2u"),
];

/// Reports a word that is none of `list`.
pub(super) fn unknown_word(cx: &mut Context<'_>, value: &Value<'_>, list: &[&'static str]) {
    let text = value.as_str().unwrap_or("");
    let meant = ELSEWHERE.iter().find(|(word, _)| word.eq_ignore_ascii_case(text));
    let meant = meant.map(|(_, own)| *own).filter(|own| list.contains(own));
    let found = meant.or_else(|| suggest(text, list.iter().copied()));
    let label = match found {
        Some(word) => format!("perhaps \"{word}\""),
        None => "not one of the choices".to_string(),
    };
    cx.push(
        Diagnostic::error(
            codes::UNKNOWN_WORD,
            format!("`{}` cannot be \"{}\"", value.key, shorten(text)),
        )
        .at(value.span, label)
        .help(format!("it takes {}", either(list))),
    );
}

/// `"a"`, `"b"` or `"c"`.
fn either(list: &[&str]) -> String {
    let quoted = list.iter().map(|word| match word.starts_with('{') {
        true => format!("`{word}`"),
        false => format!("\"{word}\""),
    });
    let quoted: Vec<String> = quoted.collect();
    match quoted.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        _ => quoted.concat(),
    }
}
