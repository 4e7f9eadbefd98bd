//! [`plan`]: the elements of every page, and which leaf each of its marks will belong to.
//!
//! ```text
//! Part A4: blocks in the order of the layout
//!   story, at its first block -> Art, whole, its own pictures at its end
//!   picture of no story       -> Figure
//!   text, no furniture        -> P, BlockQuote
//!   advertisement             -> Sect > Figure
//! ```

use std::collections::BTreeMap;
use std::ops::Range;

use super::owner::Owners;
use super::references::references;
use super::words::{Plan, TextPlan};
use super::{Artifact, Element, ElementId, Kid, LeafId, Structure, StructureType, Subject};
use crate::chars::Locale;
use crate::flow::{Filled, Frame};
use crate::page::model::{
    Area, Block, BlockContent, BlockId, BlockText, Page, PageId, PageModel, Part, PictureBlock,
    Portrait, Reserve, StoryBlock, StoryId, TextBlock, TextId, TextPiece,
};
use crate::page::style::Role;
use crate::picture::PictureId;
use crate::text::{Mark, RichText};

/// Makes the elements of all that may be drawn.
pub fn plan(model: &PageModel, filled: &Filled) -> (Structure, Plan) {
    let mut planner = Planner::new(model, filled);
    let document = planner.element(None, StructureType::Document);
    for (at, page) in model.pages.iter().enumerate() {
        planner.page(document, PageId(at as u32), page);
    }
    // What a story has on no page of the layout stands on pages that were added.
    for at in 0..model.stories.len() {
        planner.story(document, StoryId(at as u32));
    }
    (planner.structure, planner.plan)
}

pub(super) struct Planner<'a> {
    pub model: &'a PageModel,
    /// The names of the pages, in order, then those of the halves of spreads; and the page of each.
    names: Vec<&'a str>,
    pages: Vec<u32>,
    pub locale: Locale,
    /// The pictures and texts of each story, by where they stand.
    pub owned: BTreeMap<StoryId, Vec<(PageId, BlockId)>>,
    /// The first block of every part of a story.
    pub homes: BTreeMap<(StoryId, Part), &'a Block>,
    /// Whether a story has its element.
    pub begun: Vec<bool>,
    /// The blocks that have the portraits of stories.
    pub portraits: BTreeMap<StoryId, (PageId, BlockId, &'a Portrait)>,
    /// The fillers, by the block that they stand in.
    fillers: BTreeMap<(PageId, BlockId), PictureId>,
    pub structure: Structure,
    pub plan: Plan,
    leaves: u32,
}

impl<'a> Planner<'a> {
    fn new(model: &'a PageModel, filled: &'a Filled) -> Planner<'a> {
        let mut owned: BTreeMap<_, Vec<_>> = BTreeMap::new();
        let mut homes = BTreeMap::new();
        for block in model.pages.iter().flat_map(|page| &page.blocks) {
            let BlockContent::Story(content) = &block.content else { continue };
            for part in &content.parts {
                homes.entry((content.story, *part)).or_insert(block);
            }
            let stack = model.stories.get(content.story.0 as usize).map_or(&[][..], |it| &it.stack);
            for story in stack {
                for part in Part::ALL {
                    homes.entry((*story, part)).or_insert(block);
                }
            }
        }
        for (at, page) in model.pages.iter().enumerate() {
            let owners = Owners::of(page);
            for block in (0..page.blocks.len()).map(|block| BlockId(block as u32)) {
                if let Some(story) = owners.owner(block) {
                    owned.entry(story).or_default().push((PageId(at as u32), block));
                }
            }
        }
        let own = (0..).zip(&filled.pages).map(|(at, set)| (set.name.as_str(), at));
        let spreads =
            (0..).zip(&model.pages).filter_map(|(at, page)| Some((at, page.spread.as_ref()?)));
        let halves = spreads.flat_map(|(at, spread)| {
            spread.names.iter().flatten().map(move |name| (name.as_str(), at))
        });
        let (names, pages) = own.chain(halves).unzip();
        Planner {
            model,
            names,
            pages,
            locale: Locale::of_tag(&model.document.language).unwrap_or_default(),
            owned,
            homes,
            portraits: portraits(model),
            fillers: fillers(model, filled),
            begun: vec![false; model.stories.len()],
            structure: Structure::default(),
            plan: Plan::default(),
            leaves: 0,
        }
    }

    pub fn element(&mut self, parent: Option<ElementId>, role: StructureType) -> ElementId {
        let id = ElementId(self.structure.elements.len() as u32);
        self.structure.elements.push(Element {
            role,
            parent,
            kids: Vec::new(),
            title: String::new(),
            alt: String::new(),
            language: "",
            subject: Subject::None,
        });
        self.adopt(parent, Kid::Element(id));
        id
    }

    pub fn leaf(&mut self, parent: ElementId) -> LeafId {
        let leaf = LeafId(self.leaves);
        self.leaves += 1;
        self.adopt(Some(parent), Kid::Leaf(leaf));
        leaf
    }

    fn adopt(&mut self, parent: Option<ElementId>, kid: Kid) {
        let parent = parent.and_then(|id| self.structure.elements.get_mut(id.0 as usize));
        if let Some(parent) = parent {
            parent.kids.push(kid);
        }
    }

    pub fn edit(&mut self, id: ElementId, edit: impl FnOnce(&mut Element)) {
        if let Some(element) = self.structure.elements.get_mut(id.0 as usize) {
            edit(element);
        }
    }

    fn page(&mut self, document: ElementId, id: PageId, page: &'a Page) {
        let part = self.element(Some(document), StructureType::Part);
        self.edit(part, |part| {
            part.title = title_of(&page.name, page);
            part.subject = Subject::Page(id);
        });
        let owners = Owners::of(page);
        for (at, block) in page.blocks.iter().enumerate() {
            let at = BlockId(at as u32);
            match &block.content {
                BlockContent::Story(content) => {
                    self.story(part, content.story);
                    self.filler(part, (id, at), content);
                }
                BlockContent::Reserve(reserve) => self.reserve(part, (id, at), reserve),
                BlockContent::Text(text) => match furniture(page, block, text) {
                    Some(artifact) => {
                        for piece in 0..text.pieces.len() as u32 {
                            let text = TextId::Block(id, at, BlockText::Piece(piece));
                            self.plan.add_furniture(text, artifact);
                        }
                    }
                    None if owners.owner(at).is_none() => self.block(part, (id, at)),
                    None => {}
                },
                BlockContent::Picture(_) if owners.owner(at).is_none() => {
                    self.block(part, (id, at));
                }
                BlockContent::Picture(_) | BlockContent::Area => {}
            }
        }
    }

    /// A picture or text block, under the page or under its story.
    pub fn block(&mut self, parent: ElementId, (page, id): (PageId, BlockId)) {
        let Some(block) =
            self.model.pages.get(page.0 as usize).and_then(|page| page.blocks.get(id.0 as usize))
        else {
            return;
        };
        match &block.content {
            BlockContent::Picture(picture) => self.picture(parent, (page, id, block), picture),
            BlockContent::Text(text) => self.text_block(parent, (page, id), text),
            BlockContent::Area | BlockContent::Story(_) | BlockContent::Reserve(_) => {}
        }
    }

    /// A figure with its caption; a decoration may still have a credit.
    fn picture(
        &mut self,
        parent: ElementId,
        (page, id, block): (PageId, BlockId, &Block),
        picture: &PictureBlock,
    ) {
        let locale = |role| block.styles.get(role).settings.locale;
        let caption = picture.caption.is_some().then_some((BlockText::Caption, Role::Caption));
        let credit = picture.credit.is_some().then_some((BlockText::Credit, Role::Credit));
        let words = caption.into_iter().chain(credit);
        let mut words =
            words.map(|(text, role)| (TextId::Block(page, id, text), locale(role))).peekable();
        if picture.alt.is_empty() {
            for (text, locale) in words {
                let words = self.element(Some(parent), StructureType::Paragraph);
                self.text(words, text, locale);
            }
            return;
        }
        let figure = self.element(Some(parent), StructureType::Figure);
        self.edit(figure, |figure| {
            figure.alt.clone_from(&picture.alt);
            figure.subject = Subject::Block(page, id);
        });
        let leaf = self.leaf(figure);
        self.plan.add_picture(page, id, leaf);
        if words.peek().is_none() {
            return;
        }
        let caption = self.element(Some(figure), StructureType::Caption);
        for (text, locale) in words {
            self.text(caption, text, locale);
        }
    }

    fn text_block(&mut self, parent: ElementId, (page, id): (PageId, BlockId), text: &TextBlock) {
        let parent = match text.role {
            Role::Quote => self.element(Some(parent), StructureType::BlockQuote),
            _ => parent,
        };
        if text.leaders {
            return self.rows_of(parent, (page, id), text);
        }
        for at in 0..text.pieces.len() as u32 {
            let words = self.element(Some(parent), StructureType::Paragraph);
            self.edit(words, |words| words.subject = Subject::Block(page, id));
            self.text(
                words,
                TextId::Block(page, id, BlockText::Piece(at)),
                text.style.settings.locale,
            );
        }
    }

    /// Of texts with leaders each row is read by itself: its start, then what the dots lead to.
    fn rows_of(&mut self, parent: ElementId, (page, id): (PageId, BlockId), text: &TextBlock) {
        let starts = |piece: &TextPiece| {
            let ends = piece.text.text.match_indices('\n').map(|(at, _)| at as u32 + 1);
            std::iter::once(0).chain(ends).collect::<Vec<u32>>()
        };
        let rows: Vec<Vec<u32>> = text.pieces.iter().map(starts).collect();
        let mut plans: Vec<TextPlan> = rows.iter().map(|_| TextPlan::default()).collect();
        let locale = text.style.settings.locale;
        for row in 0..rows.iter().map(Vec::len).max().unwrap_or(0) {
            let words = self.element(Some(parent), StructureType::Paragraph);
            let language = if locale == self.locale { "" } else { locale.tag() };
            self.edit(words, |words| {
                words.subject = Subject::Block(page, id);
                words.language = language;
            });
            for (starts, plan) in rows.iter().zip(&mut plans) {
                if let Some(start) = starts.get(row) {
                    plan.leaves.push((*start, self.leaf(words)));
                }
            }
        }
        for (at, plan) in (0..).zip(plans) {
            self.plan.add(TextId::Block(page, id, BlockText::Piece(at)), plan);
        }
    }

    fn reserve(&mut self, parent: ElementId, at: (PageId, BlockId), reserve: &Reserve) {
        if reserve.art.is_some() {
            let shown = Shown { alt: &reserve.alt, slug: &reserve.slug };
            self.advertisement(parent, at, shown);
        }
    }

    /// The house advertisement under a story's end.
    fn filler(&mut self, parent: ElementId, at: (PageId, BlockId), content: &StoryBlock) {
        let filler = self.fillers.get(&at).and_then(|picture| content.filler(*picture));
        if let Some(slug) = filler {
            self.advertisement(parent, at, Shown { alt: "", slug });
        }
    }

    /// An advertisement, called by its slug where nothing is said of what it shows.
    fn advertisement(
        &mut self,
        parent: ElementId,
        (page, id): (PageId, BlockId),
        Shown { alt, slug }: Shown<'_>,
    ) {
        let name = match self.locale {
            Locale::Hk | Locale::Tw => "廣告",
            Locale::Cn => "广告",
            Locale::Ja => "広告",
            Locale::Ko => "광고",
        };
        let section = self.element(Some(parent), StructureType::Section);
        self.edit(section, |section| section.title = name.to_owned());
        let figure = self.element(Some(section), StructureType::Figure);
        self.edit(figure, |figure| {
            figure.alt = if alt.is_empty() { format!("{name} {slug}") } else { alt.to_owned() };
            figure.subject = Subject::Block(page, id);
        });
        let leaf = self.leaf(figure);
        self.plan.add_picture(page, id, leaf);
    }

    /// The leaves of a text under `parent`: one, and one more for every passage that has an
    /// element of its own.
    pub fn text(&mut self, parent: ElementId, id: TextId, locale: Locale) {
        self.text_with_mark(parent, id, locale, None);
    }

    pub fn text_with_mark(
        &mut self,
        parent: ElementId,
        id: TextId,
        locale: Locale,
        mark: Option<LeafId>,
    ) {
        let Some(text) = self.model.text(id) else { return };
        if locale != self.locale {
            self.edit(parent, |element| element.language = locale.tag());
        }
        let passages = self.passages(text);
        let mut plan = TextPlan { mark, ..TextPlan::default() };
        let whole = 0..text.text.len() as u32;
        self.passage(parent, whole, &mut passages.iter().peekable(), &mut plan);
        self.plan.add(id, plan);
    }

    /// The passages of a text that have elements of their own, each before those inside it.
    fn passages(&self, text: &RichText) -> Vec<Passage> {
        let marks = text.marks.iter().filter_map(|markup| {
            let role = match &markup.mark {
                Mark::Ruby { .. } => (StructureType::Ruby, None),
                Mark::Language(locale) => (StructureType::Span, Some(*locale)),
                _ => return None,
            };
            Some(Passage { range: markup.range.clone(), role: role.0, locale: role.1 })
        });
        let mut passages: Vec<Passage> = marks.filter(|it| !it.range.is_empty()).collect();
        for (range, page) in references(&text.text, &self.names) {
            let crosses = |other: &Passage| {
                let apart = other.range.end <= range.start || range.end <= other.range.start;
                let within = |a: &Range<u32>, b: &Range<u32>| b.start <= a.start && a.end <= b.end;
                !apart && !within(&range, &other.range) && !within(&other.range, &range)
            };
            if !passages.iter().any(crosses) {
                passages.push(Passage {
                    range,
                    role: StructureType::Reference(
                        self.pages.get(page as usize).copied().unwrap_or(page),
                    ),
                    locale: None,
                });
            }
        }
        passages.sort_by_key(|it| (it.range.start, std::cmp::Reverse(it.range.end)));
        passages
    }

    /// Leaves and elements for `range`, which is all of `parent`'s.
    fn passage<'p>(
        &mut self,
        parent: ElementId,
        range: Range<u32>,
        rest: &mut std::iter::Peekable<impl Iterator<Item = &'p Passage>>,
        plan: &mut TextPlan,
    ) {
        let mut at = range.start;
        while let Some(next) = rest.next_if(|next| next.range.start < range.end) {
            let inner = next.range.start.max(at)..next.range.end.min(range.end);
            if inner.is_empty() {
                continue;
            }
            if at < inner.start {
                plan.leaves.push((at, self.leaf(parent)));
            }
            at = inner.end;
            let element = self.element(Some(parent), next.role);
            if let Some(locale) = next.locale {
                self.edit(element, |element| element.language = locale.tag());
            }
            if next.role == StructureType::Ruby {
                let base = self.element(Some(element), StructureType::RubyBase);
                self.passage(base, inner.clone(), rest, plan);
                let reading = self.element(Some(element), StructureType::RubyText);
                plan.readings.push((inner, self.leaf(reading)));
            } else {
                self.passage(element, inner, rest, plan);
            }
        }
        if at < range.end || range.is_empty() {
            plan.leaves.push((at, self.leaf(parent)));
        }
    }
}

/// What is said of an advertisement.
#[derive(Clone, Copy)]
struct Shown<'a> {
    alt: &'a str,
    slug: &'a str,
}

/// Who wrote the stories, and the blocks that show it.
fn portraits(model: &PageModel) -> BTreeMap<StoryId, (PageId, BlockId, &Portrait)> {
    let blocks = model.blocks().filter_map(|(page, id, block)| match &block.content {
        BlockContent::Story(content) => {
            Some((content.story, (page, id, content.portrait.as_deref()?)))
        }
        _ => None,
    });
    blocks.collect()
}

/// What stands under the ends of stories.
fn fillers(model: &PageModel, filled: &Filled) -> BTreeMap<(PageId, BlockId), PictureId> {
    let mut found = BTreeMap::new();
    for (set, page) in filled.pages.iter().zip(&model.pages) {
        for frame in &set.frames {
            let Frame::Picture(placed) = frame else { continue };
            let block = page.blocks.get(placed.block.0 as usize);
            let Some(BlockContent::Story(story)) = block.map(|block| &block.content) else {
                continue;
            };
            if story.portrait_of(placed.picture).is_none() {
                found.insert((set.page, placed.block), placed.picture);
            }
        }
    }
    found
}

/// A passage with an element of its own.
struct Passage {
    range: Range<u32>,
    role: StructureType,
    locale: Option<Locale>,
}

/// What a page is called: its name and section.
pub(super) fn title_of(name: &str, page: &Page) -> String {
    format!("{name} {}", page.section).trim().to_owned()
}

/// Folios and what stands in the margins repeat from page to page (ISO 14289-1 7.8); a masthead
/// names the paper, and other texts on the grid are there to be read.
fn furniture(page: &Page, block: &Block, text: &TextBlock) -> Option<Artifact> {
    let repeats = match text.role {
        Role::Masthead => false,
        Role::Folio => true,
        _ => in_margin(page, block),
    };
    let middle = block.rect.y + block.rect.height / 2;
    repeats.then(|| {
        if middle * 2 < page.paper.trim.height { Artifact::Header } else { Artifact::Footer }
    })
}

fn in_margin(page: &Page, block: &Block) -> bool {
    match block.area {
        Area::Margin => true,
        Area::Page => false,
        // A parent stands before its block, so this ends.
        Area::Within(parent) => {
            page.blocks.get(parent.0 as usize).is_some_and(|parent| in_margin(page, parent))
        }
    }
}
