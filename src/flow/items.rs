//! What a thread is made of: paragraphs, bullets, quotes, subheads and the source line.

use std::collections::HashMap;
use std::rc::Rc;

use crate::compose::Galley;
use crate::diag::Diagnostic;
use crate::measure::{Length, TypeSize, WritingMode};
use crate::page::model::{Credit, LineGrid, Part, Story, StoryId, StoryPart, TextId};
use crate::page::style::{Role, SizeRule, Style, StyleSheet, TextStyle};

use super::desk::{Desk, plain_size};
use super::frame::Usage;

/// One piece of a thread, not yet composed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Item {
    pub role: Role,
    pub text: TextId,
    pub credit: Credit,
    pub usage: Usage,
}

impl Item {
    pub(super) fn is_subhead(&self) -> bool {
        self.role == Role::Subhead
    }

    pub(super) fn tail(&self) -> Option<TextId> {
        match self.credit {
            Credit::None => None,
            Credit::Text(id) => Some(id),
        }
    }
}

/// The pieces of a story's body, in order; `source` after them where it was placed with it.
pub(super) fn items_of(id: StoryId, story: &Story, source: &[TextId]) -> Vec<Item> {
    let body = Usage::Story { story: id, part: Part::Body };
    let mut items: Vec<Item> = story
        .body
        .iter()
        .map(|part| match *part {
            StoryPart::Paragraph { text, credit } => (Role::Body, text, credit, body),
            StoryPart::Bullet { text, credit } => (Role::Bullet, text, credit, body),
            StoryPart::Quote { text, credit } => (Role::Quote, text, credit, body),
            StoryPart::Subhead(text) => (Role::Subhead, text, Credit::None, Usage::Subhead(id)),
        })
        .map(|(role, text, credit, usage)| Item { role, text, credit, usage })
        .collect();
    items.extend(source.iter().map(|&text| Item {
        role: Role::Source,
        text,
        credit: Credit::None,
        usage: Usage::Story { story: id, part: Part::Source },
    }));
    items
}

/// An item shaped in one style sheet.
#[derive(Clone, Debug)]
pub(super) struct Prepared {
    pub galley: Galley,
    pub em: TypeSize,
    /// From line to line.
    pub leading: Length,
    pub above: Length,
    pub below: Length,
    /// Moves the line within its strip, so that small type stands on the body's baseline.
    pub drop: Length,
}

/// Items composed once a style sheet and grid; a thread is set many times while its legs are
/// levelled.
#[derive(Default)]
pub(super) struct Shelf {
    made: HashMap<TextId, Vec<Made>>,
}

/// It holds its sheet, so that no other can come to stand at the same address.
struct Made {
    item: Item,
    styles: Rc<StyleSheet>,
    grid: LineGrid,
    prepared: Rc<Prepared>,
}

impl Shelf {
    pub(super) fn prepare(
        &mut self,
        desk: &Desk<'_>,
        item: &Item,
        (styles, grid): (&Rc<StyleSheet>, &LineGrid),
        diags: &mut Vec<Diagnostic>,
    ) -> Rc<Prepared> {
        let made = self.made.entry(item.text).or_default();
        let known = made.iter().find(|made| {
            made.item == *item && made.grid == *grid && Rc::ptr_eq(&made.styles, styles)
        });
        if let Some(made) = known {
            return made.prepared.clone();
        }
        let prepared = Rc::new(prepare_once(desk, item, (styles, grid), diags));
        made.push(Made {
            item: *item,
            styles: styles.clone(),
            grid: *grid,
            prepared: prepared.clone(),
        });
        prepared
    }

    /// A subhead, shrunk until it fits one line of `measure`, though not below the body's em.
    pub(super) fn prepare_subhead(
        &mut self,
        desk: &Desk<'_>,
        item: &Item,
        (styles, grid): (&Rc<StyleSheet>, &LineGrid),
        measure: Length,
        diags: &mut Vec<Diagnostic>,
    ) -> Rc<Prepared> {
        let full = self.prepare(desk, item, (styles, grid), diags);
        let style = styles.get(item.role);
        let indent = style.settings.indent.of(full.galley.em().inline);
        let natural = full.galley.natural_width() + indent;
        let SizeRule::OneLine(size) = style.size else { return full };
        if natural <= measure || natural == Length::ZERO {
            return full;
        }
        let tenth = Length::from_centipt(10);
        let shrunk = tenth * size.scale(measure.units(), natural.units()).whole(tenth);
        let size = shrunk.max(grid.em.min(size));
        Rc::new(prepare_at(desk, item, style, size, styles, grid, diags))
    }
}

/// An item that will not be asked for again.
pub(super) fn prepare_once(
    desk: &Desk<'_>,
    item: &Item,
    (styles, grid): (&Rc<StyleSheet>, &LineGrid),
    diags: &mut Vec<Diagnostic>,
) -> Prepared {
    let style = styles.get(item.role);
    prepare_at(desk, item, style, plain_size(style), styles, grid, diags)
}

fn prepare_at(
    desk: &Desk<'_>,
    item: &Item,
    style: &Style,
    size: Length,
    styles: &StyleSheet,
    grid: &LineGrid,
    diags: &mut Vec<Diagnostic>,
) -> Prepared {
    let text_style = style.at(size);
    let em = text_style.em(grid.mode);
    let leading = leading_of(style, grid, em);
    let galley =
        desk.galley_with(item.text, &text_style, grid.mode, (&style.mark, item.credit), diags);
    let small = em.block < grid.body_block && leading <= grid.line;
    let drop = if small { drop_of(desk, &text_style, styles, grid) } else { Length::ZERO };
    Prepared {
        galley,
        em,
        leading: if small { grid.line } else { leading },
        above: style.above.of(grid.line),
        below: style.below.of(grid.line),
        drop,
    }
}

/// The pitch of a style: never so small that its lines would touch.
pub(super) fn leading_of(style: &Style, grid: &LineGrid, em: TypeSize) -> Length {
    style.leading.of(grid.line, em.block).max(em.block)
}

/// How far below the body's em box that of smaller type begins, on one baseline with it.
fn drop_of(desk: &Desk<'_>, style: &TextStyle, styles: &StyleSheet, grid: &LineGrid) -> Length {
    (body_ascent(desk, styles, grid) - desk.ascent(style, grid.mode)).max(Length::ZERO)
}

/// From the head of a strip to the body's baseline.
pub(super) fn body_ascent(desk: &Desk<'_>, styles: &StyleSheet, grid: &LineGrid) -> Length {
    let body = styles.get(Role::Body);
    match grid.mode {
        WritingMode::VerticalRl => grid.body_block / 2,
        WritingMode::HorizontalTb => desk.ascent(&body.at(plain_size(body)), grid.mode),
    }
}
