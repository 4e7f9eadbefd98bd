//! `[[page]]`, `[[page.block]]` and the inline tables of a `block` list.

use super::layout::{
    BlockTable, ClipValue, Crop, DepthWord, LegEndWord, LineOrderWord, LineUpWord, PartWord,
    RuleValue, RulesTable, Split, TableKeys, WidthValue, WrapValue,
};
use super::polygon::polygon;
use super::read_fit::{OfBlock, of_block};
use super::read_jump::{OF_BLOCK, jump};
use super::toml_reader::{Context, Table, Value};
use super::values::{
    Bounds, Sign, amount, are_parts_of_one, boolean, extent, hundredfold, length, number, path,
    paths, per_cent, string, strings, tell_parts_of_one, unknown_word, whole, word,
};
use crate::diag::codes::{layers, layout as codes};
use crate::diag::{Diagnostic, Spanned};
use crate::measure::Decimal;

/// What `tiers` means in the file being read.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Tiers {
    /// Another name for `columns`: there is a vertical grid or page.
    Columns,
    Unknown,
}

/// A `block` list: of inline tables, or the `[[page.block]]` tables.
pub(super) fn blocks(cx: &mut Context<'_>, value: &Value<'_>, tiers: Tiers) -> Vec<BlockTable> {
    const EXAMPLE: &str = "block = [{ article = \"lead\", columns = \"1-4\" }]";
    let Some(items) = value.items(cx) else {
        let is_header = matches!(value.node, toml::de::DeValue::Table(_))
            && cx.before_key(value).ends_with("page.");
        let example = if is_header { "[[page.block]]" } else { EXAMPLE };
        cx.wrong_type(value, "a list of blocks", example);
        return Vec::new();
    };
    let mut blocks = Vec::with_capacity(items.len());
    for item in items {
        match item.table(cx, "a block") {
            Some(table) => blocks.push(block(cx, table, tiers)),
            None => cx.wrong_type(&item, "blocks, each a table", EXAMPLE),
        }
    }
    blocks
}

fn block(cx: &mut Context<'_>, mut table: Table<'_>, tiers: Tiers) -> BlockTable {
    let t = &mut table;
    of_changes(cx, t, &["remove"]);
    let (mut fit, mut copyfit) = (None, None);
    let is_text = ["article", "articles"].iter().any(|key| t.has(key));
    if let Some(key) = t.read(cx, "fit", |cx, value| of_block(cx, value, is_text)) {
        match key.value {
            OfBlock::Picture(word) => fit = Some(Spanned::new(word, key.span)),
            OfBlock::Text(value) => copyfit = Some(Spanned::new(value, key.span)),
        }
    }
    let columns = match tiers {
        Tiers::Columns => either(cx, t, "columns", "tiers"),
        Tiers::Unknown => t.take("columns").or_else(|| no_tiers(cx, t)),
    };
    let picture = either(cx, t, "picture", "pictures");
    let text = either(cx, t, "text", "quote");
    // A quote is a text in the style of quotes.
    let of_quotes = text.filter(|text| text.key == "quote");
    let of_quotes = of_quotes.map(|quote| Spanned::new("quote".to_owned(), quote.span));
    let block = BlockTable {
        span: t.span,
        extent: t.extent(cx),
        allow: t.take("allow").map(|value| strings(cx, &value)).unwrap_or_default(),
        keep: t.read(cx, "keep", boolean),
        id: t.read(cx, "id", string),
        within: t.read(cx, "in", string),
        columns: columns.and_then(|v| Some(Spanned::new(extent(cx, &v)?, v.span))),
        chars: t.read(cx, "chars", extent),
        lines: t.read(cx, "lines", extent),
        writing: t.read(cx, "writing", word),
        line_order: t.read(cx, "line_order", word::<LineOrderWord>),
        look: t.read(cx, "look", string),
        article: t.read(cx, "article", string),
        articles: t.take("articles").map(|value| articles(cx, &value)).unwrap_or_default(),
        part: t.take("part").and_then(|value| parts(cx, &value)),
        split: t.read(cx, "split", split),
        balance: t.read(cx, "balance", boolean),
        leg_end: t.read(cx, "leg_end", word::<LegEndWord>),
        pictures: picture.map(|value| pictures(cx, &value)).unwrap_or_default(),
        fit,
        copyfit,
        jump: t.read(cx, "jump", |cx, value| jump(cx, value, OF_BLOCK)),
        fillers: t.take("filler").map(|value| paths(cx, &value)),
        crop: t.read(cx, "crop", crop),
        focus: t.read(cx, "focus", focus),
        clip: t.read(cx, "clip", clip),
        alt: t.read(cx, "alt", string),
        caption: t.read(cx, "caption", string),
        credit: t.read(cx, "credit", string),
        caption_at: t.read(cx, "caption_at", word),
        credit_at: t.read(cx, "credit_at", word),
        text: text.map(|value| texts(cx, &value)).unwrap_or_default(),
        style: t.read(cx, "style", string).or(of_quotes),
        leaders: t.read(cx, "leaders", boolean),
        ad: t.read(cx, "ad", string),
        art: t.read(cx, "art", path),
        wrap: t.read(cx, "wrap", wrap),
        wrap_lines: t.read(cx, "wrap_lines", number(Bounds::NOT_NEGATIVE)),
        frame: t.take("frame").and_then(|value| rule(cx, &value)),
        depth: t.read(cx, "depth", word::<DepthWord>),
        rules: t.take("rules").map(|value| rules(cx, &value)).unwrap_or_default(),
        tint: t.read(cx, "tint", string),
        inset: t.read(cx, "inset", amount),
        table: t.read(cx, "table", path),
        head: t.read(cx, "head", whole(0, 100)),
        looks_of_table: table_keys(cx, t),
    };
    table.finish(cx);
    block
}

/// Reports `tiers` where every page is horizontal; they are read as its columns.
fn no_tiers<'t>(cx: &mut Context<'_>, t: &mut Table<'t>) -> Option<Value<'t>> {
    let value = t.take_quietly("tiers")?;
    cx.push(
        Diagnostic::error(codes::UNKNOWN_KEY, "a block of a horizontal page has no `tiers`")
            .at(value.key_span, "tiers are the columns of a vertical page")
            .help("write `columns`, or `writing = \"vertical\"` in [grid]"),
    );
    Some(value)
}

/// Reports keys that have a meaning only in a layout that extends another.
pub(super) fn of_changes(cx: &mut Context<'_>, t: &mut Table<'_>, keys: &[&'static str]) {
    for value in keys.iter().filter_map(|key| t.take(key)) {
        let message = format!("`{}` changes nothing here", value.key);
        cx.push(
            Diagnostic::error(layers::NOTHING_EXTENDED, message)
                .at(value.key_span, "only a layout that extends another changes its pages")
                .help("write `extends = \"…\"` at the head of the file, or take it out"),
        );
    }
}

/// The value of one of two keys that say the same thing.
fn either<'t>(
    cx: &mut Context<'_>,
    t: &mut Table<'t>,
    one: &'static str,
    other: &'static str,
) -> Option<Value<'t>> {
    let (first, second) = (t.take(one), t.take(other));
    if let (Some(first), Some(second)) = (&first, &second) {
        cx.push(
            Diagnostic::error(codes::CONFLICT, format!("`{one}` and `{other}` say the same thing"))
                .at(second.key_span, "the second of the two")
                .and_at(first.key_span, "the first")
                .help("keep one of the two"),
        );
    }
    first.or(second)
}

fn parts(cx: &mut Context<'_>, value: &Value<'_>) -> Option<Vec<Spanned<PartWord>>> {
    let items = match value.items(cx) {
        Some(items) if items.is_empty() => {
            cx.empty_list(value, "one part", "part = [\"intro\", \"body\"]");
            return None;
        }
        Some(items) => items,
        None => vec![*value],
    };
    let parts: Vec<_> = items
        .iter()
        .filter_map(|item| Some(Spanned::new(word::<PartWord>(cx, item)?, item.span)))
        .collect();
    (!parts.is_empty()).then_some(parts)
}

fn split(cx: &mut Context<'_>, value: &Value<'_>) -> Option<Split> {
    const MOST_LEGS: u32 = 100;
    if value.is_number() {
        return whole(1, MOST_LEGS)(cx, value).map(Split::Legs);
    }
    let items = value.items(cx).filter(|items| !items.is_empty());
    let Some(items) = items else {
        let count = value.as_str().and_then(|text| text.trim().parse::<u32>().ok());
        let example =
            count.map_or("split = [22, 21]".to_owned(), |count| format!("split = {count}"));
        cx.wrong_type(value, "a number of legs or the list of their measures", &example);
        return None;
    };
    if items.len() > MOST_LEGS as usize {
        cx.out_of_range(value, "a list of at most 100 legs");
        return None;
    }
    let read =
        |item: &Value<'_>| Some(Spanned::new(number(Bounds::POSITIVE)(cx, item)?, item.span));
    let count = items.len();
    let measures: Vec<_> = items.iter().filter_map(read).collect();
    (measures.len() == count).then_some(Split::Measures(measures))
}

fn pictures(cx: &mut Context<'_>, value: &Value<'_>) -> Vec<Spanned<String>> {
    if value.key == "pictures" && value.as_str().is_some() {
        cx.wrong_type(value, "a list of files", "pictures = [\"a.jpg\", \"b.jpg\"]");
        return Vec::new();
    }
    if value.key == "picture" && value.as_str().is_none() {
        cx.wrong_type(value, "one file (a row of them is `pictures`)", "picture = \"a.jpg\"");
        return Vec::new();
    }
    paths(cx, value)
}

/// One name or several.
fn articles(cx: &mut Context<'_>, value: &Value<'_>) -> Vec<Spanned<String>> {
    if value.items(cx).is_some_and(|items| items.is_empty()) {
        cx.empty_list(value, "one article", "articles = [\"lee\", \"chan\"]");
    }
    strings(cx, value)
}

fn texts(cx: &mut Context<'_>, value: &Value<'_>) -> Vec<Spanned<String>> {
    if value.key == "quote" && value.as_str().is_none() {
        cx.wrong_type(value, "one text", "quote = \"{lead.pull}\"");
        return Vec::new();
    }
    let texts = strings(cx, value);
    if texts.len() > 3 {
        cx.out_of_range(value, "one text, or a list of up to three (start, centre, end)");
    }
    texts.into_iter().take(3).collect()
}

fn wrap(cx: &mut Context<'_>, value: &Value<'_>) -> Option<WrapValue> {
    match value.as_str() {
        Some("overlay") => return Some(WrapValue::Overlay),
        Some("contour") => return Some(WrapValue::Contour(None)),
        Some(word) => {
            cx.push(
                Diagnostic::error(codes::UNKNOWN_WORD, format!("`wrap` cannot be \"{word}\""))
                    .at(value.span, "what text does beside the block")
                    .help(
                        "\"overlay\": text runs on beneath it; \"contour\": text follows its outline; a number, \
                         wrap = 1: text keeps so many characters off",
                    ),
            );
            return None;
        }
        None => {}
    }
    if let Some(mut table) = value.table(cx, "`wrap`") {
        let has_contour = table.has("contour");
        let contour = table.read(cx, "contour", number(Bounds::NOT_NEGATIVE));
        // A key that is told as unknown is meant for the one that lacks.
        let is_told = table.has_like("contour");
        table.finish(cx);
        if !has_contour && !is_told {
            missing(cx, value, "contour", "wrap = { contour = 1.5 }");
        }
        return Some(WrapValue::Contour(Some(contour?.value)));
    }
    number(Bounds::NOT_NEGATIVE)(cx, value).map(WrapValue::Characters)
}

/// `"0.5pt"`, or `{ weight = "0.5pt", colour = "red" }`.
fn rule(cx: &mut Context<'_>, value: &Value<'_>) -> Option<RuleValue> {
    let Some(mut table) = value.table(cx, format!("`{}`", value.key)) else {
        if !value.is_number() && value.as_str().is_none() {
            let example = format!("{} = \"0.5pt\"", value.key);
            cx.wrong_type(value, "a weight, or a table of weight and colour", &example);
            return None;
        }
        let weight = Spanned::new(length(Sign::NotNegative)(cx, value)?, value.span);
        return Some(RuleValue { weight, colour: None });
    };
    let has_weight = table.has("weight");
    let weight = table.read(cx, "weight", length(Sign::NotNegative));
    let colour = table.read(cx, "colour", string);
    table.finish(cx);
    if !has_weight {
        missing(cx, value, "weight", &format!("{} = {{ weight = \"0.5pt\" }}", value.key));
    }
    Some(RuleValue { weight: weight?, colour })
}

pub(super) fn rules(cx: &mut Context<'_>, value: &Value<'_>) -> RulesTable {
    let Some(mut table) = value.table(cx, "`rules`") else {
        cx.wrong_type(value, "a table of sides", "rules = { top = \"1pt\" }");
        return RulesTable::default();
    };
    let mut side = |key| table.take(key).and_then(|value| rule(cx, &value));
    let rules = RulesTable {
        top: side("top"),
        bottom: side("bottom"),
        left: side("left"),
        right: side("right"),
        between: side("between"),
        items: side("items"),
        head: side("head"),
        columns: side("columns"),
    };
    table.finish(cx);
    rules
}

/// Rows that a table which is kept whole may have.
pub(super) const MOST_KEPT: u32 = 1000;

/// The keys of tables that a block and the style `table` share.
pub(super) fn table_keys(cx: &mut Context<'_>, t: &mut Table<'_>) -> TableKeys {
    TableKeys {
        stripe: t.read(cx, "stripe", string),
        widths: t.read(cx, "widths", widths),
        figures: t.read(cx, "figures", word::<LineUpWord>),
        whole: t.read(cx, "whole", whole(0, MOST_KEPT)),
    }
}

/// `[6, 4, "rest"]`
pub(super) fn widths(cx: &mut Context<'_>, value: &Value<'_>) -> Option<Vec<Spanned<WidthValue>>> {
    const MOST: usize = 100;
    let items = value.items(cx).filter(|items| !items.is_empty());
    let Some(items) = items else {
        cx.wrong_type(value, "a list of widths, one a column", "widths = [6, 4, \"rest\"]");
        return None;
    };
    if items.len() > MOST {
        cx.out_of_range(value, "a list of at most 100 widths");
        return None;
    }
    let read = |item: &Value<'_>| {
        let width = match item.as_str() {
            Some("rest") => WidthValue::Rest,
            Some(text) => {
                let written = super::toml_reader::shorten(text);
                let message = format!("`{}` cannot be \"{written}\"", value.key);
                cx.push(
                    Diagnostic::error(codes::UNKNOWN_WORD, message)
                        .at(item.span, "neither a number nor \"rest\"")
                        .help("it takes numbers of characters and \"rest\", as in `widths = [6, 4, \"rest\"]`"),
                );
                return None;
            }
            None => WidthValue::Characters(number(Bounds::POSITIVE)(cx, item)?),
        };
        Some(Spanned::new(width, item.span))
    };
    let count = items.len();
    let widths: Vec<_> = items.iter().filter_map(read).collect();
    (widths.len() == count).then_some(widths)
}

/// Per cent of the picture; a key left out is the picture's edge.
fn crop(cx: &mut Context<'_>, value: &Value<'_>) -> Option<Crop> {
    const WHOLE: i64 = 100;
    let Some(mut table) = value.table(cx, "`crop`") else {
        cx.wrong_type(value, "a table", "crop = { x = 10, y = 0, width = 80, height = 100 }");
        return None;
    };
    let mut side = |key| table.read(cx, key, per_cent(Bounds::PER_CENT)).map(|v| v.value);
    let (x, y, width, height) = (side("x"), side("y"), side("width"), side("height"));
    table.finish(cx);
    let sides = [("x", x), ("y", y), ("width", width), ("height", height)];
    let written = sides.into_iter().filter_map(|(key, side)| Some((key, side?)));
    let (keys, amounts): (Vec<&str>, Vec<Decimal>) = written.unzip();
    let of_size = [width, height].into_iter().flatten().collect::<Vec<_>>();
    if are_parts_of_one(&amounts) && !of_size.is_empty() {
        let meant = keys.iter().zip(&amounts);
        let meant: Vec<String> =
            meant.map(|(key, part)| format!("{key} = {}", hundredfold(*part))).collect();
        tell_parts_of_one(cx, value, &format!("crop = {{ {} }}", meant.join(", ")));
        return None;
    }
    let rest = |from: Decimal, written: Option<Decimal>| {
        let room = Decimal::from_int(WHOLE).millionths() - from.millionths();
        let size = written.map_or(room, Decimal::millionths);
        (size > 0 && size <= room).then(|| Decimal::from_millionths(size))
    };
    let zero = Decimal::from_int(0);
    let (x, y) = (x.unwrap_or(zero), y.unwrap_or(zero));
    match (rest(x, width), rest(y, height)) {
        (Some(width), Some(height)) => Some(Crop { x, y, width, height }),
        _ => {
            cx.out_of_range(value, "a part of the picture: x + width and y + height at most 100");
            None
        }
    }
}

/// Two parts of the picture in per cent: across and down.
pub(super) fn focus(cx: &mut Context<'_>, value: &Value<'_>) -> Option<[Decimal; 2]> {
    let items = value.items(cx).unwrap_or_default();
    let [across, down] = items.as_slice() else {
        cx.wrong_type(value, "a list of two numbers, across and down", "focus = [50, 30]");
        return None;
    };
    let read = |cx: &mut Context<'_>, item| per_cent(Bounds::PER_CENT)(cx, item);
    let (across, down) = (read(cx, across)?, read(cx, down)?);
    if are_parts_of_one(&[across, down]) {
        let meant = format!("focus = [{}, {}]", hundredfold(across), hundredfold(down));
        tell_parts_of_one(cx, value, &meant);
        return None;
    }
    Some([across, down])
}

/// What of a picture is cut out.
fn clip(cx: &mut Context<'_>, value: &Value<'_>) -> Option<ClipValue> {
    match value.as_str() {
        Some("circle") => return Some(ClipValue::Circle),
        Some("rounded") => return Some(ClipValue::Rounded),
        Some(_) => {
            unknown_word(cx, value, &["circle", "rounded", "{ polygon = [[0, 0], …] }"]);
            return None;
        }
        None => {}
    }
    let Some(mut table) = value.table(cx, "`clip`") else {
        let example = "clip = { polygon = [[0, 0], [100, 0], [50, 100]] }";
        cx.wrong_type(value, "\"circle\", \"rounded\" or a polygon", example);
        return None;
    };
    let has_polygon = table.has("polygon");
    let points = table.read(cx, "polygon", polygon);
    let is_told = table.has_like("polygon");
    table.finish(cx);
    if !has_polygon && !is_told {
        missing(cx, value, "polygon", "clip = { polygon = [[0, 0], [100, 0], [50, 100]] }");
    }
    Some(ClipValue::Polygon(points?.value))
}

/// Reports a table that lacks a key it cannot do without.
pub(super) fn missing(cx: &mut Context<'_>, value: &Value<'_>, key: &str, example: &str) {
    cx.push(
        Diagnostic::error(codes::MISSING_KEY, format!("`{}` lacks `{key}`", value.key))
            .at(value.span, format!("no `{key}` here"))
            .help(format!("write it as in `{example}`")),
    );
}
