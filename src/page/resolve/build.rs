//! A page: every block gets its place, its lines, its styles and its content.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use super::across::keep_off;
use super::builtin::Occasion;
use super::colours::Palette;
use super::fields::Fields;
use super::grid::{Grid, Lattice, MARGINS, mode_of};
use super::kinds::Kind;
use super::level::level;
use super::pages::{Draft, PageDraft};
use super::press;
use super::roster::Roster;
use super::spread::Forme;
use super::styles::{Layer, StyleBook};
use super::{Cx, Grids};
use crate::chars::Locale;
use crate::colour::Colour;
use crate::diag::codes::page as codes;
use crate::diag::{Diagnostic, Span};
use crate::measure::{Length, Rect, WritingMode};
use crate::page::model::{
    Area, Block, BlockContent, BlockId, Day, LineOrder, Page, Part, Rule, Spread, StoryId,
};
use crate::page::style::StyleSheet;
use crate::source::layout::BlockTable;
use crate::text::RichText;

/// The rule under a folio.
pub(super) const FOLIO_RULE: Rule =
    Rule { weight: Length::from_centipt(50), colour: Colour::BLACK };

/// What all pages share.
pub(super) struct Shared<'s, 'a> {
    pub grids: Grids,
    pub palette: &'s Palette,
    pub styles: &'s StyleBook<'a>,
    pub roster: &'s Roster<'a>,
    /// What articles mark to be pulled out.
    pub pulls: BTreeMap<String, RichText>,
    pub locale: Locale,
    pub day: Day,
    pub title: &'s str,
}

/// An area that blocks may stand in, once it has a place.
pub(super) struct Ground<'s, 'a> {
    pub area: Area,
    pub lattice: Lattice,
    /// Looks of the page and of the areas around, in order.
    pub looks: Vec<&'s Layer<'a>>,
    pub in_margin: bool,
    /// Framed or tinted.
    pub boxed: bool,
    pub stories: Vec<StoryId>,
    pub name: String,
    /// By its place in [`PageBuilder::fields`].
    pub fields: usize,
}

/// The style sheets of a page, each made once: blocks of like looks and width share one.
#[derive(Default)]
pub(super) struct Sheets<'s, 'a>(Vec<SheetOf<'s, 'a>>);

struct SheetOf<'s, 'a> {
    looks: Vec<&'s Layer<'a>>,
    columns: u32,
    mode: WritingMode,
    sheet: Arc<StyleSheet>,
}

impl<'s, 'a> Sheets<'s, 'a> {
    pub fn get(
        &mut self,
        styles: &StyleBook<'a>,
        looks: &[&'s Layer<'a>],
        occasion: &Occasion<'_>,
    ) -> Arc<StyleSheet> {
        // No head differs between seven columns and more.
        let columns = occasion.columns.min(7);
        let same = |one: &&SheetOf<'s, 'a>| {
            one.columns == columns
                && one.mode == occasion.mode
                && one.looks.len() == looks.len()
                && one.looks.iter().zip(looks).all(|(a, b)| std::ptr::eq(*a, *b))
        };
        if let Some(found) = self.0.iter().find(same) {
            return Arc::clone(&found.sheet);
        }
        let sheet = Arc::new(styles.sheet(looks, occasion));
        self.0.push(SheetOf {
            looks: looks.to_vec(),
            columns,
            mode: occasion.mode,
            sheet: Arc::clone(&sheet),
        });
        sheet
    }
}

/// What an `id` stands for.
enum Known {
    /// An area, by its place among the grounds; on each half of a spread, if that has names of its own, one.
    Grounds(Vec<usize>),
    /// A block that holds something itself.
    Full,
    /// A block without a place: what is wrong with it is said already.
    Lost,
}

pub(super) struct PageBuilder<'s, 'a> {
    pub shared: &'s Shared<'s, 'a>,
    pub forme: &'s Forme,
    pub grid: &'s Grid,
    /// Of the page; then of the halves of a spread that have names of their own, as they are read.
    fields: Vec<Fields<'s>>,
    pub grounds: Vec<Ground<'s, 'a>>,
    sheets: Sheets<'s, 'a>,
    known: BTreeMap<&'s str, Known>,
    blocks: Vec<Block>,
}

/// The page of a draft. None when the page has no grid.
pub(super) fn page(
    cx: &mut Cx<'_>,
    shared: &Shared<'_, '_>,
    draft: &PageDraft<'_>,
) -> Option<Page> {
    let table = draft.table;
    let mode = table.writing.as_ref().map_or(shared.grids.usual, |key| mode_of(key.value));
    let forme = shared.grids.get(mode, draft.sheets)?;
    let grid = &forme.grid;
    let section = table.section.as_ref().map_or_else(String::new, |key| key.value.clone());
    let others: Vec<_> = table.fields.iter().chain(&cx.layout.document.fields).collect();
    let fields_of = |name: &String| Fields {
        page: name.clone(),
        section: section.clone(),
        title: shared.title.to_owned(),
        day: shared.day,
        locale: shared.locale,
        pulls: &shared.pulls,
        articles: shared.roster.names().collect(),
        others: others.clone(),
    };
    let names = std::iter::once(&draft.name).chain(draft.halves.iter().flatten());
    let fields = names.map(fields_of).collect();
    let look = shared.styles.look(cx, &table.look);
    let mut builder = PageBuilder {
        shared,
        forme,
        grid,
        fields,
        grounds: Vec::new(),
        sheets: Sheets::default(),
        known: BTreeMap::new(),
        blocks: Vec::with_capacity(draft.drafts.len()),
    };
    builder.lay_grounds(look, draft.halves.as_ref());
    for draft in &draft.drafts {
        builder.block(cx, draft);
    }
    order_lines(&mut builder.blocks, draft);
    keep_off(&mut builder.blocks, &grid.lines);
    level(&mut builder.blocks, grid.lines.mode);
    Some(Page {
        name: draft.name.clone(),
        section,
        paper: forme.paper.paper,
        spread: forme.halves.as_ref().map(|halves| Spread {
            fold: halves.fold,
            names: draft.halves.clone(),
            first: shared.grids.first_side(),
            sheets: press::sheets(cx.layout),
        }),
        plates: press::plates(cx.layout, table),
        type_area: forme.paper.type_area,
        grid_area: grid.area,
        grid: grid.lines,
        columns: forme.column_rects(),
        column_rule: grid.rule,
        blocks: builder.blocks,
    })
}

impl<'s, 'a> PageBuilder<'s, 'a> {
    /// The page itself is ground 0, the margins follow: those of both halves where they have names.
    fn lay_grounds(&mut self, look: Option<&'s Layer<'a>>, halves: Option<&[String; 2]>) {
        let ground = |area, lattice, (name, fields): (&str, usize)| Ground {
            area,
            lattice,
            looks: look.into_iter().collect(),
            in_margin: area == Area::Margin,
            boxed: false,
            stories: Vec::new(),
            name: name.to_owned(),
            fields,
        };
        self.grounds.push(ground(Area::Page, self.grid.lattice(), ("the page", 0)));
        let mut of: Vec<(&Grid, String, usize)> = vec![(self.grid, String::new(), 0)];
        if let (Some(own), Some([first, second])) = (&self.forme.halves, halves) {
            let side = self.shared.grids.first_side();
            of = vec![
                (own.of(side), format!(" of {first}"), 1),
                (own.of(side.other()), format!(" of {second}"), 2),
            ];
        }
        for name in MARGINS {
            let mut grounds = Vec::new();
            for (grid, of, fields) in &of {
                let Some(lattice) = grid.margin(name) else { continue };
                grounds.push(self.grounds.len());
                let shown = format!("the margin `{name}`{of}");
                self.grounds.push(ground(Area::Margin, lattice.clone(), (&shown, *fields)));
            }
            self.known.insert(name, Known::Grounds(grounds));
        }
    }

    /// A block on its ground. What stands in the margins of a spread with two names stands on each half,
    /// but stories and advertisements, which are printed once.
    fn block(&mut self, cx: &mut Cx<'_>, draft: &'s Draft<'_>) {
        let id = draft.block.id.as_ref().map(|id| id.value.as_str());
        let mut grounds = self.grounds_of(cx, draft.block).unwrap_or_default();
        if matches!(draft.kind, Kind::Story | Kind::Stack | Kind::Table | Kind::Ad) {
            grounds.truncate(1);
        }
        let mut known = Known::Lost;
        for ground in grounds {
            let mut sheets = std::mem::take(&mut self.sheets);
            let built = self.build(cx, &mut sheets, draft, ground);
            self.sheets = sheets;
            // What is wrong on one half is so on the other.
            let Some(built) = built else { break };
            let block = BlockId(self.blocks.len() as u32);
            if let Some(lattice) = built.inside {
                self.add_ground(ground, block, &built.block, lattice, built.looks);
                let inside = self.grounds.len() - 1;
                match &mut known {
                    Known::Grounds(all) => all.push(inside),
                    _ => known = Known::Grounds(vec![inside]),
                }
            } else {
                known = Known::Full;
            }
            if let (Some((story, _)), Some(ground)) = (&draft.story, self.grounds.get_mut(ground)) {
                ground.stories.push(*story);
            }
            self.blocks.push(built.block);
        }
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
        let fields = self.grounds.get(outer).map_or(0, |outer| outer.fields);
        self.grounds.push(Ground {
            area: Area::Within(id),
            lattice,
            looks,
            in_margin: self.grounds.get(outer).is_some_and(|outer| outer.in_margin),
            boxed: block.decor.frame.is_some() || block.decor.tint.is_some(),
            stories: Vec::new(),
            name: format!("the area `{}`", block.name),
            fields,
        });
    }

    /// What the braces of texts stand for there.
    pub fn fields_of(&self, ground: &Ground<'_, '_>) -> Option<&Fields<'s>> {
        self.fields.get(ground.fields)
    }

    /// The ground that a block stands on; in the margins of a spread one on each half.
    fn grounds_of(&self, cx: &mut Cx<'_>, block: &BlockTable) -> Option<Vec<usize>> {
        let Some(within) = &block.within else { return Some(vec![0]) };
        match self.known.get(within.value.as_str()) {
            Some(Known::Grounds(grounds)) => Some(grounds.clone()),
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
            None if cx.is_later_area(within) => {
                cx.push(
                    Diagnostic::error(
                        codes::NO_AREA,
                        format!(
                            "the area \"{}\" stands after the block that is in it",
                            within.value
                        ),
                    )
                    .at(within.span, "not known yet")
                    .help("move the area before the block"),
                );
                None
            }
            None => {
                let areas =
                    self.known.iter().filter(|(_, known)| matches!(known, Known::Grounds(_)));
                cx.unknown(codes::NO_AREA, "area", within, areas.map(|(name, _)| *name));
                None
            }
        }
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
