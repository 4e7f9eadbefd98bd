//! `fit` and `[fit]`: how far a story may be treated to fill its blocks.

use super::layout::{FitTable, FitValue, FitWord, MeansWord, Range};
use super::toml_reader::{Context, Table, Value};
use super::values::{boolean, whole, word};
use crate::diag::codes::layout as codes;
use crate::diag::{Diagnostic, Spanned};

/// What `fit` may say of a block: how its picture is placed, or how its text is made to fit.
pub(super) enum OfBlock {
    Picture(FitWord),
    Text(FitValue),
}

/// Of a block: of a picture a word, of type, which `is_text` says it is, the limits.
pub(super) fn of_block(cx: &mut Context<'_>, value: &Value<'_>, is_text: bool) -> Option<OfBlock> {
    match value.as_str() {
        Some(word) if is_text && !matches!(word, "true" | "false" | "cover" | "contain") => {
            cx.wrong_type(value, "true, false or a table of limits", "fit = true");
            None
        }
        Some("true" | "false") => {
            cx.wrong_type(value, "true or false without quotation marks", "fit = true");
            None
        }
        Some(_) => word(cx, value).map(OfBlock::Picture),
        None => fit(cx, value).map(OfBlock::Text),
    }
}

/// `true`, `false`, or a table of limits.
pub(super) fn fit(cx: &mut Context<'_>, value: &Value<'_>) -> Option<FitValue> {
    if let Some(table) = value.table(cx, "`fit`") {
        return Some(FitValue::Limits(limits(cx, table)));
    }
    match value.node {
        toml::de::DeValue::Boolean(on) => Some(FitValue::Switch(*on)),
        _ => {
            cx.wrong_type(value, "true, false or a table of limits", "fit = true");
            None
        }
    }
}

pub(super) fn limits(cx: &mut Context<'_>, mut table: Table<'_>) -> FitTable {
    let t = &mut table;
    let limits = FitTable {
        order: t.take("order").and_then(|value| order(cx, &value)),
        white: t.read(cx, "white", range(0, 100)),
        picture: t.read(cx, "picture", range(-200, 200)),
        tracking: t.read(cx, "tracking", range(-100, 100)),
        headline: t.read(cx, "headline", range(-20, 20)),
        optional: t.read(cx, "optional", boolean),
        short: t.read(cx, "short", whole(0, 1000)),
    };
    table.finish(cx);
    limits
}

fn order(cx: &mut Context<'_>, value: &Value<'_>) -> Option<Vec<Spanned<MeansWord>>> {
    let Some(items) = value.items(cx) else {
        cx.wrong_type(value, "a list of treatments", "order = [\"white\", \"tracking\"]");
        return None;
    };
    let read = |item: &Value<'_>| Some(Spanned::new(word::<MeansWord>(cx, item)?, item.span));
    Some(items.iter().filter_map(read).collect())
}

/// `[-4, 4]`, within bounds, with 0 between the two or at one of them.
fn range(least: i32, most: i32) -> impl Fn(&mut Context<'_>, &Value<'_>) -> Option<Range> {
    move |cx, value| {
        let items = value.items(cx).filter(|items| items.len() == 2);
        let Some([from, to]) = items.as_deref() else {
            let example = format!("{} = [{}, {}]", value.key, least.max(-4), most.min(4));
            cx.wrong_type(value, "the least and the most", &example);
            return None;
        };
        let number = |value: &Value<'_>| match value.node {
            toml::de::DeValue::Integer(integer) => {
                i32::from_str_radix(integer.as_str(), integer.radix()).ok()
            }
            _ => None,
        };
        match (number(from), number(to)) {
            (Some(from), Some(to)) if (least..=0).contains(&from) && (0..=most).contains(&to) => {
                Some(Range { least: from, most: to })
            }
            _ => {
                let must = match least {
                    0 => format!("from 0 to a whole number up to {most}"),
                    _ => format!("from a whole number ({least} to 0) to another (0 to {most})"),
                };
                let example =
                    format!("write `{} = [{}, {}]`", value.key, least.max(-4), most.min(4));
                cx.push(
                    Diagnostic::error(
                        codes::OUT_OF_RANGE,
                        format!("`{}` is out of range", value.key),
                    )
                    .at(value.span, format!("must be {must}"))
                    .help(example),
                );
                None
            }
        }
    }
}
