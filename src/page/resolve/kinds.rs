//! What a block holds, and the keys that have no sense on it.

use super::Cx;
use crate::diag::codes::page as codes;
use crate::diag::{Diagnostic, Span};
use crate::source::layout::{BlockTable, DepthWord, RuleValue};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Area,
    Story,
    /// Several articles, one after the other.
    Stack,
    Picture,
    Text,
    Ad,
    Table,
}

impl Kind {
    /// For messages.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Area => "an area",
            Kind::Story => "a block of an article",
            Kind::Stack => "a stack of articles",
            Kind::Picture => "a picture",
            Kind::Text => "a text",
            Kind::Ad => "an advertisement",
            Kind::Table => "a table",
        }
    }
}

/// What the block holds. Says so when it holds two things, and names keys of another kind.
pub(super) fn kind(cx: &mut Cx<'_>, block: &BlockTable) -> Kind {
    let held: Vec<(Kind, Span)> = [
        (Kind::Story, block.article.as_ref().map(|key| key.span)),
        (Kind::Stack, block.articles.first().map(|key| key.span)),
        (Kind::Picture, block.pictures.first().map(|key| key.span)),
        (Kind::Text, block.text.first().map(|key| key.span)),
        (Kind::Ad, block.ad.as_ref().map(|key| key.span)),
        (Kind::Table, block.table.as_ref().map(|key| key.span)),
    ]
    .into_iter()
    .filter_map(|(kind, span)| span.map(|span| (kind, span)))
    .collect();
    let kind = held.first().map_or(Kind::Area, |(kind, _)| *kind);
    if let [(first, at), (second, again), ..] = held.as_slice() {
        let message = format!("the block is both {} and {}", first.name(), second.name());
        cx.push(
            Diagnostic::error(codes::TWO_CONTENTS, message)
                .at(*again, second.name())
                .and_at(*at, first.name())
                .help("make two blocks; `in = \"ID\"` puts several into one area"),
        );
        return kind;
    }
    for (key, span, kinds) in keys(block) {
        let Some(span) = span.filter(|_| !kinds.contains(&kind)) else { continue };
        cx.push(
            Diagnostic::error(
                codes::KEY_OUT_OF_PLACE,
                format!("`{key}` has no sense on {}", kind.name()),
            )
            .at(span, format!("belongs to {}", list(kinds)))
            .help("take it out, or move it to the block it is meant for"),
        );
    }
    kind
}

fn list(kinds: &[Kind]) -> String {
    kinds.iter().map(|kind| kind.name()).collect::<Vec<_>>().join(" or ")
}

/// The keys that belong to some kinds alone, and where they are written.
fn keys(block: &BlockTable) -> [(&'static str, Option<Span>, &'static [Kind]); 30] {
    use Kind::{Ad, Area, Picture, Stack, Story, Table, Text};
    fn at<T>(key: &crate::source::layout::Key<T>) -> Option<Span> {
        key.as_ref().map(|key| key.span)
    }
    let part = block.part.as_ref().map(|parts| parts.first().map_or(block.span, |part| part.span));
    let fillers = block.fillers.as_ref();
    let filler = fillers.map(|fillers| fillers.first().map_or(block.span, |path| path.span));
    let weight = |rule: &Option<RuleValue>| rule.as_ref().map(|rule| rule.weight.span);
    let between = weight(&block.rules.between);
    let items = weight(&block.rules.items);
    let depth = block.depth.as_ref().filter(|key| key.value == DepthWord::Text);
    let depth = depth.map(|key| key.span);
    let of_tables = &block.looks_of_table;
    [
        ("part", part, &[Story]),
        ("split", at(&block.split), &[Story, Stack, Area, Table]),
        ("balance", at(&block.balance), &[Story, Stack, Table]),
        ("leg_end", at(&block.leg_end), &[Story, Stack]),
        ("line_order", at(&block.line_order), &[Story]),
        ("between", between, &[Story, Stack, Table]),
        ("items", items, &[Stack]),
        ("rules.head", weight(&block.rules.head), &[Table]),
        ("rules.columns", weight(&block.rules.columns), &[Table]),
        ("head", at(&block.head), &[Table]),
        ("stripe", at(&of_tables.stripe), &[Table]),
        ("widths", of_tables.widths.as_ref().map(|key| key.span), &[Table]),
        ("figures", at(&of_tables.figures), &[Table]),
        ("whole", at(&of_tables.whole), &[Table]),
        ("fit = \"…\"", at(&block.fit), &[Picture]),
        ("fit = true", at(&block.copyfit), &[Story, Stack]),
        ("filler", filler, &[Story, Stack]),
        ("jump", at(&block.jump), &[Story, Stack]),
        ("depth = \"text\"", depth, &[Story, Stack, Text, Table, Area]),
        ("crop", at(&block.crop), &[Picture]),
        ("focus", at(&block.focus), &[Picture]),
        ("clip", at(&block.clip), &[Picture]),
        ("alt", at(&block.alt), &[Picture, Ad]),
        ("caption", at(&block.caption), &[Picture]),
        ("credit", at(&block.credit), &[Picture]),
        ("caption_at", at(&block.caption_at), &[Picture]),
        ("credit_at", at(&block.credit_at), &[Picture]),
        ("style", at(&block.style), &[Text]),
        ("leaders", at(&block.leaders), &[Text]),
        ("art", at(&block.art), &[Ad]),
    ]
}
