//! What a plan says beside a layout: `[arrange]`, and the keys of an article that is still to be placed.

use super::layout::{ArrangeTable, KindWord, PlanKeys, SpillWord};
use super::read_pictures::plan_pictures;
use super::toml_reader::{Context, Table, Value};
use super::values::{Bounds, number, string, strings, whole, word};
use crate::diag::Spanned;
use crate::measure::Decimal;

/// The keys that an article has in a plan alone.
const KEYS: [&str; 7] = ["rank", "page", "section", "pictures", "with", "kind", "apart"];

/// Whose pictures an entry's are.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Pictures {
    /// The plan's, of a story in a file.
    Plan,
    /// Those of an article that stands in the layout.
    Article,
}

pub(super) fn plan_keys(cx: &mut Context<'_>, t: &mut Table<'_>, pictures: Pictures) -> PlanKeys {
    let own = |key: &&&str| pictures == Pictures::Plan || **key != "pictures";
    let span = KEYS.iter().filter(own).find_map(|key| t.peek(key)).map(|value| value.key_span);
    let listed = match pictures {
        Pictures::Plan => t.take("pictures"),
        Pictures::Article => None,
    };
    PlanKeys {
        span,
        rank: t.read(cx, "rank", whole(1, 99)),
        page: t.read(cx, "page", string),
        section: t.read(cx, "section", string),
        pictures: listed.map(|value| plan_pictures(cx, &value)),
        with: t.read(cx, "with", string),
        kind: t.read(cx, "kind", word::<KindWord>),
        apart: t.take("apart").map(|value| strings(cx, &value)).unwrap_or_default(),
    }
}

pub(super) fn arrange_table(cx: &mut Context<'_>, mut table: Table<'_>) -> ArrangeTable {
    let t = &mut table;
    let share = Bounds::new(0, 1, "between 0 and 1, a share of the free lines");
    let arrange = ArrangeTable {
        span: t.span,
        least: t.read(cx, "least", |cx, value| least(cx, value, share)),
        spill: t.read(cx, "spill", word::<SpillWord>),
        seed: t.read(cx, "seed", whole(0, 1_000_000)),
        apart: t.take("apart").map(|value| pairs(cx, &value)).unwrap_or_default(),
    };
    table.finish(cx);
    arrange
}

/// A share; one that is written in per cent is shown as it should be.
fn least(cx: &mut Context<'_>, value: &Value<'_>, share: Bounds) -> Option<Decimal> {
    if value.is_number() {
        return number(share)(cx, value);
    }
    let per_cent = value.as_str().and_then(|text| text.trim_end_matches(['%', ' ']).parse().ok());
    let per_cent: u32 = per_cent.filter(|own| (1..=100).contains(own)).unwrap_or(90);
    let digits = format!("{:03}", per_cent);
    let (whole, part) = digits.split_at(1);
    let part = part.trim_end_matches('0');
    let example = if part.is_empty() { whole.to_owned() } else { format!("{whole}.{part}") };
    cx.wrong_type(value, "a share of the free lines, from 0 to 1", &format!("least = {example}"));
    None
}

/// `[["lead", "bank"], …]`, or one pair.
fn pairs(cx: &mut Context<'_>, value: &Value<'_>) -> Vec<[Spanned<String>; 2]> {
    const TAKES: &str = "pairs of names";
    const EXAMPLE: &str = "apart = [[\"lead\", \"bank\"]]";
    let Some(items) = value.items(cx) else {
        cx.wrong_type(value, TAKES, EXAMPLE);
        return Vec::new();
    };
    let one = items.iter().all(|item| item.as_str().is_some());
    let lists = if one { vec![*value] } else { items };
    let mut pairs = Vec::with_capacity(lists.len());
    for list in &lists {
        match <[Spanned<String>; 2]>::try_from(strings(cx, list)) {
            Ok(pair) => pairs.push(pair),
            Err(_) => cx.wrong_type(list, TAKES, EXAMPLE),
        }
    }
    pairs
}
