//! Tables: what a layout says of their looks, and the stories that blocks of data become.
//!
//! A block `{ table = "FILE" }` is a story of its own whose body is one table: its rows run through
//! the block's legs, are counted and told of as any text.

use std::sync::Arc;

use super::Cx;
use super::boxes;
use super::builtin::BODY_SIZE;
use super::colours::Palette;
use super::kinds::Kind;
use super::pages::{Draft, PageDraft};
use super::written::tell_markup_of_cells;
use crate::colour::Colour;
use crate::diag::codes::page as codes;
use crate::diag::{Diagnostic, Spanned};
use crate::measure::{Em, Length};
use crate::page::model::{
    ColumnWidth, LineUp, Part, PartKind, Rule, Story, StoryId, StoryPart, TableLook, Treated,
};
use crate::page::style::Role;
use crate::source::layout::{
    BlockTable, LineUpWord, RuleValue, RulesTable, StyleTable, TableKeys, WidthValue,
};
use crate::text::{Marks, RichText, Table};

/// What a block or a style table says of tables; what it does not say stays.
#[derive(Clone, Debug, Default)]
pub(super) struct TablePatch {
    /// `Some(None)`: a rule of no weight, which is none.
    top: Option<Option<Rule>>,
    bottom: Option<Option<Rule>>,
    head: Option<Option<Rule>>,
    between: Option<Option<Rule>>,
    columns: Option<Option<Rule>>,
    stripe: Option<Colour>,
    widths: Option<Vec<ColumnWidth>>,
    figures: Option<LineUp>,
    keep: Option<u32>,
}

/// The built-in look: rules over the table, under its head and under it.
pub(super) fn builtin() -> TableLook {
    let rule = Some(Rule { weight: Length::from_centipt(30), colour: Colour::BLACK });
    TableLook { top: rule, bottom: rule, head: rule, ..TableLook::default() }
}

impl TablePatch {
    fn read(
        cx: &mut Cx<'_>,
        palette: &Palette,
        rules: &RulesTable,
        keys: &TableKeys,
        em: Length,
    ) -> TablePatch {
        let mut rule = |value: &Option<RuleValue>| {
            value.as_ref().map(|value| boxes::rule(cx, palette, value, em))
        };
        let (top, bottom, head) = (rule(&rules.top), rule(&rules.bottom), rule(&rules.head));
        let (between, columns) = (rule(&rules.between), rule(&rules.columns));
        let width = |width: &Spanned<WidthValue>| match width.value {
            WidthValue::Characters(count) => {
                ColumnWidth::Characters(Em::from_millionths(count.millionths()))
            }
            WidthValue::Rest => ColumnWidth::Rest,
        };
        TablePatch {
            top,
            bottom,
            head,
            between,
            columns,
            stripe: keys.stripe.as_ref().and_then(|key| palette.read(cx, key)),
            widths: keys.widths.as_ref().map(|key| key.value.iter().map(width).collect()),
            figures: keys.figures.as_ref().map(|key| match key.value {
                LineUpWord::Decimal => LineUp::Decimal,
                LineUpWord::Start => LineUp::Start,
                LineUpWord::Center => LineUp::Center,
                LineUpWord::End => LineUp::End,
            }),
            keep: keys.whole.as_ref().map(|key| key.value),
        }
    }

    /// What `[style.table]` says, or the same of a look. Other styles have no such keys.
    pub fn of_style(
        cx: &mut Cx<'_>,
        palette: &Palette,
        name: &str,
        table: &StyleTable,
    ) -> TablePatch {
        let empty = RulesTable::default();
        let rules = table.rules.as_ref().map_or(&empty, |key| &key.value);
        if name == Role::Table.name() {
            for (side, value) in [("left", &rules.left), ("right", &rules.right)] {
                if let Some(value) = value {
                    cx.push(out_of_place(side, value.weight.span, "a table has none at its sides"));
                }
            }
            return TablePatch::read(cx, palette, rules, &table.of_tables, BODY_SIZE);
        }
        let keys = &table.of_tables;
        let found = [
            ("rules", table.rules.as_ref().map(|key| key.span)),
            ("stripe", keys.stripe.as_ref().map(|key| key.span)),
            ("widths", keys.widths.as_ref().map(|key| key.span)),
            ("figures", keys.figures.as_ref().map(|key| key.span)),
            ("whole", keys.whole.as_ref().map(|key| key.span)),
        ];
        for (key, span) in found {
            if let Some(span) = span {
                cx.push(out_of_place(key, span, "belongs to the style `table`"));
            }
        }
        TablePatch::default()
    }

    /// What a block of a table says.
    pub fn of_block(
        cx: &mut Cx<'_>,
        palette: &Palette,
        block: &BlockTable,
        em: Length,
    ) -> TablePatch {
        TablePatch::read(cx, palette, &block.rules, &block.looks_of_table, em)
    }

    pub fn apply(&self, look: &mut TableLook) {
        fn set<T: Copy>(value: Option<T>, place: &mut T) {
            if let Some(value) = value {
                *place = value;
            }
        }
        set(self.top, &mut look.top);
        set(self.bottom, &mut look.bottom);
        set(self.head, &mut look.head);
        set(self.between, &mut look.between);
        set(self.columns, &mut look.columns);
        set(self.stripe.map(Some), &mut look.stripe);
        set(self.figures, &mut look.figures);
        set(self.keep, &mut look.keep);
        if let Some(widths) = &self.widths {
            look.widths.clone_from(widths);
        }
    }
}

fn out_of_place(key: &str, span: crate::diag::Span, why: &str) -> Diagnostic {
    let message = format!("`{key}` has no sense here");
    Diagnostic::error(codes::KEY_OUT_OF_PLACE, message)
        .at(span, why)
        .help("take it out, or write it in [style.table] or on the block of a table")
}

/// Makes a story of every block of data, behind those of the articles.
pub(super) fn stories(cx: &mut Cx<'_>, pages: &mut [PageDraft<'_>], stories: &mut Vec<Story>) {
    for draft in pages.iter_mut().flat_map(|page| &mut page.drafts) {
        if draft.kind != Kind::Table {
            continue;
        }
        if let Some(story) = story(cx, draft, stories) {
            draft.story = Some((StoryId(stories.len() as u32), vec![Part::Body]));
            stories.push(story);
        }
    }
}

/// None of a file that cannot be read: that is said.
fn story(cx: &mut Cx<'_>, draft: &Draft<'_>, others: &[Story]) -> Option<Story> {
    let path = draft.block.table.as_ref()?;
    let read = cx.inputs.tables.get(&path.value)?.as_ref()?;
    let mut table: Table = read.clone();
    table.head = draft.block.head.as_ref().map_or(0, |key| key.value);
    if table.head as usize >= table.rows.len() {
        let rows = crate::diag::counted(table.rows.len(), "row");
        let span = draft.block.head.as_ref().map_or(path.span, |key| key.span);
        let message = format!("the table has {rows}, and `head` is {}", table.head);
        cx.push(
            Diagnostic::error(codes::TABLE_HEAD, message)
                .at(span, "no row is left under the head")
                .help("let `head` count the rows of the head alone: 1, most often"),
        );
        table.head = 0;
    }
    tell_markup_of_cells(cx, &table);
    table.rows.first()?.first()?;
    // What is said of all of it leads to the block: one file may be the table of several.
    let text = Arc::new(RichText::plain("", path.span.file, path.span.start));
    let mut story = Story::empty(name(draft, others), path.span);
    story.body.push(StoryPart {
        kind: PartKind::Table(Arc::new(table)),
        text,
        credit: None,
        marks: Marks::default(),
        treated: Treated::default(),
    });
    Some(story)
}

/// The block's `id`, or the file's name; a number tells it from another of that name.
fn name(draft: &Draft<'_>, others: &[Story]) -> String {
    let path = draft.block.table.as_ref().map_or("", |key| key.value.as_str());
    let file = path.rsplit(['/', '\\']).next().unwrap_or(path);
    let name = draft.block.id.as_ref().map_or(file, |id| id.value.as_str());
    let is_taken = |name: &str| others.iter().any(|other| other.name == name);
    let numbered = (2..).map(|number| format!("{name} {number}"));
    std::iter::once(name.to_owned())
        .chain(numbered)
        .find(|name| !is_taken(name))
        .unwrap_or_default()
}
