//! A block: what stands at a place of a page.

use std::sync::Arc;

use super::{BlockId, BlockJump, BlockText, Fold, LineGrid, Part, StoryId, TreatedBlock};
use crate::colour::Colour;
use crate::diag::Span;
use crate::fonts::FamilyId;
use crate::measure::{Length, Rect, Size, WritingMode};
use crate::page::style::{Align, Role, Style, StyleSheet};
use crate::picture::PictureId;
use crate::text::RichText;

/// A line printed as ornament or boundary.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Rule {
    pub weight: Length,
    pub colour: Colour,
}

/// Where a block stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
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
        from: Edge,
    },
    Overlay,
}

/// What text keeps off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edge {
    /// The block's rectangle.
    Block,
    /// The outline of what its pictures show, where they have one; its caption's rectangle.
    Contour,
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
    /// Between the stories of a stack.
    pub items: Option<Rule>,
    pub tint: Option<Colour>,
}

/// The four rules at a block's sides as its text sees them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SideRules {
    /// Before the first line and after the last.
    pub head: Option<Rule>,
    pub foot: Option<Rule>,
    /// Before the lines' starts and behind their ends.
    pub start: Option<Rule>,
    pub end: Option<Rule>,
}

impl Decor {
    /// Whether it has a frame or a tint.
    pub fn is_boxed(&self) -> bool {
        self.frame.is_some() || self.tint.is_some()
    }

    /// The first line of a vertical block stands at its right, its lines begin at its top.
    pub fn sides(&self, mode: WritingMode) -> SideRules {
        let Decor { top, bottom, left, right, .. } = *self;
        match mode {
            WritingMode::HorizontalTb => {
                SideRules { head: top, foot: bottom, start: left, end: right }
            }
            WritingMode::VerticalRl => {
                SideRules { head: right, foot: left, start: top, end: bottom }
            }
        }
    }
}

/// Where the rules at a block's head and foot stand, from its start across the lines, to be level
/// with what its neighbours have there (R129). None: nothing stands beside them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Levels {
    pub head: Option<Length>,
    pub foot: Option<Length>,
}

/// How deep a block's frame and tint are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Depth {
    /// As deep as its lines.
    #[default]
    Lines,
    /// As deep as what stands in it.
    Text,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    /// The `id` of the layout, or the kind and number of the block: for dumps and messages.
    pub name: String,
    pub span: Span,
    pub area: Area,
    /// The place named in the layout, on the grid.
    pub rect: Rect,
    /// Where it stands on both halves of a spread.
    pub fold: Option<Fold>,
    /// Where frame and tint stand: `rect`, drawn in so that the white inside is even, or level
    /// with the neighbours' (R129). Of a picture, what it fills but for the inset.
    pub frame_rect: Rect,
    pub levels: Levels,
    /// Where the content stands: within the inset, whole lines deep.
    pub inner: Rect,
    /// The block's own lattice; its `mode` may differ from the page's.
    pub grid: LineGrid,
    pub decor: Decor,
    pub depth: Depth,
    pub wrap: Wrap,
    pub styles: Arc<StyleSheet>,
    pub content: BlockContent,
}

impl Block {
    /// Where its rows are folded, from the start of its inside; none where its lines run along the fold.
    pub fn folded_rows(&self) -> Option<Fold> {
        let Fold { at, white, first } = self.fold.as_ref()?;
        let from = |x: Length| x - self.inner.x;
        let white = from(white.start)..from(white.end);
        let across = self.grid.mode == WritingMode::HorizontalTb;
        across.then(|| Fold { at: from(*at), white, first: *first })
    }
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
    pub(super) fn text(&self, id: BlockText) -> Option<&RichText> {
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
    pub jump: BlockJump,
    /// What may stand under the end of its text.
    pub fillers: Vec<Filler>,
    /// Beside its byline.
    pub portrait: Option<Box<Portrait>>,
    pub treated: TreatedBlock,
}

impl StoryBlock {
    /// What a filler of its is called.
    pub fn filler(&self, picture: PictureId) -> Option<&str> {
        let filler = self.fillers.iter().find(|filler| filler.picture == picture)?;
        Some(&filler.slug)
    }
}

/// The picture of who wrote a story.
#[derive(Clone, Debug, PartialEq)]
pub struct Portrait {
    /// One picture, without words.
    pub pictures: PictureBlock,
    /// Its own.
    pub size: Size,
    /// How many lines deep.
    pub lines: u32,
}

impl StoryBlock {
    /// Its portrait, if that is the picture.
    pub fn portrait_of(&self, picture: PictureId) -> Option<&Portrait> {
        let portrait = self.portrait.as_deref()?;
        let is_it = portrait.pictures.pictures.iter().any(|art| art.picture == picture);
        is_it.then_some(portrait)
    }
}

/// A house advertisement that fills what a story leaves empty, as wide as its leg.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filler {
    pub picture: PictureId,
    /// The file's name, less its ending.
    pub slug: String,
    /// Where the file is named.
    pub span: Span,
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
    /// What is cut out of each.
    pub clip: Clip,
    pub caption: Option<RichText>,
    pub credit: Option<RichText>,
    pub caption_at: CaptionPlace,
    pub credit_at: CreditPlace,
    /// Empty for a decoration.
    pub alt: String,
}

/// What of a picture is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Clip {
    /// All that has room.
    Whole,
    /// The largest circle in the middle.
    Circle,
    /// A rectangle with round corners.
    Rounded,
    /// Corners, across and down in millionths.
    Polygon(Vec<[i64; 2]>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlacedArt {
    pub picture: PictureId,
    pub fit: Fit,
    /// The part shown: x, y, width and height in millionths of the picture.
    pub crop: [i64; 4],
    /// What of it, across and down in millionths, the layout will have nearest to the middle of the space;
    /// none: the middle of what is shown.
    pub focus: Option<[i64; 2]>,
    /// Where the file is named.
    pub span: Span,
}

impl PlacedArt {
    /// What stands nearest to the middle of the space.
    pub fn focus(&self) -> [i64; 2] {
        let [x, y, width, height] = self.crop;
        self.focus.unwrap_or([x + width / 2, y + height / 2])
    }
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
    /// Dots lead from the end of the first of two pieces to the second.
    pub leaders: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub struct TextPiece {
    pub text: RichText,
    pub align: Align,
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
        use crate::page::model::PageModel;
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
