//! The tree that the resolver makes and every later stage reads.
//!
//! All rectangles are on the sheet: origin at the top-left of the trim, y downwards.

use std::sync::Arc;

use super::style::{Role, Style, StyleSheet};
use crate::colour::Colour;
use crate::diag::Span;
use crate::fonts::FamilyId;
use crate::measure::{Edges, Length, Rect, Size, WritingMode};
use crate::picture::PictureId;
use crate::text::RichText;

/// A text of the job: whose it is, and which of its owner's. An edit of one story or block
/// leaves the ids of all others as they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TextId {
    Story(StoryId, StoryText),
    Block(PageId, BlockId, BlockText),
    /// Put in by a proof; the job has no such text.
    Proof,
}

/// One of a story's texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StoryText {
    /// Of a part that is not the body, by its place in [`Story::texts`].
    Part(Part, u32),
    /// Of a piece of the body, by its place in [`Story::body`].
    Body(u32),
    /// The credit at the end of that piece.
    Credit(u32),
}

/// One of the texts that a block says itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BlockText {
    Caption,
    Credit,
    /// By its place in [`TextBlock::pieces`].
    Piece(u32),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StoryId(pub u32);

/// A page, by its place in [`PageModel::pages`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PageId(pub u32);

/// A block, by its place in its page's [`Page::blocks`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BlockId(pub u32);

/// Everything that is to be composed.
#[derive(Clone, Debug, PartialEq)]
pub struct PageModel {
    pub document: DocumentInfo,
    pub stories: Vec<Story>,
    pub pages: Vec<Page>,
    /// Names and alternates of the spot inks, by [`crate::colour::SpotId`].
    pub spots: Vec<SpotInk>,
    pub press: Press,
}

impl PageModel {
    /// Every block of the job with its place.
    pub fn blocks(&self) -> impl Iterator<Item = (PageId, BlockId, &Block)> {
        (0..).zip(&self.pages).flat_map(|(page, of)| {
            (0..).zip(&of.blocks).map(move |(at, block)| (PageId(page), BlockId(at), block))
        })
    }

    /// None of a proof's own texts.
    pub fn text(&self, id: TextId) -> Option<&RichText> {
        match id {
            TextId::Story(story, text) => self.stories.get(story.0 as usize)?.text(text),
            TextId::Block(page, block, text) => {
                let page = self.pages.get(page.0 as usize)?;
                page.blocks.get(block.0 as usize)?.content.text(text)
            }
            TextId::Proof => None,
        }
    }

    pub fn story(&self, id: StoryId) -> &Story {
        &self.stories[id.0 as usize]
    }
}

/// What the file is made for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Press {
    pub standard: Standard,
    /// The most ink in one place, in hundredths of a per cent.
    pub ink_limit: u32,
}

impl Default for Press {
    fn default() -> Press {
        Press { standard: Standard::X4, ink_limit: crate::colour::INK_LIMIT }
    }
}

/// The standard that the PDF keeps to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Standard {
    /// PDF/X-4 (ISO 15930-7), for the press.
    #[default]
    X4,
    /// PDF/A-2u (ISO 19005-2), for the archive.
    A2u,
    Plain,
}

/// The plates that a page is printed from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Plates {
    /// Black alone: any colour is an error.
    Black,
    #[default]
    Cmyk,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpotInk {
    pub name: String,
    pub alternate: Colour,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentInfo {
    pub title: String,
    /// BCP 47.
    pub language: String,
    pub date: crate::page::model::Day,
    pub overset: OversetPolicy,
}

/// A civil date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Day {
    pub year: u16,
    pub month: u8,
    pub day: u8,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OversetPolicy {
    Error,
    /// Further pages after the last.
    Continue,
}

/// An article, its parts as texts.
#[derive(Clone, Debug, PartialEq)]
pub struct Story {
    /// The layout's name for it.
    pub name: String,
    /// The article's path, where the layout names it.
    pub span: Span,
    pub label: Vec<Arc<RichText>>,
    pub kicker: Vec<Arc<RichText>>,
    pub headline: Vec<Arc<RichText>>,
    pub deck: Vec<Arc<RichText>>,
    pub byline: Vec<Arc<RichText>>,
    pub intro: Vec<Arc<RichText>>,
    pub body: Vec<StoryPart>,
    pub source: Vec<Arc<RichText>>,
}

impl Story {
    /// A story without a text.
    pub fn empty(name: impl Into<String>, span: Span) -> Story {
        Story {
            name: name.into(),
            span,
            label: Vec::new(),
            kicker: Vec::new(),
            headline: Vec::new(),
            deck: Vec::new(),
            byline: Vec::new(),
            intro: Vec::new(),
            body: Vec::new(),
            source: Vec::new(),
        }
    }

    pub fn text(&self, id: StoryText) -> Option<&RichText> {
        match id {
            StoryText::Part(part, at) => self.texts(part).get(at as usize),
            StoryText::Body(at) => self.body.get(at as usize).map(StoryPart::text),
            StoryText::Credit(at) => self.body.get(at as usize)?.credit(),
        }
        .map(|text| &**text)
    }

    /// The texts of a part; the body's stand in [`Story::body`].
    pub fn texts(&self, part: Part) -> &[Arc<RichText>] {
        match part {
            Part::Label => &self.label,
            Part::Kicker => &self.kicker,
            Part::Headline => &self.headline,
            Part::Deck => &self.deck,
            Part::Byline => &self.byline,
            Part::Intro => &self.intro,
            Part::Source => &self.source,
            Part::Body => &[],
        }
    }

    /// The texts of all parts but the body, in order.
    pub fn part_texts(&self, id: StoryId) -> impl Iterator<Item = (TextId, &Arc<RichText>)> {
        Part::ALL.into_iter().flat_map(move |part| {
            (0..)
                .zip(self.texts(part))
                .map(move |(at, text)| (TextId::Story(id, StoryText::Part(part, at)), text))
        })
    }

    /// The texts of the body in reading order, credits after their paragraphs.
    pub fn body_texts(&self, id: StoryId) -> impl Iterator<Item = (TextId, &Arc<RichText>)> {
        (0..).zip(&self.body).flat_map(move |(at, part)| {
            let text = (TextId::Story(id, StoryText::Body(at)), part.text());
            let credit = |text| (TextId::Story(id, StoryText::Credit(at)), text);
            std::iter::once(text).chain(part.credit().map(credit))
        })
    }

    /// Whether the story has that part at all.
    pub fn has(&self, part: Part) -> bool {
        match part {
            Part::Body => !self.body.is_empty(),
            other => !self.texts(other).is_empty(),
        }
    }
}

/// A piece of a story's body. A dateline already stands at the head of the first paragraph.
///
/// An agency credit is pushed to the end of its paragraph's last line.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum StoryPart {
    Paragraph {
        text: Arc<RichText>,
        credit: Option<Arc<RichText>>,
        manner: Manner,
    },
    Bullet {
        text: Arc<RichText>,
        credit: Option<Arc<RichText>>,
    },
    /// An item with its number.
    Numbered {
        text: Arc<RichText>,
        credit: Option<Arc<RichText>>,
        number: u32,
    },
    Quote {
        text: Arc<RichText>,
        credit: Option<Arc<RichText>>,
    },
    Subhead(Arc<RichText>),
}

/// How a paragraph is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Manner {
    Plain,
    /// Its lines are kept; one after another they are stanzas.
    Verse,
    Center,
    End,
}

impl StoryPart {
    pub fn text(&self) -> &Arc<RichText> {
        match self {
            StoryPart::Paragraph { text, .. }
            | StoryPart::Bullet { text, .. }
            | StoryPart::Numbered { text, .. }
            | StoryPart::Quote { text, .. }
            | StoryPart::Subhead(text) => text,
        }
    }

    pub fn credit(&self) -> Option<&Arc<RichText>> {
        match self {
            StoryPart::Paragraph { credit, .. }
            | StoryPart::Bullet { credit, .. }
            | StoryPart::Numbered { credit, .. }
            | StoryPart::Quote { credit, .. } => credit.as_ref(),
            StoryPart::Subhead(_) => None,
        }
    }
}

/// The sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PaperBox {
    pub trim: Size,
    pub bleed: Length,
    pub marks: bool,
}

impl PaperBox {
    /// How near to the trim's edge counts as at it: what art may be off its space.
    const NEAR: Length = Length::from_mm(1);

    /// The bleed on every side.
    pub fn edges(&self) -> Edges {
        let bleed = self.bleed;
        Edges { top: bleed, right: bleed, bottom: bleed, left: bleed }
    }

    /// Of a bleed of `most`, as much on each side as the paper has room for where `rect` reaches
    /// the trim, and none on the other sides.
    pub fn reached(&self, rect: &Rect, most: Edges) -> Edges {
        let side = |distance: Length, most: Length| match distance <= PaperBox::NEAR {
            // Beyond the trim already by as much as the distance is below nought.
            true => most.min((self.bleed + distance).max(Length::ZERO)),
            false => Length::ZERO,
        };
        Edges {
            top: side(rect.y, most.top),
            right: side(self.trim.width - rect.right(), most.right),
            bottom: side(self.trim.height - rect.bottom(), most.bottom),
            left: side(rect.x, most.left),
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    pub name: String,
    pub section: String,
    pub paper: PaperBox,
    pub plates: Plates,
    /// Within the margins.
    pub type_area: Rect,
    /// The grid's own rectangle: columns exactly, centred in the type area.
    pub grid_area: Rect,
    pub grid: LineGrid,
    /// The columns of the grid (vertical: tiers), in order.
    pub columns: Vec<Rect>,
    /// Rules between columns.
    pub column_rule: Option<Rule>,
    /// In the order of the layout, the template's first; a block's parent stands before it.
    pub blocks: Vec<Block>,
}

impl Page {
    pub fn block(&self, id: BlockId) -> &Block {
        &self.blocks[id.0 as usize]
    }
}

/// The lattice that text of body size stands on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct LineGrid {
    pub mode: WritingMode,
    /// One character of the body along the line.
    pub em: Length,
    /// One character of the area's grid: what measures are counted in.
    pub cell: Length,
    /// The body's extent across the line.
    pub body_block: Length,
    /// From line to line.
    pub line: Length,
}

/// A line printed as ornament or boundary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    pub weight: Length,
    pub colour: Colour,
}

/// Where a block stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Area {
    /// Directly on the page.
    Page,
    /// In a margin: no text is pushed aside there.
    Margin,
    Within(BlockId),
}

/// What a block does to text that runs beneath it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrap {
    /// Text keeps at least this far off, along the line and across it.
    Push {
        inline: Length,
        block: Length,
    },
    Overlay,
}

/// What is printed around or under a block's content.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Decor {
    pub frame: Option<Rule>,
    pub top: Option<Rule>,
    pub bottom: Option<Rule>,
    pub left: Option<Rule>,
    pub right: Option<Rule>,
    pub between: Option<Rule>,
    pub tint: Option<Colour>,
}

/// Where the rules at a block's head and foot stand, from its start across the lines, to be level
/// with what its neighbours have there (R129). None: nothing stands beside them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Levels {
    pub head: Option<Length>,
    pub foot: Option<Length>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    /// The `id` of the layout, or the kind and number of the block: for dumps and messages.
    pub name: String,
    pub span: Span,
    pub area: Area,
    /// The place named in the layout, on the grid.
    pub rect: Rect,
    /// Where frame and tint stand: `rect`, drawn in so that the white inside is even, or level
    /// with the neighbours' (R129).
    pub frame_rect: Rect,
    pub levels: Levels,
    /// Where the content stands: within the inset, whole lines deep.
    pub inner: Rect,
    /// The block's own lattice; its `mode` may differ from the page's.
    pub grid: LineGrid,
    pub decor: Decor,
    pub wrap: Wrap,
    pub styles: Arc<StyleSheet>,
    pub content: BlockContent,
}

#[derive(Clone, Debug, PartialEq)]
pub enum BlockContent {
    /// Holds other blocks.
    Area,
    Story(StoryBlock),
    Picture(PictureBlock),
    Text(TextBlock),
    /// An advertisement's space; the art, if any, is placed at its own size, centred.
    Reserve(Reserve),
}

impl BlockContent {
    fn text(&self, id: BlockText) -> Option<&RichText> {
        match (self, id) {
            (BlockContent::Picture(picture), BlockText::Caption) => picture.caption.as_ref(),
            (BlockContent::Picture(picture), BlockText::Credit) => picture.credit.as_ref(),
            (BlockContent::Text(text), BlockText::Piece(at)) => {
                text.pieces.get(at as usize).map(|piece| &piece.text)
            }
            _ => None,
        }
    }

    /// What the block says itself, in order.
    pub fn texts(&self) -> impl Iterator<Item = (BlockText, &RichText)> {
        let (picture, pieces): (_, &[TextPiece]) = match self {
            BlockContent::Picture(picture) => (Some(picture), &[]),
            BlockContent::Text(text) => (None, &text.pieces),
            BlockContent::Area | BlockContent::Story(_) | BlockContent::Reserve(_) => (None, &[]),
        };
        let of_picture = picture.into_iter().flat_map(|picture| {
            let caption = picture.caption.iter().map(|text| (BlockText::Caption, text));
            caption.chain(picture.credit.iter().map(|text| (BlockText::Credit, text)))
        });
        let of_text = (0..).zip(pieces).map(|(at, piece)| (BlockText::Piece(at), &piece.text));
        of_picture.chain(of_text)
    }

    /// The same, to be changed.
    pub fn texts_mut(&mut self) -> impl Iterator<Item = &mut RichText> {
        let (pictures, pieces) = match self {
            BlockContent::Picture(picture) => (Some(picture), [].iter_mut()),
            BlockContent::Text(text) => (None, text.pieces.iter_mut()),
            _ => (None, [].iter_mut()),
        };
        let of_pictures = pictures
            .into_iter()
            .flat_map(|picture| picture.caption.iter_mut().chain(&mut picture.credit));
        of_pictures.chain(pieces.map(|piece| &mut piece.text))
    }
}

/// The parts of an article, in the order in which they are set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    Label,
    Kicker,
    Headline,
    Deck,
    Byline,
    Intro,
    Body,
    Source,
}

impl Part {
    pub const ALL: [Part; 8] = [
        Part::Label,
        Part::Kicker,
        Part::Headline,
        Part::Deck,
        Part::Byline,
        Part::Intro,
        Part::Body,
        Part::Source,
    ];

    /// What a head is made of.
    pub const HEAD: [Part; 5] =
        [Part::Label, Part::Kicker, Part::Headline, Part::Deck, Part::Byline];

    pub fn is_head(self) -> bool {
        Part::HEAD.contains(&self)
    }

    /// As a layout writes it.
    pub fn name(self) -> &'static str {
        match self {
            Part::Label => "label",
            Part::Kicker => "kicker",
            Part::Headline => "headline",
            Part::Deck => "deck",
            Part::Byline => "byline",
            Part::Intro => "intro",
            Part::Body => "body",
            Part::Source => "source",
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LegEnd {
    /// After any line.
    Line,
    /// Only before a subhead.
    Subhead,
}

#[derive(Clone, Debug, PartialEq)]
pub struct StoryBlock {
    pub story: StoryId,
    /// How its text looks in the page's own writing: on the pages that overset text goes on over.
    pub page_styles: Arc<StyleSheet>,
    /// Sorted. A block with `Body` is part of the story's thread.
    pub parts: Vec<Part>,
    /// At least one; over the whole depth of `inner`. A head or intro in the same block stands
    /// over all of them and takes its lines from their start.
    pub legs: Vec<Leg>,
    pub leg_end: LegEnd,
    pub balance: bool,
    /// The headline's style is a box's title.
    pub boxed: bool,
    /// Columns of the grid that the block is about as wide as; heads go by it.
    pub columns: u32,
    pub head_mode: WritingMode,
    pub line_order: LineOrder,
}

/// In which order the lines of a vertical head stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineOrder {
    RightToLeft,
    LeftToRight,
}

/// One of the parallel measures of a block: whole characters of the body along the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Leg {
    pub rect: Rect,
}

#[derive(Clone, Debug, PartialEq)]
pub struct PictureBlock {
    /// One, or a row under one caption.
    pub pictures: Vec<PlacedArt>,
    pub caption: Option<RichText>,
    pub credit: Option<RichText>,
    pub caption_at: CaptionPlace,
    pub credit_at: CreditPlace,
    /// Empty for a decoration.
    pub alt: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlacedArt {
    pub picture: PictureId,
    pub fit: Fit,
    /// The part shown: x, y, width and height in millionths of the picture.
    pub crop: [i64; 4],
    /// What of it, across and down in millionths, stands nearest to the middle of the space.
    pub focus: [i64; 2],
    /// Where the file is named.
    pub span: Span,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fit {
    /// Fills the space; what is over is cut evenly.
    Cover,
    /// Whole within the space.
    Contain,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CaptionPlace {
    Below,
    Above,
    Left,
    Right,
    Inside,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CreditPlace {
    /// After the caption and a space.
    RunIn,
    /// Pushed to the end of the last line.
    End,
}

/// Furniture: one text, or start, centre and end on one line.
#[derive(Clone, Debug, PartialEq)]
pub struct TextBlock {
    pub pieces: Vec<TextPiece>,
    /// The built-in style that `style` comes down to.
    pub role: Role,
    pub style: Style,
}

#[derive(Clone, Debug, PartialEq)]
pub struct TextPiece {
    pub text: RichText,
    pub align: super::style::Align,
    /// Ranges set larger and in another family, as a folio's page number.
    pub emphasised: Vec<Emphasised>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Emphasised {
    pub range: std::ops::Range<u32>,
    pub family: FamilyId,
    pub size: Length,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Reserve {
    pub slug: String,
    /// What it shows, for a reader who cannot see it; empty where nothing is said.
    pub alt: String,
    pub art: Option<PictureId>,
    /// Where the file is named, or the advertisement.
    pub span: Span,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_model_may_be_used_from_any_thread() {
        fn shared<T: Send + Sync + 'static>() {}
        shared::<PageModel>();
    }

    #[test]
    fn parts_stand_in_the_order_of_setting_under_names_of_their_own() {
        assert!(Part::ALL.is_sorted());
        let heads: Vec<Part> = Part::ALL.into_iter().filter(|part| part.is_head()).collect();
        assert_eq!(heads, Part::HEAD);
        let mut names = Part::ALL.map(Part::name).to_vec();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), Part::ALL.len());
    }
}
