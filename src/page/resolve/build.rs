//! A page: every block gets its place, its lines, its styles and its content.

use std::collections::{BTreeMap, HashSet};
use std::rc::Rc;

use super::boxes::{self, Inside, Outside, OwnWhite};
use super::builtin::Setting;
use super::colours::Palette;
use super::content::{self, TextSetting};
use super::fields::Fields;
use super::grid::{Grid, IntoSize, Lattice, MARGINS, Slot, fractional, mode_of};
use super::kinds::Kind;
use super::legs::{self, OwnSize, Rest, Room};
use super::pages::{Draft, PageDraft};
use super::parts::is_head;
use super::place::{Place, place};
use super::styles::{Layer, StyleBook, one_size};
use super::{Cx, Grids, Texts};
use crate::chars::Locale;
use crate::colour::Colour;
use crate::diag::codes::page as codes;
use crate::diag::{Diagnostic, Span, Spanned};
use crate::measure::{Decimal, Length, LogicalRect, Permille, Rect, WritingMode};
use crate::page::model::{
    Area, Block, BlockContent, BlockId, Day, Decor, Leg, LegEnd, LineGrid, LineOrder, Page, Part,
    Rule, StoryBlock, StoryId, Wrap,
};
use crate::page::style::{Role, StyleSheet};
use crate::source::layout::{BlockTable, LegEndWord, LineOrderWord, Split, WrapValue};

/// The rule under a folio.
const FOLIO_RULE: Rule = Rule { weight: Length::from_centipt(50), colour: Colour::BLACK };

/// What all pages share.
pub(super) struct Desk<'s, 'a> {
    pub grids: Grids,
    pub palette: &'s Palette,
    pub styles: &'s StyleBook<'a>,
    pub locale: Locale,
    pub day: Day,
    pub title: &'s str,
}

/// An area that blocks may stand in, once it has a place.
struct Ground<'s, 'a> {
    area: Area,
    lattice: Lattice,
    /// Looks of the page and of the areas around, in order.
    looks: Vec<&'s Layer<'a>>,
    in_margin: bool,
    /// Framed or tinted.
    boxed: bool,
    stories: Vec<StoryId>,
    name: String,
}

/// What an `id` stands for.
enum Known {
    /// An area, by its place among the grounds.
    Ground(usize),
    /// A block that holds something itself.
    Full,
    /// A block without a place: what is wrong with it is said already.
    Lost,
}

struct Builder<'s, 'a> {
    desk: &'s Desk<'s, 'a>,
    grid: &'s Grid,
    fields: Fields<'s>,
    grounds: Vec<Ground<'s, 'a>>,
    known: BTreeMap<&'s str, Known>,
    blocks: Vec<Block>,
}

/// The page of a draft. None when the page has no grid.
pub(super) fn page(
    cx: &mut Cx<'_>,
    desk: &Desk<'_, '_>,
    texts: &mut Texts,
    draft: &PageDraft<'_>,
) -> Option<Page> {
    let table = draft.table;
    let mode = table.writing.as_ref().map_or(desk.grids.usual, |key| mode_of(key.value));
    let grid = desk.grids.get(mode)?;
    let section = table.section.as_ref().map_or_else(String::new, |key| key.value.clone());
    let fields = Fields {
        page: draft.name.clone(),
        section: section.clone(),
        title: desk.title.to_owned(),
        day: desk.day,
        locale: desk.locale,
        others: table.fields.iter().chain(&cx.layout.document.fields).collect(),
    };
    let look = desk.styles.look(cx, &table.look);
    let mut builder = Builder {
        desk,
        grid,
        fields,
        grounds: Vec::new(),
        known: BTreeMap::new(),
        blocks: Vec::with_capacity(draft.drafts.len()),
    };
    builder.lay_grounds(look);
    for draft in &draft.drafts {
        builder.block(cx, texts, draft);
    }
    order_lines(&mut builder.blocks, draft);
    Some(Page {
        name: draft.name.clone(),
        section,
        paper: desk.grids.sheet.paper,
        type_area: desk.grids.sheet.type_area,
        grid_area: grid.area,
        grid: grid.lines,
        columns: grid.column_rects(),
        column_rule: grid.rule,
        blocks: builder.blocks,
    })
}

impl<'s, 'a> Builder<'s, 'a> {
    /// The page itself is ground 0, the margins follow.
    fn lay_grounds(&mut self, look: Option<&'s Layer<'a>>) {
        let ground = |area, lattice, name: &str| Ground {
            area,
            lattice,
            looks: look.into_iter().collect(),
            in_margin: area == Area::Margin,
            boxed: false,
            stories: Vec::new(),
            name: name.to_owned(),
        };
        self.grounds.push(ground(Area::Page, self.grid.lattice(), "the page"));
        for name in MARGINS {
            if let Some(lattice) = self.grid.margin(name) {
                self.known.insert(name, Known::Ground(self.grounds.len()));
                let shown = format!("the margin `{name}`");
                self.grounds.push(ground(Area::Margin, lattice.clone(), &shown));
            }
        }
    }

    fn block(&mut self, cx: &mut Cx<'_>, texts: &mut Texts, draft: &'s Draft<'_>) {
        let id = draft.block.id.as_ref().map(|id| id.value.as_str());
        let built = self.ground_of(cx, draft.block).and_then(|ground| {
            let built = self.build(cx, texts, draft, ground)?;
            Some((ground, built))
        });
        let known = match built {
            None => Known::Lost,
            Some((ground, built)) => {
                let block = BlockId(self.blocks.len() as u32);
                let known = match built.inside {
                    Some(lattice) => {
                        self.add_ground(ground, block, &built.block, lattice, built.looks);
                        Known::Ground(self.grounds.len() - 1)
                    }
                    None => Known::Full,
                };
                if let (Some((story, _)), Some(ground)) =
                    (&draft.story, self.grounds.get_mut(ground))
                {
                    ground.stories.push(*story);
                }
                self.blocks.push(built.block);
                known
            }
        };
        if let Some(id) = id {
            self.known.entry(id).or_insert(known);
        }
    }

    fn add_ground(
        &mut self,
        outer: usize,
        id: BlockId,
        block: &Block,
        lattice: Lattice,
        looks: Vec<&'s Layer<'a>>,
    ) {
        self.grounds.push(Ground {
            area: Area::Within(id),
            lattice,
            looks,
            in_margin: self.grounds.get(outer).is_some_and(|outer| outer.in_margin),
            boxed: block.decor.frame.is_some() || block.decor.tint.is_some(),
            stories: Vec::new(),
            name: format!("the area `{}`", block.name),
        });
    }

    /// The ground that a block stands on.
    fn ground_of(&self, cx: &mut Cx<'_>, block: &BlockTable) -> Option<usize> {
        let Some(within) = &block.within else { return Some(0) };
        match self.known.get(within.value.as_str()) {
            Some(Known::Ground(ground)) => Some(*ground),
            Some(Known::Lost) => None,
            Some(Known::Full) => {
                cx.push(
                    Diagnostic::error(
                        codes::NOT_AN_AREA,
                        format!("the block `{}` holds something itself", within.value),
                    )
                    .at(within.span, "no area")
                    .help("make a block without content and place both in it"),
                );
                None
            }
            None if block.id.as_ref().is_some_and(|id| id.value == within.value) => {
                cx.push(
                    Diagnostic::error(codes::NO_AREA, "the block stands in itself")
                        .at(within.span, "its own name"),
                );
                None
            }
            None => {
                let areas =
                    self.known.iter().filter(|(_, known)| matches!(known, Known::Ground(_)));
                cx.unknown(codes::NO_AREA, "area", within, areas.map(|(name, _)| *name));
                None
            }
        }
    }
}

/// A block, and for an area what stands inside it.
struct Built<'s, 'a> {
    block: Block,
    inside: Option<Lattice>,
    looks: Vec<&'s Layer<'a>>,
}

/// What the steps of building one block share.
struct Site<'b, 's, 'a> {
    block: &'b BlockTable,
    lattice: &'b Lattice,
    place: &'b Place,
    looks: &'b [&'s Layer<'a>],
    lines: LineGrid,
    columns: u32,
    decor: Decor,
    inside: Inside,
}

impl<'s, 'a> Builder<'s, 'a> {
    fn build(
        &self,
        cx: &mut Cx<'_>,
        texts: &mut Texts,
        draft: &Draft<'_>,
        ground: usize,
    ) -> Option<Built<'s, 'a>> {
        if draft.kind == Kind::Story && draft.story.is_none() {
            return None;
        }
        let ground = self.grounds.get(ground)?;
        let (block, lattice) = (draft.block, &ground.lattice);
        let place = place(cx, block, lattice, &ground.name)?;
        let mode = block.writing.as_ref().map_or(lattice.mode, |key| mode_of(key.value));
        let looks = self.looks(cx, ground, draft);
        let width = self.grid.lines.mode.logical_size(place.rect.into_size()).inline;
        let columns = self.grid.columns_of(width);
        let setting = Setting {
            book: cx.inputs.book,
            locale: self.desk.locale,
            mode: self.grid.lines.mode,
            line: lattice.line,
            columns,
        };
        let sheet = self.desk.styles.sheet(&looks, &setting);
        let lines = lines(&sheet, mode, lattice.line);
        let text = TextSetting {
            styles: self.desk.styles,
            looks: &looks,
            setting: &setting,
            fields: &self.fields,
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
        let site =
            Site { block, lattice, place: &place, looks: &looks, lines, columns, decor, inside };
        let (content, inner) = match (draft.kind, &draft.story) {
            (Kind::Story, Some((story, parts))) => {
                let boxed = decor.frame.is_some()
                    || decor.tint.is_some()
                    || ground.boxed && ground.stories.iter().any(|other| other != story);
                let content = self.story(cx, &site, *story, parts, boxed)?;
                (BlockContent::Story(content), None)
            }
            (Kind::Picture, _) => (content::picture(cx, texts, block), None),
            (Kind::Text, _) => (content::text(cx, texts, block, &text), None),
            (Kind::Ad, _) => {
                let gap = (lattice.line - lines.body_block).max(Length::ZERO);
                (content::ad(cx, block, inside.inner, gap), None)
            }
            _ => (BlockContent::Area, Some(self.area_lattice(cx, &site)?)),
        };
        let block = Block {
            name: draft.name.clone(),
            span: block.span,
            area: ground.area,
            rect: place.rect,
            frame_rect: inside.frame_rect,
            inner: inside.inner,
            grid: lines,
            decor,
            wrap: wrap(block, lattice),
            styles: Rc::new(sheet),
            content,
        };
        Some(Built { block, inside: inner, looks })
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
            let layout = cx.layout;
            let entry = layout.articles.get(story.0 as usize);
            looks.extend(entry.and_then(|entry| self.desk.styles.look(cx, &entry.value.look)));
        }
        looks.extend(self.desk.styles.look(cx, &draft.block.look));
        looks
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
        let mut decor = boxes::decor(cx, self.desk.palette, block, lattice.em);
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
        let slots = self.legs(cx, site, &columns)?;
        let head_mode = self.desk.styles.writing("headline", site.looks).unwrap_or(site.lines.mode);
        Some(StoryBlock {
            story,
            parts: parts.to_vec(),
            legs: slots.iter().map(|slot| leg(site, *slot)).collect(),
            leg_end: match block.leg_end.as_ref().map(|key| key.value) {
                Some(LegEndWord::Subhead) => LegEnd::Subhead,
                Some(LegEndWord::Line) | None => LegEnd::Line,
            },
            balance: block.balance.as_ref().is_some_and(|key| key.value),
            boxed,
            columns: site.columns,
            head_mode,
            line_order: match block.line_order.as_ref().map(|key| key.value) {
                Some(LineOrderWord::Ltr) => LineOrder::LeftToRight,
                Some(LineOrderWord::Rtl) | None => LineOrder::RightToLeft,
            },
        })
    }

    /// The columns inside a block that stands on columns; none for one that stands on
    /// characters, or whose lines run the other way.
    fn columns(&self, site: &Site<'_, 's, 'a>) -> Vec<Slot> {
        if site.block.chars.is_some() || site.lines.mode != site.lattice.mode {
            return Vec::new();
        }
        let count = site.place.columns.len().max(1) as u32;
        boxes::inner_columns(
            &site.place.columns,
            count,
            site.inside.inset,
            inner_width(site),
            site.lattice.em,
            self.grid.gutter,
        )
    }

    fn legs(
        &self,
        cx: &mut Cx<'_>,
        site: &Site<'_, 's, 'a>,
        columns: &[Slot],
    ) -> Option<Vec<Slot>> {
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
        match legs::legs(split.map(|key| &key.value), room) {
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
            vec![Slot { start: Length::ZERO, size: inner_width(site) }]
        } else {
            let spanned = &site.place.columns;
            let count = if spanned.is_empty() { site.columns } else { spanned.len() as u32 };
            let (inset, width) = (site.inside.inset, inner_width(site));
            boxes::inner_columns(spanned, count, inset, width, site.lattice.em, self.grid.gutter)
        };
        let rect = site.inside.inner;
        Some(Lattice { rect, mode, em: site.lattice.em, line: site.lattice.line, columns })
    }
}

fn inner_width(site: &Site<'_, '_, '_>) -> Length {
    site.lines.mode.logical_size(site.inside.inner.into_size()).inline
}

fn leg(site: &Site<'_, '_, '_>, slot: Slot) -> Leg {
    let (mode, inner) = (site.lines.mode, site.inside.inner);
    let logical = LogicalRect {
        inline: slot.start,
        block: Length::ZERO,
        inline_size: slot.size,
        block_size: mode.logical_size(inner.into_size()).block,
    };
    Leg { rect: mode.physical(logical, inner) }
}

/// The block's lines: its own body on the page's pitch.
fn lines(sheet: &StyleSheet, mode: WritingMode, line: Length) -> LineGrid {
    let body = sheet.get(Role::Body);
    let em = body.at(one_size(&body.size)).em(mode);
    LineGrid { mode, em: em.inline, body_block: em.block, line }
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
            above: parts.first().is_some_and(|&part| is_head(part)),
            below: parts.last().is_some_and(|&part| is_head(part) || part == Part::Intro),
        },
        (Kind::Text, _) => {
            let (name, role) = content::text_style(draft.block, text);
            let style = text.styles.style(name, text.looks, text.setting);
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

fn wrap(block: &BlockTable, lattice: &Lattice) -> Wrap {
    let one = Decimal::from_int(1);
    let inline = match block.wrap.as_ref().map(|key| key.value) {
        Some(WrapValue::Overlay) => return Wrap::Overlay,
        Some(WrapValue::Characters(count)) => count,
        None => one,
    };
    let across = block.wrap_lines.as_ref().map_or(one, |key| key.value);
    Wrap::Push {
        inline: inline.times(lattice.em).max(Length::ZERO),
        block: across.times(lattice.line).max(Length::ZERO),
    }
}

/// The habit of vertical heads on a horizontal page: their lines run left to right when the
/// head stands left of its text, right to left when it stands right of it.
fn order_lines(blocks: &mut [Block], draft: &PageDraft<'_>) {
    let said: HashSet<Span> = draft
        .drafts
        .iter()
        .filter(|draft| draft.block.line_order.is_some())
        .map(|draft| draft.block.span)
        .collect();
    let middle = |rect: &Rect| rect.x + rect.width / 2;
    let threads: Vec<(StoryId, Length, WritingMode)> = blocks
        .iter()
        .filter_map(|block| match &block.content {
            BlockContent::Story(story) if story.parts.contains(&Part::Body) => {
                Some((story.story, middle(&block.rect), block.grid.mode))
            }
            _ => None,
        })
        .collect();
    for block in blocks.iter_mut() {
        let (span, at) = (block.span, middle(&block.rect));
        let BlockContent::Story(story) = &mut block.content else { continue };
        let beside = threads
            .iter()
            .find(|(other, _, mode)| *other == story.story && *mode == WritingMode::HorizontalTb);
        let head = !story.parts.contains(&Part::Body) && story.head_mode == WritingMode::VerticalRl;
        if let (true, Some((_, text, _)), false) = (head, beside, said.contains(&span)) {
            story.line_order =
                if at < *text { LineOrder::LeftToRight } else { LineOrder::RightToLeft };
        }
    }
}
