//! One tree over another, key by key.

use toml::Spanned as Written;
use toml::de::{DeString, DeTable, DeValue};

use super::super::toml_reader::Context;
use super::pages;

/// What a table is of, as far as its keys depend on one another.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Layout,
    Articles,
    Article,
    Page,
    Block,
    Grid,
    Other,
}

impl Kind {
    /// Of the table under a key.
    fn within(self, key: &str) -> Kind {
        match (self, key) {
            (Kind::Layout, "article") => Kind::Articles,
            (Kind::Articles, _) => Kind::Article,
            (Kind::Layout, "grid") => Kind::Grid,
            _ => Kind::Other,
        }
    }
}

/// Keys of which one takes the place of the others.
const INSTEAD: &[(Kind, &[&str])] =
    &[(Kind::Block, &["columns", "chars", "tiers"]), (Kind::Grid, &["columns", "tiers"])];

/// The keys of an article's entry that say nothing of its text.
const OF_ANY_ARTICLE: &[&str] = &["look", "fit"];

/// The keys of a block that say nothing of what it holds. Of another kind of contents the others
/// are left behind.
const OF_ANY_BLOCK: &[&str] = &[
    "id",
    "in",
    "columns",
    "chars",
    "tiers",
    "lines",
    "writing",
    "line_order",
    "look",
    "wrap",
    "wrap_lines",
    "frame",
    "depth",
    "rules",
    "tint",
    "inset",
    "allow",
];

/// The keys that say what a block holds, alike where they say it of one kind.
const CONTENTS: &[(&str, &str)] = &[
    ("article", "article"),
    ("articles", "article"),
    ("picture", "picture"),
    ("pictures", "picture"),
    ("text", "text"),
    ("quote", "text"),
    ("ad", "ad"),
    ("table", "table"),
];

/// Lays a file's tree over those below it: its pages change theirs.
pub(super) fn lay<'t>(cx: &mut Context<'t>, under: &mut DeTable<'t>, mut own: DeTable<'t>) {
    let pages = pages::changes(under, &mut own, "page");
    let articles = own.get("article").and_then(|articles| articles.get_ref().as_table());
    let defined = articles.into_iter().flat_map(DeTable::keys);
    let defined: Vec<String> = defined.map(|name| name.get_ref().to_string()).collect();
    over(under, own, Kind::Layout);
    if let Some(pages) = pages {
        pages::change(cx, under, pages, &defined);
    }
}

/// Tables are laid over tables, key by key; everything else takes its place.
pub(super) fn over<'t>(under: &mut DeTable<'t>, own: DeTable<'t>, kind: Kind) {
    give_way(under, &own, kind);
    for (key, value) in own {
        let name = key.get_ref().to_string();
        let within = kind.within(&name);
        let below = under.get_mut(name.as_str());
        if within == Kind::Article
            && let Some(below) = below
        {
            as_table(below);
        }
        let below = under.get_mut(name.as_str()).map(Written::get_mut);
        let (span, value) = (value.span(), value.into_inner());
        match (below, value) {
            (Some(DeValue::Table(below)), DeValue::Table(table)) => over(below, table, within),
            (_, value) => replace(under, key, Written::new(span, value)),
        }
    }
}

/// Puts a value under its key, the key as it is written there.
fn replace<'t>(under: &mut DeTable<'t>, key: Written<DeString<'t>>, value: Written<DeValue<'t>>) {
    under.remove(key.get_ref().as_ref());
    under.insert(key, value);
}

/// Takes out what the table above says otherwise.
fn give_way(under: &mut DeTable<'_>, own: &DeTable<'_>, kind: Kind) {
    for (_, keys) in INSTEAD.iter().filter(|(of, _)| *of == kind) {
        if keys.iter().any(|key| own.contains_key(*key)) {
            keys.iter().for_each(|key| _ = under.remove(*key));
        }
    }
    match kind {
        Kind::Block => {
            let (before, now) = (contents(under), contents(own));
            if now.is_some() && before != now {
                keep(under, OF_ANY_BLOCK);
            }
            if now.is_some() {
                CONTENTS.iter().for_each(|(key, _)| _ = under.remove(*key));
            }
        }
        // Its text is in a file or here.
        Kind::Article if own.contains_key("file") => {
            keep(under, OF_ANY_ARTICLE);
        }
        Kind::Article
            if own.keys().any(|key| !OF_ANY_ARTICLE.contains(&key.get_ref().as_ref())) =>
        {
            under.remove("file");
        }
        _ => {}
    }
}

/// Leaves these keys alone.
fn keep(table: &mut DeTable<'_>, keys: &[&str]) {
    let others = table.keys().map(|key| key.get_ref().to_string());
    let others: Vec<String> = others.filter(|key| !keys.contains(&key.as_str())).collect();
    others.iter().for_each(|key| _ = table.remove(key.as_str()));
}

/// What a block holds, in the word for its kind.
pub(super) fn contents(block: &DeTable<'_>) -> Option<&'static str> {
    CONTENTS.iter().find(|(key, _)| block.contains_key(*key)).map(|(_, kind)| *kind)
}

/// `"lead.md"` as `{ file = "lead.md" }`.
fn as_table(value: &mut Written<DeValue<'_>>) {
    if value.get_ref().is_str() {
        let span = value.span();
        let file = std::mem::replace(value.get_mut(), DeValue::Table(DeTable::default()));
        if let DeValue::Table(table) = value.get_mut() {
            table.insert(Written::new(span.clone(), "file".into()), Written::new(span, file));
        }
    }
}
