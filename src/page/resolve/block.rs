//! One block: its place, its inside, its legs, its content.

use std::sync::Arc;

use super::Cx;
use super::boxes::{self, Inside, Outside, OwnWhite};
use super::build::{FOLIO_RULE, Ground, PageBuilder, Sheets};
use super::builtin::Occasion;
use super::content::{self, TextSetting};
use super::folded;
use super::grid::{Interval, IntoSize, Lattice, fractional, mode_of};
use super::jumps;
use super::kinds::Kind;
use super::legs::{self, OwnSize, Rest, Room};
use super::pages::Draft;
use super::place::{Place, place};
use super::styles::{Layer, one_size};
use super::tables::TablePatch;
use crate::diag::codes::{items, page as codes, picture as picture_codes, spread};
use crate::diag::{Diagnostic, Spanned};
use crate::measure::{Decimal, Length, LogicalRect, Permille, WritingMode};
use crate::page::model::{
    Area, Block, BlockContent, Decor, Depth, Edge, Fold, Leg, LegEnd, Levels, LineGrid, LineOrder,
    Part, StoryBlock, StoryId, TreatedBlock, Wrap,
};
use crate::page::style::{Role, StyleSheet};
use crate::source::layout::{
    BlockTable, DepthWord, Key, LegEndWord, LineOrderWord, Split, WrapValue,
};

/// A block, and for an area what stands inside it.
pub(super) struct Built<'s, 'a> {
    pub block: Block,
    pub inside: Option<Lattice>,
    pub looks: Vec<&'s Layer<'a>>,
}

/// What the steps of building one block share.
struct Site<'b, 's, 'a> {
    block: &'b BlockTable,
    lattice: &'b Lattice,
    place: &'b Place,
    looks: &'b [&'s Layer<'a>],
    page_styles: Arc<StyleSheet>,
    lines: LineGrid,
    columns: u32,
    decor: Decor,
    inside: Inside,
    /// Where it stands on both halves of a spread.
    fold: Option<&'b Fold>,
}

impl Site<'_, '_, '_> {
    /// The white in the middle of a block whose lines cross the fold.
    fn white(&self) -> Option<Interval> {
        let across = self.lines.mode == WritingMode::HorizontalTb;
        self.fold.filter(|_| across).map(|fold| folded::white(fold, &self.inside.inner))
    }
}

impl<'s, 'a> PageBuilder<'s, 'a> {
    /// Builds one block on its ground.
    pub fn build(
        &self,
        cx: &mut Cx<'_>,
        sheets: &mut Sheets<'s, 'a>,
        draft: &Draft<'_>,
        ground: usize,
    ) -> Option<Built<'s, 'a>> {
        let ground = self.grounds.get(ground)?;
        let (block, lattice) = (draft.block, &ground.lattice);
        let place = place(cx, block, lattice, &ground.name)?;
        let looks = self.looks(cx, ground, draft);
        let mode = self.mode(draft, &looks).unwrap_or(lattice.mode);
        let columns = self.columns_of(mode, mode.logical_size(place.rect.into_size()).inline);
        let occasion = Occasion {
            book: cx.inputs.book,
            locale: self.shared.locale,
            mode,
            line: lattice.line,
            columns,
        };
        let sheet = sheets.get(self.shared.styles, &looks, &occasion);
        let page_styles = self.page_styles(sheets, &looks, &occasion);
        let [sheet, page_styles] = self.with_table(cx, draft, lattice.em, [sheet, page_styles]);
        let lines = lines(&sheet, mode, lattice);
        let fold = self.forme.fold(&place.rect, self.shared.grids.first_side());
        let text = TextSetting {
            styles: self.shared.styles,
            looks: &looks,
            occasion: &occasion,
            fields: self.fields_of(ground)?,
            default_style: if ground.in_margin { "folio" } else { "body" },
        };
        let decor = self.decor(cx, draft, &text, ground, lattice);
        let outside = Outside {
            block,
            rect: place.rect,
            lattice,
            lines,
            decor: &decor,
            default_inset: default_inset(draft.kind, &decor),
            white: own_white(draft, &sheet, &text),
        };
        let inside = boxes::inside(cx, &outside)?;
        if matches!(draft.kind, Kind::Story | Kind::Stack | Kind::Table) && draft.story.is_none() {
            return None;
        }
        let wrap = wrap(cx, draft, &decor, lattice);
        let site = Site {
            block,
            lattice,
            place: &place,
            looks: &looks,
            page_styles,
            lines,
            columns,
            decor,
            inside,
            fold: fold.as_ref(),
        };
        let (content, inner) = self.content(cx, draft, ground, &site, &text)?;
        let block = Block {
            name: draft.name.clone(),
            span: block.span,
            area: ground.area,
            rect: place.rect,
            fold,
            frame_rect: inside.frame_rect,
            levels: Levels::default(),
            inner: inside.inner,
            grid: lines,
            decor,
            depth: depth(cx, block, &decor),
            wrap,
            styles: sheet,
            content,
        };
        Some(Built { block, inside: inner, looks })
    }

    /// The writing of a block, where it is not that of its area.
    fn mode(&self, draft: &Draft<'_>, looks: &[&'s Layer<'a>]) -> Option<WritingMode> {
        // A head that stands alone runs as its style says.
        let head =
            draft.story.as_ref().is_some_and(|(_, parts)| parts.iter().all(|&p| p.is_head()));
        let styled = self.shared.styles.writing("headline", looks).filter(|_| head);
        draft.block.writing.as_ref().map(|key| mode_of(key.value)).or(styled)
    }

    /// The styles of a block of a table, which may say of its looks what the style `table` does.
    fn with_table(
        &self,
        cx: &mut Cx<'_>,
        draft: &Draft<'_>,
        em: Length,
        sheets: [Arc<StyleSheet>; 2],
    ) -> [Arc<StyleSheet>; 2] {
        if draft.kind != Kind::Table {
            return sheets;
        }
        let patch = TablePatch::of_block(cx, self.shared.palette, draft.block, em);
        sheets.map(|sheet| {
            let mut sheet = (*sheet).clone();
            patch.apply(&mut sheet.tables);
            Arc::new(sheet)
        })
    }

    fn columns_of(&self, mode: WritingMode, width: Length) -> u32 {
        match mode == self.grid.lines.mode {
            true => self.grid.columns_of(width),
            false => usual_columns(mode, width),
        }
    }

    /// How the block's text looks in the page's own writing.
    fn page_styles(
        &self,
        sheets: &mut Sheets<'s, 'a>,
        looks: &[&'s Layer<'a>],
        occasion: &Occasion<'_>,
    ) -> Arc<StyleSheet> {
        let Occasion { book, locale, line, columns, .. } = *occasion;
        let occasion = Occasion { book, locale, mode: self.grid.lines.mode, line, columns };
        sheets.get(self.shared.styles, looks, &occasion)
    }

    /// What the block holds; for an area, what stands inside it.
    fn content(
        &self,
        cx: &mut Cx<'_>,
        draft: &Draft<'_>,
        ground: &Ground<'s, 'a>,
        site: &Site<'_, 's, 'a>,
        text: &TextSetting<'_, '_>,
    ) -> Option<(BlockContent, Option<Lattice>)> {
        let (block, decor) = (draft.block, &site.decor);
        Some(match (draft.kind, &draft.story) {
            (Kind::Story | Kind::Stack | Kind::Table, Some((story, parts))) => {
                let boxed = decor.frame.is_some()
                    || decor.tint.is_some()
                    || ground.boxed && ground.stories.iter().any(|other| other != story);
                (BlockContent::Story(self.story(cx, site, *story, parts, boxed)?), None)
            }
            (Kind::Picture, _) => (content::picture(cx, block), None),
            (Kind::Text, _) => (content::text(cx, block, text), None),
            (Kind::Ad, _) => {
                let gap = (site.lattice.line - site.lines.body_block).max(Length::ZERO);
                (content::ad(cx, block, site.inside.inner, gap), None)
            }
            (Kind::Area | Kind::Story | Kind::Stack | Kind::Table, _) => {
                (BlockContent::Area, Some(self.area_lattice(cx, site)?))
            }
        })
    }

    /// Page look, the looks of the areas around, article look, the block's own.
    fn looks(
        &self,
        cx: &mut Cx<'_>,
        ground: &Ground<'s, 'a>,
        draft: &Draft<'_>,
    ) -> Vec<&'s Layer<'a>> {
        let mut looks = ground.looks.clone();
        if let Some((story, _)) = &draft.story {
            looks.extend(self.article_look(cx, *story));
        }
        looks.extend(self.shared.styles.look(cx, &draft.block.look));
        looks
    }

    /// The look of the block's article; of a stack that of all of its articles.
    fn article_look(&self, cx: &mut Cx<'_>, story: StoryId) -> Option<&'s Layer<'a>> {
        let articles = self.shared.roster.articles_of(story);
        let (first, others) = articles.split_first()?;
        let name = |look: &'a Key<String>| look.as_ref().map(|key| key.value.as_str());
        let differs =
            others.iter().find(|other| name(&other.entry.look) != name(&first.entry.look));
        if let Some(other) = differs {
            let said = other.entry.look.as_ref().or(first.entry.look.as_ref());
            let span = said.map_or(other.span, |key| key.span);
            cx.push(
                Diagnostic::error(
                    items::LOOK_IN_STACK,
                    format!("{} and {} stand in one stack", first.name, other.name),
                )
                .at(span, "a look that not all of them have")
                .help("give the look to the block, or to all articles of the stack"),
            );
            return None;
        }
        self.shared.styles.look(cx, &first.entry.look)
    }

    /// The block's rules; a folio has one towards the page if the layout says nothing.
    fn decor(
        &self,
        cx: &mut Cx<'_>,
        draft: &Draft<'_>,
        text: &TextSetting<'_, '_>,
        ground: &Ground<'s, 'a>,
        lattice: &Lattice,
    ) -> Decor {
        let block = draft.block;
        let mut decor = boxes::decor(cx, self.shared.palette, block, lattice.em);
        if draft.kind == Kind::Table {
            // These are the table's own.
            (decor.top, decor.bottom, decor.between) = (None, None, None);
        }
        let silent = block.frame.is_none()
            && block.tint.is_none()
            && block.rules == crate::source::layout::RulesTable::default();
        let folio = draft.kind == Kind::Text && content::text_style(block, text).1 == Role::Folio;
        if folio && silent && ground.area == Area::Margin {
            let below = lattice.rect.y >= self.grid.area.bottom();
            let side = if below { &mut decor.top } else { &mut decor.bottom };
            *side = Some(FOLIO_RULE);
        }
        decor
    }

    fn story(
        &self,
        cx: &mut Cx<'_>,
        site: &Site<'_, 's, 'a>,
        story: StoryId,
        parts: &[Part],
        boxed: bool,
    ) -> Option<StoryBlock> {
        let block = site.block;
        // Only the body runs in legs unless the block says so; a head stands over all of them.
        let columns = match parts.contains(&Part::Body) {
            true => self.columns(site),
            false => Vec::new(),
        };
        let slots = match (parts.contains(&Part::Body), site.white()) {
            // What has no legs needs none on either half; but its lines cross no fold.
            (false, Some(_)) => {
                intro_across(cx, block, parts);
                Vec::new()
            }
            _ => self.legs(cx, site, &columns)?,
        };
        let head_mode =
            self.shared.styles.writing("headline", site.looks).unwrap_or(site.lines.mode);
        if let Some(key) = &block.line_order
            && head_mode == WritingMode::HorizontalTb
        {
            cx.push(
                Diagnostic::error(
                    codes::KEY_OUT_OF_PLACE,
                    "`line_order` has no sense on a horizontal head",
                )
                .at(key.span, "its lines stand one below the other")
                .help("take it out, or write `writing = \"vertical\"`"),
            );
        }
        Some(StoryBlock {
            story,
            page_styles: site.page_styles.clone(),
            parts: parts.to_vec(),
            legs: legs_of(site, &slots),
            leg_end: match block.leg_end.as_ref().map(|key| key.value) {
                Some(LegEndWord::Subhead) => LegEnd::Subhead,
                Some(LegEndWord::Line) | None => LegEnd::Line,
            },
            // A box as deep as its text is so at level legs.
            balance: match (&block.balance, &block.depth) {
                (Some(key), _) => key.value,
                (None, Some(depth)) => depth.value == DepthWord::Text,
                (None, None) => false,
            },
            boxed,
            columns: site.columns,
            head_mode,
            line_order: match block.line_order.as_ref().map(|key| key.value) {
                Some(LineOrderWord::Ltr) => LineOrder::LeftToRight,
                Some(LineOrderWord::Rtl) | None => LineOrder::RightToLeft,
            },
            jump: jumps::of_block(block),
            fillers: content::fillers(cx, block),
            portrait: None,
            treated: TreatedBlock::default(),
        })
    }

    /// The columns inside a block that stands on columns; none for one that stands on
    /// characters, or whose lines run the other way.
    fn columns(&self, site: &Site<'_, 's, 'a>) -> Vec<Interval> {
        if site.block.chars.is_some() || site.lines.mode != site.lattice.mode {
            return Vec::new();
        }
        self.inner_columns(site, site.place.columns.len().max(1) as u32)
    }

    fn inner_columns(&self, site: &Site<'_, 's, 'a>, count: u32) -> Vec<Interval> {
        let spanned = &site.place.columns;
        let (inset, width) = (site.inside.inset, inner_width(site));
        let (em, gutter) = (site.lattice.em, self.grid.gutter);
        match site.white() {
            Some(white) => {
                folded::inner_columns((spanned, count), (inset, width), (em, gutter), white)
            }
            None => boxes::inner_columns(spanned, count, inset, width, em, gutter),
        }
    }

    fn legs(
        &self,
        cx: &mut Cx<'_>,
        site: &Site<'_, 's, 'a>,
        columns: &[Interval],
    ) -> Option<Vec<Interval>> {
        let split = site.block.split.as_ref();
        if let Some(Split::Measures(measures)) = split.map(|key| &key.value) {
            let broken = |measure: &&Spanned<Decimal>| !measure.value.is_whole();
            measures.iter().filter(broken).for_each(|measure| cx.push(fractional(measure.span)));
        }
        let boxed = site.decor.frame.is_some() || site.decor.tint.is_some();
        let room = Room {
            width: inner_width(site),
            em: site.lines.em,
            gutter: self.grid.gutter,
            columns,
            own_size: if site.lines.em == site.lattice.em { OwnSize::Grid } else { OwnSize::Other },
            rest: if boxed { Rest::Centred } else { Rest::AtEnd },
        };
        let split_value = split.map(|key| &key.value);
        let legs = match site.white() {
            Some(white) => folded::legs(split_value, room, white),
            None => legs::legs(split_value, room),
        };
        match legs {
            Ok(slots) => Some(slots),
            Err(misfit) => {
                let span = split.map_or(site.block.span, |key| key.span);
                cx.push(
                    Diagnostic::error(codes::LEGS, "the legs do not fill their columns")
                        .at(span, misfit.sum)
                        .help(misfit.help),
                );
                None
            }
        }
    }

    /// What blocks inside an area stand on: its own legs, or the page's columns that it spans,
    /// or its inside recast into as many.
    fn area_lattice(&self, cx: &mut Cx<'_>, site: &Site<'_, 's, 'a>) -> Option<Lattice> {
        let mode = site.lines.mode;
        let columns = if site.block.split.is_some() {
            self.legs(cx, site, &[])?
        } else if mode != site.lattice.mode {
            vec![Interval { start: Length::ZERO, size: inner_width(site) }]
        } else {
            let spanned = site.place.columns.len() as u32;
            self.inner_columns(site, if spanned == 0 { site.columns } else { spanned })
        };
        let rect = site.inside.inner;
        let Lattice { em, line, .. } = *site.lattice;
        let drawn = site.decor.is_boxed() && site.inside.inset.is_positive();
        let gap = (line - site.lines.body_block).max(Length::ZERO);
        let drawn_in = if drawn && mode == site.lattice.mode { gap } else { Length::ZERO };
        Some(Lattice { rect, mode, em, line, columns, drawn_in })
    }
}

fn inner_width(site: &Site<'_, '_, '_>) -> Length {
    site.lines.mode.logical_size(site.inside.inner.into_size()).inline
}

fn leg(site: &Site<'_, '_, '_>, slot: Interval) -> Leg {
    let (mode, inner) = (site.lines.mode, site.inside.inner);
    let logical = LogicalRect {
        inline: slot.start,
        block: Length::ZERO,
        inline_size: slot.size,
        block_size: mode.logical_size(inner.into_size()).block,
    };
    Leg { rect: mode.physical(logical, inner) }
}

/// The legs of a story; of lines that run along the fold those of one half after those of the other.
fn legs_of(site: &Site<'_, '_, '_>, slots: &[Interval]) -> Vec<Leg> {
    let legs = slots.iter().map(|slot| leg(site, *slot)).collect();
    match site.fold.filter(|_| site.lines.mode == WritingMode::VerticalRl) {
        Some(fold) => folded::cut(legs, fold, site.lines.line),
        None => legs,
    }
}

/// An intro that no text follows would be read across the fold.
fn intro_across(cx: &mut Cx<'_>, block: &BlockTable, parts: &[Part]) {
    if parts.contains(&Part::Intro) {
        cx.push(
            Diagnostic::error(spread::ACROSS_FOLD, "the lines of an intro would cross the fold")
                .at(block.span, "this block stands on both halves")
                .help("give the intro columns of one half of the spread"),
        );
    }
}

/// The columns of the built-in pages that a block spans whose lines cross its page's: heads go
/// by them. Horizontal: 18 characters of 9 pt; vertical: tiers of 8, flattened.
fn usual_columns(mode: WritingMode, width: Length) -> u32 {
    let column = match mode {
        WritingMode::HorizontalTb => Length::from_pt(171),
        WritingMode::VerticalRl => Length::from_pt(72),
    };
    ((width + column / 2).whole(column)).clamp(1, 10_000) as u32
}

/// The block's lines: its own body on the page's pitch.
fn lines(sheet: &StyleSheet, mode: WritingMode, lattice: &Lattice) -> LineGrid {
    let body = sheet.get(Role::Body);
    let em = body.at(one_size(&body.size)).em(mode);
    let Lattice { em: cell, line, .. } = *lattice;
    LineGrid { mode, em: em.inline, cell, body_block: em.block, line }
}

/// In characters: framed and tinted boxes keep type off their edge.
fn default_inset(kind: Kind, decor: &Decor) -> i64 {
    let edged = decor.frame.is_some() || decor.tint.is_some();
    i64::from(edged && !matches!(kind, Kind::Picture | Kind::Ad))
}

/// Whether what stands in the block begins and ends with white in which a rule can stand.
fn own_white(draft: &Draft<'_>, sheet: &StyleSheet, text: &TextSetting<'_, '_>) -> OwnWhite {
    let enough = |white: Permille| white.0 >= 500;
    match (draft.kind, &draft.story) {
        (Kind::Story, Some((_, parts))) => OwnWhite {
            above: parts.first().is_some_and(|part| part.is_head()),
            below: parts.last().is_some_and(|&part| part.is_head() || part == Part::Intro),
        },
        (Kind::Text, _) => {
            let (name, role) = content::text_style(draft.block, text);
            let style = text.styles.style(name, text.looks, text.occasion);
            // A folio's rule stands between its lines and the page's.
            let folio = role == Role::Folio;
            OwnWhite { above: folio || enough(style.above), below: folio || enough(style.below) }
        }
        // A caption brings its own white.
        (Kind::Picture, _) => OwnWhite {
            above: false,
            below: draft.block.caption.is_some() && enough(sheet.get(Role::Caption).below),
        },
        _ => OwnWhite { above: false, below: false },
    }
}

/// Only what is drawn around a block can be as deep as its text.
fn depth(cx: &mut Cx<'_>, block: &BlockTable, decor: &Decor) -> Depth {
    let Some(key) = block.depth.as_ref().filter(|key| key.value == DepthWord::Text) else {
        return Depth::Lines;
    };
    if decor.frame.is_none() && decor.tint.is_none() {
        cx.push(
            Diagnostic::error(
                codes::KEY_OUT_OF_PLACE,
                "`depth` has no sense on a block without a frame or tint",
            )
            .at(key.span, "nothing is drawn around it")
            .help("add `frame` or `tint`, or take it out"),
        );
    }
    Depth::Text
}

/// A frame, rules or a tint make a rectangle of a picture.
fn is_boxed(decor: &Decor) -> bool {
    *decor != Decor::default()
}

fn wrap(cx: &mut Cx<'_>, draft: &Draft<'_>, decor: &Decor, lattice: &Lattice) -> Wrap {
    let (block, one) = (draft.block, Decimal::from_int(1));
    let (inline, from) = match block.wrap.as_ref().map(|key| key.value) {
        Some(WrapValue::Overlay) => return Wrap::Overlay,
        Some(WrapValue::Characters(count)) => (count, Edge::Block),
        Some(WrapValue::Contour(count)) => (count.unwrap_or(one), Edge::Contour),
        None => (one, Edge::Block),
    };
    let from = match (from, &block.wrap) {
        (Edge::Contour, Some(key)) if draft.kind != Kind::Picture => {
            let message = format!("`wrap = \"contour\"` has no sense on {}", draft.kind.name());
            cx.push(
                Diagnostic::error(codes::KEY_OUT_OF_PLACE, message)
                    .at(key.span, "only a picture has a contour")
                    .help("write the characters that text keeps off: `wrap = 1`"),
            );
            Edge::Block
        }
        (Edge::Contour, Some(key)) if is_boxed(decor) => {
            let message = "a picture in a frame, rules or a tint is wrapped as a rectangle";
            cx.push(
                Diagnostic::note(picture_codes::NO_CONTOUR, message)
                    .at(key.span, "the contour is not followed")
                    .help("take the frame, the rules or the tint out, or write `wrap = 1`"),
            );
            Edge::Block
        }
        _ => from,
    };
    let across = block.wrap_lines.as_ref().map_or(one, |key| key.value);
    Wrap::Push {
        inline: inline.times(lattice.em).max(Length::ZERO),
        block: across.times(lattice.line).max(Length::ZERO),
        from,
    }
}
