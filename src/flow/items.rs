//! What a thread is made of: paragraphs, bullets, quotes, subheads and the source line.

use std::collections::HashMap;
use std::sync::Arc;

use crate::compose::Galley;
use crate::diag::Findings;
use crate::measure::{Length, TypeSize, WritingMode};
use crate::page::model::{LineGrid, Part, Story, StoryId, StoryPart, StoryText, TextId};
use crate::page::style::{Role, SizeRule, Style, StyleSheet, TextStyle};
use crate::text::RichText;

use super::desk::{Desk, plain_size};
use super::frame::Usage;

/// One piece of a thread, not yet composed.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Item {
    pub role: Role,
    pub text: Arc<RichText>,
    pub credit: Option<Arc<RichText>>,
    /// Which of its story's texts it is.
    pub id: StoryText,
}

impl Item {
    pub(super) fn is_subhead(&self) -> bool {
        self.role == Role::Subhead
    }

    pub(super) fn text_id(&self, story: StoryId) -> TextId {
        TextId::Story(story, self.id)
    }

    /// The id of its credit.
    pub(super) fn tail_id(&self, story: StoryId) -> Option<TextId> {
        match self.id {
            StoryText::Body(at) if self.credit.is_some() => {
                Some(TextId::Story(story, StoryText::Credit(at)))
            }
            _ => None,
        }
    }

    pub(super) fn usage(&self, story: StoryId) -> Usage {
        match (self.role, self.id) {
            (Role::Subhead, _) => Usage::Subhead(story),
            (_, StoryText::Part(part, _)) => Usage::Story { story, part },
            _ => Usage::Story { story, part: Part::Body },
        }
    }
}

/// The items of a part that is no body.
pub(super) fn items_of_part<'t>(
    texts: &'t [Arc<RichText>],
    part: Part,
    role: Role,
) -> impl Iterator<Item = Item> + 't {
    (0..).zip(texts).map(move |(at, text)| Item {
        role,
        text: text.clone(),
        credit: None,
        id: StoryText::Part(part, at),
    })
}

/// The pieces of a story's body, in order; `source` after them where it was placed with it.
pub(super) fn items_of(story: &Story, source: &[Arc<RichText>]) -> Vec<Item> {
    let role = |part: &StoryPart| match part {
        StoryPart::Paragraph { .. } => Role::Body,
        StoryPart::Bullet { .. } => Role::Bullet,
        StoryPart::Quote { .. } => Role::Quote,
        StoryPart::Subhead(_) => Role::Subhead,
    };
    let body = (0..).zip(&story.body).map(|(at, part)| Item {
        role: role(part),
        text: part.text().clone(),
        credit: part.credit().cloned(),
        id: StoryText::Body(at),
    });
    body.chain(items_of_part(source, Part::Source, Role::Source)).collect()
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
    made: HashMap<StoryText, Vec<Made>>,
}

/// It holds its sheet, so that no other can come to stand at the same address.
struct Made {
    item: Item,
    styles: Arc<StyleSheet>,
    grid: LineGrid,
    prepared: Arc<Prepared>,
}

impl Shelf {
    pub(super) fn prepare(
        &mut self,
        desk: &Desk<'_>,
        item: &Item,
        (styles, grid): (&Arc<StyleSheet>, &LineGrid),
        diags: &mut Findings,
    ) -> Arc<Prepared> {
        let made = self.made.entry(item.id).or_default();
        let known = made.iter().find(|made| {
            made.item == *item && made.grid == *grid && Arc::ptr_eq(&made.styles, styles)
        });
        if let Some(made) = known {
            return made.prepared.clone();
        }
        let prepared = Arc::new(prepare_once(desk, item, (styles, grid), diags));
        made.push(Made {
            item: item.clone(),
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
        (styles, grid): (&Arc<StyleSheet>, &LineGrid),
        measure: Length,
        diags: &mut Findings,
    ) -> Arc<Prepared> {
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
        Arc::new(prepare_at(desk, item, style, size, styles, grid, diags))
    }
}

/// An item that will not be asked for again.
pub(super) fn prepare_once(
    desk: &Desk<'_>,
    item: &Item,
    (styles, grid): (&Arc<StyleSheet>, &LineGrid),
    diags: &mut Findings,
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
    diags: &mut Findings,
) -> Prepared {
    let text_style = style.at(size);
    let em = text_style.em(grid.mode);
    let leading = leading_of(style, grid, em);
    let galley = desk.galley_with(
        &item.text,
        &text_style,
        grid.mode,
        (&style.mark, item.credit.as_deref()),
        diags,
    );
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
