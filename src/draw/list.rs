//! The marks. Origin at the top-left of the trim, y downwards.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use super::source::PageKey;
use super::structure::{Bead, LeafId, OutlinePage, Structure, Tag, Thread};
use crate::colour::Colour;
use crate::compose::GlyphSize;
use crate::diag::Span;
use crate::flow::Usage;
use crate::fonts::{FaceId, GlyphId};
use crate::measure::{Length, Point, Rect, Size};
use crate::page::model::TextId;
use crate::picture::{PathSegment, PictureId};
use crate::text::parting;

/// The marks of a job, with what is said of all of them. A page is a [`DrawPage`], or a
/// [`DrawSheet`] alone where its marks are drawn when they are asked for ([`Pages`]).
#[derive(Clone, Debug, PartialEq)]
pub struct DrawList<P = DrawPage> {
    pub pages: Vec<P>,
    /// What is on the pages, in reading order.
    pub structure: Structure,
    /// The way through each story's text.
    pub threads: Vec<Thread>,
    /// The way to each page and story.
    pub outline: Vec<OutlinePage>,
}

impl<P> Default for DrawList<P> {
    fn default() -> DrawList<P> {
        let (pages, threads, outline) = (Vec::new(), Vec::new(), Vec::new());
        DrawList { pages, structure: Structure::default(), threads, outline }
    }
}

impl<P: Clone> DrawList<P> {
    /// One page alone, with what of the structure is on it; `leaves` are those that it shows.
    pub fn only(&self, at: usize, leaves: &BTreeSet<LeafId>) -> DrawList<P> {
        let pages: Vec<P> = self.pages.get(at).cloned().into_iter().collect();
        let mut structure = self.structure.pruned(leaves);
        structure.renumber_references(at);
        let outline: Vec<OutlinePage> = self.outline.get(at).cloned().into_iter().collect();
        structure.gather_parts(outline.first().map_or("", |page| &page.title));
        let threads = self.threads.iter().filter_map(|thread| {
            let beads = thread.beads.iter().filter(|bead| bead.page == at);
            let beads: Vec<Bead> = beads.map(|bead| Bead { page: 0, ..*bead }).collect();
            (!beads.is_empty()).then(|| Thread { beads, ..thread.clone() })
        });
        let threads = threads.collect();
        let outline = outline.into_iter().map(|page| OutlinePage { page: 0, ..page }).collect();
        DrawList { pages, structure, threads, outline }
    }
}

/// Pages that are drawn when they are asked for, on any thread: those of a long paper need not
/// all be there at once.
pub trait Pages: Sync {
    /// By its place in the job; none after the last.
    fn page(&self, at: usize) -> Option<Cow<'_, DrawPage>>;

    /// What it is drawn from, where that is known: who has made something of its like need not have
    /// it drawn.
    fn key(&self, _at: usize) -> Option<&PageKey> {
        None
    }
}

/// One page alone.
impl Pages for DrawPage {
    fn page(&self, at: usize) -> Option<Cow<'_, DrawPage>> {
        (at == 0).then_some(Cow::Borrowed(self))
    }
}

impl Pages for Vec<DrawPage> {
    fn page(&self, at: usize) -> Option<Cow<'_, DrawPage>> {
        self.get(at).map(Cow::Borrowed)
    }
}

/// What is found out about pages one by one, on any thread, and then put together in their order.
pub trait Tally: Default + Send {
    /// A page, by its place in the job.
    fn see(&mut self, at: usize, page: &DrawPage);
    /// What was found out about the pages that follow.
    fn join(&mut self, later: Self);
    /// What of it is kept for the next run, in as little room as may be.
    type Kept: fmt::Debug + Send + Sync;
    fn keep(self) -> Self::Kept;
    /// The same as [`Tally::join`], of what was kept.
    fn join_kept(&mut self, later: &Self::Kept);
}

/// The paper that a page is printed on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DrawSheet {
    pub name: String,
    pub trim: Size,
    pub bleed: Length,
    /// Crop marks outside the bleed.
    pub marks: bool,
    /// How far a proof goes on to the right of the trim.
    pub reach: Length,
}

#[derive(Clone, Debug, PartialEq)]
pub struct DrawPage {
    pub sheet: DrawSheet,
    /// In painting order.
    pub items: Vec<Item>,
}

impl DrawPage {
    /// The leaves that have a mark on it.
    pub fn leaves(&self) -> BTreeSet<LeafId> {
        let mut leaves = BTreeSet::new();
        for item in &self.items {
            match item {
                Item::Text(mark) => {
                    leaves.extend(mark.runs.iter().filter_map(|run| run.tag.leaf()));
                }
                Item::Picture(mark) => leaves.extend(mark.tag.leaf()),
                Item::Rule(_) | Item::Rect(_) => {}
            }
        }
        leaves
    }
}

#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    Text(TextMark),
    Rule(RuleMark),
    Rect(RectMark),
    Picture(PictureMark),
}

/// One line of text: shown by one operator a run.
#[derive(Clone, Debug, PartialEq)]
pub struct TextMark {
    pub usage: Usage,
    pub text: TextId,
    /// Where it was written.
    pub span: Span,
    /// The line's em box. Glyphs whose blank was trimmed at a line edge reach out of it.
    pub frame: Rect,
    pub runs: Vec<DrawRun>,
    /// The initial that stands beside the line ends here in the text.
    pub initial: Option<u32>,
}

impl TextMark {
    /// Whether a run is of the initial, which stands off the line.
    pub fn is_initial(&self, run: &DrawRun) -> bool {
        self.initial.is_some_and(|end| !run.source.is_empty() && run.source.end <= end)
    }
}

/// Glyphs of one face and colour.
#[derive(Clone, Debug, PartialEq)]
pub struct DrawRun {
    pub face: FaceId,
    pub size: GlyphSize,
    pub colour: Colour,
    pub turn: Turn,
    /// The characters of the run; the glyphs' ranges count in it.
    pub text: String,
    /// Where the characters stand in the mark's text; empty when composition put them in.
    pub source: Range<u32>,
    pub tag: Tag,
    pub glyphs: Vec<DrawGlyph>,
    /// Where in the characters clauses of a head meet that are parted by white alone.
    pub parted: Vec<u32>,
}

impl DrawRun {
    /// The blank that a glyph is read behind, where white alone parts it from the clause before.
    pub fn parting_before(&self, glyph: &DrawGlyph) -> &'static str {
        let begins = self.parted.contains(&glyph.range.start) && !glyph.range.is_empty();
        if begins { parting(&self.text) } else { "" }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Turn {
    /// Origin on the baseline, to the left of the glyph.
    Horizontal,
    /// Origin at the top middle: the vertical origin.
    Upright,
    /// As horizontal, turned a quarter clockwise around the origin.
    Sideways,
}

#[derive(Clone, Debug, PartialEq)]
pub struct DrawGlyph {
    pub id: GlyphId,
    pub origin: Point,
    /// Along the run's direction.
    pub advance: Length,
    pub range: Range<u32>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RuleMark {
    pub from: Point,
    pub to: Point,
    pub weight: Length,
    pub colour: Colour,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RectMark {
    pub rect: Rect,
    pub fill: Option<Colour>,
    pub stroke: Option<(Length, Colour)>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct PictureMark {
    pub picture: PictureId,
    /// Where the whole picture stands.
    pub rect: Rect,
    /// What is shown of it.
    pub clip: Rect,
    /// What is cut out of that.
    pub cut: Option<Arc<[PathSegment]>>,
    /// What it shows, for a reader who cannot see it; empty for a decoration.
    pub alt: String,
    pub tag: Tag,
}
